/** A cell as it will stand in the sheet: a text, or a day that a workbook's cell held as a date (`YYYY-MM-DD`). */
export type ImportedCell = string | { readonly day: string };
export type ImportedRow = readonly ImportedCell[];

/** What a file holds, row by row from its first; rows keep their numbers, so that "row 7" is the same in the file and in the sheet. */
export interface ImportedTable {
  /** A text file has every cell of a row, blank ones too; a workbook only those that hold something. */
  readonly kind: "text" | "workbook";
  readonly rows: readonly ImportedRow[];
  /** Rows (from 0) that a person or a filter had hidden in the workbook. */
  readonly hiddenRows: readonly number[];
  /** Cells of a workbook that are not what they seem. */
  readonly formulas: readonly CellPlace[];
  readonly errors: readonly CellPlace[];
  readonly merges: readonly MergedArea[];
}

export interface CellPlace {
  /** From 0. */
  readonly row: number;
  readonly column: number;
  /** What stands there. */
  readonly text: string;
}

export interface MergedArea {
  readonly range: string;
  /** Last row of the area, from 0. */
  readonly lastRow: number;
}

export const importLimits = {
  /** Bytes of the file. */
  fileBytes: 60_000_000,
  /** Bytes of a workbook after it is inflated. */
  inflatedBytes: 250_000_000,
  /** As many as one submission takes. */
  rows: 200_000,
  columns: 100,
  /** Excel's own. */
  cellCharacters: 32_767,
  /** Cells of a workbook: reading one takes far more memory than its size. A CSV is read as it comes. */
  workbookCells: 1_000_000,
} as const;

/** Cells up to the last one that is not blank: Excel writes commas for every column that was ever used. */
export function filledWidth(row: ImportedRow): number {
  let width = row.length;
  while (width > 0 && isBlankCell(row[width - 1])) width -= 1;
  return width;
}

function isBlankCell(cell: ImportedCell | undefined): boolean {
  return cell === undefined || (typeof cell === "string" && cell.trim() === "");
}

/** Letters of a column counted from 0, and the row counted from 1, as a person says it. */
export function cellName(row: number, column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${row + 1}`;
}
