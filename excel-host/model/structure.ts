import { shiftFormula } from "../formula/references";
import { cellKey, intersect, isInsideSheet, keyColumn, keyRow, maxColumns, maxRows, type Rect } from "./address";
import type { Cell } from "./cell";
import type { CellChangeType } from "./changes";
import { anchorCharts, placeCharts } from "./chartPlaces";
import { moveChartReferences } from "./charts";
import { HostError, invalidArgument } from "./hostError";
import { requireAllowed, requireWritable } from "./protection";
import type { Sheet, SheetState } from "./sheet";
import type { Workbook } from "./workbook";

/** Cells move along one axis from `at` on, by `count` (negative when cells were deleted), inside the band of the other axis. */
export interface Shift {
  readonly sheet: Sheet;
  readonly axis: "row" | "column";
  readonly at: number;
  readonly count: number;
  readonly bandStart: number;
  readonly bandEnd: number;
}

const isWholeBand = (shift: Shift): boolean => shift.bandStart === 0 && shift.bandEnd === (shift.axis === "row" ? maxColumns : maxRows);

/** Where an index went; null when its row or column was deleted. */
function shiftIndex(index: number, shift: Shift): number | null {
  if (index < shift.at) return index;
  if (shift.count < 0 && index < shift.at - shift.count) return null;
  return index + shift.count;
}

function shiftSpan(start: number, length: number, shift: Shift): readonly [number, number] | null {
  const end = start + length;
  if (shift.count > 0) {
    if (shift.at <= start) return [start + shift.count, length];
    return shift.at < end ? [start, length + shift.count] : [start, length];
  }
  const deletedEnd = shift.at - shift.count;
  const lost = Math.max(0, Math.min(end, deletedEnd) - Math.max(start, shift.at));
  if (lost === length) return null;
  return [start >= deletedEnd ? start + shift.count : Math.min(start, shift.at), length - lost];
}

/** Where a rectangle of the sheet went; null when all of it was deleted. A rectangle that is not wholly in the band stays. */
export function shiftRect(rect: Rect, shift: Shift): Rect | null {
  const byRow = shift.axis === "row";
  const [bandFrom, bandTo] = byRow ? [rect.column, rect.column + rect.columns] : [rect.row, rect.row + rect.rows];
  const isEndless = byRow ? rect.rows === maxRows : rect.columns === maxColumns;
  if (bandFrom < shift.bandStart || bandTo > shift.bandEnd || isEndless) return rect;
  const moved = byRow ? shiftSpan(rect.row, rect.rows, shift) : shiftSpan(rect.column, rect.columns, shift);
  if (!moved) return null;
  const after = byRow ? { ...rect, row: moved[0], rows: moved[1] } : { ...rect, column: moved[0], columns: moved[1] };
  return isInsideSheet(after) ? after : null;
}

function shiftCells(shift: Shift): void {
  const { sheet } = shift;
  const after = new Map<number, Cell>();
  for (const [key, cell] of sheet.cells) {
    const row = keyRow(key);
    const column = keyColumn(key);
    const [along, across] = shift.axis === "row" ? [row, column] : [column, row];
    if (across < shift.bandStart || across >= shift.bandEnd) {
      after.set(key, cell);
      continue;
    }
    const moved = shiftIndex(along, shift);
    if (moved === null || moved >= (shift.axis === "row" ? maxRows : maxColumns)) continue;
    after.set(shift.axis === "row" ? cellKey(moved, column) : cellKey(row, moved), cell);
  }
  sheet.replaceCells(after);
}

const shiftSet = (indexes: ReadonlySet<number>, shift: Shift): ReadonlySet<number> =>
  new Set([...indexes].map((index) => shiftIndex(index, shift)).filter((index) => index !== null));

const shiftMap = (sizes: ReadonlyMap<number, number>, shift: Shift): ReadonlyMap<number, number> =>
  new Map(
    [...sizes].flatMap(([index, size]) => {
      const moved = shiftIndex(index, shift);
      return moved === null ? [] : [[moved, size] as const];
    }),
  );

