import type { SheetRect } from "../model/sheetRect";
import { boundingRect, cellRect } from "../model/address";
import { emptyCell, isError, plainValue, type Cell } from "../model/cell";
import { invalidArgument } from "../model/hostError";
import { defineType } from "./hostObject";
import type { HostObject } from "./hostObjectType";
import { fullAddress, isUnbounded } from "./rangeTarget";
import type { HostServices } from "./services";
import { visibleColumns, visibleRows } from "./visibility";

interface ViewTarget {
  readonly area: SheetRect;
  readonly services: HostServices;
  /** One visible row of a view, counted from its top; null for the whole view. */
  readonly row: number | null;
}

function rowsOf({ area, row }: ViewTarget): number[] {
  const rows = visibleRows(area);
  return row === null ? rows : rows.slice(row, row + 1);
}

function visibleGrid(target: ViewTarget, read: (cell: Cell, row: number, column: number) => unknown): unknown[][] {
  const { sheet, rect } = target.area;
  if (isUnbounded(rect)) throw invalidArgument("Range.getVisibleView");
  const columns = visibleColumns(target.area);
  return rowsOf(target).map((row) => columns.map((column) => read(sheet.cell(row, column) ?? emptyCell, row, column)));
}

const valueType = ({ value, formula }: Cell): string =>
  value === "" && formula === undefined
    ? "Empty"
    : isError(value)
      ? "Error"
      : typeof value === "number"
        ? "Double"
        : typeof value === "boolean"
          ? "Boolean"
          : "String";

const rangeViewRows = defineType<ViewTarget>({
  name: "RangeViewCollection",
  properties: {},
  items: (target) => rowsOf(target).map((_, index) => rangeView({ ...target, row: index })),
  methods: {
    GetCount: (target) => rowsOf(target).length,
    GetItemAt: (target, args) => rangeView({ ...target, row: args.integer(0) }),
  },
});

/** The visible rows and columns of a range: what a filter or a person has not hidden. */
export const rangeView: (target: ViewTarget) => HostObject = defineType<ViewTarget>({
  name: "RangeView",
  properties: {
    CellAddresses: {
      get: (target) => visibleGrid(target, (_cell, row, column) => fullAddress({ sheet: target.area.sheet, rect: cellRect(row, column) })),
    },
    Values: { get: (target) => visibleGrid(target, (cell) => plainValue(cell.value)) },
    Text: { get: (target) => visibleGrid(target, (cell) => target.services.workbook.textOf(cell)) },
    Formulas: { get: (target) => visibleGrid(target, (cell) => cell.formula ?? plainValue(cell.value)) },
    FormulasLocal: { get: (target) => visibleGrid(target, (cell) => cell.formula ?? plainValue(cell.value)) },
    NumberFormat: { get: (target) => visibleGrid(target, (cell) => cell.numberFormat ?? "General") },
    ValueTypes: { get: (target) => visibleGrid(target, valueType) },
    RowCount: { get: (target) => rowsOf(target).length },
    ColumnCount: { get: (target) => visibleColumns(target.area).length },
    Index: { get: (target) => target.row ?? 0 },
  },
  navigation: { Rows: rangeViewRows },
  methods: {
    GetRange: (target) => {
      const { sheet, rect } = target.area;
      const rows = rowsOf(target);
      const [first = rect.row] = rows;
      const last = rows.at(-1) ?? first;
      return target.services.objects.range(sheet, boundingRect({ ...rect, row: first, rows: 1 }, { ...rect, row: last, rows: 1 }));
    },
  },
});
