import type { ReportColumn, ReportRow } from "../../reports/document";
import { columnRuns } from "./cells";
import { cellValue, formatOf, needsTextFormat } from "./reportCells";

/** A request may not exceed 5 MB: cells go with their formats, and letters beyond ASCII take up to six bytes. */
const cellsPerWrite = 10_000;
const charactersPerWrite = 500_000;
/** Rows that stay as they are, but are cheaper written over by nothing than by another request. */
const rowsBetween = 8;
const writesPerSync = 100;

/** Cuts rows so that each request stays small, however long the texts. `first` counts from 0. */
export function blocksOf<Row>(rows: readonly Row[], size: (row: Row) => { readonly cells: number; readonly characters: number }): readonly { readonly first: number; readonly rows: readonly Row[] }[] {
  const blocks: { first: number; rows: Row[] }[] = [];
  let cells = 0;
  let characters = 0;
  rows.forEach((row, at) => {
    const of = size(row);
    const last = blocks.at(-1);
    if (last === undefined || cells + of.cells > cellsPerWrite || characters + of.characters > charactersPerWrite) {
      blocks.push({ first: at, rows: [row] });
      cells = 0;
      characters = 0;
    } else last.rows.push(row);
    cells += of.cells;
    characters += of.characters;
  });
  return blocks;
}

export function sizeOfRow({ key, cells }: ReportRow): { readonly cells: number; readonly characters: number } {
  return { cells: cells.length + 1, characters: cells.reduce<number>((sum, cell) => sum + (typeof cell === "string" ? cell.length : 8), key.length) };
}

export interface WholeRows {
  readonly row: number;
  readonly left: number;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly ReportRow[];
  readonly date1904: boolean;
}

/** Writes whole rows of a new table, keys right of the last column; formats first, so that texts stay texts. */
export function writeWholeRows(sheet: Excel.Worksheet, { row, left, columns, rows, date1904 }: WholeRows): void {
  const range = sheet.getRangeByIndexes(row, left, rows.length, columns.length + 1);
  const formats = [...columns.map(({ kind }) => formatOf(kind)), "@"];
  range.numberFormat = rows.map(() => formats);
  range.values = rows.map(({ key, cells }) => [...columns.map(({ kind }, at) => cellValue(cells[at] ?? null, kind, date1904)), key]);
}

/** A cell to be written: sheet row and column from 0. */
export interface CellWrite {
  readonly row: number;
  readonly column: number;
  readonly value: string | number;
  /** Set where the cell must have it for the value to stay what it is; null leaves the person's format. */
  readonly format: string | null;
}

export function cellWrite(at: { readonly row: number; readonly column: number }, value: string | number, kind: ReportColumn["kind"]): CellWrite {
  return { ...at, value, format: needsTextFormat(kind) ? formatOf(kind) : null };
}

/** Writes these cells and no others, in few requests: what lies between them is left as it is. */
export async function writeCells(context: Excel.RequestContext, sheet: Excel.Worksheet, cells: readonly CellWrite[]): Promise<void> {
  let writes = 0;
  for (const stretch of stretchesOf(cells)) {
    for (const run of columnRuns(stretch.cells.map(({ column }) => column))) {
      const grid = (pick: (cell: CellWrite) => string | number | null): (string | number | null)[][] => {
        const rows = Array.from({ length: stretch.last - stretch.first + 1 }, () => Array.from({ length: run.count }, (): string | number | null => null));
        for (const cell of stretch.cells) {
          const line = rows[cell.row - stretch.first];
          if (line !== undefined && cell.column >= run.first && cell.column < run.first + run.count) line[cell.column - run.first] = pick(cell);
        }
        return rows;
      };
      const range = sheet.getRangeByIndexes(stretch.first, run.first, stretch.last - stretch.first + 1, run.count);
      const formats = grid(({ format }) => format);
      if (formats.some((row) => row.some((format) => format !== null))) range.numberFormat = formats;
      range.values = grid(({ value }) => value);
      writes += 1;
    }
    if (writes >= writesPerSync || stretch.cells.length > 2_000) {
      await context.sync();
      writes = 0;
    }
  }
  await context.sync();
}

interface Stretch {
  readonly first: number;
  last: number;
  readonly cells: CellWrite[];
  characters: number;
}

function stretchesOf(cells: readonly CellWrite[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  const width = new Set(cells.map(({ column }) => column)).size;
  for (const cell of [...cells].sort((a, b) => a.row - b.row)) {
    const size = String(cell.value).length;
    const last = stretches.at(-1);
    const isNear = last !== undefined && cell.row - last.last <= rowsBetween;
    const isSmall = last !== undefined && (cell.row - last.first + 1) * width <= cellsPerWrite && last.characters + size <= charactersPerWrite;
    if (last !== undefined && isNear && (isSmall || cell.row === last.last)) {
      last.last = cell.row;
      last.cells.push(cell);
      last.characters += size;
    } else stretches.push({ first: cell.row, last: cell.row, cells: [cell], characters: size });
  }
  return stretches;
}
