/*
 * How what waits in the outbox is kept from others at the same machine.
 *
 * Every person has a random AES-GCM key. It is stored only wrapped: encrypted by a key that PBKDF2 derives from the secret with which the
 * person signs in (the password) and a salt of its own. So the disk alone, or another person's sign-in, opens nothing. The open key is held in
 * memory as a key that cannot be exported, and beside the session's token in sessionStorage, so that a reload of the pane does not
 * lock out the person who is still signed in; both go with the session.
 *
 * Whoever forgets or changes the password cannot open what waited under the old one: it is shown as unreadable and can be discarded, or opened
 * once by the old password. Nothing is lost that the sheet does not still hold.
 *
 * What is sealed is bound to its place (submission, person, part) as additional data: a ciphertext moved elsewhere does not open.
 */

export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

/** A person's key as it is stored. */
export interface WrappedKey {
  readonly keyId: string;
  readonly userUuid: string;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly iterations: number;
  readonly wrapped: Sealed;
  readonly createdAt: number;
}

/** OWASP's figure for PBKDF2 with SHA-256; about a third of a second at sign-in. */
export const pbkdf2Iterations = 600_000;

const textBytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));

async function wrappingKey(secret: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", textBytes(secret.normalize("NFC")), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

const placeOfKey = (keyId: string, userUuid: string): string => `key|${keyId}|${userUuid}`;

/** A new key for a person: as it is stored, and its 32 bytes. */
export async function createWrappedKey(
  userUuid: string,
  secret: string,
  options: { now: number; iterations: number },
): Promise<{ stored: WrappedKey; raw: Uint8Array<ArrayBuffer> }> {
  const raw = random(32);
  const salt = random(16);
  const keyId = crypto.randomUUID();
  const wrapping = await wrappingKey(secret, salt, options.iterations);
  const wrapped = await seal(wrapping, raw, placeOfKey(keyId, userUuid));
  return { stored: { keyId, userUuid, salt, iterations: options.iterations, wrapped, createdAt: options.now }, raw };
}

/** The key's bytes, or null where the secret is not the one under which it was wrapped. */
export async function openWrappedKey(stored: WrappedKey, secret: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const wrapping = await wrappingKey(secret, stored.salt, stored.iterations);
  return unseal(wrapping, stored.wrapped, placeOfKey(stored.keyId, stored.userUuid));
}

/** For use only: the bytes cannot be had from it again. */
export function importKey(raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

export async function seal(key: CryptoKey, bytes: Uint8Array<ArrayBuffer>, place: string): Promise<Sealed> {
  const iv = random(12);
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: textBytes(place) }, key, bytes) };
}

/** Null where the key is another's, the place is another, or a bit has changed. */
export async function unseal(key: CryptoKey, sealed: Sealed, place: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const how = { name: "AES-GCM", iv: sealed.iv, additionalData: textBytes(place) };
    return new Uint8Array(await crypto.subtle.decrypt(how, key, sealed.data));
  } catch (error) {
    if (typeof error === "object" && error !== null && "name" in error && error.name === "OperationError") return null;
    throw error;
  }
}
