import type { BorderLine } from "../model/cell";
import { setStyle } from "../model/editing";
import { invalidArgument } from "../model/hostError";
import { colour, shared, type FormatTarget } from "./formatTarget";
import { defineType, type PropertyDefinition } from "./hostObject";

interface BorderTarget extends FormatTarget {
  readonly side: string;
}

const sides = ["EdgeTop", "EdgeBottom", "EdgeLeft", "EdgeRight", "InsideVertical", "InsideHorizontal", "DiagonalDown", "DiagonalUp"];
const noBorder: BorderLine = { style: "None", color: "#000000", weight: "Thin" };

function borderProperty(part: keyof BorderLine): PropertyDefinition<BorderTarget> {
  return {
    get: (target) => shared(target, (style) => (style?.borders?.[target.side] ?? noBorder)[part]),
    set: (target, value) => {
      if (typeof value !== "string") throw invalidArgument(`RangeBorder.${part}`);
      for (const { sheet, rect } of target.areas) {
        const current = sheet.cell(rect.row, rect.column)?.style?.borders ?? {};
        const line = {
          ...(current[target.side] ?? { ...noBorder, style: "Continuous" }),
          [part]: part === "color" ? colour(value) : value,
        };
        setStyle(
          target.services.workbook,
          { sheet, rect, location: `RangeBorder.${part}` },
          { borders: { ...current, [target.side]: line } },
        );
      }
    },
  };
}

const border = defineType<BorderTarget>({
  name: "RangeBorder",
  identity: ({ side }) => ({ SideIndex: side }),
  properties: {
    SideIndex: { get: ({ side }) => side },
    Style: borderProperty("style"),
    Color: borderProperty("color"),
    Weight: borderProperty("weight"),
  },
});

export const bordersObject = defineType<FormatTarget>({
  name: "RangeBorderCollection",
  properties: { Count: { get: () => sides.length } },
  items: (target) => sides.map((side) => border({ ...target, side })),
  byKey: (target, key) => {
    const side = sides.find((name) => name === key);
    if (!side) throw invalidArgument("RangeBorderCollection.getItem");
    return border({ ...target, side });
  },
});
