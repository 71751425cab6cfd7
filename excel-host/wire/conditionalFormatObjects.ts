import type { SheetRect } from "../model/sheetRect";
import { overlaps, type Rect } from "../model/address";
import { withoutFill } from "../model/cell";
import type { ConditionalFormat, ConditionalFormatType, ConditionalStyle } from "../model/conditionalFormat";
import { invalidArgument, itemNotFound, notImplemented } from "../model/hostError";
import { requireAllowed } from "../model/protection";
import type { Sheet } from "../model/sheet";
import { defineType, type PropertyDefinition } from "./hostObject";
import type { HostObject } from "./hostObjectType";
import { isRecord } from "./protocol";
import type { HostServices } from "./services";

interface FormatTarget {
  readonly services: HostServices;
  readonly sheet: Sheet;
  readonly id: string;
}

interface CollectionTarget {
  readonly services: HostServices;
  readonly areas: readonly SheetRect[];
}

const typeWords: Readonly<Record<string, ConditionalFormatType>> = {
  Custom: "Custom",
  ContainsText: "ContainsText",
  CellValue: "CellValue",
};

function current({ sheet, id }: FormatTarget): ConditionalFormat {
  const format = sheet.state.conditionalFormats.find((candidate) => candidate.id === id);
  if (!format) throw itemNotFound("ConditionalFormat");
  return format;
}

function update(target: FormatTarget, change: Partial<ConditionalFormat>): void {
  current(target);
  const { sheet, id, services } = target;
  sheet.update({
    conditionalFormats: sheet.state.conditionalFormats.map((format) => (format.id === id ? { ...format, ...change } : format)),
  });
  services.workbook.emit({ kind: "layout", sheet });
}

function styleProperty(
  part: keyof ConditionalStyle,
  kind: "string" | "boolean",
  fallback: string | boolean,
): PropertyDefinition<FormatTarget> {
  return {
    get: (target) => current(target).style[part] ?? fallback,
    set: (target, value) => {
      if (typeof value !== kind) throw invalidArgument(`ConditionalRangeFormat.${part}`);
      update(target, { style: { ...current(target).style, [part]: value } });
    },
  };
}

const fill = defineType<FormatTarget>({
  name: "ConditionalRangeFill",
  properties: { Color: styleProperty("fill", "string", "") },
  methods: { Clear: (target) => update(target, { style: withoutFill(current(target).style) }) },
});

const font = defineType<FormatTarget>({
  name: "ConditionalRangeFont",
  properties: {
    Color: styleProperty("fontColor", "string", ""),
    Bold: styleProperty("bold", "boolean", false),
    Italic: styleProperty("italic", "boolean", false),
    Strikethrough: styleProperty("strikethrough", "boolean", false),
    Underline: styleProperty("underline", "string", "None"),
  },
});

const format = defineType<FormatTarget>({ name: "ConditionalRangeFormat", navigation: { Fill: fill, Font: font } });

function setRule(target: FormatTarget, rule: unknown, location: string): void {
  if (!isRecord(rule)) throw invalidArgument(location);
  update(target, { rule });
}

const customRule = defineType<FormatTarget>({
  name: "ConditionalFormatRule",
  properties: {
    Formula: {
      get: (target) => current(target).rule["formula"] ?? "",
      set: (target, value) => {
        if (typeof value !== "string") throw invalidArgument("ConditionalFormatRule.formula");
        setRule(target, { formula: value }, "ConditionalFormatRule.formula");
      },
    },
  },
});

const custom = defineType<FormatTarget>({ name: "CustomConditionalFormat", navigation: { Rule: customRule, Format: format } });

const ruled = (name: string): ((target: FormatTarget) => HostObject) =>
  defineType<FormatTarget>({
    name,
    properties: { Rule: { get: (target) => current(target).rule, set: (target, value) => setRule(target, value, `${name}.rule`) } },
    navigation: { Format: format },
  });
const textComparison = ruled("TextConditionalFormat");
const cellValue = ruled("CellValueConditionalFormat");

const only = (type: ConditionalFormatType, make: (target: FormatTarget) => HostObject) => (target: FormatTarget) =>
  current(target).type === type ? make(target) : null;

