import type { PlaceLists } from "./placeLists";

/** A sheet that a worklist has become. */
export interface WorklistSheet {
  /** The uuid of the worklist. */
  readonly worklist: string;
  readonly sheetId: string;
  readonly sheetName: string;
}

/** What a sheet is made of. Patients come page by page, so that a long list is never in the pane as a whole. */
export interface WorklistContent {
  readonly worklist: string;
  /** Wished; Excel's rules and the other sheets may change it. */
  readonly name: string;
  /** Stand above the headings: which worklist this is, and when the record was read. */
  readonly lines: readonly string[];
  readonly total: number;
  /** Texts in the order of `worklistColumns`; null after the last page. */
  readonly next: () => Promise<readonly (readonly string[])[] | null>;
  /** Names to choose from, once every page has been read. */
  readonly lists: () => PlaceLists;
}

export interface WorklistSheetOptions {
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** Worklists as sheets of the workbook. Every function may throw `WorkbookError`, and the signal's reason where it is cancelled. */
export interface WorklistSheetPort {
  /** Every sheet of this workbook that a worklist has become, the newest of each worklist first. */
  readonly find: () => Promise<readonly WorklistSheet[]>;
  /** Adds a sheet that is ready to be filled in, and shows it. Leaves nothing behind where it fails or is cancelled. */
  readonly make: (content: WorklistContent, options?: WorklistSheetOptions) => Promise<WorklistSheet>;
  /** Brings a sheet to the front. */
  readonly show: (sheet: WorklistSheet) => Promise<void>;
}
