/** A sheet that a worklist has become. */
export interface WorklistSheet {
  readonly worklist: string;
  readonly sheetId: string;
  readonly sheetName: string;
}

/** Worklists as sheets of the workbook. Every function may throw `WorkbookError`, and the signal's reason where it is cancelled. */
export interface WorklistSheetPort {
  /** Every sheet of this workbook that a worklist has become. */
  readonly find: () => Promise<readonly WorklistSheet[]>;
}
