import type { CellContent, RowField } from "../../domain/types";
import { valueFields } from "../../domain/types";

const markedFields: readonly RowField[] = ["artId", ...valueFields];

/**
 * A short mark of the ART ID and the new values typed in a row, equal for equal typing whatever the formatting. It serves to find a row again after sorting
 * and to see that a row has not changed since it was validated or sent; it is no secret and protects nothing.
 */
export function rowMark(cells: Readonly<Partial<Record<RowField, CellContent>>>): string {
  const typed: string[] = [];
  for (const field of markedFields) {
    const cell = cells[field];
    const text = cell === undefined ? "" : typedText(cell);
    if (text !== "") typed.push(`${field}=${text}`);
  }
  return hash53(typed.join("\u0001"));
}

/** What the person typed, apart from how Excel shows it. */
export function typedText(cell: CellContent): string {
  return typeof cell.value === "string" ? cell.value.trim() : String(cell.value);
}

/** Six characters of the mark, bound to one submission: enough to see that a sent row is unchanged, too few to work back from. */
export function shortMark(mark: string, submission: string): string {
  return hash53(`${submission}\u0001${mark}`).slice(-6);
}

/** cyrb53 (public domain, bryc): two 32-bit multiplications per character; 53 bits as 14 hex digits. */
function hash53(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  const value = 4294967296 * (2097151 & low) + (high >>> 0);
  return value.toString(16).padStart(14, "0");
}
