import { textBytesOrNull, textOf } from "../database/bytes";

/** Text of people for and from a binary column that may be null. */
export const storedText = textBytesOrNull;

export function readText(stored: Buffer | null): string | null {
  return stored === null ? null : textOf(stored);
}
