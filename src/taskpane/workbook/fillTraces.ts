import { recogniseColumns } from "../../domain/columns";
import { recordFieldOf } from "../../domain/recordColumns";
import type { OwnSheet, SheetTraces, Traces, WorkOptions } from "../fill/sheetPort";
import { columnName, rowBlocks } from "./cells";
import { findOurFormulas, sheetsOf } from "./fillFormulas";
import type { SheetFormulas } from "./fillFormulas";
import { convertedName, isMark } from "./fillMark";
import { headerText } from "./headerText";
import { findOwnColumns, isOurStatus } from "./ownColumns";
import { findReportSheets } from "./reportFind";
import { runInExcel } from "./runInExcel";
import { findWorklistSheets } from "./worklistFind";

/** What our settings of a workbook are called, whatever they are about. */
export const settingPrefix = "pcm-";
const searchedRows = 40;

/** A column of a list that came from the record or tells of it. Rows and columns count from 0. */
export interface TraceColumn {
  readonly heading: string;
  readonly kind: "filled" | "result";
  readonly isMarked: boolean;
  readonly column: number;
  readonly headerRow: number;
  readonly lastRow: number;
  readonly tableId: string | null;
  /** Cells below the heading that hold something. */
  readonly cells: number;
}

export interface SheetFound {
  readonly sheet: Excel.Worksheet;
  readonly sheetId: string;
  readonly sheetName: string;
  readonly isProtected: boolean;
  readonly columns: readonly TraceColumn[];
  readonly formulas: SheetFormulas["formulas"];
  /** Cells whose formulas of ours became values, with their names. */
  readonly converted: readonly { readonly name: string; readonly range: Excel.Range }[];
}

export async function findTraces(options: WorkOptions = {}): Promise<Traces> {
  const ownSheets = await findOwnSheets();
  return runInExcel(async (context) => {
    const found = await findOnSheets(context, options);
    const { settings } = context.workbook;
    settings.load("items/key");
    await context.sync();
    const own = new Set(ownSheets.map(({ sheetId }) => sheetId));
    return {
      sheets: found.map((sheet) => describe(sheet)).filter((sheet) => !own.has(sheet.sheetId) && hasTraces(sheet)),
      open: found.filter(({ isProtected }) => !isProtected).map(({ sheetId }) => sheetId),
      ownSheets,
      settings: settings.items.filter(({ key }) => key.startsWith(settingPrefix)).length,
    };
  });
}

async function findOwnSheets(): Promise<readonly OwnSheet[]> {
  const reports = await findReportSheets();
  const worklists = await findWorklistSheets();
  return [
    ...worklists.map(({ sheetId, sheetName }): OwnSheet => ({ sheetId, sheetName, kind: "worklist" })),
    ...reports.map(({ sheetId, sheetName }): OwnSheet => ({ sheetId, sheetName, kind: "report" })),
  ];
}

function describe({ sheetId, sheetName, isProtected, columns, formulas, converted }: SheetFound): SheetTraces {
  return {
    sheetId,
    sheetName,
    isProtected,
    columns: columns.filter(({ kind }) => kind === "filled").map(({ heading, cells, isMarked }) => ({ heading, cells, isMarked })),
    results: columns.filter(({ kind }) => kind === "result").map(({ heading, cells }) => ({ heading, cells })),
    formulas: formulas.reduce((sum, { values }) => sum + values.length * (values[0]?.length ?? 0), 0),
    converted: converted.reduce((sum, { range }) => sum + range.rowCount * range.columnCount, 0),
  };
}

function hasTraces({ columns, results, formulas, converted }: SheetTraces): boolean {
  return columns.length + results.length + formulas + converted > 0;
}

/** Looks through every sheet of the workbook, hidden ones included. */
export async function findOnSheets(context: Excel.RequestContext, options: WorkOptions = {}): Promise<readonly SheetFound[]> {
  const sheets = await sheetsOf(context, "workbook");
  const withFormulas = await findOurFormulas(context, sheets, options);
  const converted = await findConverted(context);
  const found: SheetFound[] = [];
  for (const { sheet, sheetId, sheetName, isProtected, formulas } of withFormulas) {
    options.signal?.throwIfAborted();
    found.push({ sheet, sheetId, sheetName, isProtected, formulas, columns: await findColumns(context, sheet), converted: converted.filter((named) => named.range.worksheet.id === sheetId) });
  }
  return found;
}

async function findConverted(context: Excel.RequestContext): Promise<SheetFound["converted"]> {
  const { names } = context.workbook;
  names.load("items/name");
  await context.sync();
  const ours = names.items
    .filter(({ name }) => name.toLowerCase().startsWith(convertedName))
    .map((item) => ({ name: item.name, range: item.getRangeOrNullObject().load("rowIndex,columnIndex,rowCount,columnCount,worksheet/id") }));
  await context.sync();
  return ours.filter(({ range }) => !range.isNullObject);
}

