import { applyFilters, setAutoFilter, setTableCriteria, setTableFilterButton } from "../model/filters";
import type { FilterCriteria, FilterState } from "../model/filterState";
import { invalidArgument } from "../model/hostError";
import type { Sheet } from "../model/sheet";
import { currentTable } from "../model/table";
import type { Args } from "./args";
import { defineType, type TypeDefinition } from "./hostObject";
import type { HostObject } from "./hostObjectType";
import { asList, type JsonRecord } from "./protocol";
import { readArea } from "./rangeTarget";
import type { HostServices } from "./services";

interface SheetFilterTarget {
  readonly services: HostServices;
  readonly sheet: Sheet;
}

interface TableFilterTarget {
  readonly services: HostServices;
  readonly tableId: string;
}

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

function readCriteria(record: JsonRecord): FilterCriteria {
  const filterOn = text(record["filterOn"]);
  if (filterOn === null) throw invalidArgument("Filter.apply");
  const [criterion1, criterion2, operator] = [text(record["criterion1"]), text(record["criterion2"]), text(record["operator"])];
  return {
    filterOn,
    ...(record["values"] === undefined || record["values"] === null
      ? {}
      : { values: asList(record["values"]).filter((value) => typeof value === "string") }),
    ...(criterion1 === null ? {} : { criterion1 }),
    ...(criterion2 === null ? {} : { criterion2 }),
    ...(operator === null ? {} : { operator }),
  };
}

const criteriaList = (filter: Pick<FilterState, "criteria" | "rect"> | null): unknown[] =>
  filter ? Array.from({ length: filter.rect.columns }, (_, column) => filter.criteria.get(column) ?? null) : [];

function shared<T>(filterOf: (target: T) => FilterState | null): Pick<TypeDefinition<T>, "properties"> {
  return {
    properties: {
      Enabled: { get: (target) => filterOf(target) !== null },
      IsDataFiltered: { get: (target) => (filterOf(target)?.criteria.size ?? 0) > 0 },
      Criteria: { get: (target) => criteriaList(filterOf(target)) },
    },
  };
}

function withCriterion(filter: FilterState, args: Args): ReadonlyMap<number, FilterCriteria> {
  const criteria = new Map(filter.criteria);
  if (!args.has(1)) return criteria;
  const column = args.integer(1);
  if (column < 0 || column >= filter.rect.columns) throw invalidArgument("AutoFilter.apply");
  if (args.has(2)) criteria.set(column, readCriteria(args.record(2)));
  else criteria.delete(column);
  return criteria;
}

const without = (criteria: ReadonlyMap<number, FilterCriteria>, column: number): ReadonlyMap<number, FilterCriteria> =>
  new Map([...criteria].filter(([other]) => other !== column));

export const sheetAutoFilter = defineType<SheetFilterTarget>({
  name: "AutoFilter",
  ...shared<SheetFilterTarget>(({ sheet }) => sheet.state.autoFilter),
  methods: {
    Apply: ({ services, sheet }, args) => {
      const { rect } = readArea(args, 0, { services, sheet });
      const current = sheet.state.autoFilter;
      const base: FilterState =
        current && current.rect.row === rect.row && current.rect.column === rect.column
          ? { ...current, rect }
          : { rect, criteria: new Map() };
      setAutoFilter(services.workbook, sheet, { rect, criteria: withCriterion(base, args) });
    },
    ClearCriteria: ({ services, sheet }) => {
      if (sheet.state.autoFilter) setAutoFilter(services.workbook, sheet, { ...sheet.state.autoFilter, criteria: new Map() });
    },
    ClearColumnCriteria: ({ services, sheet }, args) => {
      const filter = sheet.state.autoFilter;
      if (filter) setAutoFilter(services.workbook, sheet, { ...filter, criteria: without(filter.criteria, args.integer(0)) });
    },
    Reapply: ({ services, sheet }) => applyFilters(services.workbook, sheet),
    Remove: ({ services, sheet }) => setAutoFilter(services.workbook, sheet, null),
    GetRangeOrNullObject: ({ services, sheet }) =>
      sheet.state.autoFilter ? services.objects.range(sheet, sheet.state.autoFilter.rect) : null,
  },
});

function tableFilter({ services, tableId }: TableFilterTarget): FilterState {
  const { rect, criteria } = currentTable(services.workbook, tableId);
  return { rect, criteria };
}

export const tableAutoFilter = defineType<TableFilterTarget>({
  name: "AutoFilter",
  ...shared<TableFilterTarget>((target) =>
    currentTable(target.services.workbook, target.tableId).showFilterButton ? tableFilter(target) : null,
  ),
  methods: {
    Apply: (target, args) => setTableCriteria(target.services.workbook, target.tableId, withCriterion(tableFilter(target), args)),
    ClearCriteria: ({ services, tableId }) => setTableCriteria(services.workbook, tableId, new Map()),
    ClearColumnCriteria: (target, args) =>
      setTableCriteria(target.services.workbook, target.tableId, without(tableFilter(target).criteria, args.integer(0))),
    Reapply: ({ services, tableId }) => applyFilters(services.workbook, currentTable(services.workbook, tableId).sheet),
    Remove: ({ services, tableId }) => setTableFilterButton(services.workbook, tableId, false),
    GetRangeOrNullObject: ({ services, tableId }) => {
      const { sheet, rect } = currentTable(services.workbook, tableId);
      return services.objects.range(sheet, rect);
    },
  },
});

/** The filter of one table column. */
export const columnFilter: (target: TableFilterTarget & { column: number }) => HostObject = defineType<
  TableFilterTarget & { column: number }
>({
  name: "Filter",
  properties: { Criteria: { get: (target) => tableFilter(target).criteria.get(target.column) ?? null } },
  methods: {
    Apply: (target, args) => put(target, readCriteria(args.record(0))),
    ApplyValuesFilter: (target, args) =>
      put(target, { filterOn: "Values", values: asList(args.raw(0)).filter((value) => typeof value === "string") }),
    ApplyCustomFilter: (target, args) => {
      const [criterion2, operator] = [args.optionalText(1), args.optionalText(2)];
      put(target, {
        filterOn: "Custom",
        criterion1: args.text(0),
        ...(criterion2 === null ? {} : { criterion2 }),
        ...(operator === null ? {} : { operator }),
      });
    },
    Clear: (target) => setTableCriteria(target.services.workbook, target.tableId, without(tableFilter(target).criteria, target.column)),
  },
});

function put(target: TableFilterTarget & { column: number }, criteria: FilterCriteria): void {
  setTableCriteria(target.services.workbook, target.tableId, new Map(tableFilter(target).criteria).set(target.column, criteria));
}
