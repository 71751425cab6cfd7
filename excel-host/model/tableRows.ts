import { hasContent } from "./cell";
import { clearCells, writeValues } from "./editing";
import { invalidArgument } from "./hostError";
import { deleteCells, insertCells } from "./structure";
import { bodyRect, bodyRowCount, currentTable, updateTable } from "./table";
import type { Table } from "./tableState";
import type { Workbook } from "./workbook";

function isBodyEmpty(table: Table): boolean {
  let isEmpty = bodyRowCount(table) === 1;
  table.sheet.forEachCell(bodyRect(table), (_key, cell) => {
    if (hasContent(cell)) isEmpty = false;
  });
  return isEmpty;
}

/** Adds rows at `index` (null: at the end) and gives the index of the first. What stands below the table moves down. */
export function addTableRows(workbook: Workbook, tableId: string, index: number | null, rows: readonly (readonly unknown[])[]): number {
  const table = currentTable(workbook, tableId);
  if (rows.some((row) => row.length !== table.rect.columns))
    throw invalidArgument(
      "TableRowCollection.add",
      "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
    );
  const fillsEmptyBody = index === null && isBodyEmpty(table);
  const at = fillsEmptyBody ? 0 : (index ?? bodyRowCount(table));
  if (at < 0 || at > bodyRowCount(table)) throw invalidArgument("TableRowCollection.add");
  const inserted = rows.length - (fillsEmptyBody ? 1 : 0);
  const rect = { ...table.rect, row: table.rect.row + 1 + at, rows: rows.length };
  if (inserted > 0) {
    insertCells(workbook, table.sheet, { ...rect, row: rect.row + (fillsEmptyBody ? 1 : 0), rows: inserted }, "Down");
    updateTable(workbook, tableId, { rect: { ...table.rect, rows: table.rect.rows + inserted } });
  }
  writeValues(workbook, { sheet: table.sheet, rect, location: "TableRowCollection.add" }, rows);
  return at;
}

/** A table keeps one row, emptied, when the last is deleted. */
export function deleteTableRows(workbook: Workbook, tableId: string, index: number, count: number): void {
  const table = currentTable(workbook, tableId);
  const rect = { ...table.rect, row: table.rect.row + 1 + index, rows: count };
  if (index < 0 || index + count > bodyRowCount(table)) throw invalidArgument("TableRow.delete");
  if (count === bodyRowCount(table)) {
    clearCells(workbook, { sheet: table.sheet, rect, location: "TableRow.delete" }, "Contents");
    if (count > 1) deleteCells(workbook, table.sheet, { ...rect, row: rect.row + 1, rows: count - 1 }, "Up");
    return;
  }
  deleteCells(workbook, table.sheet, rect, "Up");
}

/** The row of totals comes below the body and says so in its first cell; what stood there moves down. Excel also counts in its last one. */
export function setTotals(workbook: Workbook, tableId: string, showTotals: boolean): void {
  const table = currentTable(workbook, tableId);
  if (table.showTotals === showTotals) return;
  const row = table.rect.row + table.rect.rows - (showTotals ? 0 : 1);
  const rect = { ...table.rect, row, rows: 1 };
  if (!showTotals) {
    deleteCells(workbook, table.sheet, rect, "Up");
    return;
  }
  insertCells(workbook, table.sheet, rect, "Down");
  updateTable(workbook, tableId, { rect: { ...table.rect, rows: table.rect.rows + 1 }, showTotals });
  writeValues(workbook, { sheet: table.sheet, rect: { ...rect, columns: 1 }, location: "Table.showTotals" }, [["Total"]]);
}

export function addTableColumn(
  workbook: Workbook,
  tableId: string,
  index: number | null,
  values: readonly (readonly unknown[])[] | null,
): number {
  const table = currentTable(workbook, tableId);
  const at = index ?? table.rect.columns;
  if (at < 0 || at > table.rect.columns) throw invalidArgument("TableColumnCollection.add");
  const rect = { ...table.rect, column: table.rect.column + at, columns: 1 };
  insertCells(workbook, table.sheet, rect, "Right");
  updateTable(workbook, tableId, { rect: { ...table.rect, columns: table.rect.columns + 1 } });
  writeValues(
    workbook,
    { sheet: table.sheet, rect: { ...rect, rows: values?.length ?? 1 }, location: "TableColumnCollection.add" },
    values ?? [[`Column${at + 1}`]],
  );
  return at;
}

export function deleteTableColumn(workbook: Workbook, tableId: string, index: number): void {
  const table = currentTable(workbook, tableId);
  if (table.rect.columns === 1) throw invalidArgument("TableColumn.delete");
  deleteCells(workbook, table.sheet, { ...table.rect, column: table.rect.column + index, columns: 1 }, "Left");
}
