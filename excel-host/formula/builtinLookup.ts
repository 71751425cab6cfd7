import { errorValue, isError } from "../model/cell";
import type { Builtin } from "./builtin";
import { compare, matrixOf, scalarOf, toNumber, type Matrix, type Operand, type Scalar } from "./operand";

const line = (matrix: Matrix): Scalar[] => (matrix.length === 1 ? [...(matrix[0] ?? [])] : matrix.map((row) => row[0] ?? null));

const isSame = (cell: Scalar, wanted: Scalar): boolean =>
  cell !== null && !isError(cell) && typeof cell === typeof wanted && compare(cell, wanted) === 0;

/** Sorted ascending: the last that is not greater. */
const lastNotGreater = (cells: readonly Scalar[], wanted: Scalar): number =>
  cells.reduce<number>(
    (found, cell, index) =>
      cell !== null && !isError(cell) && typeof cell === typeof wanted && compare(cell, wanted) <= 0 ? index : found,
    -1,
  );

function position(cells: readonly Scalar[], wanted: Scalar, exact: boolean): number {
  return exact ? cells.findIndex((cell) => isSame(cell, wanted)) : lastNotGreater(cells, wanted);
}

const wantsExact = (argument: Operand | undefined, fallback: boolean): boolean => {
  if (argument === undefined) return fallback;
  const value = scalarOf(argument);
  return value === false || value === 0 || value === null;
};

export const lookupFunctions: Record<string, Builtin> = {
  VLOOKUP: ([wanted = null, table = null, column = null, approximate]) => {
    const value = scalarOf(wanted);
    const number = toNumber(scalarOf(column));
    if (isError(value)) return value;
    if (isError(number)) return number;
    const matrix = matrixOf(table);
    const row = position(
      matrix.map((cells) => cells[0] ?? null),
      value,
      wantsExact(approximate, false),
    );
    if (number < 1 || number > (matrix[0]?.length ?? 0)) return errorValue("#REF!");
    return row < 0 ? errorValue("#N/A") : (matrix[row]?.[number - 1] ?? null);
  },
  XLOOKUP: ([wanted = null, keys = null, results = null, missing]) => {
    const value = scalarOf(wanted);
    if (isError(value)) return value;
    const found = position(line(matrixOf(keys)), value, true);
    if (found < 0) return missing ?? errorValue("#N/A");
    const matrix = matrixOf(results);
    if (matrix.length === 1) return matrix[0]?.[found] ?? null;
    const row = matrix[found] ?? [];
    return row.length === 1 ? (row[0] ?? null) : { matrix: [row] };
  },
  MATCH: ([wanted = null, keys = null, type]) => {
    const value = scalarOf(wanted);
    if (isError(value)) return value;
    const found = position(line(matrixOf(keys)), value, wantsExact(type, false));
    return found < 0 ? errorValue("#N/A") : found + 1;
  },
  INDEX: ([table = null, row = null, column = null]) => {
    const rowNumber = toNumber(scalarOf(row));
    const columnNumber = toNumber(scalarOf(column));
    if (isError(rowNumber)) return rowNumber;
    if (isError(columnNumber)) return columnNumber;
    const matrix = matrixOf(table);
    const isOneRow = matrix.length === 1 && column === null;
    const cells = isOneRow ? matrix[0] : matrix[Math.max(rowNumber, 1) - 1];
    const value = cells?.[Math.max(isOneRow ? rowNumber : columnNumber, 1) - 1];
    return value === undefined ? errorValue("#REF!") : value;
  },
};
