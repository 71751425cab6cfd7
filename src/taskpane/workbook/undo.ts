import type { RowField } from "../../domain/types";
import { rowBlocks, rowsPerBlock } from "./cells";
import { typedText } from "./rowMark";
import { findList } from "./findList";
import type { FoundList } from "./findList";
import type { BeforeImage, Journal, RepairedCell, StatusCells } from "./journal";
import { matchRows } from "./matchRows";
import { WorkbookError } from "./port";
import type { RowLocator, SheetList } from "./list";
import type { UndoResult } from "./port";
import { readFoundRows } from "./readRows";
import { runInExcel } from "./runInExcel";
import { writeStatusCells } from "./writeCells";

/** Takes back the last command of ours. Cells that somebody has changed since are left alone and counted. */
export async function undoLastChange(journal: Journal): Promise<UndoResult> {
  const image = journal.last();
  if (image === null) throw new WorkbookError("nothing-to-undo");
  const result = await runInExcel((context) => undo(context, image), { oneUndo: true });
  journal.drop(image);
  return result;
}

/** Takes back single repairs of earlier commands; each is found by the cell that it is about now. */
export async function takeBackRepairs(
  journal: Journal,
  list: SheetList,
  targets: readonly { readonly locator: RowLocator; readonly field: RowField }[],
): Promise<UndoResult> {
  const cells: RepairedCell[] = [];
  const names: string[] = [];
  for (const image of [...journal.all()].reverse()) {
    if (image.kind !== "repairs" || image.list.sheetId !== list.sheetId) continue;
    const rest = image.cells.filter((cell) => {
      const target = targets.find(({ locator, field }) => field === cell.field && locator.rowNumber === cell.locator.rowNumber);
      if (target === undefined) return true;
      // The newest repair of the cell is the one that stands there.
      if (!cells.some(({ locator, field }) => locator === target.locator && field === target.field)) cells.push({ ...cell, locator: target.locator });
      return false;
    });
    if (rest.length === 0) names.push(...(image.names ?? []));
    if (rest.length < image.cells.length) journal.replace(image, rest.length === 0 ? null : { ...image, cells: rest });
  }
  if (cells.length === 0) return { restored: 0, left: targets.length };
  return runInExcel((context) => undoRepairs(context, { kind: "repairs", list, sheetName: "", cells, names }), { oneUndo: true });
}

async function undo(context: Excel.RequestContext, image: BeforeImage): Promise<UndoResult> {
  if (image.kind === "status") return undoStatus(context, image);
  if (image.kind === "repairs") return undoRepairs(context, image);
  if (image.kind === "fill") return image.undo(context);
  return image.kind === "report" ? (await import("./reportUndo")).undoReport(context, image) : undoSheet(context, image);
}

async function undoStatus(context: Excel.RequestContext, image: BeforeImage & { kind: "status" }): Promise<UndoResult> {
  const found = await findList(context, image.list);
  const { rows } = await readFoundRows(context, found);
  const { own } = found;
  if (own.status === null || own.detail === null) return { restored: 0, left: image.rows.length };
  const places = matchRows(image.rows.map(({ locator }) => locator), rows);
  const cells = new Map<number, StatusCells>();
  let left = 0;
  image.rows.forEach(({ before, after }, at) => {
    const place = places[at] ?? null;
    const row = place === null ? undefined : rows[place];
    if (row !== undefined && row.status === after.status && row.detail === after.detail) cells.set(row.rowNumber, before);
    else left += 1;
  });
  const between = new Map(rows.map((row) => [row.rowNumber, { status: row.status, detail: row.detail }]));
  await writeStatusCells(context, { sheet: found.sheet, statusColumn: own.status, detailColumn: own.detail }, { cells, between });
  const isEmptyNow = rows.every((row) => (cells.get(row.rowNumber)?.status ?? row.status) === "" && (cells.get(row.rowNumber)?.detail ?? row.detail) === "");
  if (image.addedColumns && left === 0 && isEmptyNow) await removeColumns(context, found, [own.status, own.detail]);
  return { restored: cells.size, left };
}

