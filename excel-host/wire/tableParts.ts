import type { Rect } from "../model/address";
import { plainValue } from "../model/cell";
import { writeValues } from "../model/editing";
import { itemNotFound } from "../model/hostError";
import { bodyRect, bodyRowCount, currentTable, totalRect } from "../model/table";
import type { Table } from "../model/tableState";
import { addTableColumn, addTableRows, deleteTableColumn, deleteTableRows } from "../model/tableRows";
import { columnFilter } from "./autoFilterObject";
import { defineType } from "./hostObject";
import type { HostObject } from "./hostObjectType";
import { asList } from "./protocol";
import { readGrid } from "./rangeTarget";
import type { HostServices } from "./services";

export interface TableTarget {
  readonly services: HostServices;
  readonly tableId: string;
}

interface PartTarget extends TableTarget {
  /** Row or column of the table, counted from zero. */
  readonly index: number;
}

export const tableOf = ({ services, tableId }: TableTarget): Table => currentTable(services.workbook, tableId);
export const rangeOf = (target: TableTarget, rect: Rect): HostObject => target.services.objects.range(tableOf(target).sheet, rect);

/** The row of totals of a table that shows one. */
export function requireTotals(target: TableTarget, location: string): Rect {
  const rect = totalRect(tableOf(target));
  if (rect === null) throw itemNotFound(location);
  return rect;
}

function readRows(value: unknown): readonly (readonly unknown[])[] {
  const outer = asList(value);
  return outer.some(Array.isArray) ? outer.map(asList) : [outer];
}

const tableRow = defineType<PartTarget>({
  name: "TableRow",
  identity: ({ index }) => ({ Index: index }),
  properties: {
    Index: { get: ({ index }) => index },
    Values: {
      get: (target) => readGrid({ sheet: tableOf(target).sheet, rect: rowRect(target) }, (cell) => plainValue(cell.value)),
      set: (target, value) =>
        writeValues(target.services.workbook, { sheet: tableOf(target).sheet, rect: rowRect(target), location: "TableRow.values" }, value),
    },
  },
  methods: {
    GetRange: (target) => rangeOf(target, rowRect(target)),
    Delete: ({ services, tableId, index }) => deleteTableRows(services.workbook, tableId, index, 1),
  },
});

function rowRect(target: PartTarget): Rect {
  const body = bodyRect(tableOf(target));
  if (target.index < 0 || target.index >= body.rows) throw itemNotFound("TableRow");
  return { ...body, row: body.row + target.index, rows: 1 };
}

export const tableRows = defineType<TableTarget>({
  name: "TableRowCollection",
  properties: { Count: { get: (target) => bodyRowCount(tableOf(target)) } },
  items: (target) => Array.from({ length: bodyRowCount(tableOf(target)) }, (_, index) => tableRow({ ...target, index })),
  methods: {
    GetCount: (target) => bodyRowCount(tableOf(target)),
    GetItemAt: (target, args) => {
      const index = args.integer(0);
      return index >= 0 && index < bodyRowCount(tableOf(target)) ? tableRow({ ...target, index }) : args.refuse();
    },
    Add: (target, args) => {
      const { columns } = tableOf(target).rect;
      const rows = args.has(1) ? readRows(args.raw(1)) : [Array.from({ length: columns }, () => "")];
      const at = args.has(0) && args.integer(0) >= 0 ? args.integer(0) : null;
      return tableRow({ ...target, index: addTableRows(target.services.workbook, target.tableId, at, rows) });
    },
    DeleteRowsAt: ({ services, tableId }, args) =>
      deleteTableRows(services.workbook, tableId, args.integer(0), args.has(1) ? args.integer(1) : 1),
  },
});

function columnRect(target: PartTarget): Rect {
  const { rect } = tableOf(target);
  if (target.index < 0 || target.index >= rect.columns) throw itemNotFound("TableColumn");
  return { ...rect, column: rect.column + target.index, columns: 1 };
}

const columnName = (target: PartTarget): string => {
  const { row, column } = columnRect(target);
  return target.services.workbook.textOf(tableOf(target).sheet.cell(row, column));
};

const tableColumn = defineType<PartTarget>({
  name: "TableColumn",
  identity: ({ index }) => ({ Id: index + 1 }),
  properties: {
    Id: { get: ({ index }) => index + 1 },
    Index: { get: ({ index }) => index },
    Name: {
      get: columnName,
      set: (target, value) =>
        writeValues(
          target.services.workbook,
          { sheet: tableOf(target).sheet, rect: { ...columnRect(target), rows: 1 }, location: "TableColumn.name" },
          [[value]],
        ),
    },
    Values: {
      get: (target) => readGrid({ sheet: tableOf(target).sheet, rect: columnRect(target) }, (cell) => plainValue(cell.value)),
      set: (target, value) =>
        writeValues(
          target.services.workbook,
          { sheet: tableOf(target).sheet, rect: columnRect(target), location: "TableColumn.values" },
          value,
        ),
    },
  },
  navigation: { Filter: ({ services, tableId, index }) => columnFilter({ services, tableId, column: index }) },
  methods: {
    GetRange: (target) => rangeOf(target, columnRect(target)),
    GetHeaderRowRange: (target) => rangeOf(target, { ...columnRect(target), rows: 1 }),
    GetDataBodyRange: (target) => {
      const { row, rows } = bodyRect(tableOf(target));
      return rangeOf(target, { ...columnRect(target), row, rows });
    },
    GetTotalRowRange: (target) => {
      const { row, rows } = requireTotals(target, "TableColumn.getTotalRowRange");
      return rangeOf(target, { ...columnRect(target), row, rows });
    },
    Delete: ({ services, tableId, index }) => deleteTableColumn(services.workbook, tableId, index),
  },
});

function findColumn(target: TableTarget, key: unknown): HostObject | null {
  const { columns } = tableOf(target).rect;
  const parts = Array.from({ length: columns }, (_, index): PartTarget => ({ ...target, index }));
  const found = parts.find((part) =>
    typeof key === "number"
      ? part.index + 1 === key
      : columnName(part).toLowerCase() === String(key).toLowerCase() || String(part.index + 1) === key,
  );
  return found ? tableColumn(found) : null;
}

export function orMissing(object: HostObject | null, location: string): HostObject {
  if (!object) throw itemNotFound(location);
  return object;
}

export const tableColumns = defineType<TableTarget>({
  name: "TableColumnCollection",
  properties: { Count: { get: (target) => tableOf(target).rect.columns } },
  items: (target) => Array.from({ length: tableOf(target).rect.columns }, (_, index) => tableColumn({ ...target, index })),
  byKey: (target, key) => orMissing(findColumn(target, key), "TableColumnCollection.getItem"),
  methods: {
    GetCount: (target) => tableOf(target).rect.columns,
    GetItem: (target, args) => orMissing(findColumn(target, args.key(0)), "TableColumnCollection.getItem"),
    GetItemOrNullObject: (target, args) => findColumn(target, args.key(0)),
    GetItemAt: (target, args) =>
      args.integer(0) < tableOf(target).rect.columns ? tableColumn({ ...target, index: args.integer(0) }) : args.refuse(),
    Add: (target, args) => {
      const name = args.optionalText(2);
      const given = args.has(1) ? readRows(args.raw(1)) : null;
      const values = name === null ? given : [[name], ...(given ?? []).slice(given && given.length === tableOf(target).rect.rows ? 1 : 0)];
      const at = args.has(0) && args.integer(0) >= 0 ? args.integer(0) : null;
      return tableColumn({ ...target, index: addTableColumn(target.services.workbook, target.tableId, at, values) });
    },
  },
});
