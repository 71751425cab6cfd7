const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** `1,234`. */
export function number(value: number): string {
  return value.toLocaleString("en-GB");
}

/** `1 row`, `37 rows`: the only plural that English needs. */
export function count(value: number, one: string, many: string = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** How English writes numbers and times, where they stand outside a sentence. */
export const formats = {
  number,
  /** `Phone: 65`. */
  labelled: (name: string, text: string) => `${name}: ${text}`,
  /** `14 March 1987`: nobody mixes up day and month. The month is 1 to 12. */
  day: (year: number, month: number, date: number) => `${date} ${months[month - 1] ?? month} ${year}`,
  /** `22 Nov 2026, 14:03`, by the clock of this computer. */
  moment: (instant: string) =>
    new Date(instant).toLocaleString("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" }),
};
