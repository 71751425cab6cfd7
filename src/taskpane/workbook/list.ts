import type { RowField } from "../../domain/types";

/** Where a list stands on its sheet: in an Excel table, or in cells that are no table. */
export type ListPlace =
  | { readonly kind: "table"; readonly id: string; readonly name: string; readonly rowCount: number }
  | { readonly kind: "cells"; readonly address: string; readonly rowCount: number };

/** The list as it has been understood: where its header row is and which header stands over each column in use. */
export interface SheetList {
  readonly sheetId: string;
  readonly place: ListPlace;
  /** Sheet row (1-based) of the headers. */
  readonly headerRowNumber: number;
  /** Column of each field: its header text and its sheet column (0-based) when it was looked at. Found by the text from then on. */
  readonly columns: Readonly<Partial<Record<RowField, ListColumn>>>;
}
export interface ListColumn {
  readonly header: string;
  readonly column: number;
}

/** How a row is found again after sorting, filtering and inserting: by its id, else by what was typed in it (see `rowMark`). */
export interface RowLocator {
  readonly rowNumber: number;
  readonly rowId: string;
  readonly mark: string;
}

export type Progress = (done: number, total: number) => void;
