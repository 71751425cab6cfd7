import { toSiteDay, toSiteText } from "../database/time";

/** The instant at which a day begins on the clocks of the site. */
export function startOfSiteDay(day: string, timeZone: string): Date {
  const wanted = Date.parse(`${day}T00:00:00Z`);
  let guess = wanted;
  // Twice: the first step may have crossed a change of the clocks.
  for (let step = 0; step < 2; step += 1) {
    const shown = Date.parse(`${toSiteText(new Date(guess), timeZone).replace(" ", "T")}Z`);
    guess += wanted - shown;
  }
  return new Date(guess);
}

/**
 * Rows are grouped by quarters of an hour, counted from here in UTC: the clocks of every time zone differ from UTC by whole quarters, so a
 * quarter never belongs to two days of the site, and no database needs to know its time zone.
 */
const quarterSeconds = 900;
const countedFrom = Date.UTC(2000, 0, 1);

/** SQL that numbers the quarter of an hour of a UTC column. */
export function quarterSql(column: string): string {
  return `FLOOR(TIMESTAMPDIFF(SECOND, '2000-01-01 00:00:00', ${column}) / ${quarterSeconds})`;
}

/** The site's day of a numbered quarter. */
export function dayOfQuarter(quarter: number, timeZone: string): string {
  return toSiteDay(new Date(countedFrom + quarter * quarterSeconds * 1000), timeZone);
}
