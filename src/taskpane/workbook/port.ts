import type { CellContent, RowField } from "../../domain/types";
import type { CompareSheetPort } from "../compare/sheetPort";
import type { FillSheetPort } from "../fill/sheetPort";
import type { ReportSheetPort } from "../reports/sheetPort";
import type { WorklistSheetPort } from "../worklists/sheetPort";
import type { ListPlace, Progress, RowLocator, SheetList } from "./list";

/** Every reason for which Excel did not do what was asked. Each has a sentence in `src/wording`. */
export const workbookProblems = [
  "sheet-empty",
  "list-not-found",
  "nothing-selected",
  "several-areas",
  "sheet-protected",
  "sheet-gone",
  "cell-in-edit",
  "other-workbook",
  "read-only",
  "too-large",
  "row-gone",
  "nothing-to-undo",
  "report-table-gone",
  "report-too-long",
  "report-key-gone",
  "not-supported",
  "excel-failed",
] as const;
export type WorkbookProblem = (typeof workbookProblems)[number];

/** Thrown by every function of the workbook: a reason that a person can be told, never a text of Excel's. */
export class WorkbookError extends Error {
  readonly code: WorkbookProblem;
  /** What Excel called it: a closed word of Office.js for the log and for support, never shown as the reason. */
  readonly excelCode: string | null;
  constructor(code: WorkbookProblem, options: { excelCode?: string | null; cause?: unknown } = {}) {
    super(code, { cause: options.cause });
    this.name = "WorkbookError";
    this.code = code;
    this.excelCode = options.excelCode ?? null;
  }
}

/** What stands on the sheet, before anything of it is understood. Row and column numbers of the head count from 0. */
export interface SheetLook {
  readonly workbookName: string;
  readonly sheetId: string;
  readonly sheetName: string;
  /** Cells cannot be written because the sheet is protected. */
  readonly isProtected: boolean;
  /** The workbook is open for reading only. */
  readonly isReadOnly: boolean;
  /** Every list of the sheet, so that a person can choose; the chosen one is among them. */
  readonly places: readonly ListPlace[];
  readonly chosen: ListPlace;
  /** The first rows of the chosen list with all its columns (at most 25 rows and 200 columns). */
  readonly head: readonly (readonly CellContent[])[];
  /** Sheet row (1-based) of the head's first row, and sheet column (0-based) of its first column. */
  readonly topRowNumber: number;
  readonly leftColumn: number;
  /** Rows of the list from the top row to its last, head included. */
  readonly rowCount: number;
  /** Sheet rows (1-based) that the person has selected, as spans; empty where the selection is elsewhere. */
  readonly selectedRows: readonly { readonly first: number; readonly last: number }[];
}

/** One row of the list, as Excel holds it. */
export interface SheetRow {
  /** 1-based. */
  readonly rowNumber: number;
  readonly cells: Readonly<Partial<Record<RowField, CellContent>>>;
  readonly isHidden: boolean;
  /** Our own columns: `""` where the list has none. */
  readonly rowId: string;
  readonly status: string;
  readonly detail: string;
}

export interface RowsRead {
  readonly rows: readonly SheetRow[];
  /** Days are counted from 1904 in this workbook; null where nothing in the list proves either. */
  readonly date1904: boolean | null;
}

export interface StatusEntry {
  readonly locator: RowLocator;
  readonly status: string;
  readonly detail: string;
}

export interface CellRepair {
  readonly locator: RowLocator;
  readonly field: RowField;
  /** Written as text, so that Excel does not change it again. */
  readonly after: string;
}

/** What a write did. Rows that are no longer there were left out, and are counted. */
export interface WriteResult {
  readonly written: number;
  /** Row numbers (as validated) that could not be found again. */
  readonly gone: readonly number[];
}

export interface LastChange {
  readonly kind: "status" | "repairs" | "sheet" | "report" | "fill";
  readonly sheetName: string;
  readonly cells: number;
}

export interface UndoResult {
  readonly restored: number;
  /** Cells that somebody has changed since; they were left alone. */
  readonly left: number;
}

export interface SelectedCell {
  readonly sheetId: string;
  readonly sheetName: string;
  /** `B7`, without the sheet. */
  readonly address: string;
  /** 1-based row of the selection's first cell. */
  readonly rowNumber: number;
}

