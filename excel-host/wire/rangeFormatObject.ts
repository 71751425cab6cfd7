import { keyColumn, keyRow } from "../model/address";
import { withoutFill, type CellStyle } from "../model/cell";
import { setStyle } from "../model/editing";
import { invalidArgument, notImplemented } from "../model/hostError";
import { requireAllowed } from "../model/protection";
import { autofitColumns, autofitRows, setColumnWidth, setRowHeight, sizeOf } from "../model/sizes";
import { bordersObject } from "./borderObjects";
import { colour, shared, type FormatTarget } from "./formatTarget";
import { defineType, type PropertyDefinition } from "./hostObject";

function change(target: FormatTarget, style: CellStyle, location: string): void {
  for (const { sheet, rect } of target.areas) setStyle(target.services.workbook, { sheet, rect, location }, style);
}

function textStyle(
  name: string,
  pick: (style: CellStyle) => string | undefined,
  fallback: string,
  make: (value: string) => CellStyle,
): PropertyDefinition<FormatTarget> {
  return {
    get: (target) => shared(target, (style) => (style ? pick(style) : undefined) ?? fallback),
    set: (target, value) => {
      if (typeof value !== "string") throw invalidArgument(name);
      change(target, make(value), name);
    },
  };
}

function flagStyle(
  name: string,
  pick: (style: CellStyle) => boolean | undefined,
  make: (value: boolean) => CellStyle,
): PropertyDefinition<FormatTarget> {
  return {
    get: (target) => shared(target, (style) => (style ? pick(style) : undefined) ?? false),
    set: (target, value) => {
      if (typeof value !== "boolean") throw invalidArgument(name);
      change(target, make(value), name);
    },
  };
}

const fill = defineType<FormatTarget>({
  name: "RangeFill",
  properties: {
    Color: textStyle(
      "RangeFill.color",
      (style) => style.fill,
      "#FFFFFF",
      (value) => ({ fill: colour(value) }),
    ),
  },
  methods: {
    Clear: ({ services, areas }) => {
      for (const { sheet, rect } of areas) {
        sheet.forEachCell(rect, (key, cell) => {
          sheet.put(keyRow(key), keyColumn(key), { ...cell, style: withoutFill(cell.style ?? {}) });
        });
        services.workbook.emit({ kind: "format", sheet, rect });
      }
    },
  },
});

const font = defineType<FormatTarget>({
  name: "RangeFont",
  properties: {
    Color: textStyle(
      "RangeFont.color",
      (style) => style.fontColor,
      "#000000",
      (value) => ({ fontColor: colour(value) }),
    ),
    Name: textStyle(
      "RangeFont.name",
      (style) => style.fontName,
      "Calibri",
      (value) => ({ fontName: value }),
    ),
    Underline: textStyle(
      "RangeFont.underline",
      (style) => style.underline,
      "None",
      (value) => ({ underline: value }),
    ),
    Bold: flagStyle(
      "RangeFont.bold",
      (style) => style.bold,
      (value) => ({ bold: value }),
    ),
    Italic: flagStyle(
      "RangeFont.italic",
      (style) => style.italic,
      (value) => ({ italic: value }),
    ),
    Strikethrough: flagStyle(
      "RangeFont.strikethrough",
      (style) => style.strikethrough,
      (value) => ({ strikethrough: value }),
    ),
    Size: {
      get: (target) => shared(target, (style) => style?.fontSize ?? 11),
      set: (target, value) => {
        if (typeof value !== "number") throw invalidArgument("RangeFont.size");
        change(target, { fontSize: value }, "RangeFont.size");
      },
    },
  },
});

const formatProtection = defineType<FormatTarget>({
  name: "FormatProtection",
  properties: {
    Locked: {
      get: (target) => shared(target, (style) => style?.unlocked !== true),
      set: (target, value) => change(target, { unlocked: value !== true }, "FormatProtection.locked"),
    },
  },
});

function size(axis: "column" | "row"): PropertyDefinition<FormatTarget> {
  const option = axis === "column" ? "allowFormatColumns" : "allowFormatRows";
  return {
    get: ({ areas }) => {
      const sizes = areas.flatMap(({ sheet, rect }) => {
        const [start, count] = axis === "column" ? [rect.column, rect.columns] : [rect.row, Math.min(rect.rows, 10_000)];
        return Array.from({ length: count }, (_, offset) => sizeOf(sheet, axis, start + offset));
      });
      return sizes.every((value) => value === sizes[0]) ? (sizes[0] ?? null) : null;
    },
    set: ({ services, areas }, value) => {
      if (typeof value !== "number" || value < 0) throw invalidArgument(`RangeFormat.${axis === "column" ? "columnWidth" : "rowHeight"}`);
      for (const { sheet, rect } of areas) {
        requireAllowed(sheet, option, "RangeFormat");
        if (axis === "column") setColumnWidth(services.workbook, sheet, rect, value);
        else setRowHeight(services.workbook, sheet, rect, value);
      }
    },
  };
}

function alignment(name: string, part: "horizontalAlignment" | "verticalAlignment", fallback: string): PropertyDefinition<FormatTarget> {
  return textStyle(
    `RangeFormat.${name}`,
    (style) => style[part],
    fallback,
    (value) => ({ [part]: value }),
  );
}

export const rangeFormatObject = defineType<FormatTarget>({
  name: "RangeFormat",
  properties: {
    WrapText: flagStyle(
      "RangeFormat.wrapText",
      (style) => style.wrapText,
      (value) => ({ wrapText: value }),
    ),
    HorizontalAlignment: alignment("horizontalAlignment", "horizontalAlignment", "General"),
    VerticalAlignment: alignment("verticalAlignment", "verticalAlignment", "Bottom"),
    ColumnWidth: size("column"),
    RowHeight: size("row"),
    IndentLevel: {
      get: (target) => shared(target, (style) => style?.indentLevel ?? 0),
      set: (target, value) => {
        if (typeof value !== "number") throw invalidArgument("RangeFormat.indentLevel");
        change(target, { indentLevel: value }, "RangeFormat.indentLevel");
      },
    },
  },
  navigation: { Fill: fill, Font: font, Borders: bordersObject, Protection: formatProtection },
  methods: {
    AutofitColumns: ({ services, areas }) => {
      for (const { sheet, rect } of areas) autofitColumns(services.workbook, sheet, rect);
    },
    AutofitRows: ({ services, areas }) => {
      for (const { sheet, rect } of areas) autofitRows(services.workbook, sheet, rect);
    },
    AdjustIndent: () => {
      throw notImplemented("RangeFormat.adjustIndent");
    },
  },
});
