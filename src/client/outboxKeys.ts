import { z } from "zod";
import type { Clock } from "./clock";
import { createWrappedKey, importKey, openWrappedKey } from "./outboxCrypto";
import type { OutboxStore } from "./outboxStore";
import type { KeyValueStore } from "./session";

/** The open keys of the person who is signed in; what they are and why is told in `outboxCrypto.ts`. */
export interface OutboxKeys {
  /** Whose keys are open; null while nobody's are. */
  person(): string | null;
  get(keyId: string): CryptoKey | null;
  /** The key under which new submissions are sealed. */
  current(): { keyId: string; key: CryptoKey } | null;
  /** Opens what the secret opens of the person's keys, and makes one where it opens none. */
  unlock(userUuid: string, secret: string): Promise<void>;
  /** Opens keys that an earlier secret of the same person wraps; false where it opens none. */
  unlockEarlier(secret: string): Promise<boolean>;
  /** After a reload of the pane: true where the keys of that person were still open. */
  resume(userUuid: string): Promise<boolean>;
  lock(): void;
}

const storeKey = "patient-contacts.outbox-keys";
const Kept = z.object({ userUuid: z.string(), keys: z.array(z.tuple([z.string(), z.string()])).min(1) });

interface KeysOptions {
  readonly store: () => Promise<OutboxStore>;
  readonly kept: KeyValueStore | null;
  readonly clock: Clock;
  readonly iterations: number;
}

export function createOutboxKeys({ store, kept, clock, iterations }: KeysOptions): OutboxKeys {
  let owner: string | null = null;
  /** Newest first. */
  let open: { keyId: string; key: CryptoKey; raw: Uint8Array<ArrayBuffer> }[] = [];

  function remember(): void {
    if (owner === null) return;
    kept?.setItem(storeKey, JSON.stringify({ userUuid: owner, keys: open.map(({ keyId, raw }) => [keyId, toBase64(raw)]) }));
  }

  async function openWith(userUuid: string, secret: string): Promise<typeof open> {
    const records = (await (await store()).keysOf(userUuid)).sort((one, other) => other.createdAt - one.createdAt);
    const opened: typeof open = [];
    for (const record of records) {
      const raw = await openWrappedKey(record, secret);
      if (raw !== null) opened.push({ keyId: record.keyId, key: await importKey(raw), raw });
    }
    return opened;
  }

  function lock(): void {
    owner = null;
    open = [];
    kept?.removeItem(storeKey);
  }

  return {
    person: () => owner,
    get: (keyId) => open.find((entry) => entry.keyId === keyId)?.key ?? null,
    current: () => open[0] ?? null,
    unlock: async (userUuid, secret) => {
      lock();
      const opened = await openWith(userUuid, secret);
      if (opened.length === 0) {
        const { stored, raw } = await createWrappedKey(userUuid, secret, { now: clock.now(), iterations });
        await (await store()).putKey(stored);
        opened.push({ keyId: stored.keyId, key: await importKey(raw), raw });
      }
      owner = userUuid;
      open = opened;
      remember();
    },
    unlockEarlier: async (secret) => {
      if (owner === null) return false;
      const userUuid = owner;
      const opened = (await openWith(userUuid, secret)).filter(({ keyId }) => !open.some((entry) => entry.keyId === keyId));
      if (opened.length === 0 || person() !== userUuid) return false;
      open = [...open, ...opened];
      remember();
      return true;
    },
    resume: async (userUuid) => {
      const found = readKept(kept);
      if (found?.userUuid !== userUuid) {
        lock();
        return false;
      }
      open = await Promise.all(
        found.keys.map(async ([keyId, text]) => {
          const raw = fromBase64(text);
          return { keyId, raw, key: await importKey(raw) };
        }),
      );
      owner = userUuid;
      return true;
    },
    lock,
  };

  // Read through a function: another sign-in may have happened while a key was being derived.
  function person(): string | null {
    return owner;
  }
}

function readKept(kept: KeyValueStore | null): z.infer<typeof Kept> | null {
  const text = kept?.getItem(storeKey) ?? null;
  if (text === null) return null;
  try {
    return Kept.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // Not JSON: something else wrote there. The keys are closed then.
    return null;
  }
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
