import type { ChartAxis } from "../model/chart";
import { updateChart } from "../model/charts";
import { invalidArgument } from "../model/hostError";
import { chartOf, type ChartTarget } from "./chartTarget";
import { defineType } from "./hostObject";

interface AxisTarget extends ChartTarget {
  readonly part: "categoryAxis" | "valueAxis";
}

const axisOf = (target: AxisTarget): ChartAxis => chartOf(target)[target.part];

function put(target: AxisTarget, change: Partial<ChartAxis>): void {
  updateChart(target.services.workbook, target.sheet, target.chartId, { [target.part]: { ...axisOf(target), ...change } });
}

function asText(value: unknown, location: string): string {
  if (typeof value !== "string") throw invalidArgument(location);
  return value;
}

/** A number, or the empty text for Excel's own choice. */
function asLimit(value: unknown, location: string): number | null {
  if (value === "") return null;
  if (typeof value !== "number") throw invalidArgument(location);
  return value;
}

export const chartAxis = defineType<AxisTarget>({
  name: "ChartAxis",
  properties: {
    Visible: { get: (target) => axisOf(target).visible, set: (target, value) => put(target, { visible: value === true }) },
    ReversePlotOrder: { get: (target) => axisOf(target).reversed, set: (target, value) => put(target, { reversed: value === true }) },
    CategoryType: {
      get: (target) => axisOf(target).categoryType,
      set: (target, value) => put(target, { categoryType: asText(value, "ChartAxis.categoryType") }),
    },
    NumberFormat: {
      get: (target) => axisOf(target).numberFormat,
      set: (target, value) => put(target, { numberFormat: asText(value, "ChartAxis.numberFormat") }),
    },
    Minimum: { get: (target) => axisOf(target).minimum ?? "", set: (target, value) => put(target, { minimum: asLimit(value, "ChartAxis.minimum") }) },
    Maximum: { get: (target) => axisOf(target).maximum ?? "", set: (target, value) => put(target, { maximum: asLimit(value, "ChartAxis.maximum") }) },
  },
});