function orMissing(make: (target: FormatTarget) => HostObject | null): (target: FormatTarget) => HostObject {
  return (target) => {
    const object = make(target);
    if (!object) throw itemNotFound("ConditionalFormat");
    return object;
  };
}

const conditionalFormat = defineType<FormatTarget>({
  name: "ConditionalFormat",
  identity: ({ id }) => ({ Id: id }),
  properties: {
    Id: { get: ({ id }) => id },
    Type: { get: (target) => current(target).type },
    Priority: { get: ({ sheet, id }) => sheet.state.conditionalFormats.findIndex((candidate) => candidate.id === id) },
    StopIfTrue: { get: (target) => current(target).stopIfTrue, set: (target, value) => update(target, { stopIfTrue: value === true }) },
  },
  navigation: {
    Custom: orMissing(only("Custom", custom)),
    CustomOrNullObject: only("Custom", custom),
    TextComparison: orMissing(only("ContainsText", textComparison)),
    TextComparisonOrNullObject: only("ContainsText", textComparison),
    CellValue: orMissing(only("CellValue", cellValue)),
    CellValueOrNullObject: only("CellValue", cellValue),
  },
  methods: {
    Delete: ({ services, sheet, id }) => {
      sheet.update({ conditionalFormats: sheet.state.conditionalFormats.filter((candidate) => candidate.id !== id) });
      services.workbook.emit({ kind: "layout", sheet });
    },
    GetRange: (target) => {
      const [rect] = current(target).rects;
      if (!rect) throw itemNotFound("ConditionalFormat.getRange");
      return target.services.objects.range(target.sheet, rect);
    },
    GetRanges: (target) => target.services.objects.rangeAreas(current(target).rects.map((rect) => ({ sheet: target.sheet, rect }))),
  },
});

function touching({ areas }: CollectionTarget): { sheet: Sheet; format: ConditionalFormat }[] {
  const touches = (rects: readonly Rect[], sheet: Sheet): boolean =>
    areas.some((area) => area.sheet === sheet && rects.some((rect) => overlaps(rect, area.rect)));
  const sheets = new Set(areas.map(({ sheet }) => sheet));
  return [...sheets].flatMap((sheet) =>
    sheet.state.conditionalFormats.filter((candidate) => touches(candidate.rects, sheet)).map((found) => ({ sheet, format: found })),
  );
}

const wrap = (target: CollectionTarget, found: { sheet: Sheet; format: ConditionalFormat }): HostObject =>
  conditionalFormat({ services: target.services, sheet: found.sheet, id: found.format.id });

export const conditionalFormatsObject = defineType<CollectionTarget>({
  name: "ConditionalFormatCollection",
  items: (target) => touching(target).map((found) => wrap(target, found)),
  byKey: (target, key) => {
    const found = touching(target).find(({ format: candidate }) => candidate.id === key);
    if (!found) throw itemNotFound("ConditionalFormatCollection.getItem");
    return wrap(target, found);
  },
  methods: {
    GetCount: (target) => touching(target).length,
    GetItemAt: (target, args) => {
      const found = touching(target)[args.integer(0)];
      return found ? wrap(target, found) : args.refuse();
    },
    Add: ({ services, areas }, args) => {
      const type = typeWords[args.text(0)];
      const [first] = areas;
      if (!type) throw notImplemented(`ConditionalFormatCollection.add(${args.text(0)})`);
      if (!first) return args.refuse();
      const { sheet } = first;
      requireAllowed(sheet, "allowFormatCells", "ConditionalFormatCollection.add");
      const id = `{cf-${services.workbook.nextId()}}`;
      const added: ConditionalFormat = { id, type, rects: areas.map(({ rect }) => rect), rule: {}, style: {}, stopIfTrue: false };
      sheet.update({ conditionalFormats: [added, ...sheet.state.conditionalFormats] });
      services.workbook.emit({ kind: "layout", sheet });
      return conditionalFormat({ services, sheet, id });
    },
    ClearAll: (target) => {
      for (const { sheet, format: found } of touching(target)) {
        sheet.update({ conditionalFormats: sheet.state.conditionalFormats.filter((candidate) => candidate.id !== found.id) });
        target.services.workbook.emit({ kind: "layout", sheet });
      }
    },
  },
});
