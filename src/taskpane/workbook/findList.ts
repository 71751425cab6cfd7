import { WorkbookError } from "./port";
import type { ListColumn, SheetList } from "./list";
import type { RowField } from "../../domain/types";
import { headerText } from "./headerText";
import { findOwnColumns } from "./ownColumns";
import type { OwnColumns } from "./ownColumns";

/** The list as it stands now: rows and columns may have been inserted, moved or added since it was looked at. */
export interface FoundList {
  readonly sheet: Excel.Worksheet;
  readonly table: Excel.Table | null;
  /** Sheet indexes from 0. */
  readonly headerRow: number;
  readonly lastRow: number;
  readonly leftColumn: number;
  readonly rightColumn: number;
  readonly columns: Readonly<Partial<Record<RowField, number>>>;
  /** Columns that bear our headers. Whether they are ours is known once they have been read. */
  readonly own: OwnColumns;
}

const searchedRows = 40;

/** Finds a list again by the headers that it was understood by. */
export async function findList(context: Excel.RequestContext, list: SheetList): Promise<FoundList> {
  const sheet = context.workbook.worksheets.getItemOrNullObject(list.sheetId);
  sheet.load("id");
  await context.sync();
  if (sheet.isNullObject) throw new WorkbookError("sheet-gone");

  const table = list.place.kind === "table" ? sheet.tables.getItemOrNullObject(list.place.id) : null;
  table?.load("id,showTotals");
  if (table !== null) await context.sync();
  if (table?.isNullObject === true) throw new WorkbookError("list-not-found");

  const area = table === null ? sheet.getUsedRangeOrNullObject(true) : table.getRange();
  area.load("rowIndex,columnIndex,rowCount,columnCount");
  await context.sync();
  if (area.isNullObject) throw new WorkbookError("sheet-empty");

  // Headers may have moved down by rows inserted above them, at most by a few.
  const depth = table === null ? Math.min(area.rowCount, Math.max(searchedRows, list.headerRowNumber - area.rowIndex + searchedRows)) : 1;
  const head = sheet.getRangeByIndexes(area.rowIndex, area.columnIndex, depth, area.columnCount).load("values");
  await context.sync();
  const rows = head.values.map((row) => row.map((value) => headerText(value)));
  const place = findHeaderRow(rows, list, area.rowIndex);
  const headers = place === null ? undefined : rows[place];
  if (place === null || headers === undefined) throw new WorkbookError("list-not-found");

  const at = (column: ListColumn): number => findHeader(headers, column, area.columnIndex) + area.columnIndex;
  const columns: Partial<Record<RowField, number>> = {};
  for (const [field, column] of Object.entries(list.columns)) columns[field as RowField] = at(column);
  return {
    sheet,
    table,
    headerRow: area.rowIndex + place,
    // What adds up the columns below is no row of the list.
    lastRow: area.rowIndex + area.rowCount - (table?.showTotals === true ? 2 : 1),
    leftColumn: area.columnIndex,
    rightColumn: area.columnIndex + area.columnCount - 1,
    columns,
    own: findOwnColumns(headers, area.columnIndex),
  };
}

function findHeaderRow(rows: readonly (readonly string[])[], list: SheetList, top: number): number | null {
  const wanted = Object.values(list.columns).map((column) => column.header);
  const holdsAll = (row: readonly string[] | undefined): boolean => row !== undefined && wanted.every((header) => row.includes(header));
  const expected = list.headerRowNumber - 1 - top;
  if (holdsAll(rows[expected])) return expected;
  const found = rows.findIndex(holdsAll);
  return found === -1 ? null : found;
}

/** The column under this header; where several have it, the one where it stood. */
function findHeader(headers: readonly string[], { header, column }: ListColumn, left: number): number {
  return headers[column - left] === header ? column - left : headers.indexOf(header);
}
