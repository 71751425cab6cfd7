import type { Writable } from "node:stream";

/** A file of rows, whatever it is about: results of a submission, or a report. All cells are text, so that no program reads anything into them. */
export interface TabularFile {
  /** Of the sheet, where the form has sheets; 31 characters at most. */
  readonly sheetName: string;
  readonly columns: readonly FileColumn[];
  /** Known before the first row is read: it is written to the audit before anything leaves. */
  readonly rowCount: number;
  /** Page by page, so that a file of any length takes the memory of one page. */
  readonly pages: () => AsyncIterable<readonly FileRow[]>;
}

export interface FileColumn {
  readonly heading: string;
  /** In characters. */
  readonly width: number;
}

/** One text for each column. */
export type FileRow = readonly string[];

export const fileFormats = ["csv", "xlsx"] as const;
export type FileFormat = (typeof fileFormats)[number];

/** Reports come as documents, too. */
export type SentFormat = FileFormat | "pdf";

export const contentTypes: Readonly<Record<SentFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
};

/** A file that is ready to be sent. */
export interface MadeFile {
  readonly format: SentFormat;
  readonly fileName: string;
  readonly rowCount: number;
  readonly submissionId: number | null;
  /** Resolves when the last byte has been taken; throws where the reader has gone. */
  readonly write: (out: Writable) => Promise<void>;
}
