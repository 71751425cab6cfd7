import { limits } from "../contract/primitives";
import type { RowOutcome } from "../contract/submissions";
import type { Api } from "./api";
import { notSignedIn } from "./apiFailure";
import { type Clock, systemClock } from "./clock";
import { createListeners } from "./listeners";
import { pbkdf2Iterations, seal } from "./outboxCrypto";
import { createDrain } from "./outboxDrain";
import { type OutboxItem, viewItem } from "./outboxItem";
import { createOutboxKeys } from "./outboxKeys";
import { createMemoryStore } from "./outboxMemoryStore";
import { type WithLock, leaseLocks, webLocks } from "./outboxLock";
import { placeOfHeader, placeOfPart } from "./outboxSend";
import { type ItemChange, type OutboxStore, type StoredItem, openOutboxStore } from "./outboxStore";
import { type PartLimits, type SubmissionContent, prepareSubmission } from "./parts";
import type { Channel, KeyValueStore, Session } from "./session";

export type { OutboxItem } from "./outboxItem";

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
  readonly withLock?: WithLock;
  readonly iterations?: number;
  readonly partLimits?: PartLimits;
  readonly random?: () => number;
}

export type Outbox = ReturnType<typeof createOutbox>;

const keptMilliseconds = 30 * 86_400_000;

/**
 * Every submission goes through here: it is stored, encrypted for the person who sends it, before anything is sent, and its rows leave this
 * machine's storage when the server has accepted them.
 */
