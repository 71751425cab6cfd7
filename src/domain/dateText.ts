import { visibleText, withoutTextMark } from "./cell";
import { isRealDate } from "./calendar";

/** A typed date taken apart. `ordered`: which of two numbers is the day only the column or a person can say. */
export type DateText =
  | { readonly form: "complete"; readonly year: number; readonly month: number; readonly day: number; readonly shortYear: boolean }
  | { readonly form: "ordered"; readonly first: number; readonly second: number; readonly year: number; readonly shortYear: boolean };

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const fullMonths = [
  "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
];
const between = "[-/. ,]+";
const numeric = new RegExp(`^(\\d{1,4})${between}(\\d{1,2})${between}(\\d{1,4})$`);
const dayMonthName = new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?(?:${between})?(?:of )?([a-z]{3,9})(?:${between})?(\\d{4}|\\d{2})$`, "i");
const monthNameDay = new RegExp(`^([a-z]{3,9})(?:${between})?(\\d{1,2})(?:st|nd|rd|th)?${between}(\\d{4}|\\d{2})$`, "i");
const yearMonthName = new RegExp(`^(\\d{4})${between}([a-z]{3,9})${between}(\\d{1,2})$`, "i");
const weekday = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[,.]?\s+/i;

/** The time that NMRS and databases print after a date, as long as it has no time zone: with one, the day may be another. */
const localTime = /[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?$/i;
const midnightUtc = /T00:00(?::00(?:\.0+)?)?Z$/;

/** Takes a typed date apart; null where it is none of the known forms. Whether the day exists is for the caller. */
export function parseDateText(raw: string): DateText | null {
  const marked = withoutTextMark(visibleText(raw.normalize("NFKC")).replace(/\s+/g, " "));
  const text = marked.replace(midnightUtc, "").replace(localTime, "").replace(weekday, "").replace(/[‐‑‒–—−]/g, "-");
  return parseDigits(text) ?? parseNumeric(text) ?? parseNamed(text);
}

function parseNumeric(text: string): DateText | null {
  const [, a = "", b = "", c = ""] = numeric.exec(text) ?? [];
  const second = Number(b);
  if (a.length === 4 && c.length <= 2) return { form: "complete", year: Number(a), month: second, day: Number(c), shortYear: false };
  if (a === "" || a.length > 2 || (c.length !== 2 && c.length !== 4)) return null;
  // 87-03-14: no month has 87 days, so the year stands first.
  if (a.length === 2 && Number(a) > 31 && c.length === 2) return { form: "complete", year: Number(a), month: second, day: Number(c), shortYear: true };
  return { form: "ordered", first: Number(a), second, year: Number(c), shortYear: c.length === 2 };
}

function parseNamed(text: string): DateText | null {
  const [, day, name, year] = dayMonthName.exec(text) ?? [];
  if (day && name && year) return named(year, name, day);
  const [, name2, day2, year2] = monthNameDay.exec(text) ?? [];
  if (day2 && name2 && year2) return named(year2, name2, day2);
  const [, year3, name3, day3] = yearMonthName.exec(text) ?? [];
  return day3 && name3 && year3 ? named(year3, name3, day3) : null;
}

function named(year: string, name: string, day: string): DateText | null {
  const word = name.toLowerCase();
  const index = word === "sept" ? 8 : word.length === 3 ? months.indexOf(word) : fullMonths.indexOf(word);
  return index < 0 ? null : { form: "complete", year: Number(year), month: index + 1, day: Number(day), shortYear: year.length === 2 };
}

/** Eight digits: 19870314, or 14031987 in the column's order. */
function parseDigits(text: string): DateText | null {
  if (!/^\d{8}$/.test(text)) return null;
  const [head, tail] = [text.slice(0, 4), text.slice(4)];
  const year = Number(head);
  if (/^(?:18|19|20)/.test(head) && isRealDate(year, Number(tail.slice(0, 2)), Number(tail.slice(2)))) {
    return { form: "complete", year, month: Number(tail.slice(0, 2)), day: Number(tail.slice(2)), shortYear: false };
  }
  return { form: "ordered", first: Number(head.slice(0, 2)), second: Number(head.slice(2)), year: Number(tail), shortYear: false };
}
