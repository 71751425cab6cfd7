import type { CellContent, RowField } from "../../../domain/types";
import { matchRows } from "../../workbook/matchRows";
import type { RowLocator } from "../../workbook/list";
import type { SheetRow } from "../../workbook/port";
import { rowMark } from "../../workbook/rowMark";
import type { PaneRow } from "./paneRow";

/** What must stand in the sheet for the row to be as the person validated it: as typed, with the repairs that were written into it. */
export function expectedMark(row: PaneRow): string {
  const cells: Partial<Record<RowField, CellContent>> = { ...row.sheet.cells };
  for (const [field, text] of Object.entries(row.written)) cells[field as RowField] = { value: text };
  return rowMark(cells);
}

export function locatorOf(row: PaneRow): RowLocator {
  return { rowNumber: row.sheet.rowNumber, rowId: row.sheet.rowId, mark: expectedMark(row) };
}

export interface Comparison {
  /** Rows still as they were validated, by index, with where they stand now. */
  readonly unchanged: ReadonlyMap<number, SheetRow>;
  /** Indexes of rows that have been changed or removed since. */
  readonly changed: readonly number[];
  /** Indexes of rows that are hidden now and were not when the person looked. */
  readonly hiddenSince: readonly number[];
}

/** Compares validated rows with the sheet as it is read again: sorting, filtering and inserting do no harm, editing does. */
export function compareWithSheet(rows: readonly PaneRow[], now: readonly SheetRow[]): Comparison {
  const unchanged = new Map<number, SheetRow>();
  const changed: number[] = [];
  const hiddenSince: number[] = [];
  const places = matchRows(rows.map(locatorOf), now);
  rows.forEach((row, at) => {
    const place = places[at] ?? null;
    const match = place === null ? undefined : now[place];
    if (match === undefined) changed.push(row.index);
    else if (match.isHidden && !row.sheet.isHidden) hiddenSince.push(row.index);
    else unchanged.set(row.index, match);
  });
  return { unchanged, changed, hiddenSince };
}
