import { recordFieldOf } from "../../domain/recordColumns";
import type { OwnSheet, SheetTraces, Traces, WorkOptions } from "../fill/sheetPort";
import { columnName, rowBlocks } from "./cells";
import { findRooms } from "./fillRooms";
import type { Room } from "./fillRooms";
import { findOurFormulas, sheetsOf } from "./fillFormulas";
import type { SheetFormulas } from "./fillFormulas";
import { findOwnColumns, isOurStatus } from "./ownColumns";
import { findRecordCells, readRecordNames } from "./recordCellsFind";
import type { NamedRange, RecordCellsFound } from "./recordCellsFind";
import { findReportCopies, findReportSheets } from "./reportFind";
import { reportSetting } from "./reportMark";
import { runInExcel } from "./runInExcel";
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
  /** Names of cells that held values of the record when they were given: of formulas that became values, and taken into the person's own columns. */
  readonly named: readonly NamedRange[];
  /** Where these values stand now. */
  readonly recordCells: RecordCellsFound;
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

function describe({ sheetId, sheetName, isProtected, columns, formulas, recordCells }: SheetFound): SheetTraces {
  return {
    sheetId,
    sheetName,
    isProtected,
    columns: columns.filter(({ kind, isMarked }) => kind === "filled" || !isMarked).map(({ heading, cells, isMarked }) => ({ heading, cells, isMarked })),
    results: columns.filter(({ kind, isMarked }) => kind === "result" && isMarked).map(({ heading, cells }) => ({ heading, cells })),
    formulas: formulas.reduce((sum, { values }) => sum + values.length * (values[0]?.length ?? 0), 0),
    converted: recordCells.converted.length,
    taken: recordCells.taken.length,
    possible: recordCells.possible.length,
  };
}

function hasTraces({ columns, results, formulas, converted, taken, possible }: SheetTraces): boolean {
  return columns.length + results.length + formulas + converted + taken + possible > 0;
}

/** Looks through every sheet of the workbook, hidden ones included. */
export async function findOnSheets(context: Excel.RequestContext, options: WorkOptions = {}): Promise<readonly SheetFound[]> {
  const sheets = await sheetsOf(context, "workbook");
  const withFormulas = await findOurFormulas(context, sheets, options);
  const names = await readRecordNames(context);
  const found: SheetFound[] = [];
  for (const { sheet, sheetId, sheetName, isProtected, formulas } of withFormulas) {
    options.signal?.throwIfAborted();
    const rooms = await findRooms(context, sheet);
    const named = names.named.filter(({ range }) => range.worksheet.id === sheetId);
    const recordCells = await findRecordCells(context, sheet, { rooms, names: { ...names, named } });
    found.push({ sheet, sheetId, sheetName, isProtected, formulas, columns: await findColumns(context, sheet, rooms), named, recordCells });
  }
  return found;
}

async function findColumns(context: Excel.RequestContext, sheet: Excel.Worksheet, rooms: readonly Room[]): Promise<readonly TraceColumn[]> {
  const found: TraceColumn[] = [];
  for (const room of rooms) {
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
