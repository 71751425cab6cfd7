import type { ScheduleRhythm } from "../../../src/contract/reportFiles";
import { addDays, monthStart, weekStart } from "../../../src/domain/days";
import type { Period } from "../../../src/domain/reportPeriod";

/** The first day of the week or month that a day belongs to: on it the one before is reported. */
function startOf(rhythm: ScheduleRhythm, day: string): string {
  return rhythm === "week" ? weekStart(day) : monthStart(day);
}

/** The next Monday or first of a month after a day. */
export function nextRunDay(rhythm: ScheduleRhythm, day: string): string {
  const start = startOf(rhythm, day);
  return rhythm === "week" ? addDays(start, 7) : monthStart(addDays(start, 31));
}

/** The latest `most` of the run days of a rhythm from one of them to today, ascending. */
export function missedRunDays(rhythm: ScheduleRhythm, { from, today, most }: { readonly from: string; readonly today: string; readonly most: number }): readonly string[] {
  const days: string[] = [];
  for (let day = startOf(rhythm, today); day >= from && days.length < most; day = startOf(rhythm, addDays(day, -1))) days.unshift(day);
  return days;
}

/** The last whole week or month before a day. */
export function periodBefore(rhythm: ScheduleRhythm, day: string): Period {
  const to = addDays(startOf(rhythm, day), -1);
  return { from: startOf(rhythm, to), to };
}
