import { errorValue, isError } from "../model/cell";
import { formatValue } from "../model/numberFormat";
import type { Builtin } from "./builtin";
import { matrixOf, scalarOf, toBoolean, toNumber, toText, type Operand } from "./operand";

/** Reads the first argument as text and the rest as numbers; any error is the result. */
function onText(args: readonly Operand[], compute: (text: string, ...numbers: number[]) => Operand): Operand {
  const [first = null, ...others] = args;
  const text = toText(scalarOf(first));
  if (isError(text)) return text;
  const numbers: number[] = [];
  for (const other of others) {
    const number = toNumber(scalarOf(other));
    if (isError(number)) return number;
    numbers.push(number);
  }
  return compute(text, ...numbers);
}

function joined(args: readonly Operand[], separator: string, skipEmpty: boolean): Operand {
  const parts: string[] = [];
  for (const cell of args.flatMap((arg) => matrixOf(arg).flat())) {
    const text = toText(cell);
    if (isError(text)) return text;
    if (text !== "" || !skipEmpty) parts.push(text);
  }
  return parts.join(separator);
}

const capitalise = (text: string): string =>
  text.toLowerCase().replace(/(^|[^\p{L}])(\p{L})/gu, (_all, before: string, letter: string) => before + letter.toUpperCase());

export const textFunctions: Record<string, Builtin> = {
  CONCAT: (args) => joined(args, "", false),
  CONCATENATE: (args) => joined(args, "", false),
  TEXTJOIN: ([separator = null, skipEmpty = null, ...rest]) => {
    const text = toText(scalarOf(separator));
    const skip = toBoolean(scalarOf(skipEmpty));
    return isError(text) ? text : isError(skip) ? skip : joined(rest, text, skip);
  },
  TEXT: ([value = null, pattern = null], context) => {
    const shown = scalarOf(value) ?? 0;
    const format = toText(scalarOf(pattern));
    if (isError(shown)) return shown;
    return isError(format) ? format : formatValue(shown, format, { date1904: context.date1904, shortDate: "dd/mm/yyyy" });
  },
  LEFT: (args) => onText(args, (text, length = 1) => text.slice(0, length)),
  RIGHT: (args) => onText(args, (text, length = 1) => (length === 0 ? "" : text.slice(-length))),
  MID: (args) =>
    onText(args, (text, start = 1, length = 0) =>
      start < 1 || length < 0 ? errorValue("#VALUE!") : text.slice(start - 1, start - 1 + length),
    ),
  LEN: (args) => onText(args, (text) => text.length),
  TRIM: (args) => onText(args, (text) => text.replace(/ +/g, " ").replace(/^ | $/g, "")),
  // eslint-disable-next-line no-control-regex -- removing control characters is what CLEAN is for
  CLEAN: (args) => onText(args, (text) => text.replace(/[\x00-\x1f]/g, "")),
  UPPER: (args) => onText(args, (text) => text.toUpperCase()),
  LOWER: (args) => onText(args, (text) => text.toLowerCase()),
  PROPER: (args) => onText(args, capitalise),
  VALUE: (args) => onText(args, (text) => toNumber(text)),
  EXACT: ([left = null, right = null]) => onText([left], (a) => onText([right], (b) => a === b)),
  SUBSTITUTE: ([text = null, old = null, replacement = null]) =>
    onText([text], (whole) => onText([old], (part) => onText([replacement], (by) => (part === "" ? whole : whole.replaceAll(part, by))))),
};
