import type { ReportLanguage } from "../../../src/contract/reportFiles";
import { pdfWords as english } from "../../../src/wording/en/reportPdf";
import { pdfWords as french } from "../../../src/wording/fr/reportPdf";
import { typesetAll } from "../../../src/wording/fr/typeset";
import type { Wording } from "../../../src/wording/wording";

export type PdfWords = Wording<typeof english>;

const all: Readonly<Record<ReportLanguage, PdfWords>> = { en: english, fr: typesetAll(french) };

/** What a PDF says of its own, in the language of who asked for it: the server has none in force. */
export function pdfWordsOf(language: ReportLanguage): PdfWords {
  return all[language];
}
