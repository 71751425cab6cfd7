import { parseAddress } from "../model/address";
import type { Chart } from "../model/chart";
import { addChart, currentChart, deleteChart, findChart, readSeries, titleText, updateChart } from "../model/charts";
import { invalidArgument, itemNotFound } from "../model/hostError";
import { columnLeft, rowTop } from "../model/sizes";
import { chartAxis } from "./chartAxisObject";
import { seriesCollection } from "./chartSeriesObjects";
import { chartOf, type ChartsTarget, type ChartTarget } from "./chartTarget";
import { colour } from "./formatTarget";
import { defineType, type PropertyDefinition } from "./hostObject";
import type { HostObject } from "./hostObjectType";
import { readArea } from "./rangeTarget";

function put({ services, sheet, chartId }: ChartTarget, change: Partial<Chart>): void {
  updateChart(services.workbook, sheet, chartId, change);
}

function points(part: "left" | "top" | "width" | "height"): PropertyDefinition<ChartTarget> {
  return {
    get: (target) => chartOf(target)[part],
    set: (target, value) => {
      if (typeof value !== "number" || value < 0) throw invalidArgument(`Chart.${part}`);
      put(target, { [part]: value });
    },
  };
}

const asText = (value: unknown, location: string): string => {
  if (typeof value !== "string") throw invalidArgument(location);
  return value;
};

const titleFont = defineType<ChartTarget>({
  name: "ChartFont",
  properties: {
    Size: {
      get: (target) => chartOf(target).title.size,
      set: (target, value) => put(target, { title: { ...chartOf(target).title, size: typeof value === "number" ? value : 14 } }),
    },
    Bold: {
      get: (target) => chartOf(target).title.bold,
      set: (target, value) => put(target, { title: { ...chartOf(target).title, bold: value === true } }),
    },
    Color: {
      get: (target) => chartOf(target).title.color,
      set: (target, value) => put(target, { title: { ...chartOf(target).title, color: colour(asText(value, "ChartFont.color")) } }),
    },
  },
});

const titleFormat = defineType<ChartTarget>({ name: "ChartTitleFormat", navigation: { Font: titleFont } });

const title = defineType<ChartTarget>({
  name: "ChartTitle",
  properties: {
    Text: {
      get: (target) => titleText(target.services.workbook, chartOf(target)),
      set: (target, value) => put(target, { title: { ...chartOf(target).title, text: asText(value, "ChartTitle.text"), from: null, visible: true } }),
    },
    Visible: {
      get: (target) => chartOf(target).title.visible,
      set: (target, value) => put(target, { title: { ...chartOf(target).title, visible: value === true } }),
    },
  },
  navigation: { Format: titleFormat },
  methods: {
    SetFormula: (target, args) => {
      const parsed = parseAddress(args.text(0).replace(/^=/, ""));
      const sheet = parsed?.sheetName == null ? null : target.services.workbook.findSheet(parsed.sheetName);
      if (!parsed || !sheet || parsed.rect.rows * parsed.rect.columns !== 1) return args.refuse();
      put(target, { title: { ...chartOf(target).title, from: { sheet, rect: parsed.rect }, visible: true } });
    },
  },
});

const legend = defineType<ChartTarget>({
  name: "ChartLegend",
  properties: {
    Visible: {
      get: (target) => chartOf(target).legend.visible,
      set: (target, value) => put(target, { legend: { ...chartOf(target).legend, visible: value === true } }),
    },
    Position: {
      get: (target) => chartOf(target).legend.position,
      set: (target, value) => put(target, { legend: { ...chartOf(target).legend, position: asText(value, "ChartLegend.position") } }),
    },
  },
});

const axes = defineType<ChartTarget>({
  name: "ChartAxes",
  navigation: {
    CategoryAxis: (target) => chartAxis({ ...target, part: "categoryAxis" }),
    ValueAxis: (target) => chartAxis({ ...target, part: "valueAxis" }),
  },
});

export const chartObject = defineType<ChartTarget>({
  name: "Chart",
  identity: ({ chartId }) => ({ Id: chartId }),
  properties: {
    Id: { get: ({ chartId }) => chartId },
    Name: {
      get: (target) => chartOf(target).name,
      set: (target, value) => put(target, { name: asText(value, "Chart.name") }),
    },
    ChartType: {
      get: (target) => chartOf(target).type,
      set: (target, value) => put(target, { type: asText(value, "Chart.chartType") }),
    },
    PlotVisibleOnly: {
      get: (target) => chartOf(target).plotVisibleOnly,
      set: (target, value) => put(target, { plotVisibleOnly: value === true }),
    },
    Left: points("left"),
    Top: points("top"),
    Width: points("width"),
    Height: points("height"),
  },
  navigation: {
    Title: title,
    Legend: legend,
    Axes: axes,
    Series: seriesCollection,
    Worksheet: ({ services, sheet }) => services.objects.worksheet(sheet),
  },
  methods: {
    Delete: ({ services, sheet, chartId }) => deleteChart(services.workbook, sheet, chartId),
    /** As Excel does, the series are made anew over the range. */
    SetData: (target, args) => {
      const [source] = args.object(0)?.areas ?? [];
      if (!source) return args.refuse();
      put(target, { series: readSeries(target.services.workbook, source, args.optionalText(1) !== "Rows") });
    },
    SetPosition: (target, args) => {
      const { services, sheet } = target;
      const { rect: start } = readArea(args, 0, { services, sheet });
      const [left, top] = [columnLeft(sheet, start.column), rowTop(sheet, start.row)];
      if (!args.has(1)) return put(target, { left, top });
      const { rect: end } = readArea(args, 1, { services, sheet });
      put(target, {
        left,
        top,
        width: columnLeft(sheet, end.column + end.columns) - left,
        height: rowTop(sheet, end.row + end.rows) - top,
      });
    },
  },
});

function chartAt(target: ChartsTarget, key: unknown): HostObject | null {
  const found = typeof key === "string" ? findChart(target.sheet, key) : null;
  return found ? chartObject({ ...target, chartId: found.id }) : null;
}

function orMissing(chart: HostObject | null): HostObject {
  if (!chart) throw itemNotFound("ChartCollection.getItem");
  return chart;
}

export const chartsObject = defineType<ChartsTarget>({
  name: "ChartCollection",
  properties: { Count: { get: ({ sheet }) => sheet.state.charts.length } },
  items: (target) => target.sheet.state.charts.map(({ id }) => chartObject({ ...target, chartId: id })),
  byKey: (target, key) => orMissing(chartAt(target, key)),
  methods: {
    GetCount: ({ sheet }) => sheet.state.charts.length,
    GetItem: (target, args) => orMissing(chartAt(target, args.raw(0))),
    GetItemOrNullObject: (target, args) => chartAt(target, args.raw(0)),
    GetItemAt: (target, args) => {
      const chart = target.sheet.state.charts[args.integer(0)];
      return chart ? chartObject({ ...target, chartId: chart.id }) : args.refuse();
    },
    Add: (target, args) => {
      const [source] = args.object(1)?.areas ?? [];
      if (!source) return args.refuse();
      const by = args.optionalText(2) ?? "Auto";
      const byColumns = by === "Columns" || (by === "Auto" && source.rect.rows >= source.rect.columns);
      const chart = addChart(target.services.workbook, target.sheet, { type: args.text(0), source, byColumns });
      return chartObject({ ...target, chartId: currentChart(target.sheet, chart.id).id });
    },
  },
});
