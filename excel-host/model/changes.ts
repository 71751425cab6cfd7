import type { Rect } from "./address";
import type { Sheet } from "./sheet";

/** Who made a change: a person in the grid, the add-in through the API, or undo. */
export type ChangeSource = "person" | "addin" | "undo";

export type CellChangeType =
  "RangeEdited" | "RowInserted" | "RowDeleted" | "ColumnInserted" | "ColumnDeleted" | "CellInserted" | "CellDeleted";

export type WorkbookChange =
  | {
      readonly kind: "cells";
      readonly sheet: Sheet;
      readonly rect: Rect;
      readonly changeType: CellChangeType;
      readonly before?: string | number | boolean;
    }
  | { readonly kind: "calculated"; readonly sheet: Sheet; readonly rect: Rect }
  | { readonly kind: "format"; readonly sheet: Sheet; readonly rect: Rect }
  | { readonly kind: "rowsHidden"; readonly sheet: Sheet; readonly rect: Rect; readonly hidden: boolean }
  | { readonly kind: "layout"; readonly sheet: Sheet }
  | { readonly kind: "protection"; readonly sheet: Sheet }
  | { readonly kind: "selection" }
  | {
      readonly kind: "sheetAdded" | "sheetDeleted" | "sheetActivated" | "sheetDeactivated" | "sheetRenamed" | "sheetMoved";
      readonly sheet: Sheet;
    }
  | {
      readonly kind: "tableAdded" | "tableDeleted" | "tableChanged";
      readonly tableId: string;
      readonly tableName: string;
      readonly sheet: Sheet;
    }
  | { readonly kind: "loaded" | "restored" | "namesChanged" };

export type ChangeListener = (change: WorkbookChange, source: ChangeSource) => void;
