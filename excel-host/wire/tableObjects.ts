import type { SheetRect } from "../model/sheetRect";
import { intersect, parseAddress } from "../model/address";
import { applyFilters, setTableCriteria, setTableFilterButton } from "../model/filters";
import { invalidArgument } from "../model/hostError";
import { sortRows } from "../model/sorting";
import type { Sheet } from "../model/sheet";
import { addTable, bodyRect, deleteTable, headerRect, renameTable, resizeTable, updateTable } from "../model/table";
import { setTotals } from "../model/tableRows";
import type { Table } from "../model/tableState";
import type { Args } from "./args";
import { tableAutoFilter } from "./autoFilterObject";
import { tableEvents, workbookTarget } from "./eventHub";
import { registrations } from "./eventMethods";
import { defineType, type PropertyDefinition } from "./hostObject";
import type { HostObject } from "./hostObjectType";
import { asList, asRecord } from "./protocol";
import { readArea } from "./rangeTarget";
import type { HostServices } from "./services";
import { orMissing, rangeOf, requireTotals, tableColumns, tableOf, tableRows, type TableTarget } from "./tableParts";

function setting(
  part: "style" | "showBandedRows" | "showBandedColumns" | "highlightFirstColumn" | "highlightLastColumn",
): PropertyDefinition<TableTarget> {
  return {
    get: (target) => tableOf(target)[part],
    set: ({ services, tableId }, value) => updateTable(services.workbook, tableId, { [part]: value }),
  };
}

const tableSort = defineType<TableTarget>({
  name: "TableSort",
  methods: {
    Apply: (target, args) => {
      const table = tableOf(target);
      const keys = asList(args.raw(0))
        .map(asRecord)
        .map((field) => ({
          column: typeof field["key"] === "number" ? field["key"] : args.refuse(),
          ascending: field["ascending"] !== false,
        }));
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
    ShowTotals: {
      get: (target) => tableOf(target).showTotals,
      set: ({ services, tableId }, value) => setTotals(services.workbook, tableId, value === true),
    },
    ShowFilterButton: {
      get: (target) => tableOf(target).showFilterButton,
      set: ({ services, tableId }, value) => setTableFilterButton(services.workbook, tableId, value === true),
    },
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
    GetTotalRowRange: (target) => rangeOf(target, requireTotals(target, "Table.getTotalRowRange")),
    Resize: (target, args) =>
      resizeTable(
        target.services.workbook,
        target.tableId,
        readArea(args, 0, { services: target.services, sheet: tableOf(target).sheet }).rect,
      ),
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
    ...registrations(
      { DataChanged: tableEvents["DataChanged"] ?? 0, SelectionChanged: tableEvents["SelectionChanged"] ?? 0 },
      ({ services }: TableTarget) => services.events,
      ({ tableId }) => tableId,
    ),
  },
});

interface CollectionTarget {
  readonly services: HostServices;
  readonly sheet: Sheet | null;
}

const tablesOf = ({ services, sheet }: CollectionTarget): readonly Table[] =>
  services.workbook.state.tables.filter((table) => sheet === null || table.sheet === sheet);

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
  byKey: (target, key) =>
    orMissing(typeof key === "string" || typeof key === "number" ? findTable(target, key) : null, "TableCollection.getItem"),
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
  byKey: (target, key) =>
    orMissing(
      scoped(target).some((table) => table.name === key)
        ? target.services.objects.table(scoped(target).find((table) => table.name === key)?.id ?? "")
        : null,
      "TableScopedCollection.getItem",
    ),
  methods: {
    GetCount: (target) => scoped(target).length,
    GetFirst: (target) => {
      const [first] = scoped(target);
      return orMissing(first ? target.services.objects.table(first.id) : null, "TableScopedCollection.getFirst");
    },
  },
});
