import type { Progress, RowLocator, SheetList } from "../workbook/list";

export interface WorkOptions {
  readonly onProgress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What is written beside a list. `rows` align with `headings`. */
export interface FillContent {
  readonly headings: readonly string[];
  readonly rows: readonly { readonly locator: RowLocator; readonly texts: readonly string[] }[];
  /** Stands at each heading: what it is, from where, and when it was read. At most 255 characters. */
  readonly source: string;
  /** Stands below it where other rows of the column hold values of an earlier time. */
  readonly someRows: string;
  readonly includeHidden: boolean;
}

export interface FillWritten {
  readonly rows: number;
  /** Rows that are not in the list any more, or are hidden now. */
  readonly gone: number;
  /** Headings under which it stands, as they are in the sheet. */
  readonly headings: readonly string[];
  /** Of these, columns that were there already and have been brought up to date. */
  readonly updated: number;
  /** Columns in which other rows hold values of an earlier time; their headings say so. */
  readonly mixed: number;
  /** Cancelled on the way: what was written until then stands. */
  readonly isCancelled: boolean;
}

export type Where = "sheet" | "workbook";

/** Cells with formulas of ours, by what can become of them. */
export interface FormulasFound {
  /** Cells that hold a value, those into which a formula spills included. */
  readonly values: number;
  /** Cells that show an error such as #N/A, because they are not found or nobody was signed in. */
  readonly errors: number;
  /** Cells of formulas that wait for an answer. */
  readonly waiting: number;
  /** Formulas of which this Excel does not tell how far they spill. */
  readonly unclear: number;
  /** Protected sheets that hold some; nothing is changed there. */
  readonly protectedSheets: readonly string[];
}

export interface SheetTraces {
  readonly sheetId: string;
  readonly sheetName: string;
  readonly isProtected: boolean;
  /** Columns that were filled from the record; `isMarked` is false where only the heading says so. */
  readonly columns: readonly { readonly heading: string; readonly cells: number; readonly isMarked: boolean }[];
  /** Status, Detail and Row id, where they are certainly ours. */
  readonly results: readonly { readonly heading: string; readonly cells: number }[];
  /** Cells with formulas of ours, and cells that such formulas were made values in. */
  readonly formulas: number;
  readonly converted: number;
  /** Cells of the person's own columns into which the record's value was taken. */
  readonly taken: number;
  /** Cells that say what a converted or taken one said whose patient is not on the sheet any more. */
  readonly possible: number;
}

/** A sheet that shows nothing but what comes from the record. */
export interface OwnSheet {
  readonly sheetId: string;
  readonly sheetName: string;
  readonly kind: "report" | "worklist";
  /** Under what the workbook's settings know it; null where they do not. */
  readonly settingKey: string | null;
}

export interface Traces {
  readonly sheets: readonly SheetTraces[];
  /** Every sheet in which something can be written. */
  readonly open: readonly string[];
  /** Protected sheets. */
  readonly locked: readonly { readonly sheetId: string; readonly sheetName: string }[];
  readonly ownSheets: readonly OwnSheet[];
  /** Settings of this workbook that say which sheet is a report or a worklist. */
  readonly settings: number;
}

export interface CleanChoice {
  /** Own sheets that go as a whole. */
  readonly deleteSheets: readonly string[];
  /** Own sheets that stay as they are. */
  readonly keepSheets: readonly string[];
  /** What is only offered: columns that only their heading tells, as `columnKey` names them, values that were taken from the record, by `takenKey`, and cells that may hold one, by `possibleKey`. */
  readonly chosen: ReadonlySet<string>;
}

export interface Cleaned {
  readonly columns: number;
  readonly cells: number;
  readonly sheets: readonly string[];
  /** Sheets of reports and worklists that stay, with all that they show. */
  readonly keptSheets: readonly string[];
  readonly settings: number;
  /** Sheets that are protected: nothing was removed there. */
  readonly protectedSheets: readonly string[];
}

export function columnKey(sheetId: string, heading: string): string {
  return `${sheetId}/${heading}`;
}

/** What no heading can be: values of the record in columns of the person's. */
export function takenKey(sheetId: string): string {
  return `${sheetId}\n`;
}

/** What no heading can be, either: cells of which nobody knows any more whether the value is the record's. */
export function possibleKey(sheetId: string): string {
  return `${sheetId}\n?`;
}

/** Columns of a list that come from the record, as values. Every function may throw `WorkbookError`, and the signal's reason where it is cancelled. */
export interface FillSheetPort {
  /** Writes columns beside a list, or brings those of an earlier time up to date in place. */
  readonly fillColumns: (list: SheetList, content: FillContent, options?: WorkOptions) => Promise<FillWritten>;
  readonly findFormulas: (where: Where, options?: WorkOptions) => Promise<FormulasFound>;
  /** Puts the values of our formulas in their place. `noValue` is written where a cell shows an error; null leaves these alone. Gives the number of cells. */
  readonly convertFormulas: (where: Where, noValue: string | null, options?: WorkOptions) => Promise<number>;
  /** Everything in the workbook that came from the record by way of this product. */
  readonly findTraces: (options?: WorkOptions) => Promise<Traces>;
  readonly removeTraces: (choice: CleanChoice, options?: WorkOptions) => Promise<Cleaned>;
}
