import { compare } from "../formula/operand";
import { moveFormula } from "../formula/references";
import { addressOf, type Rect } from "./address";
import { isError, type Cell } from "./cell";
import { HostError } from "./hostError";
import { requireWritable } from "./protection";
import type { Sheet } from "./sheet";
import type { Workbook } from "./workbook";

export interface SortKey {
  /** Counted from the left of the sorted range. */
  readonly column: number;
  readonly ascending: boolean;
}

type Row = readonly (Cell | undefined)[];

const isEmpty = (cell: Cell | undefined): boolean => cell === undefined || cell.value === "";

function order(a: Row, b: Row, keys: readonly SortKey[]): number {
  for (const { column, ascending } of keys) {
    const [left, right] = [a[column], b[column]];
    // Empty cells come last, whichever way the rest is sorted.
    if (isEmpty(left) !== isEmpty(right)) return isEmpty(left) ? 1 : -1;
    const [x, y] = [left?.value ?? "", right?.value ?? ""];
    const result = isError(x) || isError(y) ? Number(isError(x)) - Number(isError(y)) : compare(x, y);
    if (result !== 0) return ascending ? result : -result;
  }
  return 0;
}

/** Sorts the rows of `rect` (no header among them); formats go with their rows, formulas are adapted as if copied. */
export function sortRows(workbook: Workbook, sheet: Sheet, rect: Rect, keys: readonly SortKey[]): void {
  requireWritable(sheet, rect, addressOf(rect));
  sheet.forEachCell(rect, (_key, cell) => {
    if (cell.spilledFrom !== undefined) throw new HostError("InvalidOperation", "You can't change part of an array.", "Range.sort");
  });
  const rows = Array.from({ length: rect.rows }, (_, offset) => ({
    from: rect.row + offset,
    cells: Array.from({ length: rect.columns }, (_none, column) => sheet.cell(rect.row + offset, rect.column + column)),
  }));
  rows.sort((a, b) => order(a.cells, b.cells, keys));
  rows.forEach(({ from, cells }, offset) =>
    cells.forEach((cell, column) => {
      const to = rect.row + offset;
      const moved = cell?.formula === undefined ? cell : { ...cell, formula: moveFormula(cell.formula, to - from, 0) };
      sheet.put(to, rect.column + column, moved ?? { value: "" });
    }),
  );
  workbook.emit({ kind: "cells", sheet, rect, changeType: "RangeEdited" });
}
