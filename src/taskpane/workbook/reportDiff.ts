import type { ReportColumn, ReportRow } from "../../reports/document";
import { cellValue, saysAlready } from "./reportCells";
import type { RowNow } from "./reportTable";

/** What brings a table up to date. Rows count from 0 within the table's body, columns within the report's columns. */
export interface TableDiff {
  readonly changed: readonly { readonly row: number; readonly cells: readonly { readonly column: number; readonly value: string | number }[] }[];
  readonly added: readonly ReportRow[];
  /** Rows of ours that the report has no more, ascending. */
  readonly removed: readonly number[];
  /** Rows that the report has no more and beside which the person has typed, ascending: they stay, without figures. */
  readonly kept: readonly number[];
  /** The only row of an empty table, which the first new row moves into: Excel keeps no table without one. */
  readonly filledBlank: ReportRow | null;
}

/**
 * Compares the sheet's rows with the report's by their keys. The order of the sheet is the person's and stays; rows without a key are the
 * person's own and are left alone; a row that the person copied is brought up to date like the first.
 */
export function diffRows(now: readonly RowNow[], wanted: { readonly columns: readonly ReportColumn[]; readonly rows: readonly ReportRow[] }, date1904: boolean): TableDiff {
  const places = new Map<string, number[]>();
  now.forEach(({ key }, row) => {
    if (key === "") return;
    const rows = places.get(key);
    if (rows === undefined) places.set(key, [row]);
    else rows.push(row);
  });
  const changed: { row: number; cells: { column: number; value: string | number }[] }[] = [];
  const added: ReportRow[] = [];
  for (const row of wanted.rows) {
    const rows = places.get(row.key);
    if (rows === undefined) {
      added.push(row);
      continue;
    }
    places.delete(row.key);
    for (const at of rows) {
      const cells = differences(now[at]?.cells ?? [], row, { columns: wanted.columns, date1904 });
      if (cells.length > 0) changed.push({ row: at, cells });
    }
  }
  const removed = [...places.values()].flat().sort((a, b) => a - b);
  const [only] = now;
  const isBlank = now.length === 1 && only !== undefined && only.key === "" && only.cells.every((cell) => cell === "" || cell === undefined);
  const [filledBlank = null] = isBlank ? added : [];
  return { changed, added: filledBlank === null ? added : added.slice(1), removed, kept: [], filledBlank };
}

/** A value that somebody typed. What a formula computed comes again with the formula. */
export function isTyped(cell: unknown): boolean {
  return cell !== "" && cell !== undefined && !(typeof cell === "string" && cell.startsWith("="));
}

export interface BesideRows {
  /** Columns of the report, from 0, whose cells are emptied in a row that stays. */
  readonly emptied: readonly number[];
  readonly now: readonly RowNow[];
  /** Formulas and values of the person's columns, of every row. */
  readonly own: readonly Readonly<Record<string, unknown>>[];
}

/**
 * Takes the rows beside which the person has typed out of those that go: a remark is nowhere else. They say what they were, but count no more, so
 * that neither a chart nor a sum goes on counting them: their figures are emptied.
 */
export function keepTypedBeside(diff: TableDiff, { emptied: columns, now, own }: BesideRows): TableDiff {
  const kept = diff.removed.filter((row) => Object.values(own[row] ?? {}).some(isTyped));
  if (kept.length === 0) return diff;
  const emptied = kept.flatMap((row) => {
    const cells = columns.flatMap((column) => (isTyped(now[row]?.cells[column]) ? [{ column, value: "" }] : []));
    return cells.length === 0 ? [] : [{ row, cells }];
  });
  const stays = new Set(kept);
  return { ...diff, changed: [...diff.changed, ...emptied], removed: diff.removed.filter((row) => !stays.has(row)), kept };
}

function differences(
  now: readonly unknown[],
  { cells }: ReportRow,
  { columns, date1904 }: { readonly columns: readonly ReportColumn[]; readonly date1904: boolean },
): { column: number; value: string | number }[] {
  return columns.flatMap(({ kind }, column) => {
    const value = cellValue(cells[column] ?? null, kind, date1904);
    return now[column] === undefined || saysAlready(now[column], value) ? [] : [{ column, value }];
  });
}

/** Neighbouring rows as one stretch each, the last first: rows that are deleted from below move none that is still to be deleted. */
export function stretchesFromBelow(rows: readonly number[]): readonly { readonly first: number; readonly count: number }[] {
  const stretches: { first: number; count: number }[] = [];
  for (const row of rows) {
    const last = stretches.at(-1);
    if (last !== undefined && last.first + last.count === row) last.count += 1;
    else stretches.push({ first: row, count: 1 });
  }
  return stretches.reverse();
}
