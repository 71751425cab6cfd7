/** Marks of where a list differs from the record. Every function may throw `WorkbookError`, and the signal's reason where it is cancelled. */
export interface CompareSheetPort {
  /** Takes away every mark of ours, with the column they stand on. */
  readonly removeMarks: (sheetId: string) => Promise<void>;
}
