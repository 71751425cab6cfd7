import type { ReportLanguage } from "../contract/reportFiles";
import { formats as englishFormats } from "../wording/en/formats";
import { issueWords as englishIssues } from "../wording/en/issues";
import { reportWords as englishReports } from "../wording/en/reports";
import { formats as frenchFormats } from "../wording/fr/formats";
import { issueWords as frenchIssues } from "../wording/fr/issues";
import { reportWords as frenchReports } from "../wording/fr/reports";
import { typesetAll } from "../wording/fr/typeset";
import type { ReportWords } from "./words";

const all: Readonly<Record<ReportLanguage, ReportWords>> = {
  en: { reports: englishReports, issues: englishIssues, formats: englishFormats },
  fr: typesetAll({ reports: frenchReports, issues: frenchIssues, formats: frenchFormats }),
};

/** The words of a language, whatever is in force: for the server, which writes files in the language of who asked for them. */
export function reportWordsOf(language: ReportLanguage): ReportWords {
  return all[language];
}