export function createOutbox(options: OutboxOptions) {
  const { api, session, clock = systemClock, kept = null, channel = null, random = Math.random } = options;
  const listeners = createListeners<OutboxEvent>();
  let opening: Promise<OutboxStore> | null = null;
  const open = options.openStore ?? openOutboxStore;
  // Where the browser refuses storage (a blocked third party in a frame) rows can still be sent; they are only not kept if the page goes.
  const store = (): Promise<OutboxStore> => (opening ??= open().catch(() => createMemoryStore()));
  const keys = createOutboxKeys({ store, kept, clock, iterations: options.iterations ?? pbkdf2Iterations });
  const lockOwner = crypto.randomUUID();

  let closed = false;
  const person = (): string | null => {
    if (closed) return null;
    const signedIn = session.snapshot().person?.userUuid ?? null;
    return signedIn !== null && keys.person() === signedIn ? signedIn : null;
  };

  const withLock: WithLock = async (name, work) => {
    const lock = options.withLock ?? ("locks" in navigator ? webLocks(navigator.locks) : leaseLocks(await store(), clock, lockOwner));
    await lock(name, work);
  };

  const view = (item: StoredItem): Promise<OutboxItem> => viewItem(item, keys.get(item.keyId));

  async function tell(uuid: string | null, item: StoredItem | null): Promise<void> {
    // Other panes are told that something changed, never what.
    channel?.postMessage({ changed: uuid });
    if (item !== null && item.userUuid !== person()) return;
    listeners.tell({ uuid, item: item === null ? null : await view(item) });
  }
  channel?.addEventListener("message", () => listeners.tell({ uuid: null, item: null }));

  async function change(uuid: string, decide: (item: StoredItem) => ItemChange, dropParts = false): Promise<StoredItem | null> {
    const after = await (await store()).change(uuid, decide, dropParts);
    await tell(uuid, after);
    return after;
  }

  const sending = createDrain({ api, clock, store, keys, withLock, random, person, change, tell: (item) => void tell(item.uuid, item) });

  /** Pages of what became of each row, from the server. */
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
      await dropOldest(await store(), userUuid, clock.now());
      await tell(null, null);
    },
    /** Opens what was sealed under an earlier password of the same person; false where that opens nothing. */
    unlockEarlier: async (secret: string): Promise<boolean> => {
      const opened = await keys.unlockEarlier(secret);
      if (opened) await tell(null, null);
      return opened;
    },
    /** After a reload of the pane; false where the person must sign in again before anything can be sent. */
    resume: async (userUuid: string): Promise<boolean> => {
      const resumed = await keys.resume(userUuid);
      if (resumed) await tell(null, null);
      return resumed;
    },
    /** At sign-out: nothing can be read or sent until somebody unlocks. */
    lock: (): void => {
      keys.lock();
      sending.stopAll();
      listeners.tell({ uuid: null, item: null });
    },
    isUnlocked: (): boolean => person() !== null,
    /** The open keys of the person who is signed in, for what else waits encrypted on this machine. */
    keys: { person, get: (keyId: string) => keys.get(keyId), current: () => keys.current() },
    /** False where this browser refuses storage: what is not sent yet is lost with the page. */
    isDurable: async (): Promise<boolean> => (await store()).durable,

    /** Stores a submission, whole or not at all, and gives its uuid; `drain` sends it. */
    enqueue: async (content: SubmissionContent): Promise<string> => {
      const userUuid = person();
      const sealing = keys.current();
      if (userUuid === null || sealing === null) throw notSignedIn();
      const uuid = crypto.randomUUID();
      const { header, parts } = await prepareSubmission(content, options.partLimits);
      const headerBytes = new TextEncoder().encode(JSON.stringify(header));
      const item: StoredItem = {
        uuid,
        userUuid,
        keyId: sealing.keyId,
        createdAt: clock.now(),
        rowCount: header.rowCount,
        partRows: parts.map((part) => part.rowCount),
        header: await seal(sealing.key, headerBytes, placeOfHeader(uuid, userUuid)),
        state: "waiting",
        attempts: 0,
        nextTryAt: 0,
        problem: null,
        rowsDone: 0,
        status: null,
        told: false,
      };
      const sealed = parts.map(async ({ bytes }, index) => {
        const part = index + 1;
        return { uuid, part, sealed: await seal(sealing.key, bytes, placeOfPart(uuid, userUuid, part)) };
      });
      await (await store()).add(item, await Promise.all(sealed));
      await tell(uuid, item);
      return uuid;
    },

    /**
     * Sends what waits, one submission at a time in this browser, and begins to follow what was accepted; resolves when nothing is left to
     * send now. `now`: without waiting for the time of the next try (the connection is back, or a person asks).
     */
    drain: (how?: { readonly now?: boolean }): Promise<void> => sending.drain(how),

    /** Submissions of the person who is signed in, oldest first; nobody's while nobody is. */
    list: async (): Promise<OutboxItem[]> => {
      const userUuid = person();
      return userUuid === null ? [] : Promise.all((await (await store()).itemsOf(userUuid)).map(view));
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
      if (after === null) sending.stop(uuid);
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
      return after?.state === "waiting" && after.userUuid === userUuid;
    },

    /** The results of a finished submission have reached the person: they are not told again. */
    markTold: async (uuid: string): Promise<void> => {
      const userUuid = person();
      await change(uuid, (item) => (item.userUuid === userUuid && item.told === false ? { ...item, told: true } : null));
    },

    resultPages,
    results: async (uuid: string, signal?: AbortSignal): Promise<RowOutcome[]> => {
      const all: RowOutcome[] = [];
      for await (const page of resultPages(uuid, signal)) all.push(...page);
      return all;
    },

    /** Resolves when nothing is being sent or followed here. */
    settled: (): Promise<void> => sending.settled(),
    close: async (): Promise<void> => {
      closed = true;
      sending.stopAll();
      await sending.settled();
      channel?.close();
      if (opening !== null) (await opening).close();
    },
  };
}

/** Finished submissions leave the list by themselves after a month. */
async function dropOldest(store: OutboxStore, userUuid: string, now: number): Promise<void> {
  for (const item of await store.itemsOf(userUuid)) {
    if (item.state === "done" && now - item.createdAt > keptMilliseconds) await store.change(item.uuid, () => "delete");
  }
}
