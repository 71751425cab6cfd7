import type { SheetRect } from "../formula/resolve";
import { intersect, parseAddress, type Rect } from "../model/address";
import { plainValue } from "../model/cell";
import { writeValues } from "../model/editing";
import { applyFilters, setTableCriteria, setTableFilterButton } from "../model/filters";
import { invalidArgument, itemNotFound } from "../model/hostError";
import { sortRows } from "../model/sorting";
import type { Sheet } from "../model/sheet";
import { addTable, bodyRect, bodyRowCount, currentTable, deleteTable, headerRect, renameTable, resizeTable, updateTable, type Table } from "../model/table";
import { addTableColumn, addTableRows, deleteTableColumn, deleteTableRows } from "../model/tableRows";
import type { Args } from "./args";
import { columnFilter, tableAutoFilter } from "./autoFilterObject";
import { tableEvents, workbookTarget } from "./eventHub";
import { registrations } from "./eventMethods";
import { defineType, type HostObject, type PropertyDefinition } from "./hostObject";
import { asList, asRecord } from "./protocol";
import { readArea, readGrid } from "./rangeTarget";
import type { HostServices } from "./services";

interface TableTarget {
  readonly services: HostServices;
  readonly tableId: string;
}

interface PartTarget extends TableTarget {
  /** Row or column of the table, counted from zero. */
  readonly index: number;
}

const tableOf = ({ services, tableId }: TableTarget): Table => currentTable(services.workbook, tableId);
const rangeOf = (target: TableTarget, rect: Rect): HostObject => target.services.objects.range(tableOf(target).sheet, rect);

function setting(part: "style" | "showBandedRows" | "showBandedColumns" | "highlightFirstColumn" | "highlightLastColumn"): PropertyDefinition<TableTarget> {
  return { get: (target) => tableOf(target)[part], set: ({ services, tableId }, value) => updateTable(services.workbook, tableId, { [part]: value }) };
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
      set: (target, value) => writeValues(target.services.workbook, { sheet: tableOf(target).sheet, rect: rowRect(target), location: "TableRow.values" }, value),
    },
  },
  methods: { GetRange: (target) => rangeOf(target, rowRect(target)), Delete: ({ services, tableId, index }) => deleteTableRows(services.workbook, tableId, index, 1) },
});

function rowRect(target: PartTarget): Rect {
  const body = bodyRect(tableOf(target));
  if (target.index < 0 || target.index >= body.rows) throw itemNotFound("TableRow");
  return { ...body, row: body.row + target.index, rows: 1 };
}

const tableRows = defineType<TableTarget>({
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
    DeleteRowsAt: ({ services, tableId }, args) => deleteTableRows(services.workbook, tableId, args.integer(0), args.has(1) ? args.integer(1) : 1),
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
      set: (target, value) => writeValues(target.services.workbook, { sheet: tableOf(target).sheet, rect: { ...columnRect(target), rows: 1 }, location: "TableColumn.name" }, [[value]]),
    },
    Values: {
      get: (target) => readGrid({ sheet: tableOf(target).sheet, rect: columnRect(target) }, (cell) => plainValue(cell.value)),
      set: (target, value) => writeValues(target.services.workbook, { sheet: tableOf(target).sheet, rect: columnRect(target), location: "TableColumn.values" }, value),
    },
  },
  navigation: { Filter: ({ services, tableId, index }) => columnFilter({ services, tableId, column: index }) },
  methods: {
    GetRange: (target) => rangeOf(target, columnRect(target)),
    GetHeaderRowRange: (target) => rangeOf(target, { ...columnRect(target), rows: 1 }),
    GetDataBodyRange: (target) => {
      const rect = columnRect(target);
      return rangeOf(target, { ...rect, row: rect.row + 1, rows: rect.rows - 1 });
    },
    Delete: ({ services, tableId, index }) => deleteTableColumn(services.workbook, tableId, index),
  },
});

function findColumn(target: TableTarget, key: unknown): HostObject | null {
  const { columns } = tableOf(target).rect;
  const parts = Array.from({ length: columns }, (_, index): PartTarget => ({ ...target, index }));
  const found = parts.find((part) => (typeof key === "number" ? part.index + 1 === key : columnName(part).toLowerCase() === String(key).toLowerCase() || String(part.index + 1) === key));
  return found ? tableColumn(found) : null;
}

