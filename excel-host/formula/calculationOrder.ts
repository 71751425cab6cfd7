import { cellKey, cellRect, containsCell, keyColumn, keyRow, overlaps, type Rect } from "../model/address";
import type { Sheet } from "../model/sheet";
import type { FormulaCell } from "./formulaCell";

type FindFormula = (sheet: Sheet, key: number) => FormulaCell | null;

export function keysOf(rect: Rect): number[] {
  const keys: number[] = [];
  for (let row = rect.row; row < rect.row + rect.rows; row++) {
    for (let column = rect.column; column < rect.column + rect.columns; column++) keys.push(cellKey(row, column));
  }
  return keys;
}

const ownRect = (cell: FormulaCell): Rect => cell.spillRect ?? cellRect(keyRow(cell.key), keyColumn(cell.key));

/** The formulas among `dirty` that this one reads, also through what they spilled. */
function dirtyPrecedents(cell: FormulaCell, dirty: ReadonlySet<FormulaCell>, find: FindFormula): FormulaCell[] {
  return cell.precedents.flatMap(({ sheet, rect }) => {
    if (rect.rows * rect.columns > dirty.size)
      return [...dirty].filter((other) => other !== cell && other.sheet === sheet && overlaps(rect, ownRect(other)));
    return keysOf(rect).flatMap((key) => {
      const found = find(sheet, sheet.cellAt(key)?.spilledFrom ?? key);
      return found && found !== cell && dirty.has(found) ? [found] : [];
    });
  });
}

const readsItself = (cell: FormulaCell): boolean =>
  cell.precedents.some(({ sheet, rect }) => sheet === cell.sheet && containsCell(rect, keyRow(cell.key), keyColumn(cell.key)));

export interface CalculationOrder {
  /** Each formula after those that it reads. */
  readonly order: readonly FormulaCell[];
  /** Formulas that lead back to themselves: they show 0, as in Excel. */
  readonly circular: ReadonlySet<FormulaCell>;
}

export function calculationOrder(dirty: ReadonlySet<FormulaCell>, find: FindFormula): CalculationOrder {
  const order: FormulaCell[] = [];
  const circular = new Set<FormulaCell>();
  const state = new Map<FormulaCell, "open" | "done">();
  for (const first of dirty) {
    const stack = [first];
    for (let cell = stack.at(-1); cell; cell = stack.at(-1)) {
      if (state.get(cell) === "done") {
        stack.pop();
        continue;
      }
      const isReturning = state.get(cell) === "open";
      state.set(cell, "open");
      const precedents = isReturning ? [] : dirtyPrecedents(cell, dirty, find);
      if (readsItself(cell) || precedents.some((other) => state.get(other) === "open")) circular.add(cell);
      const before = precedents.filter((other) => !state.has(other));
      if (before.length > 0) {
        stack.push(...before);
        continue;
      }
      state.set(cell, "done");
      order.push(cell);
      stack.pop();
    }
  }
  return { order, circular };
}
