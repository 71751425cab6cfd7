import { errorValue, isError } from "../model/cell";
import type { BinaryOperator } from "./ast";
import { compare, firstError, isArea, matrixOf, toNumber, toText, type Operand, type Scalar } from "./operand";

function arithmetic(operator: "+" | "-" | "*" | "/" | "^", left: Scalar, right: Scalar): Scalar {
  const a = toNumber(left);
  const b = toNumber(right);
  if (isError(a)) return a;
  if (isError(b)) return b;
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return b === 0 ? errorValue("#DIV/0!") : a / b;
    case "^":
      return Number.isFinite(a ** b) ? a ** b : errorValue("#NUM!");
  }
}

function scalarBinary(operator: BinaryOperator, left: Scalar, right: Scalar): Scalar {
  const error = firstError(left, right);
  if (error) return error;
  switch (operator) {
    case "&": {
      const a = toText(left);
      const b = toText(right);
      return isError(a) ? a : isError(b) ? b : a + b;
    }
    case "=":
      return compare(left, right) === 0;
    case "<>":
      return compare(left, right) !== 0;
    case "<":
      return compare(left, right) < 0;
    case "<=":
      return compare(left, right) <= 0;
    case ">":
      return compare(left, right) > 0;
    case ">=":
      return compare(left, right) >= 0;
    default:
      return arithmetic(operator, left, right);
  }
}

/** Applies `each` to two operands cell by cell; one cell or one row or column is repeated against the larger. */
function broadcast(left: Operand, right: Operand, each: (a: Scalar, b: Scalar) => Scalar): Operand {
  if (!isArea(left) && !isArea(right)) return each(left, right);
  const a = matrixOf(left);
  const b = matrixOf(right);
  const rows = Math.max(a.length, b.length);
  const columns = Math.max(a[0]?.length ?? 0, b[0]?.length ?? 0);
  const pick = (matrix: typeof a, row: number, column: number): Scalar => {
    const line = matrix.length === 1 ? matrix[0] : matrix[row];
    const value = line?.length === 1 ? line[0] : line?.[column];
    return value === undefined ? errorValue("#N/A") : value;
  };
  const matrix = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_none, column) => each(pick(a, row, column), pick(b, row, column))),
  );
  return rows === 1 && columns === 1 ? (matrix[0]?.[0] ?? null) : { matrix };
}

export const binary = (operator: BinaryOperator, left: Operand, right: Operand): Operand =>
  broadcast(left, right, (a, b) => scalarBinary(operator, a, b));

export function unary(operator: "+" | "-" | "%", operand: Operand): Operand {
  if (operator === "+") return operand;
  return operator === "-" ? binary("*", operand, -1) : binary("/", operand, 100);
}
