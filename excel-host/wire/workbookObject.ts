import { cellRect, parseAddress } from "../model/address";
import { plainValue } from "../model/cell";
import { writeValues } from "../model/editing";
import { HostError, invalidArgument, itemNotFound } from "../model/hostError";
import { selectRects } from "../model/sheets";
import type { Sheet } from "../model/sheet";
import { defineType } from "./hostObject";
import type { HostObject } from "./hostObjectType";
import { asRecord } from "./protocol";
import { readGrid } from "./rangeTarget";
import { requireFocus, type HostServices } from "./services";
import { worksheetsObject } from "./worksheetObject";

interface Target {
  readonly services: HostServices;
}

function requireOneArea({ services }: Target): { sheet: Sheet; rect: ReturnType<typeof cellRect> } {
  const { sheet, rects } = services.workbook.selection;
  if (rects.length > 1)
    throw new HostError("InvalidSelection", "The current selection is invalid for this operation.", "Workbook.getSelectedRange");
  return { sheet, rect: rects[0] };
}

function eventRange({ services }: Target, id: string): HostObject | null {
  const found = services.events.rangeOf(id);
  return found && !found.sheet.deleted ? services.objects.range(found.sheet, found.rect) : null;
}

const modes = ["Automatic", "AutomaticExceptTables", "Manual"] as const;

const application = defineType<Target>({
  name: "Application",
  properties: {
    CalculationMode: {
      get: ({ services }) => services.engine.mode,
      set: ({ services }, value) => {
        const mode = modes.find((word) => word === value);
        if (!mode) throw invalidArgument("Application.calculationMode");
        services.engine.mode = mode;
      },
    },
    CalculationState: { get: ({ services }) => (services.functions.runningCount > 0 ? "Calculating" : "Done") },
    CalculationEngineVersion: { get: () => 191_029 },
    DecimalSeparator: { get: () => "." },
    ThousandsSeparator: { get: () => "," },
    UseSystemSeparators: { get: () => true },
  },
  navigation: { CultureInfo: (target) => culture(target) },
  methods: {
    Calculate: ({ services }, args) => services.engine.calculate(args.text(0) !== "Recalculate"),
    SuspendApiCalculationUntilNextSync: () => null,
    SuspendScreenUpdatingUntilNextSync: () => null,
  },
});

const culture = defineType<Target>({
  name: "CultureInfo",
  properties: { Name: { get: ({ services }) => services.workbook.region.locale } },
  navigation: { DatetimeFormat: (target) => dateFormat(target) },
});

const dateFormat = defineType<Target>({
  name: "DatetimeFormatInfo",
  properties: {
    ShortDatePattern: { get: ({ services }) => services.workbook.region.shortDate.replaceAll("m", "M") },
    DateSeparator: { get: () => "/" },
  },
});

const runtime = defineType<Target>({
  name: "Runtime",
  properties: {
    EnableEvents: {
      get: ({ services }) => services.events.enabled,
      set: ({ services }, value) => {
        services.events.enabled = value === true;
      },
    },
  },
});

interface SettingTarget extends Target {
  readonly key: string;
}

function putSetting({ services }: Target, key: string, value: unknown): void {
  services.workbook.update({ settings: new Map(services.workbook.state.settings).set(key, value) });
}

const setting = defineType<SettingTarget>({
  name: "Setting",
  identity: ({ key }) => ({ Key: key, _Id: key }),
  properties: {
    Key: { get: ({ key }) => key },
    Value: {
      get: ({ services, key }) => services.workbook.state.settings.get(key),
      set: (target, value) => putSetting(target, target.key, value),
    },
  },
  methods: {
    Delete: ({ services, key }) =>
      services.workbook.update({ settings: new Map([...services.workbook.state.settings].filter(([other]) => other !== key)) }),
  },
});

const hasSetting = ({ services }: Target, key: unknown): key is string =>
  typeof key === "string" && services.workbook.state.settings.has(key);

