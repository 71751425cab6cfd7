import { cellRect, maxColumns, maxRows, spanning, type Rect } from "../../model/address";
import { hasContent } from "../../model/cell";
import { selectRects } from "../../model/sheets";
import type { Sheet } from "../../model/sheet";
import type { Workbook } from "../../model/workbook";

export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

const isFilled = (sheet: Sheet, { row, column }: CellPlace): boolean => {
  const cell = sheet.cell(row, column);
  return cell !== undefined && hasContent(cell);
};

function limits(place: CellPlace, rows: number, columns: number): CellPlace {
  return {
    row: Math.max(0, Math.min(maxRows - 1, place.row + rows)),
    column: Math.max(0, Math.min(maxColumns - 1, place.column + columns)),
  };
}

const isHidden = (sheet: Sheet, { row, column }: CellPlace): boolean => sheet.isRowHidden(row) || sheet.isColumnHidden(column);

/** One step over whatever is hidden. */
export function step(sheet: Sheet, from: CellPlace, rows: number, columns: number): CellPlace {
  let place = limits(from, rows, columns);
  while (isHidden(sheet, place)) {
    const next = limits(place, Math.sign(rows), Math.sign(columns));
    if (next.row === place.row && next.column === place.column) return from;
    place = next;
  }
  return place;
}

/** Ctrl and an arrow: to the end of the filled stretch, or to the next filled cell, or to the end of the sheet. */
export function jump(sheet: Sheet, from: CellPlace, rows: number, columns: number): CellPlace {
  const used = sheet.usedRect(true);
  const ends: CellPlace = {
    row: rows > 0 ? maxRows - 1 : rows < 0 ? 0 : from.row,
    column: columns > 0 ? maxColumns - 1 : columns < 0 ? 0 : from.column,
  };
  if (!used) return ends;
  const isWithin = ({ row, column }: CellPlace): boolean =>
    row <= used.row + used.rows && column <= used.column + used.columns && row >= 0 && column >= 0;
  let place = step(sheet, from, rows, columns);
  const stays = isFilled(sheet, from) && isFilled(sheet, place);
  for (let before = from; isWithin(place) && (place.row !== before.row || place.column !== before.column);) {
    if (stays && !isFilled(sheet, place)) return before;
    if (!stays && isFilled(sheet, place)) return place;
    before = place;
    place = step(sheet, place, rows, columns);
    if (place.row === before.row && place.column === before.column) return place;
  }
  return ends;
}

/** The corner of the selection that moves when it is extended: the one opposite to the active cell. */
function farCorner(rect: Rect, active: CellPlace): CellPlace {
  return {
    row: active.row === rect.row ? rect.row + rect.rows - 1 : rect.row,
    column: active.column === rect.column ? rect.column + rect.columns - 1 : rect.column,
  };
}

export function moveTo(workbook: Workbook, place: CellPlace): void {
  selectRects(workbook, workbook.activeSheet, [cellRect(place.row, place.column)]);
}

export function extendTo(workbook: Workbook, place: CellPlace): void {
  const { sheet, activeRow, activeColumn } = workbook.selection;
  selectRects(workbook, sheet, [spanning(activeRow, activeColumn, place.row, place.column)], { row: activeRow, column: activeColumn });
}

/** Moves the active cell, or the far corner of the selection; gives the place that must come into sight. */
export function moveSelection(workbook: Workbook, move: (sheet: Sheet, from: CellPlace) => CellPlace, extend: boolean): CellPlace {
  const { sheet, rects, activeRow, activeColumn } = workbook.selection;
  const active = { row: activeRow, column: activeColumn };
  const place = move(sheet, extend ? farCorner(rects[0], active) : active);
  if (extend) extendTo(workbook, place);
  else moveTo(workbook, place);
  return place;
}

/** Tab and Enter inside a selection go round in it. */
export function moveWithin(workbook: Workbook, rows: number, columns: number): CellPlace {
  const { sheet, rects, activeRow, activeColumn } = workbook.selection;
  const [rect] = rects;
  if (rects.length > 1 || (rect.rows === 1 && rect.columns === 1))
    return moveSelection(workbook, (on, from) => step(on, from, rows, columns), false);
  let [row, column] = [activeRow + rows, activeColumn + columns];
  if (column >= rect.column + rect.columns) [row, column] = [row + 1, rect.column];
  if (column < rect.column) [row, column] = [row - 1, rect.column + rect.columns - 1];
  if (row >= rect.row + rect.rows)
    [row, column] = [rect.row, rows === 0 ? rect.column : ((column + 1 - rect.column) % rect.columns) + rect.column];
  if (row < rect.row) [row, column] = [rect.row + rect.rows - 1, rows === 0 ? rect.column + rect.columns - 1 : column];
  selectRects(workbook, sheet, [rect], { row, column });
  return { row, column };
}
