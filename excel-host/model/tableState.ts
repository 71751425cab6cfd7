import type { Rect } from "./address";
import type { FilterCriteria } from "./filterState";
import type { Sheet } from "./sheet";

/** A table as the workbook holds it. */
export interface Table {
  readonly id: string;
  readonly name: string;
  readonly sheet: Sheet;
  /** Header row, body, and the row of totals where there is one. */
  readonly rect: Rect;
  readonly showTotals: boolean;
  readonly style: string;
  readonly showBandedRows: boolean;
  readonly showBandedColumns: boolean;
  readonly showFilterButton: boolean;
  readonly highlightFirstColumn: boolean;
  readonly highlightLastColumn: boolean;
  /** By column of the table, counted from zero. */
  readonly criteria: ReadonlyMap<number, FilterCriteria>;
}
