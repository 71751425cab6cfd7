import { boundingRect, cellRect, keyColumn, keyRow, type Rect } from "../model/address";
import { errorValue, isError, type CellValue } from "../model/cell";
import type { Workbook } from "../model/workbook";
import type { CustomFunctions } from "./customFunctions";
import { evaluate, type EvaluationContext } from "./evaluate";
import type { FormulaCell } from "./formulaCell";
import { isArea, type Matrix, type Operand, type Scalar } from "./operand";
import { resolveOperand, type Place } from "./resolve";
import { clearSpill, spill } from "./spill";

const busy = errorValue("#BUSY!");
const isBusyScalar = (value: Scalar): boolean => isError(value) && value.error === "#BUSY!";
const isBusy = (operand: Operand): boolean =>
  isArea(operand) ? operand.matrix.some((row) => row.some(isBusyScalar)) : isBusyScalar(operand);

function valueOf(result: Operand): CellValue {
  const scalar: Scalar = isArea(result) ? (result.matrix[0]?.[0] ?? 0) : result;
  return scalar ?? 0;
}

const asMatrix = (result: Operand): Matrix | null =>
  isArea(result) && (result.matrix.length > 1 || (result.matrix[0]?.length ?? 0) > 1) ? result.matrix : null;

const placeOf = ({ sheet, key }: FormulaCell): Place => ({ sheet, row: keyRow(key), column: keyColumn(key) });

/** Calculates one formula: its value, its spill, and the calls of the add-in's functions that it needs. */
export class CellEvaluator {
  private readonly workbook: Workbook;
  private readonly functions: CustomFunctions;
  private readonly onResult: (cell: FormulaCell) => void;

  constructor(workbook: Workbook, functions: CustomFunctions, onResult: (cell: FormulaCell) => void) {
    this.workbook = workbook;
    this.functions = functions;
    this.onResult = onResult;
  }

  /** Puts the result into the sheet; gives the cells that it fills now or filled before. A circular formula is 0. */
  evaluate(cell: FormulaCell, isCircular: boolean): Rect {
    const { sheet, key } = cell;
    const here = cellRect(keyRow(key), keyColumn(key));
    const old = cell.spillRect;
    cell.isStored = false;
    if (old) clearSpill(sheet, key, old);
    const result: Operand = isCircular ? 0 : cell.expression ? evaluate(cell.expression, this.contextOf(cell)) : errorValue("#NAME?");
    const matrix = asMatrix(result);
    const outcome = matrix ? spill(this.workbook, sheet, { key, matrix }) : null;
    cell.spillRect = outcome?.rect ?? null;
    const value = outcome?.blocked ? errorValue("#SPILL!", outcome.blocked) : valueOf(result);
    sheet.restoreCell(key, { ...(sheet.cellAt(key) ?? { value }), value, formula: cell.formula });
    const after = outcome ? boundingRect(here, outcome.rect) : here;
    return old ? boundingRect(after, old) : after;
  }

  private contextOf(cell: FormulaCell): EvaluationContext {
    const place = placeOf(cell);
    return {
      row: place.row,
      column: place.column,
      date1904: this.workbook.date1904,
      now: () => new Date(),
      resolve: (expression) => resolveOperand(this.workbook, expression, place),
      callCustom: (name, args, site) => this.callCustom(cell, name, args, site),
    };
  }

  private callCustom(cell: FormulaCell, name: string, args: readonly Operand[], site: number): Operand | null {
    const metadata = this.functions.find(name);
    if (!metadata) return null;
    if (args.some((arg) => isBusy(arg))) return busy;
    const call = `${site}:${JSON.stringify(args.map((arg) => (isArea(arg) ? arg.matrix : arg)))}`;
    const known = cell.results.get(call);
    if (known !== undefined) return known;
    if (cell.running.has(call)) return busy;
    const place = placeOf(cell);
    const id = this.functions.invoke(metadata, args, place, (result) => {
      cell.results.set(call, result);
      this.onResult(cell);
    });
    if (typeof id !== "number") return id;
    cell.running.set(call, id);
    return busy;
  }

  /** What was asked is not wanted any more, and what is known is not used again. */
  cancelCalls(cell: FormulaCell): void {
    for (const id of cell.running.values()) this.functions.cancel(id);
    cell.running.clear();
    cell.results.clear();
  }
}
