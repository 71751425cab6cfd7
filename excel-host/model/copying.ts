import { moveFormula } from "../formula/references";
import { addressOf, type Rect } from "./address";
import { withContent, type Cell } from "./cell";
import { requireWritable } from "./protection";
import type { Sheet } from "./sheet";
import { extendTables } from "./table";
import type { Workbook } from "./workbook";

export type CopyWhat = "All" | "Values" | "Formulas" | "Formats";

export interface CopyPlan {
  readonly from: { readonly sheet: Sheet; readonly rect: Rect };
  readonly to: { readonly sheet: Sheet; readonly rect: Rect };
  readonly what: CopyWhat;
}

function copied(source: Cell, target: Cell | undefined, what: CopyWhat, moved: { rows: number; columns: number }): Cell {
  const formula = source.formula === undefined ? undefined : moveFormula(source.formula, moved.rows, moved.columns);
  if (what === "Values") return withContent(target, source.value);
  if (what === "Formulas") return withContent(target, formula === undefined ? source.value : "", formula);
  if (what === "All") return withContent(source, formula === undefined ? source.value : "", formula);
  return withContent(source, target?.value ?? "", target?.formula);
}

/** Where a copy lands: a larger target that the source fills evenly is filled, otherwise the source's own size counts. */
export function pasteRect(from: Rect, to: Rect): Rect {
  const fills = to.rows % from.rows === 0 && to.columns % from.columns === 0;
  return fills ? to : { ...to, rows: from.rows, columns: from.columns };
}

/** Copies cells as Excel does: relative references follow, hidden rows are copied too. */
export function copyCells(workbook: Workbook, { from, to, what }: CopyPlan): Rect {
  const rect = pasteRect(from.rect, to.rect);
  requireWritable(to.sheet, rect, addressOf(rect));
  const sources: (Cell | undefined)[][] = [];
  for (let row = 0; row < from.rect.rows; row++) {
    sources.push(Array.from({ length: from.rect.columns }, (_, column) => from.sheet.cell(from.rect.row + row, from.rect.column + column)));
  }
  for (let row = 0; row < rect.rows; row++) {
    for (let column = 0; column < rect.columns; column++) {
      const source = sources[row % from.rect.rows]?.[column % from.rect.columns] ?? { value: "" };
      const [targetRow, targetColumn] = [rect.row + row, rect.column + column];
      const moved = {
        rows: targetRow - from.rect.row - (row % from.rect.rows),
        columns: targetColumn - from.rect.column - (column % from.rect.columns),
      };
      to.sheet.put(targetRow, targetColumn, copied(source, to.sheet.cell(targetRow, targetColumn), what, moved));
    }
  }
  extendTables(workbook, to.sheet, rect, false);
  workbook.emit({ kind: "cells", sheet: to.sheet, rect, changeType: "RangeEdited" });
  return rect;
}
