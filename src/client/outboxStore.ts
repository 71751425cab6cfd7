import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { RowCounts, SubmissionState } from "../contract/submissions";
import type { FailureCode } from "./apiFailure";
import type { Sealed, WrappedKey } from "./outboxCrypto";

/**
 * `waiting` to be sent; `sending` its parts; `accepting`: the server may have taken it, so it can no longer be taken back; `accepted`: the
 * server has it, its rows are gone from here; `done`: every row is answered; `refused`: it will not be tried again by itself.
 */
export const outboxStates = ["waiting", "sending", "accepting", "accepted", "done", "refused"] as const;
export type OutboxState = (typeof outboxStates)[number];

/** `damaged`: what is stored here does not open any more. */
export interface OutboxProblem {
  readonly code: FailureCode | "damaged";
  readonly requestId: string | null;
}

/** One submission as stored. Only what is sealed says anything about patients or workbooks. */
export interface StoredItem {
  readonly uuid: string;
  readonly userUuid: string;
  readonly keyId: string;
  readonly createdAt: number;
  readonly rowCount: number;
  /** Rows of each part, in order. */
  readonly partRows: readonly number[];
  readonly header: Sealed;
  readonly state: OutboxState;
  readonly attempts: number;
  /** Not before this time by itself; 0 where at once. */
  readonly nextTryAt: number;
  readonly problem: OutboxProblem | null;
  /** Rows sent, then (once accepted) rows answered. */
  readonly rowsDone: number;
  readonly status: { readonly state: SubmissionState; readonly counts: RowCounts } | null;
  /** False until its results have been shown to the person; absent in what an earlier version stored. */
  readonly told?: boolean;
}

export interface StoredPart {
  readonly uuid: string;
  /** From 1. */
  readonly part: number;
  readonly sealed: Sealed;
}

export interface Lease {
  readonly name: string;
  readonly owner: string;
  readonly until: number;
}

interface Schema extends DBSchema {
  keys: { key: string; value: WrappedKey; indexes: { userUuid: string } };
  items: { key: string; value: StoredItem; indexes: { userUuid: string } };
  parts: { key: [string, number]; value: StoredPart };
  leases: { key: string; value: Lease };
}

/** What is done to an item: its new form, `delete`, or null to leave it. */
export type ItemChange = StoredItem | "delete" | null;

export interface OutboxStore {
  /** False where what is stored is gone with the page. */
  readonly durable: boolean;
  keysOf(userUuid: string): Promise<WrappedKey[]>;
  putKey(key: WrappedKey): Promise<void>;
  /** Oldest first. */
  itemsOf(userUuid: string): Promise<StoredItem[]>;
  item(uuid: string): Promise<StoredItem | null>;
  part(uuid: string, part: number): Promise<StoredPart | null>;
  hasParts(uuid: string): Promise<boolean>;
  /** The whole submission or nothing of it. */
  add(item: StoredItem, parts: readonly StoredPart[]): Promise<void>;
  /** Changes one item in one transaction with what it is decided from; gives the item afterwards, null where there is none. */
  change(uuid: string, decide: (item: StoredItem) => ItemChange, dropParts?: boolean): Promise<StoredItem | null>;
  /** True where the lease is free, run out or already the owner's. */
  takeLease(lease: Lease, now: number): Promise<boolean>;
  dropLease(name: string, owner: string): Promise<void>;
  close(): void;
}

/** Opens (and at first makes) the outbox's database in this browser. */
export async function openOutboxStore(name = "patient-contacts.outbox"): Promise<OutboxStore> {
  const database = await openDB<Schema>(name, 1, {
    upgrade: (made) => {
      made.createObjectStore("keys", { keyPath: "keyId" }).createIndex("userUuid", "userUuid");
      made.createObjectStore("items", { keyPath: "uuid" }).createIndex("userUuid", "userUuid");
      made.createObjectStore("parts", { keyPath: ["uuid", "part"] });
      made.createObjectStore("leases", { keyPath: "name" });
    },
    // A later version in another workbook must be able to upgrade.
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });
  return storeOver(database);
}

const allPartsOf = (uuid: string): IDBKeyRange => IDBKeyRange.bound([uuid, 0], [uuid, Number.MAX_SAFE_INTEGER]);

function storeOver(database: IDBPDatabase<Schema>): OutboxStore {
  return {
    durable: true,
    keysOf: (userUuid) => database.getAllFromIndex("keys", "userUuid", userUuid),
    putKey: async (key) => {
      await database.put("keys", key);
    },
    itemsOf: async (userUuid) => {
      const items = await database.getAllFromIndex("items", "userUuid", userUuid);
      return items.sort((one, other) => one.createdAt - other.createdAt);
    },
    item: async (uuid) => (await database.get("items", uuid)) ?? null,
    part: async (uuid, part) => (await database.get("parts", [uuid, part])) ?? null,
    hasParts: async (uuid) => (await database.count("parts", allPartsOf(uuid))) > 0,
    add: async (item, parts) => {
      const transaction = database.transaction(["items", "parts"], "readwrite", { durability: "strict" });
      await Promise.all([
        transaction.objectStore("items").add(item),
        ...parts.map((part) => transaction.objectStore("parts").add(part)),
        transaction.done,
      ]);
    },
    change: async (uuid, decide, dropParts = false) => {
      const transaction = database.transaction(["items", "parts"], "readwrite", { durability: "strict" });
      const items = transaction.objectStore("items");
      const before = await items.get(uuid);
      const after = before === undefined ? null : decide(before);
      if (before === undefined || after === null) {
        await transaction.done;
        return before ?? null;
      }
      const work: Promise<unknown>[] = [after === "delete" ? items.delete(uuid) : items.put(after)];
      if (after === "delete" || dropParts) work.push(transaction.objectStore("parts").delete(allPartsOf(uuid)));
      await Promise.all([...work, transaction.done]);
      return after === "delete" ? null : after;
    },
    takeLease: async (lease, now) => {
      const transaction = database.transaction("leases", "readwrite");
      const held = await transaction.store.get(lease.name);
      const free = held === undefined || held.until <= now || held.owner === lease.owner;
      if (free) await transaction.store.put(lease);
      await transaction.done;
      return free;
    },
    dropLease: async (name, owner) => {
      const transaction = database.transaction("leases", "readwrite");
      const held = await transaction.store.get(name);
      if (held?.owner === owner) await transaction.store.delete(name);
      await transaction.done;
    },
    close: () => database.close(),
  };
}
