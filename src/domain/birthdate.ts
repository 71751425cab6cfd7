import { addYears, isRealDate, serialToIso, swapDayAndMonth, toIso } from "./calendar";
import { toCell } from "./cell";
import { parseDateText } from "./dateText";
import type { DateText } from "./dateText";
import { acceptedAfter, errorIssue, infoIssue, repairIssue, warningIssue } from "./issue";
import type { Guess, Reading } from "./issue";
import type { AcceptedRepair, CellContent, DateOrder, Issue, IssueCode, ReadingContext, RepairCode } from "./types";
import { openValueCell } from "./valueCell";

/** A date as far as it can be read, every guess taken. */
type Attempt =
  | { readonly iso: string; readonly guesses: readonly RepairCode[]; readonly told: boolean }
  | { readonly fault: IssueCode };

/**
 * Reads a birthdate cell as `YYYY-MM-DD`. A date cell is simply read; typed forms are read and told; which number is the day comes from
 * the context (the column's proof or the person) and is never assumed. What contradicts that order, two-digit years and bare serial
 * numbers are repairs. Future dates and ages over 120 years are errors, as in OpenMRS's PersonValidator.
 */
export function parseBirthdate(input: CellContent | string, context: ReadingContext, accepted: readonly AcceptedRepair[] = []): Reading {
  const content = toCell(input);
  const cell = openValueCell(content, "birthdate");
  if (cell.kind === "done") return cell.reading;
  const typed = cell.kind === "text" ? cell.text : String(cell.value);
  const attempt = cell.kind === "text" ? readText(cell.text, context) : readNumber(cell.value, content.isDate === true, context);
  if ("fault" in attempt) return { value: null, issues: [errorIssue(attempt.fault, "birthdate")] };
  const impossible = checkAge(attempt.iso, context.today);
  if (impossible) return { value: null, issues: [errorIssue(impossible, "birthdate")] };
  if (context.dateCellsSuspect && cell.kind === "number" && content.isDate === true) return { value: attempt.iso, issues: doubtDateCell(attempt.iso) };
  const guesses = attempt.guesses.map((code): Guess => ({ code, before: typed, after: attempt.iso }));
  const open = guesses.filter((guess) => acceptedAfter(guess, "birthdate", accepted) === null).map((guess) => repairIssue(guess, "birthdate"));
  if (open.length > 0) return { value: null, issues: open };
  return { value: attempt.iso, issues: attempt.told ? [infoIssue("birthdate-format-read", "birthdate", { read: attempt.iso })] : [] };
}

/** Compares a birthdate with the day, the death and the recorded birthdate: OpenMRS's rules, and a shift over a year asks for a reason. */
export function checkBirthdate(
  birthdate: string,
  context: { readonly today: string; readonly deathDate?: string | null; readonly current?: string | null },
): Issue[] {
  const impossible = checkAge(birthdate, context.today);
  if (impossible) return [errorIssue(impossible, "birthdate")];
  if (context.deathDate && birthdate > context.deathDate.slice(0, 10)) return [errorIssue("birthdate-after-death", "birthdate")];
  const { current } = context;
  const shifted = current && (birthdate > addYears(current, 1) || birthdate < addYears(current, -1));
  return shifted ? [warningIssue("birthdate-shift", "birthdate", { needsReason: 1 })] : [];
}

/** Excel read this cell, perhaps in the wrong order: the value stands unless a person says otherwise, but is not written unseen. */
function doubtDateCell(read: string): readonly Issue[] {
  const swapped = swapDayAndMonth(read);
  return swapped === null ? [] : [warningIssue("birthdate-cell-swapped", "birthdate", { read, swapped })];
}

function checkAge(birthdate: string, today: string): IssueCode | null {
  if (birthdate > today) return "birthdate-in-future";
  return birthdate < addYears(today, -120) ? "birthdate-too-old" : null;
}

function readNumber(value: number, isDate: boolean, context: ReadingContext): Attempt {
  if (isDate) {
    const iso = serialToIso(value, context.date1904);
    return iso ? { iso, guesses: [], told: false } : { fault: "birthdate-unreadable" };
  }
  const text = String(value);
  return /^\d{8}$/.test(text) ? readText(text, context) : readSerial(value, context);
}

/** A number without a date format may be a day that lost its format; a year or an age is not, so only plausible birthdates are proposed. */
function readSerial(serial: number, context: ReadingContext): Attempt {
  const iso = serialToIso(serial, context.date1904);
  const looksLikeYear = serial >= 1890 && serial <= 2100;
  if (!iso || looksLikeYear || checkAge(iso, context.today)) return { fault: "birthdate-unreadable" };
  return { iso, guesses: ["date-serial"], told: false };
}

function readText(text: string, context: ReadingContext): Attempt {
  if (/^\d{1,6}(?:\.\d+)?$/.test(text)) return readSerial(Number(text), context);
  const parts = parseDateText(text);
  if (!parts) return { fault: "birthdate-unreadable" };
  const placed = parts.form === "complete" ? { ...parts, guessed: false } : placeDayAndMonth(parts, context.dateOrder);
  if (!placed) return { fault: "birthdate-order-unknown" };
  const year = parts.shortYear ? fullYear(placed.year, placed.month, placed.day, context.today) : placed.year;
  if (!isRealDate(year, placed.month, placed.day)) return { fault: "birthdate-not-real" };
  const iso = toIso(year, placed.month, placed.day);
  const guesses: RepairCode[] = [...(placed.guessed ? (["date-order"] as const) : []), ...(parts.shortYear ? (["two-digit-year"] as const) : [])];
  return { iso, guesses, told: text !== iso && guesses.length === 0 };
}

/** 31/12/1980 has one possible order; against the column's order that is a guess. 03/04/1987 without an order is nobody's to decide. */
function placeDayAndMonth(
  { first, second, year }: Extract<DateText, { form: "ordered" }>,
  order: DateOrder | null,
): { year: number; month: number; day: number; guessed: boolean } | null {
  const dayFirst = { year, day: first, month: second, guessed: order === "mdy" };
  const monthFirst = { year, day: second, month: first, guessed: order === "dmy" };
  if (first > 12) return dayFirst;
  if (second > 12) return monthFirst;
  if (first === second) return { ...dayFirst, guessed: false };
  if (order === "dmy") return dayFirst;
  return order === "mdy" ? monthFirst : null;
}

/** The latest century in which the birth is not in the future. */
function fullYear(shortYear: number, month: number, day: number, today: string): number {
  return toIso(2000 + shortYear, month, day) <= today ? 2000 + shortYear : 1900 + shortYear;
}
