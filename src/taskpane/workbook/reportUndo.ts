import type { ReportTable } from "../../reports/document";
import type { UndoResult } from "./port";
import { applyDiff, withoutFilter } from "./reportApply";
import { refreshBand } from "./reportBandRefresh";
import { formatOf, saysAlready } from "./reportCells";
import { setChartsAgain } from "./reportCharts";
import type { ChartSource } from "./reportCharts";
import { isTyped } from "./reportDiff";
import type { TableDiff } from "./reportDiff";
import { findReport } from "./reportFind";
import { readOwn } from "./reportImage";
import type { RemovedRow, ReportImage, TableImage } from "./reportImage";
import { writeKept } from "./reportMark";
import type { KeptReport } from "./reportMark";
import { notesGone } from "./reportNotes";
import { lookAtTable, readTableRows } from "./reportTable";
import type { FoundTable, RowNow } from "./reportTable";

/**
 * Takes a refresh back: figures say again what they said, rows that came go, rows that went come back where they stood, with the person's cells.
 * What somebody has changed since is left alone and counted.
 */
export async function undoReport(context: Excel.RequestContext, image: ReportImage): Promise<UndoResult> {
  const { kept, sheet } = await findReport(context, image.reportId);
  const result = { restored: 0, left: 0 };
  let main: FoundTable | null = null;
  const sources: ChartSource[] = [];
  for (const table of image.tables) {
    const found = await find(context, kept, table.table);
    if (found === null) continue;
    main ??= found;
    const { restored, left } = await undoTable(context, found, { image: table, date1904: kept.date1904 });
    result.restored += restored;
    result.left += left;
    const after = await find(context, kept, table.table);
    if (after !== null) sources.push({ sheet: after.sheet, table: table.table, top: after.top, rowCount: after.rowCount, columns: after.columns });
  }
  await setChartsAgain(context, { sheet, kept, charts: image.charts, sources });
  if (main === null) return result;
  // Notes that came with the refresh go again.
  const gone = notesGone(kept.texts, [...Object.keys(image.before.texts), ...image.texts.map(({ id }) => id)]);
  const { texts } = await refreshBand(context, main, { known: kept.texts, wanted: image.texts, gone });
  // Headings stay as they are: a formula of the person's may name them by now.
  writeKept(context, { ...image.before, tables: kept.tables, texts: { ...texts } });
  await context.sync();
  return result;
}

async function find(context: Excel.RequestContext, kept: KeptReport, wanted: ReportTable): Promise<FoundTable | null> {
  const known = kept.tables.find(({ id }) => id === wanted.id);
  if (known === undefined) return null;
  const table = context.workbook.tables.getItemOrNullObject(known.name);
  await context.sync();
  if (table.isNullObject) return null;
  const found = await lookAtTable(context, table.worksheet, { table, kept: known, wanted });
  return found.keyColumn === null ? null : found;
}

interface TableUndo {
  readonly image: TableImage;
  readonly date1904: boolean;
}

async function undoTable(context: Excel.RequestContext, found: FoundTable, { image, date1904 }: TableUndo): Promise<UndoResult> {
  const now = await readTableRows(context, found, image.table);
  const own = await readOwn(context, found);
  const places = new Map(now.map(({ key }, row) => [key, row] as const));
  const result = { restored: 0, left: 0 };
  const changed = image.changed.flatMap(({ key, cells }) => {
    const row = places.get(key);
    const back = cells.filter(({ column, after }) => row !== undefined && saysAlready(now[row]?.cells[column], after));
    result.restored += back.length;
    result.left += cells.length - back.length;
    return row === undefined || back.length === 0 ? [] : [{ row, cells: back.map(({ column, before }) => ({ column, value: plain(before) })) }];
  });
  const removed = image.added.flatMap(({ key, cells }) => {
    const row = places.get(key);
    const isAsWritten = row !== undefined && cells.every((cell, at) => now[row]?.cells[at] === undefined || saysAlready(now[row].cells[at], cell));
    const isTheirs = row === undefined || Object.values(own[row] ?? {}).some(isTyped);
    if (!isAsWritten || isTheirs) {
      result.left += 1;
      return [];
    }
    result.restored += cells.length;
    return [row];
  });
  const diff: TableDiff = { changed, added: [], removed: removed.sort((a, b) => a - b), kept: [], filledBlank: null };
  if (changed.length + removed.length + image.removed.length === 0) return result;
  // Rows come back and go while no filter is on: Excel neither inserts nor deletes cells in a filtered table.
  await withoutFilter(context, found, async () => {
    await applyDiff(context, found, diff, { wanted: image.table, date1904, onRows: () => undefined });
    result.restored += await putBack(context, found, image);
  });
  return result;
}

