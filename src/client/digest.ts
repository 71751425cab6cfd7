/** SHA-256 of bytes, as lower-case hex. */
export async function digestBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Digest of a whole submission: over its parts' digests (their hex text) in order, joined without separator. */
export function digestOfParts(digests: readonly string[]): Promise<string> {
  return digestBytes(new TextEncoder().encode(digests.join("")));
}