/** Takes away columns that this very command had added, right ones first so that the others keep their place. */
async function removeColumns(context: Excel.RequestContext, found: FoundList, columns: readonly number[]): Promise<void> {
  const { table } = found;
  for (const column of [...columns].sort((a, b) => b - a)) {
    if (table === null) found.sheet.getRangeByIndexes(found.headerRow, column, found.lastRow - found.headerRow + 1, 1).clear();
    else table.columns.getItemAt(column - found.leftColumn).delete();
  }
  await context.sync();
}

async function undoRepairs(context: Excel.RequestContext, image: BeforeImage & { kind: "repairs" }): Promise<UndoResult> {
  const found = await findList(context, image.list);
  const { rows } = await readFoundRows(context, found);
  // Several repairs of one row share its locator: each row is found once.
  const locators = [...new Map(image.cells.map(({ locator }) => [locator, locator])).values()];
  const places = matchRows(locators, rows);
  const rowOf = new Map(locators.map((locator, at) => [locator, places[at] ?? null]));
  let restored = 0;
  for (const { locator, field, before, beforeFormat, after } of image.cells) {
    const place = rowOf.get(locator) ?? null;
    const row = place === null ? undefined : rows[place];
    const column = found.columns[field];
    const now = row?.cells[field];
    if (row === undefined || column === undefined || now === undefined || typedText(now) !== after.trim()) continue;
    const cell = found.sheet.getRangeByIndexes(row.rowNumber - 1, column, 1, 1);
    cell.numberFormat = [[beforeFormat]];
    cell.values = [[asTyped(before, beforeFormat)]];
    restored += 1;
    if (restored % 300 === 0) await context.sync();
  }
  // What stands there from now on is the person's own.
  if (image.names !== undefined && image.names.length > 0) await (await import("./recordCells")).forgetRecordCells(context, image.names);
  await context.sync();
  return { restored, left: image.cells.length - restored };
}

/** A text in a cell that has no text format needs Excel's apostrophe, or it would come back as a number. */
function asTyped(value: string | number | boolean, format: string): string | number | boolean {
  return typeof value === "string" && value !== "" && format !== "@" ? `'${value}` : value;
}

async function undoSheet(context: Excel.RequestContext, image: BeforeImage & { kind: "sheet" }): Promise<UndoResult> {
  const sheet = context.workbook.worksheets.getItemOrNullObject(image.sheetId);
  const used = sheet.getUsedRangeOrNullObject(true);
  used.load("rowIndex,columnIndex,rowCount,columnCount");
  await context.sync();
  if (sheet.isNullObject) return { restored: 0, left: 0 };
  const filled = used.isNullObject ? 0 : await countFilled(context, sheet, used);
  // Somebody has typed in it: it is not ours to take away any more.
  if (filled !== image.usedCells) return { restored: 0, left: Math.abs(filled - image.usedCells) };
  const companion = image.withSheetId === undefined ? null : context.workbook.worksheets.getItemOrNullObject(image.withSheetId);
  sheet.delete();
  await context.sync();
  if (companion !== null && !companion.isNullObject) {
    companion.delete();
    await context.sync();
  }
  return { restored: image.usedCells, left: 0 };
}

/** In blocks: an answer may not exceed 5 MB, and the sheet may be a file of 200,000 rows. */
async function countFilled(context: Excel.RequestContext, sheet: Excel.Worksheet, used: Excel.Range): Promise<number> {
  let filled = 0;
  for (const { first, count } of rowBlocks(used.rowIndex, used.rowCount, rowsPerBlock(used.columnCount))) {
    const block = sheet.getRangeByIndexes(first, used.columnIndex, count, used.columnCount).load("values");
    await context.sync();
    filled += block.values.flat().filter((value) => value !== "").length;
  }
  return filled;
}
