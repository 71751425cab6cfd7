import { addressOf, cellCount, cellRect, keyColumn, keyRow, type Rect } from "./address";
import { isTextFormat, plainValue, withContent, withNumberFormat, type CellStyle } from "./cell";
import { invalidArgument } from "./hostError";
import { requireAllowed, requireWritable } from "./protection";
import type { Sheet } from "./sheet";
import { extendTables } from "./table";
import { readTyped } from "./typedInput";
import type { Workbook } from "./workbook";

const longestText = 32_767;
/** The API reads dates and numbers in one form everywhere; a person's typing follows the region. */
const apiLocale = "en-US";

const sizeMismatch = "The number of rows or columns in the input array doesn't match the size or dimensions of the range.";

interface Place {
  readonly sheet: Sheet;
  readonly row: number;
  readonly column: number;
}

function putText(workbook: Workbook, at: Place, text: string, locale: string): void {
  const { sheet } = at;
  const cell = sheet.cell(at.row, at.column);
  const input = readTyped(text, cell?.numberFormat, { locale, date1904: workbook.date1904 });
  const content = withContent(cell, input.value, input.formula);
  const takesFormat = input.numberFormat !== undefined && cell?.numberFormat === undefined;
  sheet.put(at.row, at.column, takesFormat ? { ...content, numberFormat: input.numberFormat } : content);
}

function putValue(workbook: Workbook, at: Place, value: unknown): void {
  const { sheet } = at;
  const cell = sheet.cell(at.row, at.column);
  if (typeof value === "string") {
    if (value.length > longestText) throw invalidArgument("Range.values");
    return putText(workbook, at, value, apiLocale);
  }
  if (typeof value !== "number" && typeof value !== "boolean") throw invalidArgument("Range.values");
  const stored = isTextFormat(cell?.numberFormat) ? (typeof value === "boolean" ? String(value).toUpperCase() : String(value)) : value;
  sheet.put(at.row, at.column, withContent(cell, stored));
}

/** One value for all cells, or a row of values for each row of the range; `null` leaves a cell as it is. */
function forEachInput(rect: Rect, input: unknown, location: string, visit: (row: number, column: number, value: unknown) => void): void {
  const grid: readonly unknown[] | null = Array.isArray(input) ? input : null;
  if (grid && grid.length !== rect.rows) throw invalidArgument(location, sizeMismatch);
  for (let rowOffset = 0; rowOffset < rect.rows; rowOffset++) {
    const line: unknown = grid ? grid[rowOffset] : null;
    if (grid && (!Array.isArray(line) || line.length !== rect.columns)) throw invalidArgument(location, sizeMismatch);
    for (let columnOffset = 0; columnOffset < rect.columns; columnOffset++) {
      const value: unknown = Array.isArray(line) ? line[columnOffset] : input;
      if (value !== null && value !== undefined) visit(rect.row + rowOffset, rect.column + columnOffset, value);
    }
  }
}

function beforeValue(sheet: Sheet, rect: Rect): string | number | boolean | undefined {
  return cellCount(rect) === 1 ? plainValue(sheet.cell(rect.row, rect.column)?.value ?? "") : undefined;
}

function announce(workbook: Workbook, sheet: Sheet, rect: Rect, before: string | number | boolean | undefined): void {
  workbook.emit({ kind: "cells", sheet, rect, changeType: "RangeEdited", ...(before === undefined ? {} : { before }) });
}

/** Writes through the API: `values` and `formulas` behave alike, texts are read as if typed in US English. */
export function writeValues(workbook: Workbook, target: { sheet: Sheet; rect: Rect; location: string }, input: unknown): void {
  const { sheet, rect, location } = target;
  requireWritable(sheet, rect, location);
  const before = beforeValue(sheet, rect);
  forEachInput(rect, input, location, (row, column, value) => putValue(workbook, { sheet, row, column }, value));
  extendTables(workbook, sheet, rect, false);
  announce(workbook, sheet, rect, before);
}

