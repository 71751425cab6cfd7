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

/** The last whole week or month before a day. */
export function periodBefore(rhythm: ScheduleRhythm, day: string): Period {
  const to = addDays(startOf(rhythm, day), -1);
  return { from: startOf(rhythm, to), to };
}
