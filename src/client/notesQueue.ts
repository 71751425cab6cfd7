import { z } from "zod";
import { ContactNote, NoteFault } from "../contract/contactNotes";
import type { Api } from "./api";
import { ApiFailure, type FailureCode, isSessionOver, isTemporary, notSignedIn } from "./apiFailure";
import { type Clock, systemClock } from "./clock";
import { createListeners } from "./listeners";
import { createNotesMemory, openNotesStore, type NotesStore, type StoredNote } from "./notesStore";
import { seal, unseal, type Sealed } from "./outboxCrypto";
import type { OutboxKeys } from "./outboxKeys";

/*
 * Calls and other numbers are noted while the network is down too. What is noted is stored first, encrypted under the person's own key of the
 * outbox, and leaves this machine's storage when the server has answered. It bears its uuid from the start, so that a lost answer, a crash, or
 * two panes that send at once note it once. Notes of one person go in their order: a number is kept before it is voided.
 */

/** Why the server did not take a note: what was typed cannot be noted (`faults`), or the request was refused (`code`). */
export interface NoteRefusal {
  readonly faults: readonly NoteFault[];
  readonly code: FailureCode | null;
  readonly requestId: string | null;
}

/** A note of the person who is signed in that the server has not taken. */
export interface WaitingNote {
  readonly id: number;
  readonly createdAt: string;
  /** Null where it was sealed under a password that the person no longer has. */
  readonly note: ContactNote | null;
  /** Null while it waits to be sent. */
  readonly refusal: NoteRefusal | null;
}

/** What became of a note when it was made: the server has it, it waits here, or it was not taken (and is not kept). */
export type NoteResult = { readonly state: "done" } | { readonly state: "waiting" } | { readonly state: "refused"; readonly refusal: NoteRefusal };

/** Something changed for a patient (null: for any). `taken`: the server has taken a note. */
export interface NotesEvent {
  readonly patient: string | null;
  readonly taken: boolean;
}

export interface NotesQueueOptions {
  readonly api: Pick<Api, "noteContact">;
  readonly keys: Pick<OutboxKeys, "person" | "get" | "current">;
  readonly clock?: Clock;
  readonly openStore?: () => Promise<NotesStore>;
}

export type NotesQueue = ReturnType<typeof createNotesQueue>;

const Refusal = z.object({ faults: z.array(NoteFault), code: z.string().nullable(), requestId: z.string().nullable() });
const firstWait = 2_000;
const longestWait = 300_000;

type Sent = "taken" | "later" | "stop" | NoteRefusal;

