import type { WrappedKey } from "./outboxCrypto";
import type { Lease, OutboxStore, StoredItem, StoredPart } from "./outboxStore";

/** The outbox of a browser that refuses storage: the same, for as long as the page lives. Each step happens at once, so each is a transaction. */
export function createMemoryStore(): OutboxStore {
  const keys = new Map<string, WrappedKey>();
  const items = new Map<string, StoredItem>();
  const parts = new Map<string, readonly StoredPart[]>();
  const leases = new Map<string, Lease>();
  return {
    durable: false,
    keysOf: (userUuid) => Promise.resolve([...keys.values()].filter((key) => key.userUuid === userUuid)),
    putKey: (key) => {
      keys.set(key.keyId, key);
      return Promise.resolve();
    },
    itemsOf: (userUuid) => {
      const own = [...items.values()].filter((item) => item.userUuid === userUuid);
      return Promise.resolve(own.sort((one, other) => one.createdAt - other.createdAt));
    },
    item: (uuid) => Promise.resolve(items.get(uuid) ?? null),
    part: (uuid, part) => Promise.resolve(parts.get(uuid)?.find((stored) => stored.part === part) ?? null),
    hasParts: (uuid) => Promise.resolve(parts.has(uuid)),
    add: (item, itsParts) => {
      items.set(item.uuid, item);
      parts.set(item.uuid, itsParts);
      return Promise.resolve();
    },
    change: (uuid, decide, dropParts = false) => {
      const before = items.get(uuid);
      const after = before === undefined ? null : decide(before);
      if (before === undefined || after === null) return Promise.resolve(before ?? null);
      if (after === "delete") items.delete(uuid);
      else items.set(uuid, after);
      if (after === "delete" || dropParts) parts.delete(uuid);
      return Promise.resolve(after === "delete" ? null : after);
    },
    takeLease: (lease, now) => {
      const held = leases.get(lease.name);
      const free = held === undefined || held.until <= now || held.owner === lease.owner;
      if (free) leases.set(lease.name, lease);
      return Promise.resolve(free);
    },
    dropLease: (name, owner) => {
      if (leases.get(name)?.owner === owner) leases.delete(name);
      return Promise.resolve();
    },
    close: () => undefined,
  };
}
