/** Columns of a list that come from the record, as values. Every function may throw `WorkbookError`, and the signal's reason where it is cancelled. */
export interface FillSheetPort {
  /** Puts the values of our formulas in their place, on the sheet in front or in the whole workbook. Gives the number of cells. */
  readonly convertFormulas: (where: "sheet" | "workbook") => Promise<number>;
}
