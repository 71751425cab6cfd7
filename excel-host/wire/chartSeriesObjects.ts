import type { SheetRect } from "../model/sheetRect";
import type { ChartSeries } from "../model/chart";
import { cellsOf, newSeries, updateChart } from "../model/charts";
import { plainValue } from "../model/cell";
import { invalidArgument, itemNotFound } from "../model/hostError";
import type { Args } from "./args";
import { chartOf, type ChartTarget } from "./chartTarget";
import { colour } from "./formatTarget";
import { defineType } from "./hostObject";
import { fullAddress } from "./rangeTarget";

interface SeriesTarget extends ChartTarget {
  readonly seriesId: string;
}

function seriesOf(target: SeriesTarget): ChartSeries {
  const series = chartOf(target).series.find(({ id }) => id === target.seriesId);
  if (!series) throw itemNotFound("ChartSeries");
  return series;
}

function putAll(target: ChartTarget, series: readonly ChartSeries[]): void {
  updateChart(target.services.workbook, target.sheet, target.chartId, { series });
}

function put(target: SeriesTarget, change: Partial<ChartSeries>): void {
  const wanted = seriesOf(target);
  putAll(target, chartOf(target).series.map((series) => (series === wanted ? { ...series, ...change } : series)));
}

function oneLine(args: Args): SheetRect {
  const [area] = args.object(0)?.areas ?? [];
  if (!area || (area.rect.rows > 1 && area.rect.columns > 1)) return args.refuse();
  return area;
}

function dimension(target: SeriesTarget, args: Args): SheetRect | null {
  const series = seriesOf(target);
  const word = args.text(0);
  if (word === "Values" || word === "YValues") return series.values;
  return word === "Categories" || word === "XValues" ? series.categories : args.refuse();
}

const fill = defineType<SeriesTarget>({
  name: "ChartFill",
  methods: {
    SetSolidColor: (target, args) => put(target, { color: colour(args.text(0)) }),
    Clear: (target) => put(target, { color: "" }),
  },
});

const line = defineType<SeriesTarget>({
  name: "ChartLineFormat",
  properties: {
    Color: {
      get: (target) => seriesOf(target).color,
      set: (target, value) => {
        if (typeof value !== "string") throw invalidArgument("ChartLineFormat.color");
        put(target, { color: colour(value) });
      },
    },
  },
});

const format = defineType<SeriesTarget>({ name: "ChartSeriesFormat", navigation: { Fill: fill, Line: line } });

const chartSeries = defineType<SeriesTarget>({
  name: "ChartSeries",
  properties: {
    Name: {
      get: (target) => seriesOf(target).name,
      set: (target, value) => {
        if (typeof value !== "string") throw invalidArgument("ChartSeries.name");
        put(target, { name: value });
      },
    },
  },
  navigation: { Format: format },
  methods: {
    Delete: (target) => putAll(target, chartOf(target).series.filter(({ id }) => id !== target.seriesId)),
    SetValues: (target, args) => put(target, { values: oneLine(args) }),
    SetXAxisValues: (target, args) => put(target, { categories: oneLine(args) }),
    GetDimensionValues: (target, args) =>
      cellsOf(chartOf(target), dimension(target, args)).map(({ sheet, row, column }) => plainValue(sheet.cell(row, column)?.value ?? "")),
    GetDimensionDataSourceString: (target, args) => {
      const area = dimension(target, args);
      return area ? fullAddress(area) : "";
    },
  },
});

export const seriesCollection = defineType<ChartTarget>({
  name: "ChartSeriesCollection",
  properties: { Count: { get: (target) => chartOf(target).series.length } },
  items: (target) => chartOf(target).series.map(({ id }) => chartSeries({ ...target, seriesId: id })),
  methods: {
    GetCount: (target) => chartOf(target).series.length,
    GetItemAt: (target, args) => {
      const series = chartOf(target).series[args.integer(0)];
      return series ? chartSeries({ ...target, seriesId: series.id }) : args.refuse();
    },
    Add: (target, args) => {
      const series = newSeries(target.services.workbook, args.optionalText(0) ?? `Series${chartOf(target).series.length + 1}`);
      putAll(target, args.has(1) ? insertAt(chartOf(target).series, series, args.integer(1)) : [...chartOf(target).series, series]);
      return chartSeries({ ...target, seriesId: series.id });
    },
  },
});

function insertAt(all: readonly ChartSeries[], series: ChartSeries, at: number): readonly ChartSeries[] {
  return [...all.slice(0, at), series, ...all.slice(at)];
}
