import { holdsSentences } from "../../reports/document";
import type { ReportRow } from "../../reports/document";
import type { ReportContent, ReportSheet, ReportSheetOptions } from "../reports/sheetPort";
import { freeSheetName } from "./importSheet";
import type { Journal } from "./journal";
import { bandTexts, titleFormula, writeBand } from "./reportBand";
import type { PlacedText } from "./reportBand";
import { addChart, chartName } from "./reportCharts";
import { learnDates } from "./reportDates";
import { headingsOf, layOut } from "./reportLayout";
import type { PlacedTable, ReportLayout } from "./reportLayout";
import { writeKept } from "./reportMark";
import type { KeptReport } from "./reportMark";
import { blocksOf, sizeOfRow, writeWholeRows } from "./reportWrite";
import { runInExcel } from "./runInExcel";

interface NewSheet {
  readonly id: string;
  readonly name: string;
  readonly tableNames: readonly string[];
}

/** Makes a sheet of a report and shows it. Where it fails or is cancelled, the sheet is taken away again. */
export async function makeReportSheet(journal: Journal, content: ReportContent, options: ReportSheetOptions & { readonly newId: () => string }): Promise<ReportSheet> {
  const { document, asked } = content;
  const layout = layOut(document);
  const sheet = await addSheet(content);
  try {
    const date1904 = await runInExcel((context) => learnDates(context, context.workbook.worksheets.getItem(sheet.id), datesPlace(layout)));
    const counts = await writeTables(sheet, { content, layout, date1904 }, options);
    options.signal?.throwIfAborted();
    const texts = bandTexts(document, layout);
    const kept: KeptReport = {
      version: 1,
      id: options.newId(),
      sheetId: sheet.id,
      asked,
      tables: document.tables.map(({ id, columns }, at) => ({
        id,
        name: sheet.tableNames[at] ?? "",
        headings: Object.fromEntries(columns.map((column) => [column.id, column.heading])),
      })),
      charts: document.charts.map((chart) => ({ id: chart.id, name: chartName(document.kind, chart) })),
      texts: Object.fromEntries(texts.map(({ id, text }) => [id, text])),
      date1904,
    };
    const usedCells = await dress(sheet, { content, layout, texts, counts, kept });
    journal.record({ kind: "sheet", sheetId: sheet.id, sheetName: sheet.name, usedCells: usedCells + counts.reduce((sum, { filled }) => sum + filled, 0) });
    return { id: kept.id, sheetId: sheet.id, sheetName: sheet.name, isActive: true, asked };
  } catch (error) {
    await removeSheet(sheet.id);
    throw error;
  }
}

/** The hidden cell above the main table's keys: it says how this workbook counts days. */
function datesPlace({ tables: [main], headerRow }: ReportLayout): { readonly row: number; readonly column: number } {
  return { row: headerRow - 1, column: main?.keyColumn ?? 0 };
}

function addSheet({ document }: ReportContent): Promise<NewSheet> {
  return runInExcel(async (context) => {
    const { worksheets, tables } = context.workbook;
    worksheets.load("items/name");
    tables.load("items/name");
    await context.sync();
    const name = freeSheetName(document.title, worksheets.items.map((sheet) => sheet.name));
    const taken = new Set(tables.items.map((table) => table.name.toLowerCase()));
    const tableNames = document.tables.map(({ id }, at) => freeTableName(at === 0 ? `pcm_${document.kind}` : `pcm_${document.kind}_${id}`, taken));
    const sheet = worksheets.add(name);
    sheet.load("id");
    await context.sync();
    return { id: sheet.id, name, tableNames };
  });
}

