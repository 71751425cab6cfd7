import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** What `users` holds of a password. */
export interface StoredPassword {
  readonly password: string | null;
  readonly salt: string | null;
}

/**
 * OpenMRS's own rule (Security.hashMatches): SHA-512 of password and salt, an older SHA-1, or a SHA-1 whose bytes lost their leading zeros.
 * Java joins a missing salt as the text "null". All three are computed always, and compared in constant time.
 */
export function isPasswordRight(stored: StoredPassword, password: string): boolean {
  const salted = `${password}${stored.salt ?? "null"}`;
  const sha512 = createHash("sha512").update(salted, "utf8").digest("hex");
  const sha1 = createHash("sha1").update(salted, "utf8").digest();
  const withoutZeros = [...sha1].map((byte) => byte.toString(16)).join("");
  const onRecord = stored.password ?? "";
  const matches = [sha512, sha1.toString("hex"), withoutZeros].map((hash) => isEqualText(hash, onRecord));
  return stored.password !== null && matches.includes(true);
}

/** For an account that does not exist: takes as long as a true comparison, and fails. */
export function compareWithNothing(password: string): false {
  isPasswordRight({ password: "0".repeat(128), salt: "0".repeat(128) }, password);
  return false;
}

function isEqualText(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** Keyed digest of what is stored: says whether a password was changed since, and nothing else. */
export function markPassword(stored: StoredPassword, digestKey: string): Buffer {
  return createHmac("sha256", Buffer.from(digestKey, "hex"))
    .update(`password\n${stored.password ?? ""}\n${stored.salt ?? ""}`)
    .digest();
}
