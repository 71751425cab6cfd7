import { sheetStatus as english } from "./en/sheetStatus";
import { sheetStatus as french } from "./fr/sheetStatus";
import type { LanguageCode } from "./language";
import type { SheetStatus } from "./sheetStatus";

const everywhere: Readonly<Record<LanguageCode, SheetStatus>> = { en: english, fr: french };

/** What Status may say of a row, in every language: colleagues of different languages work on one list. */
export function statusInEveryLanguage(status: keyof SheetStatus): readonly string[] {
  return Object.values(everywhere).map((words) => words[status]);
}

/** Everything that Status may say. */
export function everyStatus(): readonly string[] {
  return Object.values(everywhere).flatMap((words) => Object.values<string>(words));
}
