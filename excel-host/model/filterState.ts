import type { Rect } from "./address";

/** What a column must show, in the words of Excel's API. */
export interface FilterCriteria {
  readonly filterOn: string;
  readonly values?: readonly string[];
  readonly criterion1?: string;
  readonly criterion2?: string;
  readonly operator?: string;
}

/** A filter over `rect` (header row included); criteria by column, counted from the left of `rect`. */
export interface FilterState {
  readonly rect: Rect;
  readonly criteria: ReadonlyMap<number, FilterCriteria>;
}