interface Room {
  readonly tableId: string | null;
  readonly headerRow: number;
  readonly lastRow: number;
  readonly left: number;
  readonly headings: readonly string[];
}

async function findColumns(context: Excel.RequestContext, sheet: Excel.Worksheet): Promise<readonly TraceColumn[]> {
  const found: TraceColumn[] = [];
  for (const room of await findRooms(context, sheet)) {
    const { tableId, headerRow, lastRow, left, headings } = room;
    const filled = headings.flatMap((heading, offset) => (recordFieldOf(heading) === null ? [] : [{ heading, column: left + offset }]));
    const marks = filled.map(({ column }) => sheet.getRangeByIndexes(headerRow, column, 1, 1).dataValidation.load("prompt"));
    await context.sync();
    for (const [at, { heading, column }] of filled.entries()) {
      const texts = await readColumn(context, sheet, { headerRow, lastRow, column });
      const cells = texts.filter((text) => text !== "").length;
      found.push({ heading, kind: "filled", isMarked: isMark(marks[at]?.prompt ?? null), column, headerRow, lastRow, tableId, cells });
    }
    found.push(...(await findResults(context, sheet, room)));
  }
  return found;
}

/** Status and Detail are ours only where all that Status says is; the ids of rows only beside them. */
async function findResults(context: Excel.RequestContext, sheet: Excel.Worksheet, { tableId, headerRow, lastRow, left, headings }: Room): Promise<readonly TraceColumn[]> {
  const own = findOwnColumns(headings, left);
  if (own.status === null || own.detail === null) return [];
  const status = await readColumn(context, sheet, { headerRow, lastRow, column: own.status });
  if (!status.every((text) => isOurStatus(text.trim()))) return [];
  const found: TraceColumn[] = [];
  for (const column of [own.status, own.detail, own.rowId]) {
    if (column === null) continue;
    const texts = column === own.status ? status : await readColumn(context, sheet, { headerRow, lastRow, column });
    found.push({ heading: headings[column - left] ?? columnName(column), kind: "result", isMarked: true, column, headerRow, lastRow, tableId, cells: texts.filter((text) => text !== "").length });
  }
  return found;
}

/** Where lists stand on a sheet: its tables, and the cells that are none where a row of headings is found in them. */
async function findRooms(context: Excel.RequestContext, sheet: Excel.Worksheet): Promise<readonly Room[]> {
  const used = sheet.getUsedRangeOrNullObject(true).load("rowIndex,columnIndex,rowCount,columnCount");
  sheet.tables.load("items/id");
  await context.sync();
  if (used.isNullObject) return [];
  const tables = sheet.tables.items.map((table) => ({ id: table.id, range: table.getRange().load("rowIndex,columnIndex,rowCount"), header: table.getHeaderRowRange().load("values") }));
  const head = sheet.getRangeByIndexes(used.rowIndex, used.columnIndex, Math.min(searchedRows, used.rowCount), used.columnCount).load("values");
  await context.sync();
  const rooms = tables.map(
    ({ id, range, header }): Room => ({ tableId: id, headerRow: range.rowIndex, lastRow: range.rowIndex + range.rowCount - 1, left: range.columnIndex, headings: (header.values[0] ?? []).map(headerText) }),
  );
  const rows = head.values.map((row) => row.map(headerText));
  const plain = headerRowOf(rows);
  const headings = plain === null ? undefined : rows[plain];
  const isTable = plain !== null && rooms.some(({ headerRow }) => headerRow === used.rowIndex + plain);
  if (plain !== null && headings !== undefined && !isTable) {
    rooms.push({ tableId: null, headerRow: used.rowIndex + plain, lastRow: used.rowIndex + used.rowCount - 1, left: used.columnIndex, headings });
  }
  return rooms;
}

/** By a column of ours, else by what a list is recognised by. */
function headerRowOf(rows: readonly (readonly string[])[]): number | null {
  const filled = rows.findIndex((row) => row.some((text) => recordFieldOf(text) !== null));
  if (filled !== -1) return filled;
  return recogniseColumns(rows.map((row) => row.map((value) => ({ value }))))?.headerIndex ?? null;
}

async function readColumn(context: Excel.RequestContext, sheet: Excel.Worksheet, { headerRow, lastRow, column }: { readonly headerRow: number; readonly lastRow: number; readonly column: number }): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const { first, count } of rowBlocks(headerRow + 1, lastRow - headerRow, 10_000)) {
    const block = sheet.getRangeByIndexes(first, column, count, 1).load("values");
    await context.sync();
    for (const [value] of block.values) texts.push(String(value));
  }
  return texts;
}