/** A name for formulas: letters, digits and underscores, once in the workbook. */
function freeTableName(wished: string, taken: Set<string>): string {
  const base = wished.replace(/\W/g, "_");
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base}_${number}`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}

interface Content {
  readonly content: ReportContent;
  readonly layout: ReportLayout;
  readonly date1904: boolean;
}

interface TableCount {
  readonly rows: number;
  /** Cells that are not empty, the headings and the keys among them. */
  readonly filled: number;
}

async function writeTables(sheet: NewSheet, { content, layout, date1904 }: Content, options: ReportSheetOptions): Promise<readonly TableCount[]> {
  const counts: TableCount[] = [];
  const total = content.pages?.total ?? layout.tables.reduce((sum, { table }) => sum + table.rows.length, 0);
  let done = 0;
  for (const [at, placed] of layout.tables.entries()) {
    const { columns } = placed.table;
    let rows = 0;
    let filled = headingsOf(placed.table).length;
    for await (const page of pagesOf(content, at)) {
      for (const block of blocksOf(page, sizeOfRow)) {
        options.signal?.throwIfAborted();
        const row = layout.headerRow + 1 + rows + block.first;
        await runInExcel(async (context) => {
          writeWholeRows(context.workbook.worksheets.getItem(sheet.id), { row, left: placed.left, columns, rows: block.rows, date1904 });
          await context.sync();
        });
        options.onProgress?.(done + block.first + block.rows.length, Math.max(total, done + block.first + block.rows.length));
      }
      rows += page.length;
      done += page.length;
      filled += page.reduce((sum, { key, cells }) => sum + (key === "" ? 0 : 1) + cells.filter((cell) => cell !== null && cell !== "").length, 0);
    }
    await addTable(sheet, layout, { placed, rows, name: sheet.tableNames[at] ?? "" });
    counts.push({ rows, filled });
  }
  return counts;
}

/** Rows of a table: those of the document, or, of the first, the pages that are handed over. */
async function* pagesOf({ document, pages }: ReportContent, at: number): AsyncGenerator<readonly ReportRow[]> {
  if (at > 0 || pages === null) {
    yield document.tables[at]?.rows ?? [];
    return;
  }
  for (let page = await pages.next(); page !== null; page = await pages.next()) yield page;
}

function addTable(sheet: NewSheet, { headerRow }: ReportLayout, { placed, rows, name }: { readonly placed: PlacedTable; readonly rows: number; readonly name: string }): Promise<void> {
  return runInExcel(async (context) => {
    const on = context.workbook.worksheets.getItem(sheet.id);
    const headings = headingsOf(placed.table);
    const header = on.getRangeByIndexes(headerRow, placed.left, 1, headings.length);
    header.numberFormat = [headings.map(() => "@")];
    header.values = [[...headings]];
    header.format.font.bold = true;
    header.format.verticalAlignment = "Center";
    // A table has a row at least, an empty one if need be.
    const table = on.tables.add(on.getRangeByIndexes(headerRow, placed.left, Math.max(1, rows) + 1, headings.length), true);
    table.name = name;
    on.getRangeByIndexes(headerRow, placed.keyColumn, 1, 1).columnHidden = true;
    await context.sync();
  });
}

/** Sentences that no column can hold on one line stand on several, in rows as high as they need. Never in a long list: its rows stay low. */
function wrapSentences(sheet: Excel.Worksheet, { table, left }: PlacedTable, { top, rows }: { readonly top: number; readonly rows: number }): void {
  const wrapped = table.columns.flatMap((column, offset) => (holdsSentences(column) ? [left + offset] : []));
  if (wrapped.length === 0 || rows === 0 || rows > mostWrappedRows) return;
  for (const column of wrapped) sheet.getRangeByIndexes(top, column, rows, 1).format.wrapText = true;
  const body = sheet.getRangeByIndexes(top, left, rows, table.columns.length);
  body.format.verticalAlignment = "Top";
  body.format.autofitRows();
}

const mostWrappedRows = 500;

interface Dressing {
  readonly content: ReportContent;
  readonly layout: ReportLayout;
  readonly texts: readonly PlacedText[];
  readonly counts: readonly TableCount[];
  readonly kept: KeptReport;
}

/** Texts, widths, charts and the frozen band. Gives the cells that it filled. */
function dress(made: NewSheet, { content: { document }, layout, texts, counts, kept }: Dressing): Promise<number> {
  return runInExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItem(made.id);
    context.application.suspendScreenUpdatingUntilNextSync();
    const filled = writeBand(sheet, texts);
    sheet.getRangeByIndexes(0, 0, 1, 1).format.rowHeight = layout.titleHeight;
    sheet.getRangeByIndexes(1, 0, layout.headerRow - 1, 1).format.rowHeight = layout.rowHeight;
    const hidden = new Set(layout.tables.map(({ keyColumn }) => keyColumn));
    layout.widths.forEach((width, column) => {
      if (!hidden.has(column)) sheet.getRangeByIndexes(0, column, 1, 1).format.columnWidth = width;
    });
    layout.tables.forEach((placed, at) => wrapSentences(sheet, placed, { top: layout.headerRow + 1, rows: counts[at]?.rows ?? 0 }));
    for (const placed of layout.charts) {
      const at = layout.tables.findIndex(({ table }) => table.id === placed.chart.table);
      const of = layout.tables[at];
      const title = texts.find(({ id }) => id === `chart:${placed.chart.id}`);
      if (of === undefined || title === undefined) continue;
      const columns = new Map(of.table.columns.map(({ id }, offset) => [id, of.left + offset]));
      const source = { sheet, table: of.table, top: layout.headerRow + 1, rowCount: Math.max(1, counts[at]?.rows ?? 0), columns };
      addChart(source, placed, { name: chartName(document.kind, placed.chart), titleFrom: titleFormula(made.name, title) });
    }
    sheet.freezePanes.freezeRows(layout.headerRow + 1);
    sheet.activate();
    sheet.getRangeByIndexes(0, 0, 1, 1).select();
    writeKept(context, kept);
    await context.sync();
    // The cell that says how days are counted is filled, too.
    return filled + 1;
  });
}

function removeSheet(id: string): Promise<void> {
  return runInExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItemOrNullObject(id);
    await context.sync();
    if (!sheet.isNullObject) sheet.delete();
    await context.sync();
  });
}
