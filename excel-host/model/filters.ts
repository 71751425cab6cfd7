import { addressOf, maxColumns, type Rect } from "./address";
import type { FilterCriteria, FilterState } from "./filterState";
import { notImplemented } from "./hostError";
import { requireAllowed } from "./protection";
import type { Sheet } from "./sheet";
import { bodyRowCount, currentTable, updateTable } from "./table";
import type { Workbook } from "./workbook";

type RowTest = (text: string, value: unknown) => boolean;

const comparison = /^(<>|<=|>=|=|<|>)?(.*)$/s;

/** Reads a custom criterion such as `>=5`, `<>` or `*08?` into a test of one cell. */
function customTest(criterion: string): RowTest {
  const [, operator = "=", operand = ""] = comparison.exec(criterion) ?? [];
  const pattern = new RegExp(
    `^${operand
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
    "is",
  );
  const number = operand.trim() === "" ? NaN : Number(operand);
  if (operator === "=") return (text) => pattern.test(text);
  if (operator === "<>") return (text) => !pattern.test(text);
  return (text, value) => {
    const [left, right] = Number.isNaN(number)
      ? [text.toLowerCase(), operand.toLowerCase()]
      : [typeof value === "number" ? value : NaN, number];
    if (operator === "<") return left < right;
    if (operator === ">") return left > right;
    return operator === "<=" ? left <= right : left >= right;
  };
}

function rowTest(criteria: FilterCriteria): RowTest {
  if (criteria.filterOn === "Values") {
    const wanted = new Set((criteria.values ?? []).map((value) => value.toLowerCase()));
    return (text) => wanted.has(text.toLowerCase());
  }
  if (criteria.filterOn !== "Custom") throw notImplemented(`Filter.criteria.filterOn ${criteria.filterOn}`);
  const first = customTest(criteria.criterion1 ?? "");
  if (criteria.criterion2 === undefined) return first;
  const second = customTest(criteria.criterion2);
  return criteria.operator === "Or"
    ? (text, value) => first(text, value) || second(text, value)
    : (text, value) => first(text, value) && second(text, value);
}

function hiddenBy(workbook: Workbook, sheet: Sheet, filter: FilterState): number[] {
  const tests = [...filter.criteria].map(([column, criteria]) => ({ column: filter.rect.column + column, passes: rowTest(criteria) }));
  const hidden: number[] = [];
  for (let row = filter.rect.row + 1; row < filter.rect.row + filter.rect.rows; row++) {
    const shown = tests.every(({ column, passes }) => passes(workbook.textOf(sheet.cell(row, column)), sheet.cell(row, column)?.value));
    if (!shown) hidden.push(row);
  }
  return hidden;
}

/** The filters of a sheet: its own and those of its tables. */
export function sheetFilters(workbook: Workbook, sheet: Sheet): readonly FilterState[] {
  const ofTables = workbook.state.tables.filter((table) => table.sheet === sheet && table.criteria.size > 0);
  return [...(sheet.state.autoFilter ? [sheet.state.autoFilter] : []), ...ofTables.map((table) => ({ rect: { ...table.rect, rows: bodyRowCount(table) + 1 }, criteria: table.criteria }))];
}

/** Hides what the filters leave out; as in Excel, a later edit does not filter again by itself. */
export function applyFilters(workbook: Workbook, sheet: Sheet): void {
  const before = sheet.state.filteredRows;
  const after = new Set(sheetFilters(workbook, sheet).flatMap((filter) => hiddenBy(workbook, sheet, filter)));
  sheet.update({ filteredRows: after });
  announceRows(
    workbook,
    sheet,
    [...after].filter((row) => !before.has(row)),
    true,
  );
  announceRows(
    workbook,
    sheet,
    [...before].filter((row) => !after.has(row)),
    false,
  );
}

function announceRows(workbook: Workbook, sheet: Sheet, rows: readonly number[], hidden: boolean): void {
  if (rows.length === 0) return;
  const first = rows.reduce((least, row) => Math.min(least, row), Infinity);
  const last = rows.reduce((most, row) => Math.max(most, row), -1);
  workbook.emit({ kind: "rowsHidden", sheet, rect: { row: first, column: 0, rows: last - first + 1, columns: maxColumns }, hidden });
}

export function setAutoFilter(workbook: Workbook, sheet: Sheet, filter: FilterState | null): void {
  requireAllowed(sheet, "allowAutoFilter", "AutoFilter");
  sheet.update({ autoFilter: filter });
  applyFilters(workbook, sheet);
}

export function setTableCriteria(workbook: Workbook, tableId: string, criteria: ReadonlyMap<number, FilterCriteria>): void {
  const { sheet } = currentTable(workbook, tableId);
  requireAllowed(sheet, "allowAutoFilter", "Table.autoFilter");
  updateTable(workbook, tableId, { criteria });
  applyFilters(workbook, sheet);
}

export function setRowsHidden(workbook: Workbook, sheet: Sheet, rect: Rect, hidden: boolean): void {
  requireAllowed(sheet, "allowFormatRows", `Range.rowHidden ${addressOf(rect)}`);
  const hiddenRows = new Set(sheet.state.hiddenRows);
  const filteredRows = new Set(sheet.state.filteredRows);
  for (let row = rect.row; row < rect.row + rect.rows; row++) {
    if (hidden) hiddenRows.add(row);
    else hiddenRows.delete(row);
    if (!hidden) filteredRows.delete(row);
  }
  sheet.update({ hiddenRows, filteredRows });
  workbook.emit({ kind: "rowsHidden", sheet, rect: { ...rect, column: 0, columns: maxColumns }, hidden });
}

export function setColumnsHidden(workbook: Workbook, sheet: Sheet, rect: Rect, hidden: boolean): void {
  requireAllowed(sheet, "allowFormatColumns", `Range.columnHidden ${addressOf(rect)}`);
  const hiddenColumns = new Set(sheet.state.hiddenColumns);
  for (let column = rect.column; column < rect.column + rect.columns; column++) {
    if (hidden) hiddenColumns.add(column);
    else hiddenColumns.delete(column);
  }
  sheet.update({ hiddenColumns });
  workbook.emit({ kind: "layout", sheet });
}

/** Taking the filter button away also takes the filter away. */
export function setTableFilterButton(workbook: Workbook, tableId: string, shown: boolean): void {
  updateTable(workbook, tableId, { showFilterButton: shown, ...(shown ? {} : { criteria: new Map() }) });
  applyFilters(workbook, currentTable(workbook, tableId).sheet);
}
