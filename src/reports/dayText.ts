import type { ReportWords } from "./words";

/** `2026-11-02` as a list of year, month and day. */
export function partsOf(iso: string): readonly [year: number, month: number, day: number] {
  const [year = 0, month = 1, day = 1] = iso.split("-").map(Number);
  return [year, month, day];
}

/** `2026-11-02` as people write it out. */
export function dayText(iso: string, formats: ReportWords["formats"]): string {
  return formats.day(...partsOf(iso));
}
