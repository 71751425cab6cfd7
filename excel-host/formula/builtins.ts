import { errorValue, isError } from "../model/cell";
import type { Builtin } from "./builtin";
import { informationFunctions } from "./builtinInformation";
import { lookupFunctions } from "./builtinLookup";
import { textFunctions } from "./builtinText";
import { compare, matrixOf, scalarOf, toBoolean, toNumber, type Matrix, type Operand, type Scalar } from "./operand";

const cellsOf = (args: readonly Operand[]): Scalar[] => args.flatMap((arg) => matrixOf(arg).flat());

/** In ranges only numbers count, as in Excel; an error anywhere is the result. */
function aggregate(args: readonly Operand[], combine: (numbers: readonly number[]) => Operand): Operand {
  const cells = cellsOf(args);
  const error = cells.find(isError);
  return error ?? combine(cells.filter((cell) => typeof cell === "number"));
}

function withNumbers(args: readonly Operand[], compute: (...numbers: number[]) => number): Operand {
  const numbers: number[] = [];
  for (const arg of args) {
    const number = toNumber(scalarOf(arg));
    if (isError(number)) return number;
    numbers.push(number);
  }
  const result = compute(...numbers);
  return Number.isFinite(result) ? result : errorValue("#NUM!");
}

function logical(args: readonly Operand[], decide: (values: readonly boolean[]) => boolean): Operand {
  const values: boolean[] = [];
  for (const cell of cellsOf(args)) {
    if (cell === null) continue;
    const value = toBoolean(cell);
    if (isError(value)) return value;
    values.push(value);
  }
  return decide(values);
}

const roundHalfAway = (value: number, digits: number): number => {
  const factor = 10 ** digits;
  return (Math.sign(value) * Math.round(Math.abs(value) * factor + Number.EPSILON)) / factor;
};

function criterionTest(criterion: Scalar): (value: Scalar) => boolean {
  if (typeof criterion !== "string") return (value) => compare(value, criterion) === 0 && (value === null) === (criterion === null);
  const [, operator = "=", operand = ""] = /^(<>|<=|>=|=|<|>)?(.*)$/s.exec(criterion) ?? [];
  const number = operand.trim() === "" ? NaN : Number(operand);
  const wanted: Scalar = Number.isNaN(number) ? operand : number;
  const pattern = new RegExp(
    `^${operand
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
    "is",
  );
  const equals = (value: Scalar): boolean =>
    typeof wanted === "number"
      ? value === wanted || value === operand
      : typeof value === "string"
        ? pattern.test(value)
        : value === null && operand === "";
  if (operator === "=") return equals;
  if (operator === "<>") return (value) => !equals(value);
  const order = (value: Scalar): number | null => (typeof value === typeof wanted ? compare(value, wanted) : null);
  const accepts: Record<string, (order: number) => boolean> = {
    "<": (o) => o < 0,
    "<=": (o) => o <= 0,
    ">": (o) => o > 0,
    ">=": (o) => o >= 0,
  };
  return (value) => {
    const found = order(value);
    return found !== null && (accepts[operator]?.(found) ?? false);
  };
}

const count = (args: readonly Operand[], test: (cell: Scalar) => boolean): number => cellsOf(args).filter(test).length;

const mathFunctions: Record<string, Builtin> = {
  SUM: (args) => aggregate(args, (numbers) => numbers.reduce((total, number) => total + number, 0)),
  AVERAGE: (args) =>
    aggregate(args, (numbers) => (numbers.length === 0 ? errorValue("#DIV/0!") : numbers.reduce((a, b) => a + b, 0) / numbers.length)),
  MIN: (args) => aggregate(args, (numbers) => (numbers.length === 0 ? 0 : numbers.reduce((a, b) => Math.min(a, b)))),
  MAX: (args) => aggregate(args, (numbers) => (numbers.length === 0 ? 0 : numbers.reduce((a, b) => Math.max(a, b)))),
  COUNT: (args) => count(args, (cell) => typeof cell === "number"),
  COUNTA: (args) => count(args, (cell) => cell !== null),
  COUNTBLANK: (args) => count(args, (cell) => cell === null || cell === ""),
  COUNTIF: ([range = null, criterion = null]) => count([range], criterionTest(scalarOf(criterion))),
  SUMIF: ([range = null, criterion = null, sums = range]) => {
    const test = criterionTest(scalarOf(criterion));
    const values: Matrix = matrixOf(sums);
    return matrixOf(range).reduce(
      (total, line, row) =>
        line.reduce<number>((sum, cell, column) => {
          const value = values[row]?.[column];
          return test(cell) && typeof value === "number" ? sum + value : sum;
        }, total),
      0,
    );
  },
  ABS: (args) => withNumbers(args, (value = 0) => Math.abs(value)),
  INT: (args) => withNumbers(args, (value = 0) => Math.floor(value)),
  MOD: (args) => withNumbers(args, (value = 0, divisor = 0) => (divisor === 0 ? NaN : value - divisor * Math.floor(value / divisor))),
  ROUND: (args) => withNumbers(args, (value = 0, digits = 0) => roundHalfAway(value, digits)),
  AND: (args) => logical(args, (values) => values.every(Boolean)),
  OR: (args) => logical(args, (values) => values.some(Boolean)),
  NOT: ([value = null]) => {
    const truth = toBoolean(scalarOf(value));
    return isError(truth) ? truth : !truth;
  },
};

/** The honest few: whatever is not here is #NAME?, as in an Excel that does not know the name. */
export const builtins: ReadonlyMap<string, Builtin> = new Map(
  Object.entries({ ...mathFunctions, ...textFunctions, ...informationFunctions, ...lookupFunctions }),
);
