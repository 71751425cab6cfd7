import type { ReportLanguage } from "../contract/reportFiles";
import { reportLanguages } from "../wording/reportLanguages";
import type { ReportWords } from "./words";

const all: Readonly<Record<ReportLanguage, ReportWords>> = reportLanguages;

/** The words of a language, whatever is in force: for the server, which writes files in the language of who asked for them. */
export function reportWordsOf(language: ReportLanguage): ReportWords {
  return all[language];
}