function shiftState(shift: Shift): void {
  const { sheet } = shift;
  const { state } = sheet;
  const filterRect = state.autoFilter ? shiftRect(state.autoFilter.rect, shift) : null;
  const change: Partial<SheetState> = {
    validations: state.validations.flatMap((validation) => {
      const rect = shiftRect(validation.rect, shift);
      return rect ? [{ ...validation, rect }] : [];
    }),
    conditionalFormats: state.conditionalFormats.flatMap((format) => {
      const rects = format.rects.map((rect) => shiftRect(rect, shift)).filter((rect) => rect !== null);
      return rects.length > 0 ? [{ ...format, rects }] : [];
    }),
    autoFilter: state.autoFilter && filterRect ? { ...state.autoFilter, rect: filterRect } : null,
  };
  const rows = {
    hiddenRows: shiftSet(state.hiddenRows, shift),
    filteredRows: shiftSet(state.filteredRows, shift),
    rowHeights: shiftMap(state.rowHeights, shift),
  };
  const columns = { hiddenColumns: shiftSet(state.hiddenColumns, shift), columnWidths: shiftMap(state.columnWidths, shift) };
  sheet.update(isWholeBand(shift) ? { ...change, ...(shift.axis === "row" ? rows : columns) } : change);
}

const losesLastRow = (rect: Rect, shift: Shift): boolean =>
  shift.axis === "row" && shiftIndex(rect.row + rect.rows - 1, shift) === null && shift.bandStart <= rect.column && rect.column + rect.columns <= shift.bandEnd;

function shiftTables(workbook: Workbook, shift: Shift): void {
  const tables = workbook.state.tables.flatMap((table) => {
    const rect = table.sheet === shift.sheet ? shiftRect(table.rect, shift) : table.rect;
    if (!rect) return [];
    const showTotals = table.showTotals && !(table.sheet === shift.sheet && losesLastRow(table.rect, shift));
    return [{ ...table, rect: { ...rect, rows: Math.max(rect.rows, showTotals ? 3 : 2) }, showTotals }];
  });
  const before = workbook.state.tables;
  workbook.update({ tables });
  for (const table of before)
    if (table.sheet === shift.sheet) workbook.emit({ kind: "tableChanged", tableId: table.id, tableName: table.name, sheet: table.sheet });
}

/** Excel refuses to tear a table apart: part of its rows or columns cannot move without the rest. */
function requireTablesWhole(workbook: Workbook, shift: Shift, rect: Rect): void {
  for (const table of workbook.state.tables) {
    if (table.sheet !== shift.sheet || isWholeBand(shift)) continue;
    const [start, end] =
      shift.axis === "row"
        ? [table.rect.column, table.rect.column + table.rect.columns]
        : [table.rect.row, table.rect.row + table.rect.rows];
    const touchesBand = start < shift.bandEnd && shift.bandStart < end;
    const isWithin = shift.bandStart <= start && end <= shift.bandEnd;
    const [along, alongEnd] =
      shift.axis === "row"
        ? [table.rect.row, table.rect.row + table.rect.rows]
        : [table.rect.column, table.rect.column + table.rect.columns];
    const affected = alongEnd > (shift.axis === "row" ? rect.row : rect.column);
    if (touchesBand && affected && !isWithin && along < maxRows) {
      throw new HostError(
        "InvalidOperation",
        "This operation is not allowed. The operation is attempting to shift cells in a table on your worksheet.",
        "Range",
      );
    }
  }
}

function rewriteFormulas(workbook: Workbook, shift: Shift): void {
  for (const sheet of workbook.state.sheets) {
    for (const [key, cell] of [...sheet.cells]) {
      if (cell.formula === undefined) continue;
      const formula = shiftFormula(cell.formula, (sheetName, rect) => {
        const target = sheetName === null ? sheet : workbook.findSheet(sheetName);
        return target === shift.sheet ? shiftRect(rect, shift) : rect;
      });
      if (formula !== cell.formula) sheet.put(keyRow(key), keyColumn(key), { ...cell, formula });
    }
  }
}

/** Names of cells follow them as references do. */
function moveNames(workbook: Workbook, shift: Shift): void {
  const { names } = workbook.state;
  const moved = names.map((item) => {
    if (!item.formula.startsWith("=")) return item;
    const formula = shiftFormula(item.formula, (sheetName, rect) => {
      const target = sheetName === null ? item.scope : workbook.findSheet(sheetName);
      return target === shift.sheet ? shiftRect(rect, shift) : rect;
    });
    return formula === item.formula ? item : { ...item, formula };
  });
  if (moved.every((item, at) => item === names[at])) return;
  workbook.update({ names: moved });
  workbook.emit({ kind: "namesChanged" });
}

