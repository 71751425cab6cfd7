import type { RowField } from "../../domain/types";
import type { Progress, RowLocator, SheetList } from "../workbook/list";

/** What stands beside a row: texts such as `Phone differs; LGA missing`, blank where the row was not compared. */
export interface CheckedText {
  readonly locator: RowLocator;
  readonly text: string;
}

export interface MarkContent {
  /** Columns whose cells are marked, each with the word by which a text speaks of it. */
  readonly columns: readonly { readonly field: RowField; readonly word: string }[];
  readonly rows: readonly CheckedText[];
  /** Stands at the heading: with what was compared, and when. At most 255 characters. */
  readonly source: string;
}

export interface MarkOptions {
  readonly onProgress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface MarksWritten {
  /** The heading of the column, as it is in the sheet. */
  readonly heading: string;
  readonly rows: number;
  /** Rows that are not in the list any more as they were compared. */
  readonly gone: number;
}

/** Marks of where a list differs from the record. Every function may throw `WorkbookError`, and the signal's reason where it is cancelled. */
export interface CompareSheetPort {
  /** Writes the column of texts beside the list, and one conditional format a column that looks at it; those of an earlier time are replaced. */
  readonly mark: (list: SheetList, content: MarkContent, options?: MarkOptions) => Promise<MarksWritten>;
  /** Says anew what stands beside some rows, after their cells were corrected. Nothing where the marks are gone. */
  readonly updateTexts: (list: SheetList, rows: readonly CheckedText[]) => Promise<void>;
  readonly hasMarks: (sheetId: string) => Promise<boolean>;
  /** Takes away every mark of ours, with the column they stand on. */
  readonly removeMarks: (sheetId: string) => Promise<void>;
}
