import { toSiteText } from "../../database/time";

/**
 * Instants in UTC, ISO 8601, as `YYYY-MM-DD HH:MM:SS` on the clocks of the site, for lists of a hundred thousand: the calendar is asked once for
 * each minute, as asking it takes longer than reading the row. Clocks of the site are apart from UTC by whole minutes.
 */
export function siteMoments(timeZone: string): (instant: string) => string {
  let minutes = new Map<string, string>();
  return (instant) => {
    const minute = instant.slice(0, 16);
    let shown = minutes.get(minute);
    if (shown === undefined) {
      // Years of minutes are no cache: a list goes through them in their order.
      if (minutes.size === mostMinutes) minutes = new Map();
      shown = toSiteText(new Date(`${minute}:00Z`), timeZone).slice(0, 17);
      minutes.set(minute, shown);
    }
    return shown + instant.slice(17, 19);
  };
}

const mostMinutes = 10_000;
