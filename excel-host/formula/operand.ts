import type { Rect } from "../model/address";
import { errorValue, isError, type CellValue, type ErrorValue } from "../model/cell";
import { formatValue } from "../model/numberFormat";
import type { Sheet } from "../model/sheet";

/** Null is a cell that is empty, or an argument that was left out. */
export type Scalar = CellValue | null;
export type Matrix = readonly (readonly Scalar[])[];

/** Several cells; where they come from is known when they were referred to. */
export interface Area {
  readonly matrix: Matrix;
  readonly source?: { readonly sheet: Sheet; readonly rect: Rect };
}

export type Operand = Scalar | Area;

export const isArea = (operand: Operand): operand is Area => typeof operand === "object" && operand !== null && "matrix" in operand;

export const matrixOf = (operand: Operand): Matrix => (isArea(operand) ? operand.matrix : [[operand]]);

/** A single value; several cells in place of one are a #VALUE! here. */
export function scalarOf(operand: Operand): Scalar {
  if (!isArea(operand)) return operand;
  const [row] = operand.matrix;
  return operand.matrix.length === 1 && row?.length === 1 ? (row[0] ?? null) : errorValue("#VALUE!");
}

export function toNumber(value: Scalar): number | ErrorValue {
  if (value === null) return 0;
  if (isError(value)) return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "number") return value;
  const number = value.trim() === "" ? NaN : Number(value);
  return Number.isNaN(number) ? errorValue("#VALUE!") : number;
}

const plain = { date1904: false, shortDate: "dd/mm/yyyy" };

export function toText(value: Scalar): string | ErrorValue {
  if (value === null) return "";
  return isError(value) ? value : formatValue(value, undefined, plain);
}

export function toBoolean(value: Scalar): boolean | ErrorValue {
  if (value === null) return false;
  if (typeof value === "boolean" || isError(value)) return value;
  if (typeof value === "number") return value !== 0;
  const upper = value.toUpperCase();
  return upper === "TRUE" ? true : upper === "FALSE" ? false : errorValue("#VALUE!");
}

/** Numbers before texts before booleans, texts without regard to case, as Excel sorts. */
export function compare(left: Scalar, right: Scalar): number {
  const rank = (value: Scalar): number => (typeof value === "number" ? 0 : typeof value === "string" ? 1 : 2);
  const blankAs = (other: Scalar): Scalar => (typeof other === "string" ? "" : typeof other === "boolean" ? false : 0);
  const a = left ?? blankAs(right);
  const b = right ?? blankAs(left);
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (typeof a === "string" && typeof b === "string") {
    const [lowerA, lowerB] = [a.toLowerCase(), b.toLowerCase()];
    return lowerA < lowerB ? -1 : lowerA > lowerB ? 1 : 0;
  }
  return Number(a) - Number(b);
}

export function firstError(...values: readonly Scalar[]): ErrorValue | null {
  return values.find(isError) ?? null;
}
