/** A cell that holds a date: the number underneath and what Excel shows. */
export interface DateSample {
  readonly serial: number;
  readonly text: string;
}

/** Days between the first days of the two ways in which Excel counts. */
export const daysBetweenSystems = 1462;

/**
 * Whether the workbook counts days from 1904 (old Macs). No released function tells, but a shown date does: its year agrees with
 * only one of the two countings. Null where no date of the list shows its year.
 */
export function detectDate1904(samples: Iterable<DateSample>): boolean | null {
  let votes1900 = 0;
  let votes1904 = 0;
  for (const { serial, text } of samples) {
    const in1900 = showsYear(text, yearOf(serial));
    const in1904 = showsYear(text, yearOf(serial + daysBetweenSystems));
    if (in1900 && !in1904) votes1900 += 1;
    if (in1904 && !in1900) votes1904 += 1;
  }
  if (votes1900 === votes1904) return null;
  return votes1904 > votes1900;
}

/** Year of a serial counted from 1900. */
function yearOf(serial: number): number {
  return new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000).getUTCFullYear();
}

function showsYear(text: string, year: number): boolean {
  const numbers: readonly string[] = text.match(/\d+/g) ?? [];
  if (numbers.some((number) => number.length === 4)) return numbers.includes(String(year));
  const short = String(year % 100).padStart(2, "0");
  // Only the last number: a two-digit year stands at the end, where a day could be mistaken for it elsewhere.
  return numbers.at(-1) === short;
}
