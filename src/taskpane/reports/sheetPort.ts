import type { ReportFilters, ReportKind, ReportStep, RowsStatus } from "../../contract/reports";
import type { IssueCode } from "../../domain/types";
import type { ReportDocument, ReportRow } from "../../reports/document";
import type { PeriodChoice } from "./periods";

/** What a report was asked by: enough to fetch it anew. It is kept in the workbook, so it holds no value of a patient. */
export interface ReportAsked {
  readonly kind: ReportKind;
  readonly filters: ReportFilters;
  readonly step: ReportStep;
  /** Of a list of updates: only those of this status or cause. */
  readonly status: RowsStatus | null;
  readonly cause: IssueCode | null;
  /** The name of the period that was chosen; absent where the days are the person's own, or from before it was kept. */
  readonly period?: PeriodChoice | undefined;
}

/** A long list, page by page: it is never in the pane as a whole. `next` gives null after the last page. */
export interface ReportPages {
  readonly total: number;
  readonly next: () => Promise<readonly ReportRow[] | null>;
}

/** `pages` are the rows of the document's first table; null where the document has them itself. */
export interface ReportContent {
  readonly asked: ReportAsked;
  readonly document: ReportDocument;
  readonly pages: ReportPages | null;
}

/** A sheet of the workbook that shows a report. */
export interface ReportSheet {
  readonly id: string;
  readonly sheetId: string;
  readonly sheetName: string;
  /** It is the sheet in front. */
  readonly isActive: boolean;
  readonly asked: ReportAsked;
}

export interface RefreshResult {
  readonly sheetName: string;
  /** Rows. */
  readonly changed: number;
  readonly added: number;
  readonly removed: number;
  /** Rows that the report has no more, and that stay because the person has typed beside them. */
  readonly kept: number;
  /** Whether *Undo last change* brings back what stood there; not after very many rows. */
  readonly canBeUndone: boolean;
  /** What the person has taken away or renamed, and what therefore was left out: headings of columns, names of tables, titles of charts. */
  readonly missing: { readonly columns: readonly string[]; readonly tables: readonly string[]; readonly charts: readonly string[] };
}

export interface ReportSheetOptions {
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** Reports as sheets of the workbook. Every function may throw `WorkbookError`, and the signal's reason where it is cancelled. */
export interface ReportSheetPort {
  /** Adds a sheet with the report and shows it. Leaves nothing behind where it fails or is cancelled. */
  readonly make: (content: ReportContent, options?: ReportSheetOptions) => Promise<ReportSheet>;
  /** Brings the sheet up to date in place; what the person added stays. Cancelled before the first cell is written, nothing has changed. */
  readonly refresh: (id: string, content: ReportContent, options?: ReportSheetOptions) => Promise<RefreshResult>;
  /** Every sheet of this workbook that shows a report, the one in front first. */
  readonly find: () => Promise<readonly ReportSheet[]>;
}
