import type { SheetRect } from "../model/sheetRect";
import { boundingRect, intersect, maxColumns, maxRows, type Rect } from "../model/address";
import { hasContent } from "../model/cell";
import { itemNotFound } from "../model/hostError";
import type { Args } from "./args";
import type { HostObject } from "./hostObjectType";
import { readArea, requireInside, requireSheet, type RangeTarget } from "./rangeTarget";

type Method = (target: RangeTarget, args: Args) => HostObject | null;

const at = (target: RangeTarget, rect: Rect): HostObject => target.services.objects.range(target.sheet, requireInside(rect, "Range"));

function intersection(target: RangeTarget, args: Args): HostObject | null {
  const other = readArea(args, 0, target);
  const common = other.sheet === target.sheet ? intersect(target.rect, other.rect) : null;
  return common ? at(target, common) : null;
}

function used(target: RangeTarget, args: Args): HostObject | null {
  const rect = requireSheet(target.sheet).usedRect(args.flag(0), target.rect);
  return rect ? at(target, rect) : null;
}

/** The block around a range that is bounded by empty rows and columns, as Ctrl+A finds it. */
export function surroundingRect({ sheet, rect }: SheetRect): Rect {
  let region = rect;
  for (;;) {
    const around =
      intersect(
        { row: region.row - 1, column: region.column - 1, rows: region.rows + 2, columns: region.columns + 2 },
        { row: 0, column: 0, rows: maxRows, columns: maxColumns },
      ) ?? region;
    let grown: Rect = region;
    sheet.forEachCell(around, (key, cell) => {
      if (hasContent(cell))
        grown = boundingRect(grown, { row: Math.floor(key / maxColumns), column: key % maxColumns, rows: 1, columns: 1 });
    });
    if (grown.rows === region.rows && grown.columns === region.columns) return region;
    region = grown;
  }
}

export const navigationMethods: Readonly<Record<string, Method>> = {
  GetCell: (target, args) =>
    at(target, { row: target.rect.row + args.integer(0), column: target.rect.column + args.integer(1), rows: 1, columns: 1 }),
  GetRow: (target, args) => at(target, { ...target.rect, row: target.rect.row + args.integer(0), rows: 1 }),
  GetColumn: (target, args) => at(target, { ...target.rect, column: target.rect.column + args.integer(0), columns: 1 }),
  GetLastRow: (target) => at(target, { ...target.rect, row: target.rect.row + target.rect.rows - 1, rows: 1 }),
  GetLastColumn: (target) => at(target, { ...target.rect, column: target.rect.column + target.rect.columns - 1, columns: 1 }),
  GetLastCell: (target) =>
    at(target, { row: target.rect.row + target.rect.rows - 1, column: target.rect.column + target.rect.columns - 1, rows: 1, columns: 1 }),
  GetOffsetRange: (target, args) =>
    at(target, { ...target.rect, row: target.rect.row + args.integer(0), column: target.rect.column + args.integer(1) }),
  GetResizedRange: (target, args) =>
    at(target, { ...target.rect, rows: target.rect.rows + args.integer(0), columns: target.rect.columns + args.integer(1) }),
  GetAbsoluteResizedRange: (target, args) => at(target, { ...target.rect, rows: args.integer(0), columns: args.integer(1) }),
  GetEntireRow: (target) => at(target, { ...target.rect, column: 0, columns: maxColumns }),
  GetEntireColumn: (target) => at(target, { ...target.rect, row: 0, rows: maxRows }),
  GetRowsAbove: (target, args) =>
    at(target, { ...target.rect, row: target.rect.row - (args.has(0) ? args.integer(0) : 1), rows: args.has(0) ? args.integer(0) : 1 }),
  GetRowsBelow: (target, args) =>
    at(target, { ...target.rect, row: target.rect.row + target.rect.rows, rows: args.has(0) ? args.integer(0) : 1 }),
  GetColumnsBefore: (target, args) =>
    at(target, {
      ...target.rect,
      column: target.rect.column - (args.has(0) ? args.integer(0) : 1),
      columns: args.has(0) ? args.integer(0) : 1,
    }),
  GetColumnsAfter: (target, args) =>
    at(target, { ...target.rect, column: target.rect.column + target.rect.columns, columns: args.has(0) ? args.integer(0) : 1 }),
  GetBoundingRect: (target, args) => at(target, boundingRect(target.rect, readArea(args, 0, target).rect)),
  GetIntersection: (target, args) => intersection(target, args) ?? missing("Range.getIntersection"),
  GetIntersectionOrNullObject: intersection,
  GetUsedRange: (target, args) => used(target, args) ?? at(target, { ...target.rect, rows: 1, columns: 1 }),
  GetUsedRangeOrNullObject: used,
  GetSurroundingRegion: (target) => at(target, surroundingRect(target)),
};

function missing(location: string): never {
  throw itemNotFound(location);
}
