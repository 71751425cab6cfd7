import { type LookupField, type LookupResult, lookupFields } from "../contract/patients";
import { limits } from "../contract/primitives";
import type { Api } from "./api";
import { ApiFailure, type FailureCode } from "./apiFailure";
import { type Clock, systemClock } from "./clock";
import type { Session } from "./session";

/** What a look-up comes to. A failure is a value: a cell shows it as a sentence. */
export type LookupOutcome = { readonly ok: true; readonly result: LookupResult } | { readonly ok: false; readonly code: FailureCode };

export interface Lookup {
  /** The fields asked for (perhaps more) of one ART ID; requests of a tenth of a second go to the server as one. Never rejects. */
  lookup(artId: string, fields: readonly LookupField[], signal?: AbortSignal): Promise<LookupOutcome>;
  /** What is remembered of these ART IDs, or of all, is not used again. */
  invalidate(artIds: readonly string[] | "all"): void;
  close(): void;
}

export interface LookupOptions {
  readonly api: Pick<Api, "lookup">;
  readonly session: Pick<Session, "snapshot" | "subscribe">;
  readonly clock?: Clock;
  readonly windowMilliseconds?: number;
  readonly maxAgeMilliseconds?: number;
  readonly idsPerRequest?: number;
  /** Characters of all ART IDs of one request. */
  readonly charactersPerRequest?: number;
  /** ART IDs remembered at the most; the oldest go first. */
  readonly remembered?: number;
}

interface Waiter {
  readonly fields: readonly LookupField[];
  readonly settle: (outcome: LookupOutcome) => void;
}

/** ART IDs that go in one request, each with those who wait for it. */
interface Batch {
  readonly waiters: Map<string, Set<Waiter>>;
  readonly fields: Set<LookupField>;
  readonly stop: AbortController;
  characters: number;
}

interface Remembered {
  readonly result: LookupResult;
  readonly fields: ReadonlySet<LookupField>;
  readonly at: number;
}

