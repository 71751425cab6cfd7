import type { Writable } from "node:stream";
import type { ReportLanguage } from "../../../src/contract/reportFiles";
import type { ReportDocument, ReportRow } from "../../../src/reports/document";

/** What a PDF is made of. */
export interface PdfReport {
  readonly document: ReportDocument;
  /** Rows of the first table page by page, where they are many; null: they are in the document. */
  readonly pages: (() => AsyncIterable<readonly ReportRow[]>) | null;
  /** SHA-256 of the report's data in hexadecimal digits; asked for once all rows were written. */
  readonly dataDigest: () => string;
  readonly language: ReportLanguage;
}

/** Writes the report as a PDF to hand on and sign, and ends `out`. Throws where whoever reads has gone, or the rows cannot be read. */
export declare function writePdf(report: PdfReport, out: Writable): Promise<void>;
