import type { StatusCells } from "./journal";

/** Writes of one sync: many small ranges cost more than their cells, and a request may not exceed 5 MB. */
export const rangesPerSync = 300;
const rowsPerWrite = 4_000;
/** Above this many separate stretches, the whole stretch of our own columns is written, with what stands between unchanged. */
const stretchesAtMost = 200;

export interface StatusTarget {
  readonly sheet: Excel.Worksheet;
  readonly statusColumn: number;
  readonly detailColumn: number;
}

/** Writes our own two columns for the given sheet rows (1-based). `between` says what other rows hold there now. */
export async function writeStatusCells(
  context: Excel.RequestContext,
  target: StatusTarget,
  given: { readonly cells: ReadonlyMap<number, StatusCells>; readonly between: ReadonlyMap<number, StatusCells> },
): Promise<void> {
  const rowNumbers = [...given.cells.keys()].sort((a, b) => a - b);
  let stretches = contiguous(rowNumbers);
  const first = rowNumbers[0];
  const last = rowNumbers.at(-1);
  if (stretches.length > stretchesAtMost && first !== undefined && last !== undefined) stretches = [{ first, last }];
  const blank: StatusCells = { status: "", detail: "" };
  const at = (row: number): StatusCells => given.cells.get(row) ?? given.between.get(row) ?? blank;
  for (const stretch of stretches) {
    for (let from = stretch.first; from <= stretch.last; from += rowsPerWrite) {
      const rows = Array.from({ length: Math.min(rowsPerWrite, stretch.last - from + 1) }, (_, offset) => at(from + offset));
      if (target.detailColumn === target.statusColumn + 1) {
        writeText(target.sheet, { row: from - 1, column: target.statusColumn }, rows.map(({ status, detail }) => [status, detail]));
      } else {
        writeText(target.sheet, { row: from - 1, column: target.statusColumn }, rows.map(({ status }) => [status]));
        writeText(target.sheet, { row: from - 1, column: target.detailColumn }, rows.map(({ detail }) => [detail]));
      }
      if (rows.length === rowsPerWrite) await context.sync();
    }
  }
  await context.sync();
}

/** Writes one text into each of the given cells (sheet indexes from 0), neighbours below each other as one range. */
export async function writeTextCells(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  cells: readonly { readonly row: number; readonly column: number; readonly text: string }[],
): Promise<void> {
  const sorted = [...cells].sort((a, b) => a.column - b.column || a.row - b.row);
  let written = 0;
  for (let at = 0; at < sorted.length; ) {
    const first = sorted[at];
    if (first === undefined) break;
    const texts = [first.text];
    for (let next = sorted[at + texts.length]; next?.column === first.column && next.row === first.row + texts.length; next = sorted[at + texts.length]) {
      texts.push(next.text);
    }
    writeText(sheet, first, texts.map((text) => [text]));
    at += texts.length;
    written += 1;
    if (written % rangesPerSync === 0) await context.sync();
  }
  await context.sync();
}

/** Text stays text: the format is set before the value, or Excel would make a number or a date of it. */
export function writeText(sheet: Excel.Worksheet, at: { readonly row: number; readonly column: number }, texts: readonly (readonly string[])[]): void {
  const width = texts[0]?.length ?? 0;
  if (width === 0) return;
  const range = sheet.getRangeByIndexes(at.row, at.column, texts.length, width);
  range.numberFormat = texts.map((row) => row.map(() => "@"));
  range.values = texts.map((row) => [...row]);
}

/** Rows in ascending order as stretches without a gap. */
export function contiguous(sorted: readonly number[]): { first: number; last: number }[] {
  const stretches: { first: number; last: number }[] = [];
  for (const row of sorted) {
    const current = stretches.at(-1);
    if (current !== undefined && current.last + 1 === row) current.last = row;
    else stretches.push({ first: row, last: row });
  }
  return stretches;
}
