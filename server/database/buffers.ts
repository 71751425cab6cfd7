/** A BINARY column as mysql2 gives it. */
export function bytesOf(value: unknown): Buffer {
  if (!Buffer.isBuffer(value)) throw new TypeError("A binary column held no bytes.");
  return value;
}
