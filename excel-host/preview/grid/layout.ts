import type { Sheet } from "../../model/sheet";
import { sizeOf } from "../../model/sizes";
import type { Workbook } from "../../model/workbook";
import { Axis } from "./axis";

export const rowHeaderWidth = 48;
export const columnHeaderHeight = 24;
export const pixelsPerPoint = 4 / 3;

/** Space beyond the used part, so that there is always room to write. */
const spareRows = 200;
const spareColumns = 12;
const fewestColumns = 26;

/** The sizes of a sheet as it is drawn now. */
export interface GridLayout {
  readonly sheet: Sheet;
  readonly rows: Axis;
  readonly columns: Axis;
  readonly frozenRows: number;
  readonly frozenColumns: number;
  readonly frozenHeight: number;
  readonly frozenWidth: number;
}

export interface Scroll {
  readonly left: number;
  readonly top: number;
}

export function createLayout(workbook: Workbook): GridLayout {
  const { sheet, rects } = workbook.selection;
  const used = sheet.usedRect(false);
  const isEndless = (count: number): boolean => count > 100_000;
  const [selected] = rects;
  const selectedRows = isEndless(selected.rows) ? 0 : selected.row + selected.rows;
  const selectedColumns = selected.columns > 10_000 ? 0 : selected.column + selected.columns;
  const rowCount = Math.min(Math.max((used?.row ?? 0) + (used?.rows ?? 0), selectedRows) + spareRows, 1_048_576);
  const columnCount = Math.min(
    Math.max((used?.column ?? 0) + (used?.columns ?? 0), selectedColumns, fewestColumns - spareColumns) + spareColumns,
    16_384,
  );
  const rows = new Axis(rowCount, (row) => (sheet.isRowHidden(row) ? 0 : Math.round(sizeOf(sheet, "row", row) * pixelsPerPoint)));
  const columns = new Axis(columnCount, (column) =>
    sheet.isColumnHidden(column) ? 0 : Math.round(sizeOf(sheet, "column", column) * pixelsPerPoint),
  );
  const { frozenRows, frozenColumns } = sheet.state;
  return {
    sheet,
    rows,
    columns,
    frozenRows,
    frozenColumns,
    frozenHeight: rows.startOf(frozenRows),
    frozenWidth: columns.startOf(frozenColumns),
  };
}

/** Where a row or column is drawn, counted from the corner below the headers; frozen ones stay where they are. */
export const rowTop = (layout: GridLayout, row: number, scroll: Scroll): number =>
  layout.rows.startOf(row) - (row < layout.frozenRows ? 0 : scroll.top);
export const columnLeft = (layout: GridLayout, column: number, scroll: Scroll): number =>
  layout.columns.startOf(column) - (column < layout.frozenColumns ? 0 : scroll.left);

/** The cell under a point counted from the corner below the headers. */
export function cellAtPoint(layout: GridLayout, x: number, y: number, scroll: Scroll): { row: number; column: number } {
  return {
    row: layout.rows.indexAt(y < layout.frozenHeight ? y : y + scroll.top),
    column: layout.columns.indexAt(x < layout.frozenWidth ? x : x + scroll.left),
  };
}

function visible(axis: Axis, frozen: number, from: number, size: number): number[] {
  const indexes: number[] = [];
  for (let index = 0; index < Math.min(frozen, axis.count); index++) if (axis.sizeOf(index) > 0) indexes.push(index);
  const first = Math.max(frozen, axis.indexAt(from + axis.startOf(frozen)));
  for (let index = first; index < axis.count && axis.startOf(index) < from + size; index++) if (axis.sizeOf(index) > 0) indexes.push(index);
  return indexes;
}

export const visibleRows = (layout: GridLayout, scroll: Scroll, height: number): number[] =>
  visible(layout.rows, layout.frozenRows, scroll.top, height);
export const visibleColumns = (layout: GridLayout, scroll: Scroll, width: number): number[] =>
  visible(layout.columns, layout.frozenColumns, scroll.left, width);
