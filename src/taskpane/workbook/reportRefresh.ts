import type { ReportDocument, ReportRow, ReportTable } from "../../reports/document";
import type { RefreshResult, ReportContent, ReportSheetOptions } from "../reports/sheetPort";
import type { Journal } from "./journal";
import { WorkbookError } from "./port";
import { applyDiff } from "./reportApply";
import { textsOf } from "./reportBand";
import type { BandText } from "./reportBand";
import { refreshBand } from "./reportBandRefresh";
import { setChartsAgain } from "./reportCharts";
import type { ChartSource } from "./reportCharts";
import { readDates } from "./reportDates";
import { diffRows, keepTypedBeside } from "./reportDiff";
import { findReport } from "./reportFind";
import { cellsOfDiff, imageOfTable, mostCellsUndone, readOwn } from "./reportImage";
import type { ReportImage, TableImage } from "./reportImage";
import { writeKept } from "./reportMark";
import type { KeptReport } from "./reportMark";
import { notesGone, notesKnownAgain } from "./reportNotes";
import { lookAtTable, readTableRows, withFormer } from "./reportTable";
import type { FoundTable } from "./reportTable";
import { runInExcel } from "./runInExcel";

/**
 * Brings a report's sheet up to date in place: rows are matched by key, our cells are written only where they differ, charts are pointed at the
 * rows again. Nothing of ours is made anew that the person has taken away, and nothing of the person's is touched.
 */
export async function refreshReportSheet(
  journal: Journal,
  { id, content }: { readonly id: string; readonly content: ReportContent },
  options: ReportSheetOptions = {},
): Promise<RefreshResult> {
  // Asked before anything is fetched: long lists take a while, and nobody should learn afterwards that the sheet is protected.
  await runInExcel((context) => requireWritable(context, id));
  const document = await withRows(content, options);
  // The batch may run twice (see `runInExcel`): what stood there before is what the first run found.
  const seen: Seen = { tables: new Map(), texts: null };
  const { result, image } = await runInExcel((context) => refresh(context, { id, content, document, seen }, options), { oneUndo: content.pages === null });
  if (image.isWhole) journal.record(image.image);
  // Nothing older of this sheet is taken back over what could not be kept.
  else for (const older of journal.all()) if ("sheetId" in older && older.sheetId === image.image.sheetId) journal.drop(older);
  return { ...result, canBeUndone: image.isWhole };
}

interface Refreshed {
  readonly result: Omit<RefreshResult, "canBeUndone">;
  /** `isWhole` is false where too much was changed to be kept. */
  readonly image: { readonly isWhole: boolean; readonly image: ReportImage };
}

async function requireWritable(context: Excel.RequestContext, id: string): Promise<void> {
  const { sheet, kept } = await findReport(context, id);
  sheet.protection.load("protected");
  context.workbook.load("readOnly");
  const main = mainTable(context, kept);
  await context.sync();
  if (context.workbook.readOnly) throw new WorkbookError("read-only");
  if (sheet.protection.protected) throw new WorkbookError("sheet-protected");
  if (main === null || main.isNullObject) throw new WorkbookError("report-table-gone");
}

function mainTable(context: Excel.RequestContext, { tables: [main] }: KeptReport): Excel.Table | null {
  return main === undefined ? null : context.workbook.tables.getItemOrNullObject(main.name);
}

/** The document with all rows in it: everything is fetched before the first cell is touched, so that a lost line leaves the sheet as it was. */
async function withRows({ document, pages }: ReportContent, { onProgress, signal }: ReportSheetOptions): Promise<ReportDocument> {
  if (pages === null) return document;
  const rows: ReportRow[] = [];
  for (let page = await pages.next(); page !== null; page = await pages.next()) {
    signal?.throwIfAborted();
    rows.push(...page);
    onProgress?.(rows.length, Math.max(pages.total, rows.length) * 2);
  }
  signal?.throwIfAborted();
  return { ...document, tables: document.tables.map((table, at) => (at === 0 ? { ...table, rows } : table)) };
}

interface Seen {
  readonly tables: Map<string, { readonly image: TableImage | null; readonly cells: number; readonly changed: number; readonly added: number; readonly removed: number; readonly kept: number }>;
  texts: readonly BandText[] | null;
}

interface Given {
  readonly id: string;
  readonly content: ReportContent;
  readonly document: ReportDocument;
  readonly seen: Seen;
}

