import { cellKey, keyColumn, keyRow, type Rect } from "../model/address";
import { copyCells, type CopyWhat } from "../model/copying";
import { clearCells, type ClearWhat } from "../model/editing";
import { setColumnsHidden, setRowsHidden } from "../model/filters";
import { itemNotFound, notImplemented } from "../model/hostError";
import { selectRects } from "../model/sheets";
import { deleteCells, insertCells } from "../model/structure";
import type { Args } from "./args";
import type { PropertyDefinition } from "./hostObject";
import { readArea, requireSheet, type RangeTarget } from "./rangeTarget";
import { requireFocus } from "./services";
import { specialRects } from "./specialCells";
import { columnsHidden, rowsHidden } from "./visibility";

type Method = (target: RangeTarget, args: Args) => unknown;

const clearWords: Readonly<Record<string, ClearWhat>> = { All: "All", Contents: "Contents", Formats: "Formats" };
const copyWords: Readonly<Record<string, CopyWhat>> = { All: "All", Values: "Values", Formulas: "Formulas", Formats: "Formats" };

function find(target: RangeTarget, args: Args): Rect | null {
  const text = args.text(0);
  const criteria = args.has(1) ? args.record(1) : {};
  const isWhole = criteria["completeMatch"] === true;
  const withCase = criteria["matchCase"] === true;
  const fold = (value: string): string => (withCase ? value : value.toLowerCase());
  const used = target.sheet.usedRect(true, target.rect);
  if (!used) return null;
  for (let row = used.row; row < used.row + used.rows; row++) {
    for (let column = used.column; column < used.column + used.columns; column++) {
      const shown = fold(target.services.workbook.textOf(target.sheet.cell(row, column)));
      if (isWhole ? shown === fold(text) : shown.includes(fold(text))) return { row, column, rows: 1, columns: 1 };
    }
  }
  return null;
}

function special(target: RangeTarget, args: Args): unknown {
  const rects = specialRects(target, args.text(0), args.optionalText(1) ?? "All");
  return rects.length === 0 ? null : target.services.objects.rangeAreas(rects.map((rect) => ({ sheet: target.sheet, rect })));
}

function orMissing<T>(value: T | null, location: string): T {
  if (value === null) throw itemNotFound(location);
  return value;
}

export const editingMethods: Readonly<Record<string, Method>> = {
  Select: (target) => {
    requireFocus(target.services, "Range.select");
    selectRects(target.services.workbook, requireSheet(target.sheet), [target.rect]);
  },
  Clear: (target, args) => {
    const word = args.optionalText(0) ?? "All";
    const what = clearWords[word];
    if (!what) throw notImplemented(`Range.clear(${word})`);
    clearCells(target.services.workbook, { sheet: target.sheet, rect: target.rect, location: "Range.clear" }, what);
  },
  Insert: (target, args) => {
    insertCells(target.services.workbook, target.sheet, target.rect, args.text(0) === "Right" ? "Right" : "Down");
    return target.services.objects.range(target.sheet, target.rect);
  },
  Delete: (target, args) => deleteCells(target.services.workbook, target.sheet, target.rect, args.text(0) === "Left" ? "Left" : "Up"),
  CopyFrom: (target, args) => {
    const word = args.optionalText(1) ?? "All";
    const what = copyWords[word];
    if (!what || args.flag(2) || args.flag(3)) throw notImplemented(`Range.copyFrom(${word}, skipBlanks, transpose)`);
    copyCells(target.services.workbook, { from: readArea(args, 0, target), to: { sheet: target.sheet, rect: target.rect }, what });
  },
  Find: (target, args) => target.services.objects.range(target.sheet, orMissing(find(target, args), "Range.find")),
  FindOrNullObject: (target, args) => {
    const rect = find(target, args);
    return rect ? target.services.objects.range(target.sheet, rect) : null;
  },
  GetSpecialCells: (target, args) => orMissing(special(target, args), "Range.getSpecialCells"),
  GetSpecialCellsOrNullObject: special,
  GetTables: (target, args) => target.services.objects.tablesIn([target], args.flag(0)),
  SetDirty: (target) => target.services.engine.setDirty(target.sheet, target.rect),
  Calculate: (target) => target.services.engine.calculate(true, target),
  GetSpillingToRangeOrNullObject: (target) => spillingTo(target),
  GetSpillingToRange: (target) => orMissing(spillingTo(target), "Range.getSpillingToRange"),
  GetSpillParentOrNullObject: (target) => spillParent(target),
  GetSpillParent: (target) => orMissing(spillParent(target), "Range.getSpillParent"),
};

function spillingTo({ services, sheet, rect }: RangeTarget): unknown {
  const formula = services.engine.formulaAt(sheet, cellKey(rect.row, rect.column));
  return formula?.spillRect ? services.objects.range(sheet, formula.spillRect) : null;
}

function spillParent({ services, sheet, rect }: RangeTarget): unknown {
  const anchor = sheet.cell(rect.row, rect.column)?.spilledFrom;
  return anchor === undefined
    ? null
    : services.objects.range(sheet, { row: keyRow(anchor), column: keyColumn(anchor), rows: 1, columns: 1 });
}

function hasSpill({ services, sheet, rect }: RangeTarget): boolean | null {
  let count = 0;
  sheet.forEachCell(rect, (key, cell) => {
    if (cell.spilledFrom !== undefined || services.engine.formulaAt(sheet, key)?.spillRect) count++;
  });
  return count === 0 ? false : count === rect.rows * rect.columns ? true : null;
}

function asFlag(value: unknown, location: string): boolean {
  if (typeof value !== "boolean") throw notImplemented(`${location} = ${String(value)}`);
  return value;
}

export const stateProperties: Readonly<Record<string, PropertyDefinition<RangeTarget>>> = {
  RowHidden: {
    get: ({ sheet, rect }) => rowsHidden(sheet, rect),
    set: ({ services, sheet, rect }, value) => setRowsHidden(services.workbook, sheet, rect, asFlag(value, "Range.rowHidden")),
  },
  ColumnHidden: {
    get: ({ sheet, rect }) => columnsHidden(sheet, rect),
    set: ({ services, sheet, rect }, value) => setColumnsHidden(services.workbook, sheet, rect, asFlag(value, "Range.columnHidden")),
  },
  Hidden: {
    get: ({ sheet, rect }) => {
      const [rows, columns] = [rowsHidden(sheet, rect), columnsHidden(sheet, rect)];
      return rows === true || columns === true ? true : rows === false && columns === false ? false : null;
    },
  },
  HasSpill: { get: hasSpill, onlyByName: true },
};
