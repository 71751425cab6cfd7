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

const plainNumber = /^[+-]?\d+(?:\.\d+)?$/;
const longestReadable = 40;
/** The words that can stand in a number, a time or a date; any other makes the whole a text. */
const readableWords =
  /^(?:e|a|p|am|pm|gmt|utc|t|z|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december)|(?:mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?|th|st|nd|rd)$/i;

/** Most texts can be told from numbers and dates at a glance; the full reading is slow. */
function mayBeValue(text: string): boolean {
  if (text.length > longestReadable) return false;
  if (!/\d/.test(text)) return /^\s*(?:true|false)\s*$/i.test(text);
  // What begins with a letter can only be a date that begins with the name of a month or a day.
  if (/^\s*\p{L}/u.test(text) && !/^\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)/i.test(text))
    return false;
  const words = text.match(/\p{L}+/gu) ?? [];
  return words.every((word) => readableWords.test(word));
}

const keepPrecision = (value: number): number => Number(value.toPrecision(significantDigits));

/** The format that Excel gives a typed date: its short date for digits only, otherwise one of three with the month's name. */
function dateFormat(parsed: string): string {
  const [hasDay, hasYear, isNamed] = [/d/.test(parsed), /y/.test(parsed), /mmm/.test(parsed)];
  if (/[hs]/.test(parsed) || parsed.startsWith("yyyy")) return parsed;
  if (hasDay && hasYear) return isNamed ? "d-mmm-yy" : shortDateFormat;
  return hasDay ? "d-mmm" : "mmm-yy";
}

/** `3/4` is a day of this year; which number is the day follows the region, which the reader does not know for this form. */
const dayAndMonth = /^\s*(\d{1,2})([/-])(\d{1,2})\s*$/;

function withYear(text: string): string {
  const match = dayAndMonth.exec(text);
  return match ? `${match[1]}${match[2]}${match[3]}${match[2]}${new Date().getFullYear()}` : text;
}

function parsePlain(text: string, settings: InputSettings): CellInput | null {
  if (plainNumber.test(text)) return { value: keepPrecision(Number(text)) };
  if (digitsAndSpaces.test(text) || !mayBeValue(text)) return null;
  const parsed = parseValue(withYear(text), { locale: settings.locale });
  if (!parsed) return null;
  if (typeof parsed.v !== "number") return { value: parsed.v };
  if (!parsed.z) return { value: keepPrecision(parsed.v) };
  if (!isDateFormat(parsed.z)) return { value: keepPrecision(parsed.v), numberFormat: parsed.z };
  const value = settings.date1904 && parsed.v >= 1 ? parsed.v - days1904 : parsed.v;
  return { value, numberFormat: dayAndMonth.test(text) ? "d-mmm" : dateFormat(parsed.z) };
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
