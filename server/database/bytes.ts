/** Characters beyond the three bytes that the connection's character set (utf8mb3) can carry, and halves of such characters. */
const beyondThreeBytes = /[\u{10000}-\u{10FFFF}]|\p{Surrogate}/u;

/**
 * Text for a binary column, as its UTF-8 bytes. Plain text goes as it is, which the driver sends at half the size of a buffer.
 */
export function textBytes(text: string): string | Buffer {
  return beyondThreeBytes.test(text) ? Buffer.from(text, "utf8") : text;
}

/** The same for a column that may be null. */
export function textBytesOrNull(text: string | null): string | Buffer | null {
  return text === null ? null : textBytes(text);
}

/** Text that was stored by `textBytes`. */
export function textOf(stored: Buffer | string): string {
  return typeof stored === "string" ? stored : stored.toString("utf8");
}
