import type { OpenSubmissionRequest, RowOutcome, SubmissionStatus } from "../contract/submissions";
import { limits } from "../contract/primitives";
import type { Api } from "./api";
import { ApiFailure, isSessionOver, isTemporary, notSignedIn } from "./apiFailure";
import { type Clock, systemClock } from "./clock";
import { followSubmission } from "./followSubmission";
import { createListeners } from "./listeners";
import { pbkdf2Iterations, seal } from "./outboxCrypto";
import { createOutboxKeys } from "./outboxKeys";
import { type WithLock, leaseLocks, webLocks } from "./outboxLock";
import { OutboxDamaged, openHeader, placeOfHeader, placeOfPart, sendSubmission } from "./outboxSend";
import { type OutboxProblem, type OutboxState, type OutboxStore, type StoredItem, openOutboxStore } from "./outboxStore";
import { type PartLimits, type SubmissionContent, prepareSubmission } from "./parts";
import type { Channel, KeyValueStore, Session } from "./session";

/** A submission of the signed-in person, as a screen shows it. */
export interface OutboxItem {
  readonly uuid: string;
  readonly createdAt: string;
  readonly rowCount: number;
  readonly state: OutboxState;
  /** False where it was sealed under an earlier password: it can be discarded, or opened by `unlockEarlier`. */
  readonly readable: boolean;
  readonly source: OpenSubmissionRequest["source"] | null;
  readonly attempts: number;
  readonly nextTryAt: string | null;
  readonly problem: OutboxProblem | null;
  /** Rows sent of all; once accepted, rows answered of all. */
  readonly progress: { readonly done: number; readonly total: number };
  readonly status: StoredItem["status"];
}

/** Something changed: one item (null: it is gone), or the list as a whole where `uuid` is null. */
export interface OutboxEvent {
  readonly uuid: string | null;
  readonly item: OutboxItem | null;
}

export interface OutboxOptions {
  readonly api: Pick<Api, "openSubmission" | "putPart" | "acceptSubmission" | "readSubmission" | "watchSubmission" | "readOutcomes">;
  readonly session: Pick<Session, "snapshot">;
  readonly clock?: Clock;
  /** Where open keys outlast a reload: sessionStorage. */
  readonly kept?: KeyValueStore | null;
  readonly channel?: Channel | null;
  readonly openStore?: () => Promise<OutboxStore>;
  readonly withLock?: (store: OutboxStore) => WithLock;
  readonly iterations?: number;
  readonly partLimits?: PartLimits;
  /** From 0 to 1, for the jitter of waiting times. */
  readonly random?: () => number;
}

export type Outbox = ReturnType<typeof createOutbox>;

const firstWait = 2_000;
const longestWait = 300_000;
const keptDays = 30;

/**
 * Every submission goes through here: it is stored, encrypted for the person who sends it, before anything is sent, and its rows leave this
 * machine's storage when the server has accepted them. The name of the browser's own database (indexedDB) is said by `idb` alone.
 */