/** Called after cells moved, so that references that others hold (tracked ranges) can follow. */
export type ShiftListener = (shift: Shift) => void;
const shiftListeners = new WeakMap<Workbook, Set<ShiftListener>>();

export function onShift(workbook: Workbook, listener: ShiftListener): void {
  const listeners = shiftListeners.get(workbook) ?? new Set();
  shiftListeners.set(workbook, listeners.add(listener));
}

function shiftAll(workbook: Workbook, shift: Shift, rect: Rect, changeType: CellChangeType): void {
  requireTablesWhole(workbook, shift, rect);
  const charts = isWholeBand(shift) ? anchorCharts(shift.sheet, shift.axis) : [];
  shiftCells(shift);
  shiftState(shift);
  placeCharts(shift.sheet, shift.axis, charts, { at: shift.at, moved: (index) => shiftIndex(index, shift) });
  shiftTables(workbook, shift);
  moveChartReferences(workbook, shift.sheet, (area) => shiftRect(area, shift));
  rewriteFormulas(workbook, shift);
  moveNames(workbook, shift);
  for (const listener of shiftListeners.get(workbook) ?? []) listener(shift);
  workbook.emit({ kind: "cells", sheet: shift.sheet, rect, changeType });
}

const bandOf = (rect: Rect, axis: "row" | "column"): Pick<Shift, "bandStart" | "bandEnd"> =>
  axis === "row" ? { bandStart: rect.column, bandEnd: rect.column + rect.columns } : { bandStart: rect.row, bandEnd: rect.row + rect.rows };

const isWhole = (rect: Rect): "row" | "column" | null => (rect.columns === maxColumns ? "row" : rect.rows === maxRows ? "column" : null);

export function insertCells(workbook: Workbook, sheet: Sheet, rect: Rect, direction: "Down" | "Right"): void {
  const axis = isWhole(rect) ?? (direction === "Down" ? "row" : "column");
  const whole = isWhole(rect);
  requireShiftAllowed(sheet, rect, whole === "row" ? "allowInsertRows" : whole === "column" ? "allowInsertColumns" : null);
  const shift: Shift = {
    sheet,
    axis,
    at: axis === "row" ? rect.row : rect.column,
    count: axis === "row" ? rect.rows : rect.columns,
    ...bandOf(rect, axis),
  };
  requireRoom(shift);
  shiftAll(workbook, shift, rect, whole === "row" ? "RowInserted" : whole === "column" ? "ColumnInserted" : "CellInserted");
}

export function deleteCells(workbook: Workbook, sheet: Sheet, rect: Rect, direction: "Up" | "Left"): void {
  const axis = isWhole(rect) ?? (direction === "Up" ? "row" : "column");
  const whole = isWhole(rect);
  requireShiftAllowed(sheet, rect, whole === "row" ? "allowDeleteRows" : whole === "column" ? "allowDeleteColumns" : null);
  const shift: Shift = {
    sheet,
    axis,
    at: axis === "row" ? rect.row : rect.column,
    count: -(axis === "row" ? rect.rows : rect.columns),
    ...bandOf(rect, axis),
  };
  shiftAll(workbook, shift, rect, whole === "row" ? "RowDeleted" : whole === "column" ? "ColumnDeleted" : "CellDeleted");
}

function requireShiftAllowed(sheet: Sheet, rect: Rect, option: string | null): void {
  if (option) requireAllowed(sheet, option, "Range.insert");
  else requireWritable(sheet, rect, "Range.insert");
}

/** Excel does not push cells with content off the sheet. */
function requireRoom(shift: Shift): void {
  const used = shift.sheet.usedRect(true);
  if (!used) return;
  const [end, limit] = shift.axis === "row" ? [used.row + used.rows, maxRows] : [used.column + used.columns, maxColumns];
  const band: Rect =
    shift.axis === "row"
      ? { row: 0, rows: maxRows, column: shift.bandStart, columns: shift.bandEnd - shift.bandStart }
      : { row: shift.bandStart, rows: shift.bandEnd - shift.bandStart, column: 0, columns: maxColumns };
  if (intersect(used, band) && end > shift.at && end + shift.count > limit) throw invalidArgument("Range.insert");
}
