import { keyColumn, keyRow, maxColumns, type Rect } from "./address";
import type { Sheet } from "./sheet";
import type { Workbook } from "./workbook";

/** Excel's own defaults, in points. */
const defaultColumnWidth = 48;
const defaultRowHeight = 15;
const widest = 400;
const pointsPerCharacter = 5.4;

export function sizeOf(sheet: Sheet, axis: "column" | "row", index: number): number {
  const [sizes, fallback] = axis === "column" ? [sheet.state.columnWidths, defaultColumnWidth] : [sheet.state.rowHeights, defaultRowHeight];
  return sizes.get(index) ?? fallback;
}

/** Where a column or a row begins, in points; hidden ones take no room. */
export function columnLeft(sheet: Sheet, column: number): number {
  let left = 0;
  for (let at = 0; at < column; at++) if (!sheet.isColumnHidden(at)) left += sizeOf(sheet, "column", at);
  return left;
}

export function rowTop(sheet: Sheet, row: number): number {
  let top = 0;
  for (let at = 0; at < row; at++) if (!sheet.isRowHidden(at)) top += sizeOf(sheet, "row", at);
  return top;
}

export function setColumnWidth(workbook: Workbook, sheet: Sheet, rect: Rect, width: number): void {
  const columnWidths = new Map(sheet.state.columnWidths);
  for (let column = rect.column; column < rect.column + rect.columns; column++) columnWidths.set(column, width);
  sheet.update({ columnWidths });
  workbook.emit({ kind: "layout", sheet });
}

export function setRowHeight(workbook: Workbook, sheet: Sheet, rect: Rect, height: number): void {
  const rowHeights = new Map(sheet.state.rowHeights);
  for (let row = rect.row; row < rect.row + Math.min(rect.rows, 100_000); row++) rowHeights.set(row, height);
  sheet.update({ rowHeights });
  workbook.emit({ kind: "layout", sheet });
}

/** Makes each row as high as its wrapped texts need, by an estimate; without any it has Excel's usual height. */
export function autofitRows(workbook: Workbook, sheet: Sheet, rect: Rect): void {
  const used = sheet.usedRect(true, { ...rect, column: 0, columns: maxColumns });
  if (!used) return;
  const lines = new Map<number, number>();
  sheet.forEachCell(used, (key, cell) => {
    const text = cell.style?.wrapText ? workbook.textOf(cell) : "";
    const width = sizeOf(sheet, "column", keyColumn(key)) - 8;
    const needed = text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * pointsPerCharacter) / Math.max(width, pointsPerCharacter))), 0);
    lines.set(keyRow(key), Math.max(lines.get(keyRow(key)) ?? 1, needed));
  });
  const rowHeights = new Map(sheet.state.rowHeights);
  for (const [row, count] of lines) rowHeights.set(row, count * defaultRowHeight);
  sheet.update({ rowHeights });
  workbook.emit({ kind: "layout", sheet });
}

/** Makes each column as wide as its longest text, by an estimate: the host draws nothing. */
export function autofitColumns(workbook: Workbook, sheet: Sheet, rect: Rect): void {
  const used = sheet.usedRect(true, rect);
  if (!used) return;
  const longest = new Map<number, number>();
  sheet.forEachCell(used, (key, cell) => {
    const column = keyColumn(key);
    longest.set(column, Math.max(longest.get(column) ?? 0, workbook.textOf(cell).length));
  });
  const columnWidths = new Map(sheet.state.columnWidths);
  for (const [column, length] of longest) columnWidths.set(column, Math.min(widest, Math.max(length, 2) * pointsPerCharacter + 8));
  sheet.update({ columnWidths });
  workbook.emit({ kind: "layout", sheet });
}