export function createLookup(options: LookupOptions): Lookup {
  const { api, session, clock = systemClock } = options;
  const windowMilliseconds = options.windowMilliseconds ?? 100;
  const maxAge = options.maxAgeMilliseconds ?? 600_000;
  const idsPerRequest = options.idsPerRequest ?? limits.artIdsPerLookup;
  const charactersPerRequest = options.charactersPerRequest ?? 500_000;
  const remembered = options.remembered ?? 200_000;

  const memory = new Map<string, Remembered>();
  /** Batches that were sent and are not yet answered. */
  const sent = new Set<Batch>();
  /** ART IDs that were invalidated while their batch was under way. */
  const forgotten = new WeakMap<Batch, Set<string>>();
  const isForgotten = (batch: Batch, artId: string): boolean => forgotten.get(batch)?.has(artId) === true;
  let gathering: Batch | null = null;
  let cancelTimer: () => void = () => undefined;
  let userUuid = session.snapshot().person?.userUuid ?? null;

  // Each person sees only what was read in that person's name.
  const stopListening = session.subscribe(() => {
    const now = session.snapshot().person?.userUuid ?? null;
    if (now === userUuid) return;
    userUuid = now;
    memory.clear();
    cancelTimer();
    const open = [...sent, ...(gathering === null ? [] : [gathering])];
    gathering = null;
    sent.clear();
    for (const batch of open) {
      batch.stop.abort();
      settleAll(batch, { ok: false, code: "not-signed-in" });
    }
  });

  function recall(artId: string, fields: readonly LookupField[]): LookupResult | null {
    const entry = memory.get(artId);
    if (entry === undefined || clock.now() - entry.at > maxAge) return null;
    return !entry.result.found || fields.every((field) => entry.fields.has(field)) ? entry.result : null;
  }

  function remember(artId: string, entry: Remembered): void {
    memory.delete(artId);
    memory.set(artId, entry);
    const oldest = memory.size > remembered ? memory.keys().next().value : undefined;
    if (oldest !== undefined) memory.delete(oldest);
  }

  function join(batch: Batch, artId: string, waiter: Waiter): void {
    const waiters = batch.waiters.get(artId);
    if (waiters === undefined) {
      batch.waiters.set(artId, new Set([waiter]));
      batch.characters += artId.length;
    } else {
      waiters.add(waiter);
    }
  }

  /** The batch under way that will answer this, else the one that is being gathered. */
  function batchFor(artId: string, fields: readonly LookupField[]): Batch {
    for (const batch of sent) {
      if (batch.waiters.has(artId) && !isForgotten(batch, artId) && fields.every((field) => batch.fields.has(field))) return batch;
    }
    const full = (batch: Batch): boolean =>
      !batch.waiters.has(artId) && (batch.waiters.size >= idsPerRequest || batch.characters + artId.length > charactersPerRequest);
    if (gathering !== null && full(gathering)) flush();
    if (gathering === null) {
      gathering = { waiters: new Map(), fields: new Set(), stop: new AbortController(), characters: 0 };
      cancelTimer = clock.later(flush, windowMilliseconds);
    }
    for (const field of fields) gathering.fields.add(field);
    return gathering;
  }

  function flush(): void {
    cancelTimer();
    const batch = gathering;
    gathering = null;
    if (batch === null || batch.waiters.size === 0) return;
    sent.add(batch);
    void answer(batch).finally(() => sent.delete(batch));
  }

  async function answer(batch: Batch): Promise<void> {
    const artIds = [...batch.waiters.keys()];
    const fields = lookupFields.filter((field) => batch.fields.has(field));
    try {
      const { results } = await api.lookup({ artIds, fields }, batch.stop.signal);
      if (results.length !== artIds.length) throw new ApiFailure("unreadable");
      const at = clock.now();
      for (const [index, artId] of artIds.entries()) {
        const result = results[index];
        const waiters = batch.waiters.get(artId);
        // Forgotten while it was under way (`invalidate`): good enough for those who asked before, not to be remembered.
        if (result === undefined || waiters === undefined) continue;
        if (sent.has(batch) && !isForgotten(batch, artId)) remember(artId, { result, fields: batch.fields, at });
        for (const waiter of waiters) waiter.settle({ ok: true, result });
      }
    } catch (error) {
      settleAll(batch, { ok: false, code: error instanceof ApiFailure ? error.code : "unreadable" });
      if (!(error instanceof ApiFailure)) throw error;
    }
  }

  return {
    lookup: (text, fields, signal) => {
      const artId = text.trim();
      if (signal?.aborted === true) return Promise.resolve({ ok: false, code: "cancelled" });
      if (session.snapshot().person === null) return Promise.resolve({ ok: false, code: "not-signed-in" });
      const known = recall(artId, fields);
      if (known !== null) return Promise.resolve({ ok: true, result: known });
      return new Promise((resolve) => {
        const batch = batchFor(artId, fields);
        const waiter: Waiter = {
          fields,
          settle: (outcome) => {
            signal?.removeEventListener("abort", leave);
            resolve(outcome);
          },
        };
        join(batch, artId, waiter);
        signal?.addEventListener("abort", leave);
        function leave(): void {
          const waiters = batch.waiters.get(artId);
          waiters?.delete(waiter);
          // Nobody waits for it any more: it is not asked at all where it was not asked yet.
          if (waiters?.size === 0 && batch === gathering) {
            batch.waiters.delete(artId);
            batch.characters -= artId.length;
          }
          waiter.settle({ ok: false, code: "cancelled" });
        }
      });
    },
    invalidate: (artIds) => {
      const isMeant = meantBy(artIds);
      for (const batch of sent) {
        const those = forgotten.get(batch) ?? new Set();
        for (const artId of batch.waiters.keys()) if (isMeant(artId)) those.add(artId);
        forgotten.set(batch, those);
      }
      for (const artId of memory.keys()) if (isMeant(artId)) memory.delete(artId);
    },
    close: () => {
      stopListening();
      cancelTimer();
      for (const batch of sent) batch.stop.abort();
    },
  };
}

/** The record finds an ART ID in capitals or not: the same patient may be remembered under both. */
function meantBy(artIds: readonly string[] | "all"): (artId: string) => boolean {
  if (artIds === "all") return () => true;
  const folded = new Set(artIds.map((artId) => artId.trim().toLowerCase()));
  return (artId) => folded.has(artId.toLowerCase());
}

function settleAll(batch: Batch, outcome: LookupOutcome): void {
  for (const waiters of batch.waiters.values()) for (const waiter of waiters) waiter.settle(outcome);
}