export function createOutbox(options: OutboxOptions) {
  const { api, session, clock = systemClock, kept = null, channel = null, random = Math.random } = options;
  const listeners = createListeners<OutboxEvent>();
  let opening: Promise<OutboxStore> | null = null;
  const store = (): Promise<OutboxStore> => (opening ??= (options.openStore ?? openOutboxStore)());
  const keys = createOutboxKeys({ store, kept, clock, iterations: options.iterations ?? pbkdf2Iterations });
  const owner = crypto.randomUUID();
  const following = new Map<string, Promise<void>>();
  const stops = new Map<string, AbortController>();
  let draining: Promise<void> | null = null;
  let again = false;
  let cancelTimer: () => void = () => undefined;

  const person = (): string | null => {
    const signedIn = session.snapshot().person?.userUuid ?? null;
    return signedIn !== null && keys.person() === signedIn ? signedIn : null;
  };
  const withLock = async (name: string, work: () => Promise<void>): Promise<void> => {
    const open = await store();
    const lock = options.withLock?.(open) ?? ("locks" in navigator ? webLocks(navigator.locks) : leaseLocks(open, clock, owner));
    await lock(name, work);
  };

  async function view(item: StoredItem): Promise<OutboxItem> {
    const key = keys.get(item.keyId);
    const header = key === null ? null : await openHeader(item, key).catch(damagedAsNull);
    return {
      uuid: item.uuid,
      createdAt: new Date(item.createdAt).toISOString(),
      rowCount: item.rowCount,
      state: item.state,
      readable: header !== null,
      source: header?.source ?? null,
      attempts: item.attempts,
      nextTryAt: item.nextTryAt === 0 ? null : new Date(item.nextTryAt).toISOString(),
      problem: item.problem,
      progress: { done: item.rowsDone, total: item.rowCount },
      status: item.status,
    };
  }

  function tell(uuid: string | null, item: OutboxItem | null): void {
    listeners.tell({ uuid, item });
    channel?.postMessage({ uuid });
  }
  async function tellOf(uuid: string, item: StoredItem | null): Promise<void> {
    if (item === null) tell(uuid, null);
    else if (item.userUuid === person()) tell(uuid, await view(item));
  }
  // Another pane changed something: the list here is only told, never the content.
  channel?.addEventListener("message", (event) => {
    if (typeof event.data === "object" && event.data !== null && "uuid" in event.data) listeners.tell({ uuid: null, item: null });
  });

  async function change(uuid: string, decide: (item: StoredItem) => StoredItem | "delete" | null, dropParts = false): Promise<StoredItem | null> {
    const after = await (await store()).change(uuid, decide, dropParts);
    await tellOf(uuid, after);
    return after;
  }

  const waitOf = (attempts: number): number => Math.min(firstWait * 2 ** (attempts - 1), longestWait) * (0.5 + random() / 2);

  /** Writes down why a step failed; true where others may be tried now. */
  async function fail(item: StoredItem, error: unknown): Promise<boolean> {
    if (error instanceof OutboxDamaged) {
      await change(item.uuid, (now) => ({ ...now, state: "refused", problem: { code: "damaged", requestId: null } }));
      return true;
    }
    if (!(error instanceof ApiFailure)) throw error;
    if (error.kind === "cancelled" || isSessionOver(error)) return false;
    const problem = { code: error.code, requestId: error.requestId };
    if (isTemporary(error)) {
      await change(item.uuid, (now) => {
        const wait = Math.max(waitOf(now.attempts + 1), (error.retryAfterSeconds ?? 0) * 1000);
        return { ...now, attempts: now.attempts + 1, nextTryAt: clock.now() + wait, problem };
      });
      return error.kind !== "offline";
    }
    await change(item.uuid, (now) => ({ ...now, state: "refused", nextTryAt: 0, problem }));
    return true;
  }

  async function send(item: StoredItem, key: CryptoKey, open: OutboxStore): Promise<boolean> {
    const stop = new AbortController();
    stops.set(item.uuid, stop);
    const guard = (): void => {
      if (person() !== item.userUuid) throw notSignedIn();
    };
    try {
      const onChange = (now: StoredItem): void => void tellOf(item.uuid, now);
      const status = await sendSubmission({ api, store: open, item, key, signal: stop.signal, guard, onChange });
      if (status !== null) await settle(item.uuid, status);
      return true;
    } catch (error) {
      return await fail(item, error);
    } finally {
      stops.delete(item.uuid);
    }
  }

  /** The server has it: its rows are no longer kept here. */
  async function settle(uuid: string, status: SubmissionStatus): Promise<void> {
    const finished = status.state === "done" || status.state === "stopped";
    await change(
      uuid,
      (item) =>
        status.state === "cancelled"
          ? { ...item, state: "refused", problem: { code: "submission-state", requestId: null } }
          : {
              ...item,
              state: finished ? "done" : "accepted",
              attempts: 0,
              nextTryAt: 0,
              problem: null,
              rowsDone: status.rowsDone,
              status: { state: status.state, counts: status.counts },
            },
      true,
    );
  }

  function follow(item: StoredItem): void {
    if (following.has(item.uuid)) return;
    const stop = new AbortController();
    stops.set(item.uuid, stop);
    const work = withLock(`follow.${item.uuid}`, async () => {
      const now = await (await store()).item(item.uuid);
      // Another pane may have followed it to its end while this one waited for its turn.
      if (now?.state !== "accepted" || person() !== item.userUuid) return;
      try {
        let written: Promise<void> = Promise.resolve();
        const onStatus = (status: SubmissionStatus): void => {
          written = written.then(() => settle(item.uuid, status));
        };
        await followSubmission({ api, clock, uuid: item.uuid, signal: stop.signal, onStatus });
        await written;
      } catch (error) {
        await fail(item, error);
      }
    }).finally(() => {
      following.delete(item.uuid);
      stops.delete(item.uuid);
    });
    following.set(item.uuid, work.then(schedule));
  }

  async function sendAll(now: boolean): Promise<void> {
    const tried = new Set<string>();
    for (;;) {
      const userUuid = person();
      if (userUuid === null) return;
      const open = await store();
      const due = (item: StoredItem): boolean => !tried.has(item.uuid) && (now || item.nextTryAt <= clock.now());
      const next = (await open.itemsOf(userUuid)).find((item) => isUnsent(item) && due(item) && keys.get(item.keyId) !== null);
      const key = next === undefined ? null : keys.get(next.keyId);
      if (next === undefined || key === null) return;
      tried.add(next.uuid);
      if (!(await send(next, key, open))) return;
    }
  }

  /** By itself again at the earliest time at which something is to be tried. */
  async function schedule(): Promise<void> {
    cancelTimer();
    const userUuid = person();
    if (userUuid === null) return;
    const open = await store();
    const times = (await open.itemsOf(userUuid))
      .filter((item) => (isUnsent(item) && keys.get(item.keyId) !== null) || (item.state === "accepted" && !following.has(item.uuid)))
      .map((item) => item.nextTryAt);
    if (times.length === 0) return;
    cancelTimer();
    cancelTimer = clock.later(() => void drain(), Math.max(Math.min(...times) - clock.now(), firstWait / 2));
  }

  /**
   * Sends what waits, one submission at a time in this browser, and begins to follow what was accepted; resolves when nothing is left to send now.
   * `now`: without waiting for the time of the next try (the connection is back, or a person asks).
   */
  function drain(how: { readonly now?: boolean } = {}): Promise<void> {
    if (draining !== null) {
      again = true;
      return draining;
    }
    draining = (async () => {
      do {
        again = false;
        await withLock("send", () => sendAll(how.now === true));
        const userUuid = person();
        if (userUuid === null) return;
        for (const item of await (await store()).itemsOf(userUuid)) {
          if (item.state === "accepted" && (how.now === true || item.nextTryAt <= clock.now())) follow(item);
        }
        // Set by a call that came while this one was sending.
      } while (isAgain());
      await schedule();
    })().finally(() => {
      draining = null;
    });
    return draining;
  }
  const isAgain = (): boolean => again;

  /** Pages of what became of each row, from the server; none before it is accepted. */
  async function* resultPages(uuid: string, signal?: AbortSignal): AsyncGenerator<readonly RowOutcome[]> {
    let after: number | null = -1;
    while (after !== null) {
      const page: Awaited<ReturnType<Api["readOutcomes"]>> = await api.readOutcomes({ uuid, after, limit: limits.outcomesPerPage, signal });
      yield page.outcomes;
      after = page.next;
    }
  }

  return {
    subscribe: (listener: (event: OutboxEvent) => void) => listeners.add(listener),

    /** At sign-in: opens the person's own key. */
    unlock: async (userUuid: string, secret: string): Promise<void> => {
      await keys.unlock(userUuid, secret);
      await purge(await store(), userUuid, clock.now());
      tell(null, null);
    },
    /** Opens what was sealed under an earlier password of the same person; false where that opens nothing. */
    unlockEarlier: async (secret: string): Promise<boolean> => {
      const opened = await keys.unlockEarlier(secret);
      if (opened) tell(null, null);
      return opened;
    },
    /** After a reload of the pane; false where the person must sign in again before anything can be sent. */
    resume: (userUuid: string): Promise<boolean> => keys.resume(userUuid),
    /** At sign-out: nothing can be read or sent until somebody unlocks. */
    lock: (): void => {
      keys.lock();
      cancelTimer();
      for (const stop of stops.values()) stop.abort();
      listeners.tell({ uuid: null, item: null });
    },
    isUnlocked: (): boolean => person() !== null,

    /** Stores a submission, whole or not at all, and gives its uuid; `drain` sends it. */
    enqueue: async (content: SubmissionContent): Promise<string> => {
      const userUuid = person();
      const sealing = keys.current();
      if (userUuid === null || sealing === null) throw notSignedIn();
      const { keyId, key } = sealing;
      const uuid = crypto.randomUUID();
      const { header, parts } = await prepareSubmission(content, options.partLimits);
      const sealedHeader = await seal(key, new TextEncoder().encode(JSON.stringify(header)), placeOfHeader(uuid, userUuid));
      const sealedParts = await Promise.all(
        parts.map(async ({ bytes }, index) => {
          const part = index + 1;
          return { uuid, part, sealed: await seal(key, bytes, placeOfPart(uuid, userUuid, part)) };
        }),
      );
      const item: StoredItem = {
        uuid,
        userUuid,
        keyId,
        createdAt: clock.now(),
        rowCount: header.rowCount,
        partRows: parts.map((part) => part.rowCount),
        header: sealedHeader,
        state: "waiting",
        attempts: 0,
        nextTryAt: 0,
        problem: null,
        rowsDone: 0,
        status: null,
      };
      await (await store()).add(item, sealedParts);
      await tellOf(uuid, item);
      return uuid;
    },

    drain,

    /** Submissions of the person who is signed in, oldest first; nobody's while nobody is. */
    list: async (): Promise<OutboxItem[]> => {
      const userUuid = person();
      if (userUuid === null) return [];
      return Promise.all((await (await store()).itemsOf(userUuid)).map(view));
    },

    /**
     * Takes a submission back, or takes a finished, refused or unreadable one off the list. False where it is too late: the
     * server has it or may have it.
     */
    discard: async (uuid: string): Promise<boolean> => {
      const userUuid = person();
      const after = await change(uuid, (item) => {
        const tooLate = (item.state === "accepting" || item.state === "accepted") && keys.get(item.keyId) !== null;
        return item.userUuid !== userUuid || tooLate ? null : "delete";
      });
      if (after === null) stops.get(uuid)?.abort();
      return after === null;
    },

    /** Puts a refused submission back into the line; false where its rows are no longer here. */
    retry: async (uuid: string): Promise<boolean> => {
      const userUuid = person();
      const hasParts = await (await store()).hasParts(uuid);
      const after = await change(uuid, (item) =>
        item.userUuid === userUuid && item.state === "refused" && hasParts
          ? { ...item, state: "waiting", attempts: 0, nextTryAt: 0, problem: null }
          : null,
      );
      return after?.state === "waiting";
    },

    resultPages,
    results: async (uuid: string, signal?: AbortSignal): Promise<RowOutcome[]> => {
      const all: RowOutcome[] = [];
      for await (const page of resultPages(uuid, signal)) all.push(...page);
      return all;
    },

    /** Resolves when nothing is being sent or followed here. */
    settled: async (): Promise<void> => {
      while (draining !== null || following.size > 0) await Promise.all([draining, ...following.values()]);
    },
    close: async (): Promise<void> => {
      cancelTimer();
      for (const stop of stops.values()) stop.abort();
      channel?.close();
      if (opening !== null) (await opening).close();
    },
  };
}

function isUnsent(item: StoredItem): boolean {
  return item.state === "waiting" || item.state === "sending" || item.state === "accepting";
}

function damagedAsNull(error: unknown): null {
  if (error instanceof OutboxDamaged) return null;
  throw error;
}

/** Finished submissions leave the list by themselves after a month, and a key that nothing is sealed under any more with them. */
async function purge(store: OutboxStore, userUuid: string, now: number): Promise<void> {
  for (const item of await store.itemsOf(userUuid)) {
    if (item.state === "done" && now - item.createdAt > keptDays * 86_400_000) await store.change(item.uuid, () => "delete");
  }
}
