import type { SheetRect } from "../model/sheetRect";
import { cellRect, type Rect } from "../model/address";
import { isError, type Cell } from "../model/cell";
import { notImplemented } from "../model/hostError";
import { stretches, visibleRects } from "./visibility";

function kindOf(cell: Cell): string {
  if (isError(cell.value)) return "Errors";
  return typeof cell.value === "number" ? "Numbers" : typeof cell.value === "boolean" ? "Logical" : "Text";
}

function wanted(kinds: string): (cell: Cell) => boolean {
  return kinds === "All" ? () => true : (cell) => kinds.includes(kindOf(cell)) || (kinds.includes("Error") && isError(cell.value));
}

/** Cells of the used part that pass the test, gathered column by column into rectangles. */
function matching({ sheet, rect }: SheetRect, test: (cell: Cell | undefined) => boolean): Rect[] {
  const used = sheet.usedRect(true, rect);
  if (!used) return [];
  const result: Rect[] = [];
  for (let column = used.column; column < used.column + used.columns; column++) {
    const rows: number[] = [];
    for (let row = used.row; row < used.row + used.rows; row++) if (test(sheet.cell(row, column))) rows.push(row);
    for (const [row, count] of stretches(rows)) result.push({ ...cellRect(row, column), rows: count });
  }
  return result;
}

/** What Excel's *Go to special* finds; an empty list when there is nothing. */
export function specialRects(area: SheetRect, cellType: string, valueTypes: string): Rect[] {
  const isKind = wanted(valueTypes);
  switch (cellType) {
    case "Visible":
      return visibleRects(area);
    case "Blanks":
      return matching(area, (cell) => !cell || (cell.value === "" && cell.formula === undefined));
    case "Constants":
      return matching(
        area,
        (cell) => cell !== undefined && cell.formula === undefined && cell.spilledFrom === undefined && cell.value !== "" && isKind(cell),
      );
    case "Formulas":
      return matching(area, (cell) => cell?.formula !== undefined && isKind(cell));
    default:
      throw notImplemented(`Range.getSpecialCells(${cellType})`);
  }
}
