import type { ReportChart, ReportTable } from "../../reports/document";
import { rowBlocks } from "./cells";
import type { BandText } from "./reportBand";
import { cellValue } from "./reportCells";
import type { TableDiff } from "./reportDiff";
import type { KeptReport } from "./reportMark";
import type { FoundTable, RowNow } from "./reportTable";

/** What one refresh changed: enough to take exactly that back. */
export interface ReportImage {
  readonly kind: "report";
  readonly reportId: string;
  readonly sheetId: string;
  readonly sheetName: string;
  readonly before: KeptReport;
  readonly texts: readonly BandText[];
  readonly charts: readonly ReportChart[];
  readonly tables: readonly TableImage[];
  readonly cellCount: number;
}

export interface TableImage {
  /** Its columns, without rows. */
  readonly table: ReportTable;
  readonly changed: readonly { readonly key: string; readonly cells: readonly ChangedCell[] }[];
  readonly added: readonly { readonly key: string; readonly cells: readonly (string | number)[] }[];
  readonly removed: readonly RemovedRow[];
}

export interface ChangedCell {
  /** Of the report's columns, from 0. */
  readonly column: number;
  readonly before: unknown;
  readonly after: string | number;
}

/** A row that went, with the person's cells in it. */
export interface RemovedRow extends RowNow {
  /** Key of the row above it; null: it was the first. */
  readonly above: string | null;
  /** Formulas and values of the person's columns, by their headings. */
  readonly own: Readonly<Record<string, unknown>>;
}

/** A refresh that changed more than this is not taken back: the image would be a second sheet in the pane's memory. */
export const mostCellsUndone = 20_000;

export function cellsOfDiff({ changed, added, removed, filledBlank }: TableDiff, width: number): number {
  return changed.reduce((sum, { cells }) => sum + cells.length, 0) + (added.length + removed.length + (filledBlank === null ? 0 : 1)) * width;
}

export interface ImageOf {
  readonly wanted: ReportTable;
  readonly now: readonly RowNow[];
  /** Formulas and values of the person's columns; empty where no row goes. */
  readonly own: readonly Readonly<Record<string, unknown>>[];
  readonly diff: TableDiff;
  readonly date1904: boolean;
}

/** Keeps what a diff is about to change, before it is applied. */
export function imageOfTable({ wanted, now, own, diff, date1904 }: ImageOf): TableImage {
  const addedRows = diff.filledBlank === null ? diff.added : [diff.filledBlank, ...diff.added];
  return {
    table: { ...wanted, rows: [] },
    changed: diff.changed.map(({ row, cells }) => ({
      key: now[row]?.key ?? "",
      cells: cells.map(({ column, value }) => ({ column, before: now[row]?.cells[column], after: value })),
    })),
    added: addedRows.map(({ key, cells }) => ({ key, cells: wanted.columns.map(({ kind }, at) => cellValue(cells[at] ?? null, kind, date1904)) })),
    removed: diff.removed.map((row) => ({
      key: now[row]?.key ?? "",
      cells: now[row]?.cells ?? [],
      above: row === 0 ? null : (now[row - 1]?.key ?? null),
      own: own[row] ?? {},
    })),
  };
}

/** The person's columns of every row, by their headings: formulas as formulas, all else as it is. */
export async function readOwn(context: Excel.RequestContext, { sheet, headerRow, top, rowCount, others }: FoundTable): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const rows: Record<string, unknown>[] = Array.from({ length: rowCount }, () => ({}));
  for (const column of others) {
    const header = sheet.getRangeByIndexes(headerRow, column, 1, 1).load("values");
    for (const block of rowBlocks(top, rowCount, 10_000)) {
      const range = sheet.getRangeByIndexes(block.first, column, block.count, 1).load("formulas");
      await context.sync();
      const heading = String(header.values[0]?.[0]);
      range.formulas.forEach(([formula], offset) => {
        const row = rows[block.first - top + offset];
        if (row !== undefined) row[heading] = formula;
      });
    }
  }
  return rows;
}