function orMissing(object: HostObject | null, location: string): HostObject {
  if (!object) throw itemNotFound(location);
  return object;
}

const tableColumns = defineType<TableTarget>({
  name: "TableColumnCollection",
  properties: { Count: { get: (target) => tableOf(target).rect.columns } },
  items: (target) => Array.from({ length: tableOf(target).rect.columns }, (_, index) => tableColumn({ ...target, index })),
  byKey: (target, key) => orMissing(findColumn(target, key), "TableColumnCollection.getItem"),
  methods: {
    GetCount: (target) => tableOf(target).rect.columns,
    GetItem: (target, args) => orMissing(findColumn(target, args.key(0)), "TableColumnCollection.getItem"),
    GetItemOrNullObject: (target, args) => findColumn(target, args.key(0)),
    GetItemAt: (target, args) => (args.integer(0) < tableOf(target).rect.columns ? tableColumn({ ...target, index: args.integer(0) }) : args.refuse()),
    Add: (target, args) => {
      const name = args.optionalText(2);
      const given = args.has(1) ? readRows(args.raw(1)) : null;
      const values = name === null ? given : [[name], ...(given ?? []).slice(given && given.length === tableOf(target).rect.rows ? 1 : 0)];
      const at = args.has(0) && args.integer(0) >= 0 ? args.integer(0) : null;
      return tableColumn({ ...target, index: addTableColumn(target.services.workbook, target.tableId, at, values) });
    },
  },
});

const tableSort = defineType<TableTarget>({
  name: "TableSort",
  methods: {
    Apply: (target, args) => {
      const table = tableOf(target);
      const keys = asList(args.raw(0)).map(asRecord).map((field) => ({ column: typeof field["key"] === "number" ? field["key"] : args.refuse(), ascending: field["ascending"] !== false }));
      sortRows(target.services.workbook, table.sheet, bodyRect(table), keys);
    },
  },
});

/** A table by its id; it is read anew at each access, since tables are replaced when they change. */
export const tableObject = defineType<TableTarget>({
  name: "Table",
  identity: ({ tableId }) => ({ Id: tableId }),
  properties: {
    Id: { get: ({ tableId }) => tableId },
    Name: {
      get: (target) => tableOf(target).name,
      set: ({ services, tableId }, value) => {
        if (typeof value !== "string") throw invalidArgument("Table.name");
        renameTable(services.workbook, tableId, value);
      },
    },
    ShowHeaders: { get: () => true },
    ShowTotals: { get: () => false },
    ShowFilterButton: { get: (target) => tableOf(target).showFilterButton, set: ({ services, tableId }, value) => setTableFilterButton(services.workbook, tableId, value === true) },
    Style: setting("style"),
    ShowBandedRows: setting("showBandedRows"),
    ShowBandedColumns: setting("showBandedColumns"),
    HighlightFirstColumn: setting("highlightFirstColumn"),
    HighlightLastColumn: setting("highlightLastColumn"),
  },
  navigation: {
    Rows: tableRows,
    Columns: tableColumns,
    Sort: tableSort,
    AutoFilter: tableAutoFilter,
    Worksheet: (target) => target.services.objects.worksheet(tableOf(target).sheet),
  },
  methods: {
    GetRange: (target) => rangeOf(target, tableOf(target).rect),
    GetHeaderRowRange: (target) => rangeOf(target, headerRect(tableOf(target))),
    GetDataBodyRange: (target) => rangeOf(target, bodyRect(tableOf(target))),
    Resize: (target, args) => resizeTable(target.services.workbook, target.tableId, readArea(args, 0, { services: target.services, sheet: tableOf(target).sheet }).rect),
    Delete: (target) => {
      const { sheet, rect } = tableOf(target);
      deleteTable(target.services.workbook, target.tableId);
      target.services.objects.range(sheet, rect).call("Clear", []);
    },
    ConvertToRange: (target) => {
      const { sheet, rect } = tableOf(target);
      deleteTable(target.services.workbook, target.tableId);
      return target.services.objects.range(sheet, rect);
    },
    ClearFilters: ({ services, tableId }) => setTableCriteria(services.workbook, tableId, new Map()),
    ReapplyFilters: (target) => applyFilters(target.services.workbook, tableOf(target).sheet),
    ...registrations({ DataChanged: tableEvents["DataChanged"] ?? 0, SelectionChanged: tableEvents["SelectionChanged"] ?? 0 }, ({ services }: TableTarget) => services.events, ({ tableId }) => tableId),
  },
});

