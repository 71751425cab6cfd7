import { type DBSchema, openDB } from "idb";
import type { Sealed } from "./outboxCrypto";

/** Something noted of a patient that waits here. Only what is sealed says what it is and of whom. */
export interface StoredNote {
  readonly id: number;
  readonly userUuid: string;
  readonly keyId: string;
  readonly createdAt: number;
  readonly sealed: Sealed;
  /** Sealed too: why the server would not take it; null while it waits. It may name what was typed. */
  readonly refusal: Sealed | null;
}

interface Schema extends DBSchema {
  notes: { key: number; value: Omit<StoredNote, "id"> & { id?: number }; indexes: { userUuid: string } };
}

export interface NotesStore {
  /** False where what is stored is gone with the page. */
  readonly durable: boolean;
  /** Gives the id, which puts notes in the order in which they were made. */
  add(note: Omit<StoredNote, "id">): Promise<number>;
  /** Oldest first. */
  notesOf(userUuid: string): Promise<StoredNote[]>;
  get(id: number): Promise<StoredNote | null>;
  /** Writes down a refusal; nothing where the note is gone meanwhile. */
  refuse(id: number, refusal: Sealed): Promise<void>;
  remove(id: number): Promise<void>;
  close(): void;
}

/**
 * A database of its own beside the outbox's: what that one holds is known to panes of other versions, which a new table in it would keep
 * from opening it.
 */
export async function openNotesStore(name = "patient-contacts.notes"): Promise<NotesStore> {
  const database = await openDB<Schema>(name, 1, {
    upgrade: (made) => {
      made.createObjectStore("notes", { keyPath: "id", autoIncrement: true }).createIndex("userUuid", "userUuid");
    },
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });
  const withId = (note: Schema["notes"]["value"]): StoredNote => ({ ...note, id: note.id ?? 0 });
  return {
    durable: true,
    add: async (note) => {
      const transaction = database.transaction("notes", "readwrite", { durability: "strict" });
      const [id] = await Promise.all([transaction.store.add(note), transaction.done]);
      return id;
    },
    notesOf: async (userUuid) => (await database.getAllFromIndex("notes", "userUuid", userUuid)).map(withId).sort((one, other) => one.id - other.id),
    get: async (id) => {
      const note = await database.get("notes", id);
      return note === undefined ? null : withId(note);
    },
    refuse: async (id, refusal) => {
      const transaction = database.transaction("notes", "readwrite", { durability: "strict" });
      const note = await transaction.store.get(id);
      if (note !== undefined) await transaction.store.put({ ...note, refusal });
      await transaction.done;
    },
    remove: (id) => database.delete("notes", id),
    close: () => database.close(),
  };
}

/** The same for as long as the page lives, where the browser refuses storage. */
export function createNotesMemory(): NotesStore {
  const notes = new Map<number, StoredNote>();
  let last = 0;
  return {
    durable: false,
    add: (note) => {
      last += 1;
      notes.set(last, { ...note, id: last });
      return Promise.resolve(last);
    },
    notesOf: (userUuid) => Promise.resolve([...notes.values()].filter((note) => note.userUuid === userUuid)),
    get: (id) => Promise.resolve(notes.get(id) ?? null),
    refuse: (id, refusal) => {
      const note = notes.get(id);
      if (note !== undefined) notes.set(id, { ...note, refusal });
      return Promise.resolve();
    },
    remove: (id) => {
      notes.delete(id);
      return Promise.resolve();
    },
    close: () => undefined,
  };
}
