import { toSiteText } from "../../database/time";

/** The clocks of every time zone differ from UTC by the same within such a quarter of an hour. */
const quarter = 15 * 60_000;

/**
 * Instants as `YYYY-MM-DD HH:MM:SS` on the clocks of the site, for lists of a hundred thousand: the calendar is asked once for each quarter of
 * an hour, as asking it takes longer than reading the row.
 */
export function siteMoments(timeZone: string): (instant: string) => string {
  const shifts = new Map<number, number>();
  return (instant) => {
    const at = Date.parse(instant);
    const slot = Math.floor(at / quarter);
    let shift = shifts.get(slot);
    if (shift === undefined) {
      shift = Date.parse(`${toSiteText(new Date(slot * quarter), timeZone).replace(" ", "T")}Z`) - slot * quarter;
      shifts.set(slot, shift);
    }
    return new Date(at + shift).toISOString().slice(0, 19).replace("T", " ");
  };
}