interface CollectionTarget {
  readonly services: HostServices;
  readonly sheet: Sheet | null;
}

const tablesOf = ({ services, sheet }: CollectionTarget): readonly Table[] => services.workbook.state.tables.filter((table) => sheet === null || table.sheet === sheet);

function findTable(target: CollectionTarget, key: string | number): HostObject | null {
  const wanted = String(key).toLowerCase();
  const found = tablesOf(target).find((table) => table.id.toLowerCase() === wanted || table.name.toLowerCase() === wanted);
  return found ? target.services.objects.table(found.id) : null;
}

/** The range of a new table: a range, or an address whose sheet is this one unless it is named. */
function newTableArea(target: CollectionTarget, args: Args): SheetRect {
  const sheet = target.sheet ?? target.services.workbook.activeSheet;
  const [area] = args.object(0)?.areas ?? [];
  if (area) return area;
  const parsed = parseAddress(args.text(0));
  const named = parsed?.sheetName == null ? sheet : target.services.workbook.findSheet(parsed.sheetName);
  return parsed && named ? { sheet: named, rect: parsed.rect } : args.refuse();
}

export const tablesObject = defineType<CollectionTarget>({
  name: "TableCollection",
  properties: { Count: { get: (target) => tablesOf(target).length } },
  items: (target) => tablesOf(target).map((table) => target.services.objects.table(table.id)),
  byKey: (target, key) => orMissing(typeof key === "string" || typeof key === "number" ? findTable(target, key) : null, "TableCollection.getItem"),
  methods: {
    GetCount: (target) => tablesOf(target).length,
    GetItem: (target, args) => orMissing(findTable(target, args.key(0)), "TableCollection.getItem"),
    GetItemOrNullObject: (target, args) => findTable(target, args.key(0)),
    GetItemAt: (target, args) => {
      const table = tablesOf(target)[args.integer(0)];
      return table ? target.services.objects.table(table.id) : args.refuse();
    },
    Add: (target, args) => {
      const area = newTableArea(target, args);
      return target.services.objects.table(addTable(target.services.workbook, area.sheet, area.rect, args.flag(1)).id);
    },
    ...registrations(
      { DataChanged: tableEvents["DataChanged"] ?? 0, Added: tableEvents["Added"] ?? 0, Deleted: tableEvents["Deleted"] ?? 0 },
      ({ services }: CollectionTarget) => services.events,
      ({ sheet }) => sheet?.id ?? workbookTarget,
    ),
  },
});

interface ScopedTarget {
  readonly services: HostServices;
  readonly areas: readonly SheetRect[];
  readonly fullyContained: boolean;
}

function scoped({ services, areas, fullyContained }: ScopedTarget): Table[] {
  return services.workbook.state.tables.filter((table) =>
    areas.some(({ sheet, rect }) => {
      const common = sheet === table.sheet ? intersect(rect, table.rect) : null;
      return common !== null && (!fullyContained || (common.rows === table.rect.rows && common.columns === table.rect.columns));
    }),
  );
}

export const scopedTablesObject = defineType<ScopedTarget>({
  name: "TableScopedCollection",
  items: (target) => scoped(target).map((table) => target.services.objects.table(table.id)),
  byKey: (target, key) => orMissing(scoped(target).some((table) => table.name === key) ? target.services.objects.table(scoped(target).find((table) => table.name === key)?.id ?? "") : null, "TableScopedCollection.getItem"),
  methods: {
    GetCount: (target) => scoped(target).length,
    GetFirst: (target) => {
      const [first] = scoped(target);
      return orMissing(first ? target.services.objects.table(first.id) : null, "TableScopedCollection.getFirst");
    },
  },
});
