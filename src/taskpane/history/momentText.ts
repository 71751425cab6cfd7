/** A moment as the person's own clock shows it: `22 Nov 2026, 14:03`. */
export function momentText(instant: string): string {
  return new Date(instant).toLocaleString("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
}