export function createNotesQueue({ api, keys, clock = systemClock, openStore = () => openNotesStore() }: NotesQueueOptions) {
  const listeners = createListeners<NotesEvent>();
  let opening: Promise<NotesStore> | null = null;
  const store = (): Promise<NotesStore> => (opening ??= openStore().catch(() => createNotesMemory()));
  const refusedNow = new Map<number, NoteRefusal>();
  /** Made in this moment by somebody who looks at the answer: a refusal is told there and not kept. */
  const watched = new Set<number>();
  let draining: Promise<void> | null = null;
  let isWanted = false;
  let failures = 0;
  let stop = new AbortController();
  let cancelTimer: () => void = () => undefined;

  const placeOf = (kind: "note" | "refusal", userUuid: string): string => `${kind}|${userUuid}`;

  async function open<T extends z.ZodType>(schema: T, sealed: Sealed, { keyId, userUuid }: StoredNote, kind: "note" | "refusal"): Promise<z.infer<T> | null> {
    const key = keys.get(keyId);
    const bytes = key === null ? null : await unseal(key, sealed, placeOf(kind, userUuid));
    return bytes === null ? null : (schema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data ?? null);
  }

  async function sendOne(stored: StoredNote, note: ContactNote): Promise<Sent> {
    if (keys.person() !== stored.userUuid) return "stop";
    try {
      const answer = await api.noteContact(note, stop.signal);
      return answer.result === "done" ? "taken" : { faults: answer.faults, code: null, requestId: null };
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (error.kind === "cancelled" || isSessionOver(error)) return "stop";
      return isTemporary(error) ? "later" : { faults: [], code: error.code, requestId: error.requestId };
    }
  }

  async function keepRefusal(stored: StoredNote, refusal: NoteRefusal): Promise<void> {
    const key = keys.get(stored.keyId);
    if (key === null) return;
    await (await store()).refuse(stored.id, await seal(key, new TextEncoder().encode(JSON.stringify(refusal)), placeOf("refusal", stored.userUuid)));
  }

  /** False where nothing more can be sent now. */
  async function settle(stored: StoredNote): Promise<boolean> {
    const note = await open(ContactNote, stored.sealed, stored, "note");
    if (note === null) return true;
    const sent = await sendOne(stored, note);
    if (sent === "stop") return false;
    if (sent === "later") {
      failures += 1;
      cancelTimer();
      cancelTimer = clock.later(() => void drain(), Math.min(firstWait * 2 ** (failures - 1), longestWait));
      return false;
    }
    failures = 0;
    if (sent === "taken") await (await store()).remove(stored.id);
    else if (watched.has(stored.id)) {
      refusedNow.set(stored.id, sent);
      await (await store()).remove(stored.id);
    } else await keepRefusal(stored, sent);
    listeners.tell({ patient: note.patient, taken: sent === "taken" });
    return true;
  }

  async function drainAll(): Promise<void> {
    const tried = new Set<number>();
    while (isWanted || tried.size > 0) {
      if (isWanted) tried.clear();
      isWanted = false;
      const userUuid = keys.person();
      if (userUuid === null) return;
      const next = (await (await store()).notesOf(userUuid)).find(({ id, refusal }) => refusal === null && !tried.has(id));
      if (next === undefined) {
        tried.clear();
        continue;
      }
      tried.add(next.id);
      if (!(await settle(next))) return;
    }
  }

  /** Sends what waits, the oldest first; resolves when nothing is left to send now. */
  function drain(): Promise<void> {
    isWanted = true;
    draining ??= drainAll().finally(() => {
      draining = null;
    });
    return draining;
  }

  return {
    subscribe: (listener: (event: NotesEvent) => void) => listeners.add(listener),

    /** Stores a note and sends it, behind those that wait already. */
    note: async (note: ContactNote): Promise<NoteResult> => {
      const userUuid = keys.person();
      const sealing = keys.current();
      if (userUuid === null || sealing === null) throw notSignedIn();
      const sealed = await seal(sealing.key, new TextEncoder().encode(JSON.stringify(note)), placeOf("note", userUuid));
      const id = await (await store()).add({ userUuid, keyId: sealing.keyId, createdAt: clock.now(), sealed, refusal: null });
      watched.add(id);
      try {
        await drain();
        // One that was under way may have looked at the list before this note stood in it.
        if (!refusedNow.has(id) && (await (await store()).get(id)) !== null && failures === 0 && keys.person() === userUuid) await drain();
        const refusal = refusedNow.get(id);
        if (refusal !== undefined) return { state: "refused", refusal };
        if ((await (await store()).get(id)) === null) return { state: "done" };
        listeners.tell({ patient: note.patient, taken: false });
        return { state: "waiting" };
      } finally {
        watched.delete(id);
        refusedNow.delete(id);
      }
    },

    drain,

    /** What the server has not taken of the person who is signed in, oldest first. */
    list: async (): Promise<WaitingNote[]> => {
      const userUuid = keys.person();
      if (userUuid === null) return [];
      const notes = await (await store()).notesOf(userUuid);
      return Promise.all(
        notes.map(async (stored) => {
          const refusal = stored.refusal === null ? null : await open(Refusal, stored.refusal, stored, "refusal");
          return {
            id: stored.id,
            createdAt: new Date(stored.createdAt).toISOString(),
            note: await open(ContactNote, stored.sealed, stored, "note"),
            // The code was written by this very program.
            refusal: refusal === null ? null : { ...refusal, code: refusal.code as FailureCode | null },
          };
        }),
      );
    },

    /** Takes a note off the list that was refused or cannot be opened; false where it waits to be sent, or is not the person's. */
    discard: async (id: number): Promise<boolean> => {
      const userUuid = keys.person();
      const stored = await (await store()).get(id);
      if (stored === null || stored.userUuid !== userUuid || (stored.refusal === null && keys.get(stored.keyId) !== null)) return false;
      await (await store()).remove(id);
      listeners.tell({ patient: null, taken: false });
      return true;
    },

    /** At sign-out: what is under way is left for the next sign-in of the same person. */
    lock: (): void => {
      cancelTimer();
      stop.abort();
      stop = new AbortController();
      failures = 0;
      listeners.tell({ patient: null, taken: false });
    },

    close: async (): Promise<void> => {
      cancelTimer();
      stop.abort();
      await draining;
      if (opening !== null) (await opening).close();
    },
  };
}
