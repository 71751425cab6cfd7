import type { SubmissionStatus } from "../contract/submissions";
import type { Api } from "./api";
import { ApiFailure, isSessionOver, isTemporary, notSignedIn } from "./apiFailure";
import type { Clock } from "./clock";
import { followSubmission, isFinished } from "./followSubmission";
import { isUnsent } from "./outboxItem";
import type { OutboxKeys } from "./outboxKeys";
import type { WithLock } from "./outboxLock";
import { OutboxDamaged, sendSubmission } from "./outboxSend";
import type { ItemChange, OutboxStore, StoredItem } from "./outboxStore";

/** What sending and following work on; `outbox.ts` makes it. */
export interface DrainContext {
  readonly api: Pick<Api, "openSubmission" | "putPart" | "acceptSubmission" | "readSubmission" | "watchSubmission">;
  readonly clock: Clock;
  readonly store: () => Promise<OutboxStore>;
  readonly keys: Pick<OutboxKeys, "get">;
  readonly withLock: WithLock;
  /** From 0 to 1, for the jitter of waiting times. */
  readonly random: () => number;
  /** Who is signed in with an open outbox; null where nobody is. */
  readonly person: () => string | null;
  /** Changes an item and tells of it. */
  readonly change: (uuid: string, decide: (item: StoredItem) => ItemChange, dropParts?: boolean) => Promise<StoredItem | null>;
  readonly tell: (item: StoredItem) => void;
}

export interface Drain {
  drain(how?: { readonly now?: boolean }): Promise<void>;
  /** Ends what is being done for one submission. */
  stop(uuid: string): void;
  stopAll(): void;
  settled(): Promise<void>;
}

const firstWait = 2_000;
const longestWait = 300_000;
/** A timer is never shorter, so that nothing can turn in a tight circle. */
const shortestTimer = 1_000;

export function createDrain(context: DrainContext): Drain {
  const { api, clock, store, keys, withLock, random, person, change } = context;
  const following = new Map<string, Promise<void>>();
  const stops = new Map<string, AbortController>();
  let draining: Promise<void> | null = null;
  let wanted: { now: boolean } | null = null;
  let cancelTimer: () => void = () => undefined;

  const waitOf = (attempts: number): number => Math.min(firstWait * 2 ** (attempts - 1), longestWait) * (0.5 + random() / 2);

  /** Writes down why a step failed; true where other submissions may be tried now. */
  async function fail(item: StoredItem, error: unknown): Promise<boolean> {
    if (error instanceof OutboxDamaged) {
      await change(item.uuid, (now) => ({ ...now, state: "refused", problem: { code: "damaged", requestId: null } }));
      return true;
    }
    if (!(error instanceof ApiFailure)) throw error;
    if (error.kind === "cancelled") return true;
    if (isSessionOver(error)) return false;
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

  /** The server has it: its rows are no longer kept here. */
  async function settle(uuid: string, status: SubmissionStatus): Promise<void> {
    const decide = (item: StoredItem): StoredItem =>
      // Cancelled before its rows were complete: none of them has a result.
      status.state === "cancelled" && status.acceptedAt === null
        ? { ...item, state: "refused", problem: { code: "submission-state", requestId: null } }
        : {
            ...item,
            state: isFinished(status) ? "done" : "accepted",
            attempts: 0,
            nextTryAt: 0,
            problem: null,
            rowsDone: status.rowsDone,
            status: { state: status.state, counts: status.counts },
          };
    await change(uuid, decide, true);
  }

  async function send(item: StoredItem, key: CryptoKey): Promise<boolean> {
    const stop = new AbortController();
    stops.set(item.uuid, stop);
    const guard = (): void => {
      if (stop.signal.aborted) throw new ApiFailure("cancelled");
      if (person() !== item.userUuid) throw notSignedIn();
    };
    try {
      const status = await sendSubmission({ api, store: await store(), item, key, signal: stop.signal, guard, onChange: context.tell });
      if (status !== null) await settle(item.uuid, status);
      return true;
    } catch (error) {
      return await fail(item, error);
    } finally {
      stops.delete(item.uuid);
    }
  }

  async function sendAll(now: boolean): Promise<void> {
    const tried = new Set<string>();
    for (;;) {
      const userUuid = person();
      if (userUuid === null) return;
      const due = (item: StoredItem): boolean => !tried.has(item.uuid) && (now || item.nextTryAt <= clock.now());
      const next = (await (await store()).itemsOf(userUuid)).find((item) => isUnsent(item) && due(item) && keys.get(item.keyId) !== null);
      const key = next === undefined ? null : keys.get(next.keyId);
      if (next === undefined || key === null) return;
      tried.add(next.uuid);
      if (!(await send(next, key))) return;
    }
  }

  async function followOne(item: StoredItem, signal: AbortSignal): Promise<void> {
    const now = await (await store()).item(item.uuid);
    // Another pane may have followed it to its end while this one waited for its turn.
    if (now?.state !== "accepted" || person() !== item.userUuid) return;
    let written: Promise<void> = Promise.resolve();
    const onStatus = (status: SubmissionStatus): void => {
      written = written.then(() => settle(item.uuid, status));
    };
    try {
      await followSubmission({ api, clock, uuid: item.uuid, signal, onStatus });
      await written;
    } catch (error) {
      await written;
      await fail(item, error);
    }
  }

  function follow(item: StoredItem): void {
    if (following.has(item.uuid)) return;
    const stop = new AbortController();
    stops.set(item.uuid, stop);
    const work = withLock(`follow.${item.uuid}`, () => followOne(item, stop.signal)).finally(() => {
      following.delete(item.uuid);
      stops.delete(item.uuid);
    });
    following.set(item.uuid, work.then(schedule));
  }

  /** By itself again at the earliest time at which something is to be tried. */
  async function schedule(): Promise<void> {
    const userUuid = person();
    const items = userUuid === null ? [] : await (await store()).itemsOf(userUuid);
    const times = items
      .filter((item) => (isUnsent(item) && keys.get(item.keyId) !== null) || (item.state === "accepted" && !following.has(item.uuid)))
      .map((item) => item.nextTryAt);
    cancelTimer();
    if (times.length > 0) cancelTimer = clock.later(() => void drain(), Math.max(Math.min(...times) - clock.now(), shortestTimer));
  }

  async function drainAll(): Promise<void> {
    for (let next = wanted; next !== null; next = wanted) {
      const { now } = next;
      wanted = null;
      await withLock("send", () => sendAll(now));
      const userUuid = person();
      if (userUuid === null) return;
      for (const item of await (await store()).itemsOf(userUuid)) {
        if (item.state === "accepted" && (now || item.nextTryAt <= clock.now())) follow(item);
      }
    }
    await schedule();
  }

  function drain({ now = false }: { readonly now?: boolean } = {}): Promise<void> {
    wanted = { now: now || wanted?.now === true };
    draining ??= drainAll()
      .finally(() => {
        draining = null;
      })
      // Asked for again after the last look at what waits.
      .then(() => (wanted === null ? undefined : drain(wanted)));
    return draining;
  }

  return {
    drain,
    stop: (uuid) => stops.get(uuid)?.abort(),
    stopAll: () => {
      cancelTimer();
      for (const stop of stops.values()) stop.abort();
    },
    settled: async () => {
      while (draining !== null || following.size > 0) await Promise.all([draining, ...following.values()]);
    },
  };
}