/** What a cell has to do with our functions, its own formula's or that of the one which spills into it. */
export interface FunctionCell {
  readonly holdsOurs: boolean;
  readonly showsError: boolean;
}

/** `fromRecord`: the values are what the record says, and are to be found again before the workbook is shared. */
export interface RepairOptions {
  readonly fromRecord?: boolean;
}

/** A cell of a sheet that is made: a text, or a day (`YYYY-MM-DD`) that becomes a date. */
export type SheetCell = string | { readonly day: string };

/** What a new sheet is made of. Rows are handed over in blocks, so that a long list is never in the pane as a whole. */
export interface SheetContent {
  /** Wished; Excel's rules and the other sheets may change it. */
  readonly name: string;
  readonly rowCount: number;
  readonly width: number;
  /** 1-based. */
  readonly headingRow: number;
  /** From 0, ascending. */
  readonly hiddenRows: readonly number[];
  readonly readRows: (from: number, count: number) => Promise<readonly (readonly SheetCell[])[]>;
}

/** All that the pane asks of Excel. Screens take it as a prop, so they render without Excel. Every function may throw `WorkbookError`. */
export interface WorkbookPort {
  /** Looks at the given sheet and list, else at the active sheet and the list that the person most likely means. */
  readonly lookAtSheet: (choice?: { sheetId: string; placeId?: string }) => Promise<SheetLook>;
  readonly readRows: (list: SheetList, options?: { onProgress?: Progress; signal?: AbortSignal }) => Promise<RowsRead>;
  readonly writeStatus: (list: SheetList, entries: readonly StatusEntry[]) => Promise<WriteResult>;
  readonly applyRepairs: (list: SheetList, repairs: readonly CellRepair[], options?: RepairOptions) => Promise<WriteResult>;
  /** Brings back what stood in the given cells before they were repaired. */
  readonly takeBackRepairs: (list: SheetList, cells: readonly { readonly locator: RowLocator; readonly field: RowField }[]) => Promise<UndoResult>;
  /** What *Undo last change* would take back; null where there is nothing. */
  readonly lastChange: () => LastChange | null;
  readonly onLastChange: (listener: () => void) => () => void;
  readonly undoLastChange: () => Promise<UndoResult>;
  readonly jumpToCell: (list: SheetList, target: { locator: RowLocator; field: RowField | null }) => Promise<void>;
  /** Adds a sheet that is ready to be filled in, and shows it. Gives its name. */
  readonly newSheet: () => Promise<string>;
  /** Adds a sheet with these rows, and shows it. Leaves nothing behind where it fails or is cancelled. */
  readonly importSheet: (content: SheetContent, options?: { onProgress?: Progress; signal?: AbortSignal }) => Promise<{ readonly id: string; readonly name: string }>;
  /** Text of the cell that is selected now, trimmed. */
  readonly readSelectedCell: () => Promise<SelectedCell & { readonly text: string }>;
  /** Text of one cell; row from 1, column from 0. */
  readonly readSheetCell: (place: { readonly sheetId: string; readonly rowNumber: number; readonly column: number }) => Promise<string>;
  readonly onSelection: (listener: (cell: SelectedCell) => void) => Promise<() => void>;
  readonly readFunctionCell: (cell: Pick<SelectedCell, "sheetId" | "address">) => Promise<FunctionCell>;
  /** Told (with its sheet) when cells are typed, cleared or moved; not when they are calculated. Gives the function that ends it. */
  readonly onCellsChanged: (listener: (sheetId: string) => void) => Promise<() => void>;
  /** Makes Excel ask again for every cell that holds a function of ours, or for those alone that show an error. Gives the number of cells. */
  readonly refreshFunctions: (which?: "all" | "errors") => Promise<number>;
  /** Sheets that show reports. */
  readonly reports: ReportSheetPort;
  /** These are loaded with the screens that need them. */
  readonly fill: () => Promise<FillSheetPort>;
  readonly compare: () => Promise<CompareSheetPort>;
  readonly worklists: () => Promise<WorklistSheetPort>;
}

/** Tells one list of a sheet from the others. */
export function placeId(place: ListPlace): string {
  return place.kind === "table" ? place.id : "cells";
}
