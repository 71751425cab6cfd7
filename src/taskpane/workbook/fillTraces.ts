import { recordFieldOf } from "../../domain/recordColumns";
import type { OwnSheet, SheetTraces, Traces, WorkOptions } from "../fill/sheetPort";
import { columnName, rowBlocks } from "./cells";
import { findRooms } from "./fillRooms";
import type { Room } from "./fillRooms";
import { findOurFormulas, sheetsOf } from "./fillFormulas";
import type { SheetFormulas } from "./fillFormulas";
import { convertedName, takenName } from "./fillMark";
import { findOwnColumns, isOurStatus } from "./ownColumns";
import { findReportCopies, findReportSheets } from "./reportFind";
import { reportSetting } from "./reportMark";
import { runInExcel } from "./runInExcel";
import { findTakenCells, readTaken } from "./takenValues";
import type { NamedRange } from "./takenValues";
import { findWorklistSheets, worklistSetting } from "./worklistFind";

/** What our settings of a workbook are called, whatever they are about. */
export const settingPrefix = "pcm-";

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
  readonly converted: readonly NamedRange[];
  /** Names of cells of the person's own columns into which the record's value was taken. */
  readonly taken: readonly NamedRange[];
  /** Where these values stand now. */
  readonly takenCells: readonly { readonly row: number; readonly column: number }[];
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
      locked: found.filter(({ isProtected }) => isProtected).map(({ sheetId, sheetName }) => ({ sheetId, sheetName })),
      ownSheets,
      settings: settings.items.filter(({ key }) => key.startsWith(settingPrefix)).length,
    };
  });
}

/** Sheets that show nothing but what comes from the record. */
export async function findOwnSheets(): Promise<readonly OwnSheet[]> {
  const worklists = await findWorklistSheets();
  const found = [
    ...worklists.map(({ sheetId, sheetName, worklist }): OwnSheet => ({ sheetId, sheetName, kind: "worklist", settingKey: worklistSetting(worklist) })),
    ...(await findReportSheets()).map(({ sheetId, sheetName, id }): OwnSheet => ({ sheetId, sheetName, kind: "report", settingKey: reportSetting(id) })),
    ...(await findReportCopies()).map(({ sheetId, sheetName }): OwnSheet => ({ sheetId, sheetName, kind: "report", settingKey: null })),
  ];
  return found.filter(({ sheetId }, at) => found.findIndex((other) => other.sheetId === sheetId) === at);
}

function describe({ sheetId, sheetName, isProtected, columns, formulas, converted, takenCells }: SheetFound): SheetTraces {
  return {
    sheetId,
    sheetName,
    isProtected,
    columns: columns.filter(({ kind, isMarked }) => kind === "filled" || !isMarked).map(({ heading, cells, isMarked }) => ({ heading, cells, isMarked })),
    results: columns.filter(({ kind, isMarked }) => kind === "result" && isMarked).map(({ heading, cells }) => ({ heading, cells })),
    formulas: formulas.reduce((sum, { values }) => sum + values.length * (values[0]?.length ?? 0), 0),
    converted: converted.reduce((sum, { range }) => sum + range.rowCount * range.columnCount, 0),
    taken: takenCells.length,
  };
}

function hasTraces({ columns, results, formulas, converted, taken }: SheetTraces): boolean {
  return columns.length + results.length + formulas + converted + taken > 0;
}

/** Looks through every sheet of the workbook, hidden ones included. */
export async function findOnSheets(context: Excel.RequestContext, options: WorkOptions = {}): Promise<readonly SheetFound[]> {
  const sheets = await sheetsOf(context, "workbook");
  const withFormulas = await findOurFormulas(context, sheets, options);
  const converted = await findNamed(context, convertedName);
  const taken = await findNamed(context, takenName);
  const known = await readTaken(context);
  const found: SheetFound[] = [];
  for (const { sheet, sheetId, sheetName, isProtected, formulas } of withFormulas) {
    options.signal?.throwIfAborted();
    const here = ({ range }: NamedRange): boolean => range.worksheet.id === sheetId;
    const takenHere = taken.filter(here);
    const takenCells = await findTakenCells(context, sheet, { taken: takenHere, known });
    found.push({ sheet, sheetId, sheetName, isProtected, formulas, columns: await findColumns(context, sheet), converted: converted.filter(here), taken: takenHere, takenCells });
  }
  return found;
}

async function findNamed(context: Excel.RequestContext, start: string): Promise<readonly NamedRange[]> {
  const { names } = context.workbook;
  names.load("items/name");
  await context.sync();
  const ours = names.items
    .filter(({ name }) => name.toLowerCase().startsWith(start))
    .map((item) => ({ name: item.name, range: item.getRangeOrNullObject().load("rowIndex,columnIndex,rowCount,columnCount,worksheet/id") }));
  await context.sync();
  return ours.filter(({ range }) => !range.isNullObject);
}

async function findColumns(context: Excel.RequestContext, sheet: Excel.Worksheet): Promise<readonly TraceColumn[]> {
  const found: TraceColumn[] = [];
  for (const room of await findRooms(context, sheet)) {
    const { tableId, headerRow, lastRow, left, headings, marked } = room;
    for (const [offset, heading] of headings.entries()) {
      const column = left + offset;
      // The mark decides, whatever the heading says by now.
      if (!marked.has(column) && recordFieldOf(heading) === null) continue;
      const texts = await readColumn(context, sheet, { headerRow, lastRow, column });
      const cells = texts.filter((text) => text !== "").length;
      found.push({ heading: heading === "" ? columnName(column) : heading, kind: "filled", isMarked: marked.has(column), column, headerRow, lastRow, tableId, cells });
    }
    found.push(...(await findResults(context, sheet, room)));
  }
  return found;
}

/** Status and Detail are certainly ours where all that Status says is; with words of somebody's among ours they are only offered. The ids of rows go with them. */
async function findResults(context: Excel.RequestContext, sheet: Excel.Worksheet, { tableId, headerRow, lastRow, left, headings }: Room): Promise<readonly TraceColumn[]> {
  const own = findOwnColumns(headings, left);
  if (own.status === null || own.detail === null) return [];
  const status = await readColumn(context, sheet, { headerRow, lastRow, column: own.status });
  const said = status.map((text) => text.trim()).filter((text) => text !== "");
  const isMarked = said.every(isOurStatus);
  if (!isMarked && own.rowId === null && !said.some(isOurStatus)) return [];
  const found: TraceColumn[] = [];
  for (const column of [own.status, own.detail, own.rowId]) {
    if (column === null) continue;
    const texts = column === own.status ? status : await readColumn(context, sheet, { headerRow, lastRow, column });
    found.push({ heading: headings[column - left] ?? columnName(column), kind: "result", isMarked, column, headerRow, lastRow, tableId, cells: texts.filter((text) => text !== "").length });
  }
  return found;
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
