import type { ReportKind } from "../../contract/reports";
import type { ReportDocument, ReportRow } from "../../reports/document";

/** A sheet of the workbook that a report was made into. */
export interface ReportSheet {
  readonly kind: ReportKind;
  readonly sheetName: string;
}

export interface ReportSheetMade {
  readonly sheetName: string;
  /** Rows of the report's first table that now stand in the sheet. */
  readonly rows: number;
}

/** What goes into a sheet. */
export interface ReportForSheet {
  readonly document: ReportDocument;
  /** The rows of a list, page by page; null where the document's tables hold all rows. Gone through once. */
  readonly pages: AsyncIterable<ReportPage> | null;
}

export interface ReportPage {
  readonly rows: readonly ReportRow[];
  /** Of the whole list, as far as the server knows at this page. */
  readonly total: number;
}

export interface SheetProgress {
  readonly done: number;
  readonly total: number;
}

/** Told while it goes on; `signal` stops it between two blocks, which leaves what is already written. */
export interface SheetRun {
  readonly progress: (progress: SheetProgress) => void;
  readonly signal: AbortSignal;
}

/** Reports as sheets. Rejects with a `WorkbookProblem` where Excel refuses, and with an `AbortError` where it was stopped. */
export interface ReportSheetPort {
  /** The sheets of this workbook that a report of this kind was made into, in the order of the tabs. */
  readonly find: (kind: ReportKind) => Promise<readonly ReportSheet[]>;
  /** Makes a new sheet, with tables and charts, and shows it. */
  readonly make: (report: ReportForSheet, run: SheetRun) => Promise<ReportSheetMade>;
  /** Brings a sheet up to date in place: rows by key, tables resized, charts kept, columns and formats of the person's own kept. */
  readonly refresh: (sheet: ReportSheet, report: ReportForSheet, run: SheetRun) => Promise<ReportSheetMade>;
}