async function refresh(context: Excel.RequestContext, { id, content, document, seen }: Given, { onProgress }: ReportSheetOptions): Promise<Refreshed> {
  const { kept, sheet } = await findReport(context, id);
  const found = await findTables(context, kept, document);
  const [main] = found;
  if (main === undefined || main.table === null) throw new WorkbookError("report-table-gone");
  if (main.table.keyColumn === null) throw new WorkbookError("report-key-gone");
  const { headerRow, keyColumn } = main.table;
  const learned = headerRow > 0 ? await readDates(context, main.table.sheet, { row: headerRow - 1, column: keyColumn }) : null;
  const date1904 = learned ?? kept.date1904;

  const sources: ChartSource[] = [];
  let rowsDone = content.pages === null ? 0 : content.pages.total;
  for (const { wanted, table } of found) {
    if (table?.keyColumn == null) continue;
    const now = await readTableRows(context, table, wanted);
    const gone = diffRows(now, wanted, date1904);
    const own = gone.removed.length === 0 ? [] : await readOwn(context, table);
    const diff = keepTypedBeside(gone, { emptied: emptiedBeside({ wanted, table, isList: content.pages !== null }), now, own });
    if (!seen.tables.has(wanted.id)) {
      const cells = cellsOfDiff(diff, wanted.columns.length);
      const image = cells > mostCellsUndone ? null : imageOfTable({ wanted, now, own, diff, date1904 });
      const added = diff.added.length + (diff.filledBlank === null ? 0 : 1);
      seen.tables.set(wanted.id, { image, cells, changed: gone.changed.length, added, removed: diff.removed.length, kept: diff.kept.length });
    }
    context.application.suspendScreenUpdatingUntilNextSync();
    const onRows = (rows: number): void => {
      rowsDone += rows;
      onProgress?.(rowsDone, Math.max(rowsDone, (content.pages?.total ?? wanted.rows.length) * 2));
    };
    const rowCount = await applyDiff(context, table, diff, { wanted, date1904, onRows });
    await renameHeadings(context, table, { wanted, headings: kept.tables.find(({ id: tableId }) => tableId === wanted.id)?.headings ?? {} });
    sources.push({ sheet: table.sheet, table: wanted, top: table.top, rowCount, columns: table.columns });
  }
  const charts = await setChartsAgain(context, { sheet, kept, charts: document.charts, sources });
  const wantedTexts = textsOf(document);
  const known = notesKnownAgain(kept.texts, wantedTexts);
  const band = await refreshBand(context, main.table, { known, wanted: wantedTexts, gone: notesGone(known, wantedTexts.map(({ id: textId }) => textId)) });
  writeKept(context, { ...keptAgain(kept, document), texts: { ...band.texts }, date1904, sheetId: sheet.id, asked: content.asked });
  sheet.load("name");
  await context.sync();
  const missing = {
    columns: found.flatMap(({ table }) => table?.missing ?? []),
    tables: found.flatMap(({ wanted, table }) => (table?.keyColumn == null ? [wanted.name] : [])),
    charts,
  };
  seen.texts ??= band.before;
  const tables = [...seen.tables.values()];
  const sum = (pick: (table: (typeof tables)[number]) => number): number => tables.reduce((all, table) => all + pick(table), 0);
  const image: ReportImage = {
    kind: "report",
    reportId: id,
    sheetId: sheet.id,
    sheetName: sheet.name,
    before: kept,
    texts: seen.texts,
    charts: document.charts,
    tables: tables.flatMap((table) => table.image ?? []),
    cellCount: sum(({ cells }) => cells),
  };
  return {
    result: {
      sheetName: sheet.name,
      changed: sum(({ changed }) => changed),
      added: sum(({ added }) => added),
      removed: sum(({ removed }) => removed),
      kept: sum(({ kept: rows }) => rows),
      missing,
    },
    image: { isWhole: image.cellCount <= mostCellsUndone, image },
  };
}

/**
 * What a row that stays only for a remark says no more: figures, which would be counted on, and what the reader may not see. Rows of a list have no
 * figures.
 */
function emptiedBeside({ wanted, table, isList }: { readonly wanted: ReportTable; readonly table: FoundTable; readonly isList: boolean }): readonly number[] {
  const former = new Set(table.former.map(({ id }) => id));
  return wanted.columns.flatMap(({ id, kind }, column) => (former.has(id) || (!isList && (kind === "count" || kind === "share")) ? [column] : []));
}

interface Found {
  /** With the former columns that are still on the sheet. */
  readonly wanted: ReportTable;
  /** Null where the person deleted it. */
  readonly table: FoundTable | null;
}

async function findTables(context: Excel.RequestContext, kept: KeptReport, document: ReportDocument): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const wanted of document.tables) {
    const known = kept.tables.find(({ id }) => id === wanted.id);
    if (known === undefined) continue;
    const table = context.workbook.tables.getItemOrNullObject(known.name);
    await context.sync();
    const looked = table.isNullObject ? null : await lookAtTable(context, table.worksheet, { table, kept: known, wanted });
    found.push({ wanted: looked === null ? wanted : withFormer(wanted, looked), table: looked });
  }
  return found;
}

/** After another language was chosen: headings follow, unless another column is called so already. */
async function renameHeadings(context: Excel.RequestContext, found: FoundTable, { wanted, headings }: { readonly wanted: ReportTable; readonly headings: Readonly<Record<string, string>> }): Promise<void> {
  const renamed = wanted.columns.filter(({ id, heading }) => found.columns.has(id) && headings[id] !== undefined && headings[id] !== heading);
  if (renamed.length === 0) return;
  const header = found.table.getHeaderRowRange().load("values");
  await context.sync();
  const taken = new Set(header.values[0]?.map((value) => String(value).toLowerCase()) ?? []);
  for (const { id, heading } of renamed) {
    const column = found.columns.get(id);
    if (column !== undefined && !taken.has(heading.toLowerCase())) found.sheet.getRangeByIndexes(found.headerRow, column, 1, 1).values = [[heading]];
  }
  await context.sync();
}

/** Headings as they were written now; those of columns that were not found stay, in case they come back. Columns that the sheet was made without get none. */
function keptAgain(kept: KeptReport, document: ReportDocument): KeptReport {
  return {
    ...kept,
    tables: kept.tables.map((table) => {
      const wanted = document.tables.find(({ id }) => id === table.id);
      return wanted === undefined ? table : { ...table, headings: { ...table.headings, ...Object.fromEntries(wanted.columns.filter(({ id }) => table.headings[id] !== undefined).map(({ id, heading }) => [id, heading])) } };
    }),
  };
}
