import { boundingRect, cellRect, intersect, overlaps, type Rect } from "./address";
import { withContent } from "./cell";
import { alreadyExists, invalidArgument, itemNotFound } from "./hostError";
import { requireWritable } from "./protection";
import type { Sheet } from "./sheet";
import type { Table } from "./tableState";
import type { Workbook } from "./workbook";

export const headerRect = (table: Table): Rect => ({ ...table.rect, rows: 1 });
export const bodyRect = (table: Table): Rect => ({ ...table.rect, row: table.rect.row + 1, rows: bodyRowCount(table) });
export const bodyRowCount = ({ rect, showTotals }: Table): number => rect.rows - (showTotals ? 2 : 1);
export const totalRect = (table: Table): Rect | null => (table.showTotals ? { ...table.rect, row: table.rect.row + table.rect.rows - 1, rows: 1 } : null);

/** The table as it is now: table objects are replaced at each change, so callers keep the id. */
export function currentTable(workbook: Workbook, id: string): Table {
  const table = workbook.state.tables.find((candidate) => candidate.id === id);
  if (!table) throw itemNotFound("Table");
  return table;
}

export function findTable(workbook: Workbook, nameOrId: string): Table | null {
  const wanted = nameOrId.toLowerCase();
  return workbook.state.tables.find((table) => table.id === nameOrId || table.name.toLowerCase() === wanted) ?? null;
}

export function updateTable(workbook: Workbook, id: string, change: Partial<Table>): void {
  const tables = workbook.state.tables.map((table) => (table.id === id ? { ...table, ...change } : table));
  workbook.update({ tables });
  const table = currentTable(workbook, id);
  workbook.emit({ kind: "tableChanged", tableId: id, tableName: table.name, sheet: table.sheet });
}

function requireFree(workbook: Workbook, sheet: Sheet, rect: Rect, exceptId?: string): void {
  const clash = workbook.state.tables.some((table) => table.id !== exceptId && table.sheet === sheet && overlaps(table.rect, rect));
  if (clash) throw invalidArgument("TableCollection.add", "A table can't overlap another table.");
}

function freeTableName(workbook: Workbook): string {
  let number = workbook.state.tables.length + 1;
  while (findTable(workbook, `Table${number}`)) number++;
  return `Table${number}`;
}

/** Header cells of a table are texts, all different and none blank. */
function nameHeaders(workbook: Workbook, sheet: Sheet, rect: Rect): void {
  const seen = new Set<string>();
  for (let offset = 0; offset < rect.columns; offset++) {
    const column = rect.column + offset;
    const given = workbook.textOf(sheet.cell(rect.row, column));
    const wanted = given === "" ? `Column${offset + 1}` : given;
    let name = wanted;
    for (let number = 2; seen.has(name.toLowerCase()); number++) name = `${wanted}${number}`;
    seen.add(name.toLowerCase());
    if (sheet.cell(rect.row, column)?.value !== name) sheet.put(rect.row, column, withContent(sheet.cell(rect.row, column), name));
  }
}

export function addTable(workbook: Workbook, sheet: Sheet, rect: Rect, hasHeaders: boolean): Table {
  requireWritable(sheet, rect, "TableCollection.add");
  const withBody = { ...rect, rows: Math.max(rect.rows + (hasHeaders ? 0 : 1), 2) };
  requireFree(workbook, sheet, withBody);
  if (!hasHeaders) moveDown(sheet, rect);
  nameHeaders(workbook, sheet, withBody);
  const table: Table = {
    id: `{${String(workbook.nextId()).padStart(8, "0")}-0000-0000-0000-000000000000}`,
    name: freeTableName(workbook),
    sheet,
    rect: withBody,
    showTotals: false,
    style: "TableStyleMedium2",
    showBandedRows: true,
    showBandedColumns: false,
    showFilterButton: true,
    highlightFirstColumn: false,
    highlightLastColumn: false,
    criteria: new Map(),
  };
  workbook.update({ tables: [...workbook.state.tables, table] });
  workbook.emit({ kind: "tableAdded", tableId: table.id, tableName: table.name, sheet });
  return table;
}

function moveDown(sheet: Sheet, rect: Rect): void {
  for (let row = rect.row + rect.rows; row > rect.row; row--) {
    for (let column = rect.column; column < rect.column + rect.columns; column++) {
      const above = sheet.cell(row - 1, column);
      sheet.put(row, column, above ?? withContent(undefined, ""));
      if (row - 1 === rect.row) sheet.put(row - 1, column, withContent(undefined, ""));
    }
  }
}

export function renameTable(workbook: Workbook, id: string, name: string): void {
  if (!/^[A-Za-z_\\][\w.\\]*$/.test(name) || name.length > 255) throw invalidArgument("Table.name");
  const other = findTable(workbook, name);
  if (other && other.id !== id) throw alreadyExists("Table.name");
  updateTable(workbook, id, { name });
}

/** The new rectangle must overlap the old one and keep the header row, as in Excel. */
export function resizeTable(workbook: Workbook, id: string, rect: Rect): void {
  const table = currentTable(workbook, id);
  const keepsHeader = rect.row === table.rect.row && rect.rows >= 2 && intersect(rect, table.rect) !== null;
  if (!keepsHeader) throw invalidArgument("Table.resize");
  requireFree(workbook, table.sheet, rect, id);
  updateTable(workbook, id, { rect });
  nameHeaders(workbook, table.sheet, rect);
}

export function deleteTable(workbook: Workbook, id: string): void {
  const table = currentTable(workbook, id);
  workbook.update({ tables: workbook.state.tables.filter((candidate) => candidate.id !== id) });
  workbook.emit({ kind: "tableDeleted", tableId: id, tableName: table.name, sheet: table.sheet });
}

/** Excel takes a row written straight below a table, and a column typed straight beside it, into the table. */
export function extendTables(workbook: Workbook, sheet: Sheet, written: Rect, alsoColumns: boolean): void {
  for (const table of workbook.state.tables) {
    if (table.sheet !== sheet) continue;
    const { rect } = table;
    // Below a row of totals nothing is taken in.
    const below = { ...rect, row: rect.row + rect.rows, rows: 1 };
    const beside = { ...rect, column: rect.column + rect.columns, columns: 1 };
    const insideColumns = written.column >= rect.column && written.column + written.columns <= rect.column + rect.columns;
    const grown =
      insideColumns && written.row === below.row && !table.showTotals
        ? boundingRect(rect, { ...rect, row: written.row, rows: written.rows })
        : alsoColumns && overlaps(beside, written) && written.columns === 1
          ? boundingRect(rect, { ...rect, column: written.column, columns: 1 })
          : null;
    const isFree =
      grown && !workbook.state.tables.some((other) => other.id !== table.id && other.sheet === sheet && overlaps(other.rect, grown));
    if (grown && isFree && (grown.columns > rect.columns || wasEmptyBelow(workbook, sheet, rect, written))) {
      updateTable(workbook, table.id, { rect: grown });
      if (grown.columns > rect.columns) nameHeaders(workbook, sheet, grown);
    }
  }
}

/** A row below a table that already held something beside what was written stays outside. */
function wasEmptyBelow(workbook: Workbook, sheet: Sheet, rect: Rect, written: Rect): boolean {
  for (let column = rect.column; column < rect.column + rect.columns; column++) {
    const isWritten = intersect(written, cellRect(written.row, column)) !== null;
    if (!isWritten && workbook.textOf(sheet.cell(written.row, column)) !== "") return false;
  }
  return true;
}
