import type { SheetRect } from "../model/sheetRect";
import { cellRect, isInsideSheet, maxColumns, maxRows, parseAddress, wholeSheet, type Rect } from "../model/address";
import { invalidArgument, itemNotFound } from "../model/hostError";
import { activateSheet, addSheet, deleteSheet, moveSheet, protectSheet, renameSheet, setVisibility, unprotectSheet } from "../model/sheets";
import type { Sheet, SheetVisibility } from "../model/sheet";
import { bodyRect, currentTable } from "../model/table";
import type { Args } from "./args";
import { sheetAutoFilter } from "./autoFilterObject";
import { sheetEvents, workbookTarget } from "./eventHub";
import { registrations } from "./eventMethods";
import { defineType } from "./hostObject";
import type { HostObject } from "./hostObjectType";
import { readArea, requireInside, requireSheet } from "./rangeTarget";
import { requireFocus, type HostServices } from "./services";

export interface SheetTarget {
  readonly services: HostServices;
  readonly sheet: Sheet;
}

const longestAddress = 8192;
const visibilities: readonly SheetVisibility[] = ["Visible", "Hidden", "VeryHidden"];

function usedRange({ services, sheet }: SheetTarget, args: Args): HostObject | null {
  const used = requireSheet(sheet).usedRect(args.flag(0));
  return used ? services.objects.range(sheet, used) : null;
}

function rangeAt(target: SheetTarget, rect: Rect): HostObject {
  return target.services.objects.range(requireSheet(target.sheet), requireInside(rect, "Worksheet.getRange"));
}

/** An address, a defined name or a table's name; nothing means the whole sheet. */
function findRange(target: SheetTarget, address: string): SheetRect {
  const { services, sheet } = target;
  const parsed = parseAddress(address);
  if (parsed) {
    const other = parsed.sheetName === null ? sheet : services.workbook.findSheet(parsed.sheetName);
    if (other !== sheet) throw invalidArgument("Worksheet.getRange");
    return { sheet, rect: parsed.rect };
  }
  const named = services.workbook.state.names.find(
    (item) => item.name.toLowerCase() === address.toLowerCase() && (item.scope === null || item.scope === sheet),
  );
  const ofName = named ? parseAddress(named.formula.replace(/^=/, "")) : null;
  if (ofName)
    return { sheet: ofName.sheetName === null ? sheet : (services.workbook.findSheet(ofName.sheetName) ?? sheet), rect: ofName.rect };
  const table = services.workbook.state.tables.find((candidate) => candidate.name.toLowerCase() === address.toLowerCase());
  if (table)
    return {
      sheet: table.sheet,
      rect: bodyRect(currentTable(services.workbook, table.id)),
    };
  throw invalidArgument("Worksheet.getRange");
}

function neighbour({ services, sheet }: SheetTarget, step: 1 | -1, visibleOnly: boolean): HostObject | null {
  const sheets = services.workbook.state.sheets.filter((other) => !visibleOnly || other.state.visibility === "Visible");
  const next = sheets[sheets.indexOf(sheet) + step];
  return next ? services.objects.worksheet(next) : null;
}

const freezePanes = defineType<SheetTarget>({
  name: "WorksheetFreezePanes",
  methods: {
    FreezeRows: (target, args) => freeze(target, { frozenRows: args.has(0) ? args.integer(0) : 1, frozenColumns: 0 }),
    FreezeColumns: (target, args) => freeze(target, { frozenRows: 0, frozenColumns: args.has(0) ? args.integer(0) : 1 }),
    FreezeAt: (target, args) => {
      const { rect } = readArea(args, 0, target);
      freeze(target, {
        frozenRows: rect.rows === maxRows ? 0 : rect.row + rect.rows,
        frozenColumns: rect.columns === maxColumns ? 0 : rect.column + rect.columns,
      });
    },
    Unfreeze: (target) => freeze(target, { frozenRows: 0, frozenColumns: 0 }),
    GetLocationOrNullObject: ({ services, sheet }) => {
      const { frozenRows, frozenColumns } = sheet.state;
      if (frozenRows === 0 && frozenColumns === 0) return null;
      const rect = {
        row: 0,
        column: 0,
        rows: frozenRows === 0 ? maxRows : frozenRows,
        columns: frozenColumns === 0 ? maxColumns : frozenColumns,
      };
      return services.objects.range(sheet, rect);
    },
  },
});

