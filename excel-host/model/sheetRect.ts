import type { Rect } from "./address";
import type { Sheet } from "./sheet";

/** Cells of one sheet. */
export interface SheetRect {
  readonly sheet: Sheet;
  readonly rect: Rect;
}