/** What a person types into one cell. */
export function typeIntoCell(workbook: Workbook, sheet: Sheet, at: { row: number; column: number }, text: string): void {
  const rect = cellRect(at.row, at.column);
  requireWritable(sheet, rect, addressOf(rect));
  const before = beforeValue(sheet, rect);
  putText(workbook, { sheet, ...at }, text, workbook.region.locale);
  extendTables(workbook, sheet, rect, text !== "");
  announce(workbook, sheet, rect, before);
}

export type ClearWhat = "All" | "Contents" | "Formats";

export function clearCells(workbook: Workbook, target: { sheet: Sheet; rect: Rect; location: string }, what: ClearWhat): void {
  const { sheet, rect, location } = target;
  const keys: number[] = [];
  sheet.forEachCell(rect, (key) => keys.push(key));
  if (sheet.state.protection) requireWritable(sheet, rect, location);
  const before = beforeValue(sheet, rect);
  for (const key of keys) {
    const cell = sheet.cellAt(key);
    if (!cell) continue;
    const row = keyRow(key);
    const column = keyColumn(key);
    if (what === "All") sheet.put(row, column, { value: "" });
    else if (what === "Contents") sheet.put(row, column, withContent(cell, ""));
    else sheet.put(row, column, withContent(undefined, cell.value, cell.formula));
  }
  if (what !== "Contents") clearRules(sheet, rect);
  announce(workbook, sheet, rect, before);
}

function clearRules(sheet: Sheet, rect: Rect): void {
  const within = (inner: Rect): boolean =>
    inner.row >= rect.row &&
    inner.column >= rect.column &&
    inner.row + inner.rows <= rect.row + rect.rows &&
    inner.column + inner.columns <= rect.column + rect.columns;
  const conditionalFormats = sheet.state.conditionalFormats.filter((format) => !format.rects.every(within));
  if (conditionalFormats.length !== sheet.state.conditionalFormats.length) sheet.update({ conditionalFormats });
}

export function setNumberFormat(workbook: Workbook, target: { sheet: Sheet; rect: Rect; location: string }, input: unknown): void {
  const { sheet, rect, location } = target;
  requireAllowed(sheet, "allowFormatCells", location);
  forEachInput(rect, input, location, (row, column, format) => {
    if (typeof format !== "string") throw invalidArgument(location);
    sheet.put(row, column, withNumberFormat(sheet.cell(row, column), format));
  });
  workbook.emit({ kind: "format", sheet, rect });
}

export function setStyle(workbook: Workbook, target: { sheet: Sheet; rect: Rect; location: string }, change: CellStyle): void {
  const { sheet, rect, location } = target;
  requireAllowed(sheet, "allowFormatCells", location);
  for (const { row, column } of styledCells(sheet, rect)) {
    const cell = sheet.cell(row, column);
    sheet.put(row, column, { ...(cell ?? { value: "" }), style: { ...cell?.style, ...change } });
  }
  workbook.emit({ kind: "format", sheet, rect });
}

/** Whole rows and columns are styled as far as the sheet is used, a little beyond, and never as a million cells. */
function styledCells(sheet: Sheet, rect: Rect): { row: number; column: number }[] {
  const used = sheet.usedRect(false);
  const lastRow = Math.min(rect.row + rect.rows, Math.max((used?.row ?? 0) + (used?.rows ?? 0), rect.row + 200));
  const lastColumn = Math.min(rect.column + rect.columns, Math.max((used?.column ?? 0) + (used?.columns ?? 0), rect.column + 50));
  const isHuge = cellCount(rect) > 1_000_000;
  const cells: { row: number; column: number }[] = [];
  for (let row = rect.row; row < (isHuge ? lastRow : rect.row + rect.rows); row++) {
    for (let column = rect.column; column < (isHuge ? lastColumn : rect.column + rect.columns); column++) cells.push({ row, column });
  }
  return cells;
}
