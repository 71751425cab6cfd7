/** The form in which a workbook is handed to the host, for example by `/preview/sample.json`. Addresses are A1; rows count from 1. */
export interface WorkbookFile {
  readonly name: string;
  readonly date1904?: boolean;
  readonly sheets: readonly SheetFile[];
}

export interface SheetFile {
  readonly name: string;
  /** Widths in pixels, from column A on. */
  readonly columns?: readonly { readonly width: number }[];
  /** Row by row from A1. A value stands for itself: nothing is read as if typed, so `"0803"` stays text. */
  readonly cells: readonly (readonly CellFile[])[];
  readonly frozenRows?: number;
  readonly tables?: readonly { readonly name: string; readonly address: string }[];
  readonly hiddenRows?: readonly number[];
  readonly activeCell?: string;
  readonly selection?: string;
}

export type CellFile = StyledCellFile | string | number | boolean | null;

export type StoredScalar = string | number | boolean;

export interface StyledCellFile {
  /** The value. Dates are serial numbers of the workbook's date system, with a date format in `nf`. */
  readonly v: string | number | boolean | null;
  /** `"s"` text, `"n"` number, `"b"` yes or no, `"e"` error value (`v` is its text, such as `#N/A`), `"f"` formula (`v` is its text). */
  readonly t?: "s" | "n" | "b" | "e" | "f";
  /**
   * The result with which a formula was saved. It is shown until something asks for a calculation, as Excel does; a formula without one is
   * calculated when the workbook opens. Several cells are rows; the text of an error is that error.
   */
  readonly stored?: StoredScalar | readonly (readonly StoredScalar[])[];
  /** Number format. `@` is text; `m/d/yyyy` is Excel's short date, shown in the form of the region. */
  readonly nf?: string;
  readonly b?: boolean;
  /** Background as `#RRGGBB`. */
  readonly fill?: string;
}
