import { setNumberFormat, writeValues } from "../model/editing";
import { isError, plainValue, type Cell } from "../model/cell";
import { invalidArgument } from "../model/hostError";
import type { PropertyDefinition } from "./hostObject";
import { isUnbounded, readGrid, requireSheet, type RangeTarget } from "./rangeTarget";

function valueType(cell: Cell): string {
  if (cell.value === "" && cell.formula === undefined) return "Empty";
  if (isError(cell.value)) return "Error";
  return typeof cell.value === "number" ? "Double" : typeof cell.value === "boolean" ? "Boolean" : "String";
}

const formulaOrValue = (cell: Cell): unknown => cell.formula ?? plainValue(cell.value);

function requireBounded(target: RangeTarget, location: string): void {
  requireSheet(target.sheet);
  if (isUnbounded(target.rect)) throw invalidArgument(location);
}

function write(target: RangeTarget, input: unknown, location: string): void {
  requireBounded(target, location);
  writeValues(target.services.workbook, { sheet: target.sheet, rect: target.rect, location }, input);
}

function writeFormat(target: RangeTarget, input: unknown, location: string): void {
  requireBounded(target, location);
  setNumberFormat(target.services.workbook, { sheet: target.sheet, rect: target.rect, location }, input);
}

export const valueProperties: Readonly<Record<string, PropertyDefinition<RangeTarget>>> = {
  Values: {
    get: (target) => readGrid(target, (cell) => plainValue(cell.value)),
    set: (target, input) => write(target, input, "Range.values"),
  },
  Formulas: { get: (target) => readGrid(target, formulaOrValue), set: (target, input) => write(target, input, "Range.formulas") },
  FormulasLocal: { get: (target) => readGrid(target, formulaOrValue), set: (target, input) => write(target, input, "Range.formulasLocal") },
  Text: { get: (target) => readGrid(target, (cell) => target.services.workbook.textOf(cell)) },
  ValueTypes: { get: (target) => readGrid(target, valueType) },
  NumberFormat: {
    get: (target) => readGrid(target, (cell) => cell.numberFormat ?? "General"),
    set: (target, input) => writeFormat(target, input, "Range.numberFormat"),
  },
  NumberFormatLocal: {
    get: (target) => readGrid(target, (cell) => cell.numberFormat ?? "General"),
    set: (target, input) => writeFormat(target, input, "Range.numberFormatLocal"),
  },
};
