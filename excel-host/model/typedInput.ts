import { isDateFormat, parseValue } from "numfmt";
import { asErrorCode, errorValue, isTextFormat, type CellValue } from "./cell";
import { days1904, shortDateFormat } from "./numberFormat";

export interface InputSettings {
  /** `en-GB` reads 3/4/2020 as 3 April, `en-US` as 4 March. */
  readonly locale: string;
  readonly date1904: boolean;
}

export interface CellInput {
  readonly value: CellValue;
  readonly formula?: string;
  /** Set when Excel would give a General cell this format, as it does for a typed date or per cent. */
  readonly numberFormat?: string;
}

const significantDigits = 15;
/** `1 2` and `12 5 2020` are text for Excel, though a lenient reader finds a date in them. */
const digitsAndSpaces = /^\s*\d+(\s+\d+)+\s*$/;

const keepPrecision = (value: number): number => Number(value.toPrecision(significantDigits));

function parsePlain(text: string, settings: InputSettings): CellInput | null {
  const parsed = digitsAndSpaces.test(text) ? null : parseValue(text, { locale: settings.locale });
  if (!parsed) return null;
  if (typeof parsed.v !== "number") return { value: parsed.v };
  if (!parsed.z) return { value: keepPrecision(parsed.v) };
  const isDate = isDateFormat(parsed.z);
  const value = isDate && settings.date1904 && parsed.v >= 1 ? parsed.v - days1904 : keepPrecision(parsed.v);
  const isFullNumericDate = isDate && /^[dmy/\-.]+$/.test(parsed.z) && /d/.test(parsed.z) && /y/.test(parsed.z) && !/mmm/.test(parsed.z);
  return { value, numberFormat: isFullNumericDate && !parsed.z.startsWith("yyyy") ? shortDateFormat : parsed.z };
}

/** What Excel makes of a text that a person types into a cell of the given number format. */
export function readTyped(text: string, numberFormat: string | undefined, settings: InputSettings): CellInput {
  if (text === "") return { value: "" };
  if (isTextFormat(numberFormat)) return { value: text };
  if (text.startsWith("'")) return { value: text.slice(1) };
  if (text.startsWith("=") && text.length > 1) return { value: "", formula: text };
  const code = asErrorCode(text);
  if (code) return { value: errorValue(code) };
  return parsePlain(text, settings) ?? { value: text };
}
