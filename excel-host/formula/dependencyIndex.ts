import { cellKey, containsCell, keyColumn, keyRow } from "../model/address";
import type { Sheet } from "../model/sheet";
import type { FormulaCell } from "./formulaCell";
import type { SheetRect } from "../model/sheetRect";

const isSingle = ({ rect }: SheetRect): boolean => rect.rows === 1 && rect.columns === 1;

/** Finds the formulas that read given cells: single cells by key, ranges by search over the smaller side. */
export class DependencyIndex {
  private readonly singles = new Map<Sheet, Map<number, Set<FormulaCell>>>();
  private readonly ranges = new Map<Sheet, Map<FormulaCell, SheetRect[]>>();

  add(cell: FormulaCell): void {
    for (const precedent of cell.precedents) {
      if (isSingle(precedent)) this.addSingle(cell, precedent);
      else this.addRange(cell, precedent);
    }
  }

  remove(cell: FormulaCell): void {
    for (const { sheet, rect } of cell.precedents) {
      this.singles.get(sheet)?.get(cellKey(rect.row, rect.column))?.delete(cell);
      this.ranges.get(sheet)?.delete(cell);
    }
  }

  dependents(sheet: Sheet, keys: ReadonlySet<number>): FormulaCell[] {
    const found = new Set<FormulaCell>();
    const singles = this.singles.get(sheet);
    if (singles) for (const key of keys) for (const cell of singles.get(key) ?? []) found.add(cell);
    for (const [cell, rects] of this.ranges.get(sheet) ?? []) if (rects.some((precedent) => touches(precedent, keys))) found.add(cell);
    return [...found];
  }

  private addSingle(cell: FormulaCell, { sheet, rect }: SheetRect): void {
    const ofSheet = this.singles.get(sheet) ?? new Map<number, Set<FormulaCell>>();
    this.singles.set(sheet, ofSheet);
    const key = cellKey(rect.row, rect.column);
    ofSheet.set(key, (ofSheet.get(key) ?? new Set()).add(cell));
  }

  private addRange(cell: FormulaCell, precedent: SheetRect): void {
    const ofSheet = this.ranges.get(precedent.sheet) ?? new Map<FormulaCell, SheetRect[]>();
    this.ranges.set(precedent.sheet, ofSheet);
    ofSheet.set(cell, [...(ofSheet.get(cell) ?? []), precedent]);
  }
}

function touches({ rect }: SheetRect, keys: ReadonlySet<number>): boolean {
  if (rect.rows * rect.columns > keys.size) {
    for (const key of keys) if (containsCell(rect, keyRow(key), keyColumn(key))) return true;
    return false;
  }
  for (let row = rect.row; row < rect.row + rect.rows; row++) {
    for (let column = rect.column; column < rect.column + rect.columns; column++) if (keys.has(cellKey(row, column))) return true;
  }
  return false;
}
