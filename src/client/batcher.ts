import { ApiFailure, type FailureCode } from "./apiFailure";
import { type AnswerMemory, createAnswerMemory } from "./answerMemory";
import type { Clock } from "./clock";
import { createListeners } from "./listeners";
import { nextTurn } from "./nextTurn";
import { rightsOf } from "./rights";
import type { Session } from "./session";

/** What asking comes to. A failure is a value: a cell shows it as a sentence. */
export type Outcome<Result> = { readonly ok: true; readonly result: Result } | { readonly ok: false; readonly code: FailureCode };

/** Forty thousand of them are made in one go: an AbortController for each would cost more than all the rest. */
export type OnWait = (callOff: () => void) => void;

export interface Batcher<Field, Result> {
  /**
   * The fields asked for (perhaps more) of one ART ID; what is asked within the window goes to the server as one request. Never rejects.
   * Where it has to wait, `onWait` is given the function that calls it off.
   */
  ask(artId: string, fields: readonly Field[], onWait?: OnWait): Promise<Outcome<Result>>;
  /** What was read of these ART IDs, or of all, is not used again: those who wait for it are given what is read after this. */
  invalidate(artIds: readonly string[] | "all"): void;
  /** Told what is not to be used again: of these ART IDs, or of all, as when another person signs in. Gives the function that ends it. */
  onForget(listener: (artIds: readonly string[] | "all") => void): () => void;
  close(): void;
}

export interface BatcherOptions<Field, Result> {
  /** One request to the server: results aligned with the ART IDs. Throws `ApiFailure`. */
  readonly request: (artIds: string[], fields: ReadonlySet<Field>, signal: AbortSignal) => Promise<readonly Result[]>;
  readonly session: Pick<Session, "snapshot" | "subscribe">;
  readonly clock: Clock;
  readonly windowMilliseconds: number;
  readonly maxAgeMilliseconds: number;
  readonly idsPerRequest: number;
  /** Characters of all ART IDs of one request. */
  readonly charactersPerRequest: number;
  /** ART IDs remembered at the most; the oldest go first. */
  readonly remembered: number;
  /** Formulas that are told their answers in one go; then everything else that waits for the main thread has its turn. */
  readonly slice: number;
}

interface Waiter<Field, Result> {
  readonly fields: readonly Field[];
  readonly settle: (outcome: Outcome<Result>) => void;
  /** Where it waits now. */
  batch: Batch<Field, Result> | null;
}

type Tell<Result> = (index: number) => Outcome<Result>;

/** ART IDs that go in one request, each with those who wait for it. */
interface Batch<Field, Result> {
  readonly waiters: Map<string, Set<Waiter<Field, Result>>>;
  /** Known when its request leaves: what those want who still wait. */
  fields: ReadonlySet<Field>;
  readonly stop: AbortController;
  /** ART IDs that were invalidated since their request left. */
  readonly forgotten: Set<string>;
  characters: number;
  /** What each ART ID, by its place, came to; null while nobody knows. */
  tell: Tell<Result> | null;
}

const notSignedIn: Tell<never> = () => ({ ok: false, code: "not-signed-in" });
const cancelled: Tell<never> = () => ({ ok: false, code: "cancelled" });

