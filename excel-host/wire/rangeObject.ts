import { cellCount, isWholeColumns, isWholeRows } from "../model/address";
import { sortRows, type SortKey } from "../model/sorting";
import { defineType } from "./hostObject";
import { asList, asRecord } from "./protocol";
import { editingMethods, stateProperties } from "./rangeEditing";
import { navigationMethods } from "./rangeNavigation";
import { fullAddress, requireSheet, type RangeTarget } from "./rangeTarget";
import { valueProperties } from "./rangeValues";
import { rangeView } from "./rangeView";
import type { Args } from "./args";

const mostCells = 2 ** 31 - 1;

function keep(target: RangeTarget): null {
  target.referenceId ??= target.services.references.keep([{ sheet: target.sheet, rect: target.rect }], "range");
  return null;
}

function sortKeys(args: Args): SortKey[] {
  const fields = asList(args.raw(0)).map(asRecord);
  return fields.map((field) => {
    if (typeof field["key"] !== "number") return args.refuse();
    return { column: field["key"], ascending: field["ascending"] !== false };
  });
}

const rangeSort = defineType<RangeTarget>({
  name: "RangeSort",
  methods: {
    Apply: (target, args) => {
      const { rect } = target;
      const rows = args.flag(2) ? { ...rect, row: rect.row + 1, rows: rect.rows - 1 } : rect;
      if ((args.optionalText(3) ?? "Rows") !== "Rows") return args.refuse();
      sortRows(target.services.workbook, target.sheet, rows, sortKeys(args));
      return null;
    },
  },
});

/** A rectangle of cells on one sheet. */
export const rangeObject = defineType<RangeTarget>({
  name: "Range",
  identity: (target) => (target.referenceId === null ? {} : { _ReferenceId: target.referenceId }),
  areas: ({ sheet, rect }) => [{ sheet, rect }],
  properties: {
    Address: { get: (target) => fullAddress({ sheet: requireSheet(target.sheet), rect: target.rect }) },
    AddressLocal: { get: fullAddress },
    RowIndex: { get: ({ rect }) => rect.row },
    ColumnIndex: { get: ({ rect }) => rect.column },
    RowCount: { get: ({ rect }) => rect.rows },
    ColumnCount: { get: ({ rect }) => rect.columns },
    CellCount: { get: ({ rect }) => (cellCount(rect) > mostCells ? -1 : cellCount(rect)) },
    IsEntireRow: { get: ({ rect }) => isWholeRows(rect) },
    IsEntireColumn: { get: ({ rect }) => isWholeColumns(rect) },
    ...valueProperties,
    ...stateProperties,
  },
  navigation: {
    Worksheet: ({ services, sheet }) => services.objects.worksheet(sheet),
    Format: (target) => target.services.objects.rangeFormat([target]),
    DataValidation: (target) => target.services.objects.dataValidation([target]),
    ConditionalFormats: (target) => target.services.objects.conditionalFormats([target]),
    Sort: rangeSort,
  },
  methods: {
    _KeepReference: keep,
    /** The library sends a large write in pieces; first it asks whether the whole fits. */
    _ValidateArraySize: (target, args) => {
      if (args.integer(0) !== target.rect.rows || args.integer(1) !== target.rect.columns) return args.refuse();
      return null;
    },
    GetVisibleView: (target) => rangeView({ area: target, services: target.services, row: null }),
    ...navigationMethods,
    ...editingMethods,
  },
});
