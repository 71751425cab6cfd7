import type { CancelOrder } from "./formula/customFunctions";
import type { WorkbookFile } from "./model/workbookFile";
import type { RequestRecord } from "./wire/richApi";

/** A cell as a test sees it. */
export interface CellSnapshot {
  /** As the add-in reads `values`: an error is its text. */
  readonly value: string | number | boolean;
  /** As a person sees it. */
  readonly text: string;
  /** Null when the cell holds no formula. */
  readonly formula: string | null;
  readonly numberFormat: string;
  /** The error's code (`#N/A`), null when the cell holds none, and the sentence that pointing at it shows. */
  readonly error: string | null;
  readonly message: string | null;
  readonly fill: string | null;
  readonly bold: boolean;
  readonly rowHidden: boolean;
}

/** A chart as a test sees it. */
export interface ChartSnapshot {
  readonly name: string;
  readonly type: string;
  readonly title: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly address: string | null; readonly values: readonly (number | null)[] }[];
}

/**
 * What a test does to the preview workbook, as a person would, and what it reads back: `window.excelHost` on the page.
 * Sheets are named, addresses are A1, rows count from 1. Refusals (a protected sheet, an unknown sheet) throw.
 */
export interface ExcelHostAutomation {
  /** Resolves when the workbook is loaded and the pane's frame is there. */
  readonly ready: Promise<void>;

  cell(sheet: string, address: string): CellSnapshot;
  /** The texts of a range, row by row. */
  texts(sheet: string, address: string): string[][];
  /** Types into a cell and presses Enter: General cells read numbers and dates as Excel does. */
  setCell(sheet: string, address: string, text: string): void;
  clearCells(sheet: string, address: string): void;
  /** Copies a range and pastes it, or fills a larger one with it: relative references follow. */
  copy(sheet: string, from: string, to: string): void;
  /** Activates the sheet and selects; several areas are separated by commas. */
  select(sheet: string, address: string): void;
  selection(): { sheet: string; address: string };
  insertRows(sheet: string, firstRow: number, count: number): void;
  deleteRows(sheet: string, firstRow: number, count: number): void;
  /** Sorts the rows of a range (no header among them) by one of its columns, counted from 0. */
  sort(sheet: string, address: string, column: number, ascending: boolean): void;

  hideRows(sheet: string, firstRow: number, lastRow: number): void;
  unhideRows(sheet: string, firstRow: number, lastRow: number): void;
  /** Shows only rows whose text in the column of `headerAddress` is one of `values`; the header is the filter's first row. */
  filter(sheet: string, headerAddress: string, values: readonly string[]): void;
  clearFilter(sheet: string): void;

  /** Options in the words of Excel's API, such as `{allowFormatCells: true}`. */
  protect(sheet: string, options?: Readonly<Record<string, boolean>>): void;
  unprotect(sheet: string): void;
  /** Unlocks cells, so that they can be written on a protected sheet. */
  unlock(sheet: string, address: string): void;

  /** From now on requests of the add-in fail, or wait if they asked for it, as while a person types into a cell. */
  beginCellEdit(): void;
  endCellEdit(): void;

  sheets(): string[];
  tables(): { name: string; sheet: string; address: string }[];
  charts(sheet: string): ChartSnapshot[];
  deleteChart(sheet: string, name: string): void;
  addSheet(name: string): void;
  renameSheet(sheet: string, name: string): void;
  deleteSheet(sheet: string): void;

  /** Ctrl+Z and Ctrl+Y; the name of what was undone, null when there was nothing. */
  undo(): string | null;
  redo(): string | null;
  /** Names of the steps that can be undone, the last at the end. */
  undoList(): string[];

  /** Presses a button of the ribbon or the cell menu, by its id in the manifest; resolves when the command has completed. */
  runCommand(controlId: string): Promise<void>;
  paneVisible(): boolean;

  /** Another workbook has the focus (Windows, Mac): selecting, activating and adding sheets fail with GeneralException. */
  loseFocus(lost: boolean): void;

  loadWorkbook(file: WorkbookFile): void;
  /** The requests of the add-in so far, with their sizes. */
  readonly requests: readonly RequestRecord[];
  clearRequests(): void;

  /**
   * Runs the add-in anew in an Excel with other requirement sets: `{ExcelApi: "1.11", CustomFunctionsRuntime: null}`; null takes a set away.
   * The same can be asked in the page's address: `?sets=ExcelApi:1.11,CustomFunctionsRuntime:none`.
   */
  onlineFeatures(sets: Readonly<Record<string, string | null>>): Promise<void>;
  /** Calls of custom functions whose results have not come yet. */
  pendingFunctions(): number;
  /** How many calls of functions go to the add-in in one message. */
  callsPerMessage(count: number): void;
  /** When functions hear of a cancellation: in one message with the calls that replace it, before these, or long after. */
  cancelOrder(order: CancelOrder): void;
}

declare global {
  interface Window {
    excelHost?: ExcelHostAutomation;
  }
}
