import { containsCell, keyColumn, keyRow, type Rect } from "../model/address";
import type { Sheet } from "../model/sheet";
import type { Workbook } from "../model/workbook";
import type { Expression } from "./ast";
import { keysOf } from "./calculationOrder";
import { DependencyIndex } from "./dependencyIndex";
import { usesOf, type FormulaCell } from "./formulaCell";
import { parseFormula } from "./parser";
import type { SheetRect } from "../model/sheetRect";
import { precedentsOf } from "./resolve";

/** Every formula of the workbook, by place and by what it reads. */
export class FormulaRegistry {
  private readonly sheets = new Map<Sheet, Map<number, FormulaCell>>();
  private readonly index = new DependencyIndex();
  private readonly workbook: Workbook;

  constructor(workbook: Workbook) {
    this.workbook = workbook;
  }

  at(sheet: Sheet, key: number): FormulaCell | null {
    return this.sheets.get(sheet)?.get(key) ?? null;
  }

  onSheet(sheet: Sheet): readonly FormulaCell[] {
    return [...(this.sheets.get(sheet)?.values() ?? [])];
  }

  /** The formulas of a rectangle: add-ins ask for thousands of single cells in a row. */
  within(sheet: Sheet, rect: Rect): readonly FormulaCell[] {
    const cells = this.sheets.get(sheet);
    if (!cells) return [];
    if (rect.rows * rect.columns > cells.size) return [...cells.values()].filter(({ key }) => containsCell(rect, keyRow(key), keyColumn(key)));
    return keysOf(rect).flatMap((key) => cells.get(key) ?? []);
  }

  all(): readonly FormulaCell[] {
    return [...this.sheets.values()].flatMap((cells) => [...cells.values()]);
  }

  dependents(sheet: Sheet, keys: ReadonlySet<number>): readonly FormulaCell[] {
    return this.index.dependents(sheet, keys);
  }

  add(sheet: Sheet, key: number, formula: string): FormulaCell {
    const expression = parseFormula(formula);
    const precedents = this.precedentsAt(expression, sheet, key);
    const cell: FormulaCell = {
      sheet,
      key,
      formula,
      expression,
      precedents,
      uses: usesOf(expression),
      results: new Map(),
      running: new Map(),
      spillRect: null,
      isStored: false,
    };
    const ofSheet = this.sheets.get(sheet) ?? new Map<number, FormulaCell>();
    this.sheets.set(sheet, ofSheet.set(key, cell));
    this.index.add(cell);
    return cell;
  }

  /** Finds anew what a formula reads, and keeps what is known of it otherwise. */
  refresh(cell: FormulaCell): void {
    this.index.remove(cell);
    cell.precedents = this.precedentsAt(cell.expression, cell.sheet, cell.key);
    this.index.add(cell);
  }

  remove(cell: FormulaCell): void {
    this.sheets.get(cell.sheet)?.delete(cell.key);
    this.index.remove(cell);
  }

  forgetSheet(sheet: Sheet): void {
    for (const cell of this.onSheet(sheet)) this.remove(cell);
    this.sheets.delete(sheet);
  }

  private precedentsAt(expression: Expression | null, sheet: Sheet, key: number): readonly SheetRect[] {
    return expression ? precedentsOf(this.workbook, expression, { sheet, row: keyRow(key), column: keyColumn(key) }) : [];
  }
}