function freeze({ services, sheet }: SheetTarget, change: { frozenRows: number; frozenColumns: number }): void {
  requireFocus(services, "WorksheetFreezePanes");
  sheet.update(change);
  services.workbook.emit({ kind: "layout", sheet });
}

const protection = defineType<SheetTarget>({
  name: "WorksheetProtection",
  properties: {
    Protected: { get: ({ sheet }) => sheet.state.protection !== null },
    Options: { get: ({ sheet }) => sheet.state.protection?.options ?? null },
  },
  methods: {
    Protect: ({ services, sheet }, args) => protectSheet(services.workbook, sheet, args.has(0) ? args.record(0) : {}, args.optionalText(1)),
    Unprotect: ({ services, sheet }, args) => unprotectSheet(services.workbook, sheet, args.optionalText(0)),
  },
});

const asText = (value: unknown, location: string): string => {
  if (typeof value !== "string") throw invalidArgument(location);
  return value;
};

export const worksheetObject = defineType<SheetTarget>({
  name: "Worksheet",
  identity: ({ sheet }) => ({ Id: sheet.id }),
  properties: {
    Id: { get: ({ sheet }) => sheet.id },
    Name: {
      get: ({ sheet }) => requireSheet(sheet).name,
      set: ({ services, sheet }, value) => renameSheet(services.workbook, sheet, asText(value, "Worksheet.name")),
    },
    Position: {
      get: ({ services, sheet }) => services.workbook.state.sheets.indexOf(sheet),
      set: ({ services, sheet }, value) => moveSheet(services.workbook, sheet, typeof value === "number" ? value : -1),
    },
    Visibility: {
      get: ({ sheet }) => sheet.state.visibility,
      set: ({ services, sheet }, value) => {
        const visibility = visibilities.find((word) => word === value);
        if (!visibility) throw invalidArgument("Worksheet.visibility");
        setVisibility(services.workbook, sheet, visibility);
      },
    },
    TabColor: {
      get: ({ sheet }) => sheet.state.tabColor,
      set: ({ services, sheet }, value) => {
        sheet.update({ tabColor: asText(value, "Worksheet.tabColor") });
        services.workbook.emit({ kind: "layout", sheet });
      },
    },
    ShowGridlines: {
      get: ({ sheet }) => sheet.state.showGridlines,
      set: ({ services, sheet }, value) => {
        sheet.update({ showGridlines: value === true });
        services.workbook.emit({ kind: "layout", sheet });
      },
    },
  },
  navigation: {
    Tables: ({ services, sheet }) => services.objects.tables(sheet),
    Charts: ({ services, sheet }) => services.objects.charts(requireSheet(sheet)),
    Names: ({ services, sheet }) => services.objects.names(sheet),
    Protection: protection,
    FreezePanes: freezePanes,
    AutoFilter: ({ services, sheet }) => sheetAutoFilter({ services, sheet }),
  },
  methods: {
    Activate: ({ services, sheet }) => {
      requireFocus(services, "Worksheet.activate");
      activateSheet(services.workbook, requireSheet(sheet));
    },
    Delete: ({ services, sheet }) => deleteSheet(services.workbook, requireSheet(sheet)),
    GetRange: (target, args) => {
      if (!args.has(0) || args.raw(0) === "") return rangeAt(target, wholeSheet);
      const found = findRange({ ...target, sheet: requireSheet(target.sheet) }, args.text(0));
      return target.services.objects.range(found.sheet, found.rect);
    },
    GetRanges: (target, args) => {
      const address = args.optionalText(0) ?? "";
      if (address.length > longestAddress)
        throw invalidArgument("Worksheet.getRanges", `The address is longer than ${longestAddress} characters.`);
      if (address === "") return target.services.objects.rangeAreas([{ sheet: target.sheet, rect: wholeSheet }]);
      return target.services.objects.rangeAreas(
        address.split(/,(?=(?:[^']*'[^']*')*[^']*$)/).map((part) => findRange(target, part.trim())),
      );
    },
    GetRangeByIndexes: (target, args) =>
      rangeAt(target, { row: args.integer(0), column: args.integer(1), rows: args.integer(2), columns: args.integer(3) }),
    GetCell: (target, args) => {
      const rect = cellRect(args.integer(0), args.integer(1));
      return isInsideSheet(rect) ? rangeAt(target, rect) : args.refuse();
    },
    GetUsedRange: (target, args) => usedRange(target, args) ?? rangeAt(target, cellRect(0, 0)),
    GetUsedRangeOrNullObject: usedRange,
    GetNext: (target, args) => neighbour(target, 1, args.flag(0)) ?? gone("Worksheet.getNext"),
    GetNextOrNullObject: (target, args) => neighbour(target, 1, args.flag(0)),
    GetPrevious: (target, args) => neighbour(target, -1, args.flag(0)) ?? gone("Worksheet.getPrevious"),
    GetPreviousOrNullObject: (target, args) => neighbour(target, -1, args.flag(0)),
    Calculate: ({ services, sheet }, args) => services.engine.calculate(args.flag(0), { sheet, rect: wholeSheet }),
    _GetSheetById: ({ services }, args) => services.objects.worksheet(services.workbook.findSheet(args.text(0)) ?? gone("Worksheet")),
    ...registrations(
      sheetEvents,
      ({ services }: SheetTarget) => services.events,
      ({ sheet }) => sheet.id,
    ),
  },
});

function gone(location: string): never {
  throw itemNotFound(location);
}

interface CollectionTarget {
  readonly services: HostServices;
}

const shown = (services: HostServices, visibleOnly: boolean): readonly Sheet[] =>
  services.workbook.state.sheets.filter((sheet) => !visibleOnly || sheet.state.visibility === "Visible");

function findSheet({ services }: CollectionTarget, key: unknown): Sheet | null {
  return typeof key === "string" ? services.workbook.findSheet(key) : null;
}

export const worksheetsObject = defineType<CollectionTarget>({
  name: "WorksheetCollection",
  items: ({ services }) => services.workbook.state.sheets.map((sheet) => services.objects.worksheet(sheet)),
  byKey: (target, key) => target.services.objects.worksheet(findSheet(target, key) ?? gone("WorksheetCollection.getItem")),
  methods: {
    Add: ({ services }, args) => {
      requireFocus(services, "WorksheetCollection.add");
      return services.objects.worksheet(addSheet(services.workbook, args.optionalText(0) ?? undefined));
    },
    GetItem: (target, args) => target.services.objects.worksheet(findSheet(target, args.raw(0)) ?? gone("WorksheetCollection.getItem")),
    GetItemOrNullObject: (target, args) => {
      const sheet = findSheet(target, args.raw(0));
      return sheet ? target.services.objects.worksheet(sheet) : null;
    },
    GetActiveWorksheet: ({ services }) => services.objects.worksheet(services.workbook.activeSheet),
    GetCount: ({ services }, args) => shown(services, args.flag(0)).length,
    GetFirst: ({ services }, args) => services.objects.worksheet(shown(services, args.flag(0))[0] ?? gone("WorksheetCollection.getFirst")),
    GetLast: ({ services }, args) =>
      services.objects.worksheet(shown(services, args.flag(0)).at(-1) ?? gone("WorksheetCollection.getLast")),
    ...registrations(
      sheetEvents,
      ({ services }: CollectionTarget) => services.events,
      () => workbookTarget,
    ),
  },
});
