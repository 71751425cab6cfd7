import { addDays, monthStart, weekStart } from "../../domain/days";
import type { Period } from "../../domain/reportPeriod";
import type { ReportStep } from "../../contract/reports";

export const periodChoices = ["today", "yesterday", "thisWeek", "lastWeek", "thisMonth", "lastMonth", "thisQuarter", "thisYear", "last12Months", "own"] as const;
export type PeriodChoice = (typeof periodChoices)[number];

/** The days of a named period, on the site's day. What is not over ends today: nothing comes of days that are still to come. */
export function periodOf(choice: Exclude<PeriodChoice, "own">, today: string): Period {
  const month = monthStart(today);
  const lastOfMonthBefore = addDays(month, -1);
  const monday = weekStart(today);
  switch (choice) {
    case "today":
      return { from: today, to: today };
    case "yesterday":
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case "thisWeek":
      return { from: monday, to: today };
    case "lastWeek":
      return { from: addDays(monday, -7), to: addDays(monday, -1) };
    case "thisMonth":
      return { from: month, to: today };
    case "lastMonth":
      return { from: monthStart(lastOfMonthBefore), to: lastOfMonthBefore };
    case "thisQuarter":
      return { from: quarterStart(today), to: today };
    case "thisYear":
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
    case "last12Months":
      return { from: yearBefore(today), to: today };
  }
}

/**
 * The days of a sheet that is brought up to date. A week, month, quarter or year that was not over when it was asked for has gone on, to today or to
 * its end, and stays the same one; the last twelve months always end today; all other days stay as they were.
 */
export function periodGoneOn(choice: PeriodChoice | undefined, days: Period, today: string): Period {
  if (choice === "last12Months") return periodOf(choice, today);
  const end = choice === undefined ? null : endOf(choice, days.from);
  if (end === null || today < days.to) return days;
  return { from: days.from, to: today < end ? today : end };
}

function endOf(choice: PeriodChoice, first: string): string | null {
  switch (choice) {
    case "thisWeek":
      return addDays(first, 6);
    case "thisMonth":
      return lastOfMonths(first, 1);
    case "thisQuarter":
      return lastOfMonths(first, 3);
    case "thisYear":
      return `${first.slice(0, 4)}-12-31`;
    default:
      return null;
  }
}

/** The last day of so many months that begin with the first of one; 31 days after the first of a month lie in the next. */
function lastOfMonths(first: string, months: number): string {
  let next = first;
  for (let turn = 0; turn < months; turn += 1) next = monthStart(addDays(next, 31));
  return addDays(next, -1);
}

function quarterStart(day: string): string {
  const first = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${day.slice(0, 4)}-${String(first).padStart(2, "0")}-01`;
}

/** The day after the same day of the year before: twelve months, today among them. */
function yearBefore(day: string): string {
  const year = String(Number(day.slice(0, 4)) - 1).padStart(4, "0");
  return day.endsWith("-02-29") ? `${year}-03-01` : addDays(`${year}${day.slice(4)}`, 1);
}

const dayMilliseconds = 86_400_000;

/** A step that gives a chart some ten to sixty bars. */
export function fittingStep({ from, to }: Period): ReportStep {
  const days = (Date.parse(to) - Date.parse(from)) / dayMilliseconds + 1;
  if (days <= 45) return "day";
  return days <= 200 ? "week" : "month";
}
