import { cellKey, overlaps, type Rect, isInsideSheet, keyColumn, keyRow } from "../model/address";
import { hasContent, withContent } from "../model/cell";
import type { Sheet } from "../model/sheet";
import type { Workbook } from "../model/workbook";
import type { Matrix } from "./operand";

export interface SpillOutcome {
  readonly rect: Rect;
  /** Why the result could not spill, in a sentence; null when it did. */
  readonly blocked: string | null;
}

/** Takes back what spilled from `anchor`; gives the keys of the cells that became empty. */
export function clearSpill(sheet: Sheet, anchor: number, rect: Rect | null): readonly number[] {
  const cleared: number[] = [];
  if (!rect) return cleared;
  sheet.forEachCell(rect, (key, cell) => {
    if (cell.spilledFrom === anchor) cleared.push(key);
  });
  for (const key of cleared) {
    const cell = sheet.cellAt(key);
    if (cell) sheet.restoreCell(key, withContent(cell, ""));
  }
  return cleared;
}

/** After cells moved, what had spilled stands in wrong places: it is computed anew. */
export function clearAllSpills(sheet: Sheet): void {
  const spilled = [...sheet.cells].filter(([, cell]) => cell.spilledFrom !== undefined);
  for (const [key, cell] of spilled) sheet.restoreCell(key, withContent(cell, ""));
}

function whyBlocked(workbook: Workbook, sheet: Sheet, rect: Rect, anchor: number): string | null {
  if (!isInsideSheet(rect)) return "Spill range is too big: it extends beyond the worksheet's edge.";
  if (workbook.state.tables.some((table) => table.sheet === sheet && overlaps(table.rect, rect))) return "Spill range is in a table.";
  const inTheWay: number[] = [];
  sheet.forEachCell(rect, (key, cell) => {
    if (key !== anchor && hasContent(cell) && cell.spilledFrom !== anchor) inTheWay.push(key);
  });
  return inTheWay.length > 0 ? "Spill range isn't blank." : null;
}

/** Puts the cells of a result beside and below its formula, unless something stands there. */
export function spill(workbook: Workbook, sheet: Sheet, result: { readonly key: number; readonly matrix: Matrix }): SpillOutcome {
  const row = keyRow(result.key);
  const column = keyColumn(result.key);
  const rect: Rect = { row, column, rows: result.matrix.length, columns: result.matrix[0]?.length ?? 1 };
  const blocked = whyBlocked(workbook, sheet, rect, result.key);
  if (blocked) return { rect, blocked };
  result.matrix.forEach((line, rowOffset) =>
    line.forEach((value, columnOffset) => {
      const key = cellKey(row + rowOffset, column + columnOffset);
      if (key === result.key) return;
      sheet.restoreCell(key, { ...withContent(sheet.cellAt(key), value ?? 0), spilledFrom: result.key });
    }),
  );
  return { rect, blocked: null };
}
