import type { SheetRect } from "../model/sheetRect";
import { cellCount, intersect, isWholeColumns, isWholeRows, maxColumns, maxRows, type Rect } from "../model/address";
import { clearCells } from "../model/editing";
import { itemNotFound, notImplemented } from "../model/hostError";
import { defineType } from "./hostObject";
import type { HostObject } from "./hostObjectType";
import { fullAddress, readArea, requireInside } from "./rangeTarget";
import type { HostServices } from "./services";
import { specialRects } from "./specialCells";
import type { Args } from "./args";

export interface AreasTarget {
  readonly services: HostServices;
  readonly areas: readonly SheetRect[];
  referenceId: string | null;
}

const rangeCollection = defineType<AreasTarget>({
  name: "RangeCollection",
  items: ({ services, areas }) => areas.map(({ sheet, rect }) => services.objects.range(sheet, rect)),
  methods: {
    GetCount: ({ areas }) => areas.length,
    GetItemAt: ({ services, areas }, args) => {
      const area = areas[args.integer(0)];
      return area ? services.objects.range(area.sheet, area.rect) : args.refuse();
    },
  },
});

const present = (rect: Rect | null): readonly Rect[] => (rect ? [rect] : []);

function mapped(target: AreasTarget, change: (area: SheetRect) => readonly Rect[]): HostObject | null {
  const areas = target.areas.flatMap((area) =>
    change(area).map((rect) => ({ sheet: area.sheet, rect: requireInside(rect, "RangeAreas") })),
  );
  return areas.length > 0 ? target.services.objects.rangeAreas(areas) : null;
}

function orMissing<T>(value: T | null, location: string): T {
  if (value === null) throw itemNotFound(location);
  return value;
}

const firstSheet = ({ areas }: AreasTarget): SheetRect["sheet"] => orMissing(areas[0] ?? null, "RangeAreas").sheet;

function common(target: AreasTarget, args: Args): HostObject | null {
  const others = args.object(0)?.areas ?? [readArea(args, 0, { services: target.services, sheet: firstSheet(target) })];
  return mapped(target, ({ sheet, rect }) =>
    others.flatMap((other) => (other.sheet === sheet ? present(intersect(rect, other.rect)) : [])),
  );
}

const special = (target: AreasTarget, args: Args): HostObject | null =>
  mapped(target, (area) => specialRects(area, args.text(0), args.optionalText(1) ?? "All"));

const used = (target: AreasTarget, args: Args): HostObject | null =>
  mapped(target, ({ sheet, rect }) => present(sheet.usedRect(args.flag(0), rect)));

/** Several rectangles of one sheet. */
export const rangeAreasObject = defineType<AreasTarget>({
  name: "RangeAreas",
  identity: ({ referenceId }) => (referenceId === null ? {} : { _ReferenceId: referenceId }),
  areas: ({ areas }) => areas,
  properties: {
    Address: { get: ({ areas }) => areas.map(fullAddress).join(",") },
    AddressLocal: { get: ({ areas }) => areas.map(fullAddress).join(",") },
    AreaCount: { get: ({ areas }) => areas.length },
    CellCount: { get: ({ areas }) => areas.reduce((total, { rect }) => total + cellCount(rect), 0) },
    IsEntireRow: { get: ({ areas }) => areas.every(({ rect }) => isWholeRows(rect)) },
    IsEntireColumn: { get: ({ areas }) => areas.every(({ rect }) => isWholeColumns(rect)) },
  },
  navigation: {
    Areas: rangeCollection,
    Worksheet: (target) => target.services.objects.worksheet(firstSheet(target)),
    Format: ({ services, areas }) => services.objects.rangeFormat(areas),
    DataValidation: ({ services, areas }) => services.objects.dataValidation(areas),
    ConditionalFormats: ({ services, areas }) => services.objects.conditionalFormats(areas),
  },
  methods: {
    _KeepReference: (target) => {
      target.referenceId ??= target.services.references.keep(target.areas, "areas");
      return null;
    },
    Clear: ({ services, areas }, args) => {
      const word = args.optionalText(0) ?? "All";
      if (word !== "All" && word !== "Contents" && word !== "Formats") throw notImplemented(`RangeAreas.clear(${word})`);
      for (const { sheet, rect } of areas) clearCells(services.workbook, { sheet, rect, location: "RangeAreas.clear" }, word);
    },
    SetDirty: ({ services, areas }) => {
      for (const { sheet, rect } of areas) services.engine.setDirty(sheet, rect);
    },
    Calculate: ({ services, areas }) => {
      for (const area of areas) services.engine.calculate(true, area);
    },
    GetEntireRow: (target) => mapped(target, ({ rect }) => [{ ...rect, column: 0, columns: maxColumns }]),
    GetEntireColumn: (target) => mapped(target, ({ rect }) => [{ ...rect, row: 0, rows: maxRows }]),
    GetOffsetRangeAreas: (target, args) =>
      mapped(target, ({ rect }) => [{ ...rect, row: rect.row + args.integer(0), column: rect.column + args.integer(1) }]),
    GetIntersection: (target, args) => orMissing(common(target, args), "RangeAreas.getIntersection"),
    GetIntersectionOrNullObject: common,
    GetSpecialCells: (target, args) => orMissing(special(target, args), "RangeAreas.getSpecialCells"),
    GetSpecialCellsOrNullObject: special,
    GetUsedRangeAreas: (target, args) => orMissing(used(target, args), "RangeAreas.getUsedRangeAreas"),
    GetUsedRangeAreasOrNullObject: used,
    GetTables: ({ services, areas }, args) => services.objects.tablesIn(areas, args.flag(0)),
  },
});
