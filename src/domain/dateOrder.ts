import { serialToIso } from "./calendar";
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

/**
 * Whether date cells may have day and month swapped: a CSV opened under another country's settings turns 03/04/1987 (3 April) into the day
 * 4 March but leaves 31/12/1980 as text. So typed dates that prove an order are
 * left over, and no date cell has a day over 12. `order` is the column's own proof, not a person's word.
 */
export function areDateCellsSuspect(cells: readonly CellContent[], order: DateOrder | null, date1904: boolean): boolean {
  if (order === null) return false;
  let dateCells = 0;
  for (const cell of cells) {
    const iso = cell.isDate === true && typeof cell.value === "number" ? serialToIso(cell.value, date1904) : null;
    if (iso === null) continue;
    if (Number(iso.slice(8)) > 12) return false;
    dateCells += 1;
  }
  return dateCells > 0;
}
