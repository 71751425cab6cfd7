import { addDays, monthStart, weekStart } from "./days";

export type ReportStep = "day" | "week" | "month";

/** Days of the site, `YYYY-MM-DD`, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** A sheet, a chart and a reader take so many and no more. */
export const mostBuckets = 1_100;

/** Why nothing can be reported for a period; null where it can. */
export function periodFault({ from, to }: Period, today: string): "period-reversed" | "period-in-future" | null {
  if (to < from) return "period-reversed";
  return from > today ? "period-in-future" : null;
}

const coarser: Readonly<Record<ReportStep, ReportStep | null>> = { day: "week", week: "month", month: null };

/**
 * Every day, week (from Monday) or month of a period, the first and the last cut by it. Where there would be more than `mostBuckets` the next
 * coarser step is taken; of months, the latest (nobody has a history of ninety years).
 */
export function bucketsOf(period: Period, wanted: ReportStep): { readonly step: ReportStep; readonly buckets: readonly Period[] } {
  const buckets = cut(period, wanted);
  if (buckets !== null) return { step: wanted, buckets };
  const step = coarser[wanted];
  if (step !== null) return bucketsOf(period, step);
  return { step: wanted, buckets: cut({ from: monthsBefore(period.to, mostBuckets - 1), to: period.to }, wanted) ?? [] };
}

/**
 * A period as whole months, by the first days of the first and the last of them (null: it holds none), and the days before and after them.
 * After today nothing has happened yet, so the month of today is whole where the period goes on until today.
 */
export function splitByMonths(period: Period, today: string): { readonly months: Period | null; readonly days: readonly Period[] } {
  const to = period.to >= today && monthEnd(today) > period.to ? monthEnd(today) : period.to;
  const first = monthStart(period.from) === period.from ? period.from : nextStart(monthStart(period.from), "month");
  const last = monthEnd(to) === to ? monthStart(to) : monthStart(addDays(monthStart(to), -1));
  if (first > last) return { months: null, days: [period] };
  const after = nextStart(last, "month");
  return {
    months: { from: first, to: last },
    days: [...(period.from < first ? [{ from: period.from, to: addDays(first, -1) }] : []), ...(after <= to ? [{ from: after, to }] : [])],
  };
}

function monthEnd(day: string): string {
  return addDays(nextStart(monthStart(day), "month"), -1);
}

/** The bucket's index of each day of the period. */
export function bucketIndexOf(buckets: readonly Period[], step: ReportStep): (day: string) => number | undefined {
  const indexes = new Map(buckets.map(({ from }, index) => [startOf(from, step), index]));
  return (day) => indexes.get(startOf(day, step));
}

function startOf(day: string, step: ReportStep): string {
  if (step === "day") return day;
  return step === "week" ? weekStart(day) : monthStart(day);
}

function nextStart(start: string, step: ReportStep): string {
  if (step === "day") return addDays(start, 1);
  return step === "week" ? addDays(start, 7) : monthStart(addDays(start, 31));
}

/** Null where there are too many. */
function cut({ from, to }: Period, step: ReportStep): readonly Period[] | null {
  const buckets: Period[] = [];
  for (let start = startOf(from, step); start <= to; ) {
    if (buckets.length === mostBuckets) return null;
    const next = nextStart(start, step);
    const last = addDays(next, -1);
    buckets.push({ from: start < from ? from : start, to: last > to ? to : last });
    // Days end with the year 9999: what comes after it is written otherwise and sorts before.
    if (next <= start) break;
    start = next;
  }
  return buckets;
}

function monthsBefore(day: string, months: number): string {
  const counted = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - months;
  return `${String(Math.floor(counted / 12)).padStart(4, "0")}-${String((counted % 12) + 1).padStart(2, "0")}-01`;
}
