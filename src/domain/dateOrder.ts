import { readCell } from "./cell";
import { parseDateText } from "./dateText";
import type { CellContent, DateOrder } from "./types";

export interface DateOrderProof {
  /** The order that the column proves; null where no cell proves one, or where cells prove both. */
  readonly order: DateOrder | null;
  /** Index of the first cell that proves it, to show the person. */
  readonly proofRow: number | null;
  /** Some cells prove day first, others month first: a person must decide cell by cell. */
  readonly conflicting: boolean;
}

/**
 * Finds the order of day and month over a whole column of typed dates: one cell with a number over 12 proves it (31/12/1980 can only be
 * day first). A column is written by one hand or one program, so its proof holds for the ambiguous cells.
 */
export function inferDateOrder(cells: readonly CellContent[]): DateOrderProof {
  let dayFirst: number | null = null;
  let monthFirst: number | null = null;
  for (const [index, cell] of cells.entries()) {
    const reading = readCell(cell);
    const parts = reading.kind === "text" ? parseDateText(reading.text) : null;
    if (parts?.form !== "ordered") continue;
    if (parts.first > 12 && parts.first <= 31 && parts.second <= 12) dayFirst ??= index;
    if (parts.second > 12 && parts.second <= 31 && parts.first <= 12) monthFirst ??= index;
  }
  if (dayFirst !== null && monthFirst !== null) return { order: null, proofRow: null, conflicting: true };
  if (dayFirst !== null) return { order: "dmy", proofRow: dayFirst, conflicting: false };
  return { order: monthFirst === null ? null : "mdy", proofRow: monthFirst, conflicting: false };
}