const settings = defineType<Target>({
  name: "SettingCollection",
  items: (target) => [...target.services.workbook.state.settings.keys()].map((key) => setting({ ...target, key })),
  byKey: (target, key) => (hasSetting(target, key) ? setting({ ...target, key }) : missing("SettingCollection.getItem")),
  methods: {
    Add: (target, args) => {
      putSetting(target, args.text(0), args.raw(1));
      return setting({ ...target, key: args.text(0) });
    },
    GetCount: ({ services }) => services.workbook.state.settings.size,
    GetItemOrNullObject: (target, args) => (hasSetting(target, args.raw(0)) ? setting({ ...target, key: args.text(0) }) : null),
  },
});

/** The older API of all Office programs, which Office.js sends this way in Excel. */
const olderApi = defineType<Target>({
  name: "_V1Api",
  methods: {
    GetSelectedData: (target) => {
      const { sheet, rect } = requireOneArea(target);
      return { status: 0, rows: readGrid({ sheet, rect }, (cell) => plainValue(cell.value)) };
    },
    SetSelectedData: (target, args) => {
      const { sheet, rect } = requireOneArea(target);
      const data = asRecord(args.raw(0))["data"];
      const rows: readonly unknown[] = Array.isArray(data) ? data : [[data]];
      const [first] = rows;
      const columns = Array.isArray(first) ? first.length : 1;
      writeValues(
        target.services.workbook,
        { sheet, rect: { ...rect, rows: rows.length, columns }, location: "setSelectedDataAsync" },
        rows,
      );
      return { status: 0 };
    },
    GotoById: ({ services }, args) => {
      const id = asRecord(args.raw(0))["id"];
      const parsed = typeof id === "string" ? parseAddress(id) : null;
      const sheet = parsed?.sheetName == null ? services.workbook.activeSheet : services.workbook.findSheet(parsed.sheetName);
      if (!parsed || !sheet) return args.refuse();
      requireFocus(services, "goToByIdAsync");
      selectRects(services.workbook, sheet, [parsed.rect]);
      return { status: 0 };
    },
  },
});

function missing(location: string): never {
  throw itemNotFound(location);
}

export const workbookObject = defineType<Target>({
  name: "Workbook",
  properties: {
    Name: { get: ({ services }) => services.workbook.name },
    ReadOnly: { get: () => false },
    IsDirty: { get: ({ services }) => services.workbook.journal.undoLabels.length > 0 },
    AutoSave: { get: () => false },
    PreviouslySaved: { get: () => true },
    CalculationEngineVersion: { get: () => 191_029 },
    UsePrecisionAsDisplayed: { get: () => false },
  },
  navigation: {
    Worksheets: worksheetsObject,
    Tables: ({ services }) => services.objects.tables(null),
    Names: ({ services }) => services.objects.names(null),
    Settings: settings,
    Application: application,
    _Runtime: runtime,
    _V1Api: olderApi,
  },
  methods: {
    GetSelectedRange: (target) => {
      const { sheet, rect } = requireOneArea(target);
      return target.services.objects.range(sheet, rect);
    },
    GetSelectedRanges: ({ services }) => {
      const { sheet, rects } = services.workbook.selection;
      return services.objects.rangeAreas(rects.map((rect) => ({ sheet, rect })));
    },
    GetActiveCell: ({ services }) => {
      const { sheet, activeRow, activeColumn } = services.workbook.selection;
      return services.objects.range(sheet, cellRect(activeRow, activeColumn));
    },
    _GetRangeForEventByReferenceId: (target, args) => eventRange(target, args.text(0)) ?? missing("Workbook.getRange"),
    _GetRangeOrNullObjectForEventByReferenceId: (target, args) => eventRange(target, args.text(0)),
    _RemoveReference: ({ services }, args) => services.references.remove(args.text(0)),
    _RemoveAllReferences: ({ services }) => services.references.removeAll(),
    _GetReferenceCount: ({ services }) => services.references.count,
  },
});
