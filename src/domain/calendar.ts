const millisecondsPerDay = 86_400_000;

/** Excel's last day, 9999-12-31, in the 1900 system. */
export const lastSerial = 2_958_465;

export function isRealDate(year: number, month: number, day: number): boolean {
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

export function toIso(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/**
 * The day of an Excel serial; the time of day is dropped. In the 1900 system serial 60 is a 29 February that never was, so the count
 * is right from serial 61 (1900-03-01), long before anybody alive. Null outside Excel's range.
 */
export function serialToIso(serial: number, date1904: boolean): string | null {
  const day = Math.floor(serial);
  if (!(day >= 1 && day <= lastSerial)) return null;
  const start = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  return new Date(start + day * millisecondsPerDay).toISOString().slice(0, 10);
}

/** The day with day and month in each other's place; null where that is no other day. */
export function swapDayAndMonth(iso: string): string | null {
  const [year = 0, month = 1, day = 1] = iso.split("-").map(Number);
  return day === month || !isRealDate(year, day, month) ? null : toIso(year, day, month);
}

/** The same day `years` later (or earlier); 29 February becomes 28 February where the year has none. */
export function addYears(iso: string, years: number): string {
  const year = Number(iso.slice(0, 4)) + years;
  const kept = iso.endsWith("-02-29") && daysInMonth(year, 2) < 29 ? "-02-28" : iso.slice(4);
  return `${String(year).padStart(4, "0")}${kept}`;
}

/** Birthdays between two days; somebody born on 29 February is a year older on 1 March of a year that has none. Null where the later day comes first. */
export function wholeYears(from: string, to: string): number | null {
  if (to < from) return null;
  return Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(5) < from.slice(5) ? 1 : 0);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