/** Puts rows that went back below the rows that they stood below, from the last to the first. Gives the number of their cells. */
async function putBack(context: Excel.RequestContext, found: FoundTable, { removed, table: wanted }: TableImage): Promise<number> {
  if (removed.length === 0) return 0;
  // Only columns that were found to be ours: another that is called so is the person's.
  const ours = Object.fromEntries(wanted.columns.filter(({ id }) => found.columns.has(id)).map(({ id, heading }) => [id, heading]));
  const table = await lookAtTable(context, found.sheet, { table: found.table, kept: { id: wanted.id, name: "", headings: ours }, wanted });
  const now = await readTableRows(context, table, wanted);
  const headings = table.table.getHeaderRowRange().load("values");
  await context.sync();
  const others = new Map(table.others.map((column) => [String(headings.values[0]?.[column - table.left]), column] as const));
  for (const { at, rows } of groupsFromBelow(removed, now)) {
    table.table.rows.add(at, rows.map(() => Array.from({ length: table.width }, () => "")));
    rows.forEach((row, offset) => writeRow(table, { row, at: table.top + at + offset, wanted, others }));
    await context.sync();
  }
  const [only] = now;
  const isBlank = now.length === 1 && only !== undefined && only.key === "" && only.cells.every((cell) => cell === "" || cell === undefined);
  if (isBlank) table.sheet.getRangeByIndexes(table.top + removed.length, table.left, 1, table.width).delete("Up");
  await context.sync();
  return removed.length * wanted.columns.length;
}

/** Rows that stood together come back together. `at` is the place in the table as it is now. */
function groupsFromBelow(removed: readonly RemovedRow[], now: readonly RowNow[]): readonly { readonly at: number; readonly rows: readonly RemovedRow[] }[] {
  const places = new Map(now.map(({ key }, row) => [key, row] as const));
  const groups: { at: number; rows: RemovedRow[] }[] = [];
  let before: RemovedRow | null = null;
  for (const row of removed) {
    const last = groups.at(-1);
    if (last !== undefined && before !== null && row.above === before.key) last.rows.push(row);
    else groups.push({ at: row.above === null ? 0 : (places.get(row.above) ?? now.length - 1) + 1, rows: [row] });
    before = row;
  }
  return groups.sort((a, b) => b.at - a.at);
}

interface RowPlace {
  readonly row: RemovedRow;
  readonly at: number;
  readonly wanted: ReportTable;
  readonly others: ReadonlyMap<string, number>;
}

function writeRow({ sheet, columns, keyColumn }: FoundTable, { row, at, wanted, others }: RowPlace): void {
  const put = (column: number, value: unknown, format: string | null): void => {
    const cell = sheet.getRangeByIndexes(at, column, 1, 1);
    if (format !== null) cell.numberFormat = [[format]];
    cell.formulas = [[plain(value)]];
  };
  wanted.columns.forEach(({ id, kind }, offset) => {
    const column = columns.get(id);
    if (column !== undefined) put(column, row.cells[offset], formatOf(kind));
  });
  if (keyColumn !== null) put(keyColumn, row.key, "@");
  for (const [heading, value] of Object.entries(row.own)) {
    const column = others.get(heading);
    if (column !== undefined && value !== "") put(column, value, null);
  }
}

function plain(value: unknown): string | number {
  return typeof value === "number" ? value : typeof value === "string" ? value : typeof value === "boolean" ? String(value).toUpperCase() : "";
}
