import { errorValue, isError } from "../model/cell";
import { days1904 } from "../model/numberFormat";
import type { Builtin, CallContext } from "./builtin";
import { isArea, matrixOf, scalarOf, toNumber, type Operand, type Scalar } from "./operand";

const millisecondsADay = 86_400_000;
/** Day 0 of the 1900 system, with Excel's invented 29 February 1900 already counted. */
const dayZero = Date.UTC(1899, 11, 30);

const serialOf = (year: number, month: number, day: number, context: CallContext): number =>
  Math.round((Date.UTC(year, month - 1, day) - dayZero) / millisecondsADay) - (context.date1904 ? days1904 : 0);

function datePart(arg: Operand, context: CallContext, part: (date: Date) => number): Operand {
  const serial = toNumber(scalarOf(arg));
  if (isError(serial)) return serial;
  return part(new Date(dayZero + Math.floor(serial + (context.date1904 ? days1904 : 0)) * millisecondsADay));
}

/** Tests each cell of an operand; one cell gives one answer, a range gives a range of answers. */
function each(operand: Operand, test: (cell: Scalar) => boolean): Operand {
  return isArea(operand) ? { matrix: operand.matrix.map((row) => row.map(test)) } : test(operand);
}

const isKind =
  (test: (cell: Scalar) => boolean): Builtin =>
  ([operand = null]) =>
    each(operand, test);

export const informationFunctions: Record<string, Builtin> = {
  ISBLANK: isKind((cell) => cell === null),
  ISERROR: isKind(isError),
  ISNA: isKind((cell) => isError(cell) && cell.error === "#N/A"),
  ISNUMBER: isKind((cell) => typeof cell === "number"),
  ISTEXT: isKind((cell) => typeof cell === "string"),
  ISLOGICAL: isKind((cell) => typeof cell === "boolean"),
  NA: () => errorValue("#N/A"),
  N: ([value = null]) => {
    const scalar = scalarOf(value);
    return isError(scalar) ? scalar : typeof scalar === "string" ? 0 : toNumber(scalar);
  },
  TODAY: (_args, context) => {
    const now = context.now();
    return serialOf(now.getFullYear(), now.getMonth() + 1, now.getDate(), context);
  },
  NOW: (_args, context) => {
    const now = context.now();
    const fraction = (now.getHours() * 3600 + now.getMinutes() * 60 + now.getSeconds()) / 86_400;
    return serialOf(now.getFullYear(), now.getMonth() + 1, now.getDate(), context) + fraction;
  },
  DATE: (args, context) => {
    const [year = 0, month = 0, day = 0] = args.map((arg) => toNumber(scalarOf(arg)));
    if (isError(year)) return year;
    if (isError(month)) return month;
    return isError(day) ? day : serialOf(year < 1900 ? year + 1900 : year, month, day, context);
  },
  YEAR: ([serial = null], context) => datePart(serial, context, (date) => date.getUTCFullYear()),
  MONTH: ([serial = null], context) => datePart(serial, context, (date) => date.getUTCMonth() + 1),
  DAY: ([serial = null], context) => datePart(serial, context, (date) => date.getUTCDate()),
  ROW: ([reference = null], context) => (isArea(reference) && reference.source ? reference.source.rect.row + 1 : context.row + 1),
  COLUMN: ([reference = null], context) => (isArea(reference) && reference.source ? reference.source.rect.column + 1 : context.column + 1),
  ROWS: ([area = null]) => matrixOf(area).length,
  COLUMNS: ([area = null]) => matrixOf(area)[0]?.length ?? 0,
};
