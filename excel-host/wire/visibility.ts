import type { SheetRect } from "../model/sheetRect";
import type { Rect } from "../model/address";
import type { Sheet } from "../model/sheet";

function visibleIndexes(start: number, count: number, isHidden: (index: number) => boolean): number[] {
  return Array.from({ length: count }, (_, offset) => start + offset).filter((index) => !isHidden(index));
}

export const visibleRows = ({ sheet, rect }: SheetRect): number[] => visibleIndexes(rect.row, rect.rows, (row) => sheet.isRowHidden(row));
export const visibleColumns = ({ sheet, rect }: SheetRect): number[] =>
  visibleIndexes(rect.column, rect.columns, (column) => sheet.isColumnHidden(column));

/** Neighbouring numbers as stretches of `[start, length]`. */
export function stretches(indexes: readonly number[]): (readonly [number, number])[] {
  const result: [number, number][] = [];
  for (const index of indexes) {
    const last = result.at(-1);
    if (last && last[0] + last[1] === index) last[1]++;
    else result.push([index, 1]);
  }
  return result;
}

export function visibleRects(area: SheetRect): Rect[] {
  const columns = stretches(visibleColumns(area));
  return stretches(visibleRows(area)).flatMap(([row, rows]) => columns.map(([column, width]) => ({ row, rows, column, columns: width })));
}

/** True when all are hidden, false when none is, null when some are. */
function allHidden(count: number, start: number, isHidden: (index: number) => boolean): boolean | null {
  let hidden = 0;
  for (let index = start; index < start + count; index++) if (isHidden(index)) hidden++;
  return hidden === 0 ? false : hidden === count ? true : null;
}

export const rowsHidden = (sheet: Sheet, rect: Rect): boolean | null =>
  allHidden(Math.min(rect.rows, 200_000), rect.row, (row) => sheet.isRowHidden(row));
export const columnsHidden = (sheet: Sheet, rect: Rect): boolean | null =>
  allHidden(rect.columns, rect.column, (column) => sheet.isColumnHidden(column));
