import { formats as englishFormats } from "./en/formats";
import { issueWords as englishIssues } from "./en/issues";
import { reportWords as englishReports } from "./en/reports";
import { formats as frenchFormats } from "./fr/formats";
import { issueWords as frenchIssues } from "./fr/issues";
import { reportWords as frenchReports } from "./fr/reports";
import { typesetAll } from "./fr/typeset";

/** What a report is written with, in every language at once: a file is written in the one of who asked for it, whatever is in force. */
export const reportLanguages = {
  en: { reports: englishReports, issues: englishIssues, formats: englishFormats },
  fr: typesetAll({ reports: frenchReports, issues: frenchIssues, formats: frenchFormats }),
};
