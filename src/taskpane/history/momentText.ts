import { formats } from "../../wording/formats";

/** A moment as the person's own clock shows it: `22 Nov 2026, 14:03`. */
export function momentText(instant: string): string {
  return formats.moment(instant);
}