export function createBatcher<Field, Result extends { readonly found: boolean }>(options: BatcherOptions<Field, Result>): Batcher<Field, Result> {
  type Waiting = Waiter<Field, Result>;
  type Group = Batch<Field, Result>;
  const { request, session, clock, windowMilliseconds, idsPerRequest, charactersPerRequest, slice } = options;
  const memory: AnswerMemory<Field, Result> = createAnswerMemory({ clock, maxAge: options.maxAgeMilliseconds, most: options.remembered });
  /** Batches that were sent and are not yet answered. */
  const sent = new Set<Group>();
  /** Batches whose formulas are being told. */
  const telling = new Set<Group>();
  const forgetting = createListeners<readonly string[] | "all">();
  let gathering: Group | null = null;
  let cancelTimer: () => void = () => undefined;
  let { person } = session.snapshot();

  // Each person sees only what was read in that person's name, by the rights that the person has now.
  const stopListening = session.subscribe(() => {
    const before = person;
    ({ person } = session.snapshot());
    if (before?.userUuid === person?.userUuid) {
      if (rightsOf(before) !== rightsOf(person)) invalidate("all");
      return;
    }
    memory.forget(() => true);
    giveUp(notSignedIn);
    forgetting.tell("all");
  });

  function giveUp(tell: Tell<Result>): void {
    cancelTimer();
    const open = [...sent, ...telling, ...(gathering === null ? [] : [gathering])];
    gathering = null;
    for (const batch of open) {
      batch.stop.abort();
      tellAll(batch, tell);
    }
  }

  /** From here on nobody joins the batch. Where its formulas are being told already, the rest of them is told this instead. */
  function tellAll(batch: Group, tell: Tell<Result>): void {
    const isBegun = batch.tell !== null;
    batch.tell = tell;
    sent.delete(batch);
    if (isBegun) return;
    telling.add(batch);
    void tellInSlices(batch).finally(() => telling.delete(batch));
  }

  /** Ten thousand cells told at once would keep the pane from moving: each one goes on in Excel's own runtime. */
  async function tellInSlices(batch: Group): Promise<void> {
    let index = 0;
    let told = 0;
    for (const [artId, waiters] of batch.waiters) {
      for (const waiter of waiters) {
        if (told === slice) {
          told = 0;
          await nextTurn();
          // Called off meanwhile.
          if (!waiters.has(waiter)) continue;
        }
        told += 1;
        const outcome = batch.tell?.(index) ?? cancelled(index);
        if (outcome.ok && batch.forgotten.has(artId)) askAgain(artId, waiter);
        else waiter.settle(outcome);
      }
      index += 1;
    }
  }

  function askAgain(artId: string, waiter: Waiting): void {
    const known = memory.recall(artId, waiter.fields);
    if (known === null) join(artId, waiter);
    else waiter.settle({ ok: true, result: known });
  }

  function join(artId: string, waiter: Waiting): void {
    const batch = batchFor(artId, waiter.fields);
    waiter.batch = batch;
    const waiters = batch.waiters.get(artId);
    if (waiters === undefined) {
      batch.waiters.set(artId, new Set([waiter]));
      batch.characters += artId.length;
    } else {
      waiters.add(waiter);
    }
  }

  /** The formula was called off. Where nobody else waits for its ART ID and it was not asked yet, it is not asked at all. */
  function leave(artId: string, waiter: Waiting): void {
    const { batch } = waiter;
    const waiters = batch?.waiters.get(artId);
    waiters?.delete(waiter);
    if (waiters?.size === 0 && batch !== null && batch === gathering) {
      batch.waiters.delete(artId);
      batch.characters -= artId.length;
    }
    waiter.settle(cancelled(0));
  }

  /** The batch under way that will answer this, else the one that is being gathered. */
  function batchFor(artId: string, fields: readonly Field[]): Group {
    for (const batch of sent) {
      if (batch.waiters.has(artId) && !batch.forgotten.has(artId) && fields.every((field) => batch.fields.has(field))) return batch;
    }
    const full = (batch: Group): boolean =>
      !batch.waiters.has(artId) && (batch.waiters.size >= idsPerRequest || batch.characters + artId.length > charactersPerRequest);
    if (gathering !== null && full(gathering)) flush();
    if (gathering === null) {
      gathering = emptyBatch();
      cancelTimer = clock.later(flush, windowMilliseconds);
    }
    return gathering;
  }

  function flush(): void {
    cancelTimer();
    const batch = gathering;
    gathering = null;
    if (batch === null || batch.waiters.size === 0) return;
    batch.fields = fieldsWanted(batch);
    sent.add(batch);
    void answer(batch);
  }

  async function answer(batch: Group): Promise<void> {
    const artIds = [...batch.waiters.keys()];
    try {
      const results = await request(artIds, batch.fields, batch.stop.signal);
      // Somebody else has signed in: all were told.
      if (!sent.has(batch)) return;
      if (results.length !== artIds.length) throw new ApiFailure("unreadable");
      const at = clock.now();
      results.forEach((result, index) => {
        const artId = artIds[index] ?? "";
        if (!batch.forgotten.has(artId)) memory.remember(artId, { result, fields: batch.fields, at });
      });
      tellAll(batch, (index) => {
        const result = results[index];
        return result === undefined ? { ok: false, code: "unreadable" } : { ok: true, result };
      });
    } catch (error) {
      const code = error instanceof ApiFailure ? error.code : "unreadable";
      if (sent.has(batch)) tellAll(batch, () => ({ ok: false, code }));
      if (!(error instanceof ApiFailure)) throw error;
    }
  }

  function invalidate(artIds: readonly string[] | "all"): void {
    const isMeant = meantBy(artIds);
    for (const batch of [...sent, ...telling]) for (const artId of batch.waiters.keys()) if (isMeant(artId)) batch.forgotten.add(artId);
    memory.forget(isMeant);
    forgetting.tell(artIds);
  }

  return {
    ask: (text, fields, onWait) => {
      const artId = text.trim();
      if (session.snapshot().person === null) return Promise.resolve(notSignedIn(0));
      const known = memory.recall(artId, fields);
      if (known !== null) return Promise.resolve({ ok: true, result: known });
      return new Promise((resolve) => {
        const settle = (outcome: Outcome<Result>): void => {
          waiter.batch = null;
          resolve(outcome);
        };
        const waiter: Waiting = { fields, settle, batch: null };
        join(artId, waiter);
        onWait?.(() => leave(artId, waiter));
      });
    },
    invalidate,
    onForget: (listener) => forgetting.add(listener),
    close: () => {
      stopListening();
      giveUp(cancelled);
    },
  };
}

function emptyBatch<Field, Result>(): Batch<Field, Result> {
  return { waiters: new Map(), fields: new Set(), stop: new AbortController(), forgotten: new Set(), characters: 0, tell: null };
}

function fieldsWanted<Field, Result>(batch: Batch<Field, Result>): ReadonlySet<Field> {
  const fields = new Set<Field>();
  for (const waiters of batch.waiters.values()) for (const waiter of waiters) for (const field of waiter.fields) fields.add(field);
  return fields;
}

/** The record finds an ART ID in capitals or not: the same patient may be remembered under both. */
function meantBy(artIds: readonly string[] | "all"): (artId: string) => boolean {
  if (artIds === "all") return () => true;
  const folded = new Set(artIds.map((artId) => artId.trim().toLowerCase()));
  return (artId) => folded.has(artId.toLowerCase());
}
