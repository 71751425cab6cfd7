import { format } from "numfmt";
import type { Chart } from "../../model/chart";
import { drawnData, titleText, type DrawnSeries } from "../../model/charts";
import type { Workbook } from "../../model/workbook";
import { scaleOf, type Scale } from "./scale";
import { fitted, label, svg } from "./svg";

/** The colours that Excel gives series without one of their own, one after the other. */
const colours = ["#4472C4", "#ED7D31", "#A5A5A5", "#FFC000", "#5B9BD5", "#70AD47"];
const colourOf = (series: DrawnSeries, at: number): string => (series.color === "" ? (colours[at % colours.length] ?? "") : series.color);

interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Drawing {
  readonly plot: Plot;
  readonly scale: Scale;
  readonly categories: readonly string[];
  readonly series: readonly DrawnSeries[];
  readonly isStacked: boolean;
  readonly isReversed: boolean;
}

/** A chart as a picture of so many pixels: what a person has to see, not what Excel's own drawing looks like. */
export function drawChart(workbook: Workbook, chart: Chart, size: { readonly width: number; readonly height: number }): SVGElement {
  const { categories, series } = drawnData(workbook, chart);
  const title = chart.title.visible ? titleText(workbook, chart) : "";
  const isLying = chart.type.startsWith("Bar");
  const isStacked = chart.type.includes("Stacked");
  const longest = Math.max(0, ...categories.map((text) => text.length));
  const beside = isLying ? Math.min(size.width * 0.4, longest * 5.8 + 8) : 44;
  // The numbers of lying bars stand above them where their axis is turned round.
  const above = (title === "" ? 8 : 28) + (isLying && chart.categoryAxis.reversed ? 14 : 0);
  const below = (chart.legend.visible ? 20 : 0) + (chart.categoryAxis.visible ? 20 : 6);
  const plot: Plot = { left: beside + 6, top: above, width: size.width - beside - 18, height: size.height - above - below };
  const drawing: Drawing = { plot, categories, series, isStacked, isReversed: chart.categoryAxis.reversed, scale: scaleOf(tops(series, isStacked), chart.valueAxis) };
  const numbers = (value: number): string => format(chart.valueAxis.numberFormat, value, { throws: false });
  return svg("svg", { viewBox: `0 0 ${size.width} ${size.height}`, width: size.width, height: size.height, role: "img", "aria-label": `Chart: ${title}` }, [
    svg("rect", { x: 0.5, y: 0.5, width: size.width - 1, height: size.height - 1, fill: "#FFFFFF", stroke: "#D9D9D9" }),
    label(fitted(title, size.width - 12), {
      x: size.width / 2,
      y: 19,
      "text-anchor": "middle",
      "font-size": (chart.title.size * 4) / 3,
      fill: chart.title.color,
      ...(chart.title.bold ? { "font-weight": "bold" } : {}),
    }),
    ...(isLying ? lyingAxes(drawing, numbers) : standingAxes(drawing, numbers)),
    ...(chart.type.startsWith("Line") ? lines(drawing, chart.type.includes("Markers")) : isLying ? lyingBars(drawing) : columns(drawing)),
    ...(chart.legend.visible ? legend(series, size) : []),
  ]);
}

/** The ends that the bars reach. */
function tops(series: readonly DrawnSeries[], isStacked: boolean): readonly number[] {
  if (!isStacked) return series.flatMap(({ values }) => values.filter((value) => value !== null));
  const length = Math.max(0, ...series.map(({ values }) => values.length));
  return Array.from({ length }, (_, at) => series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0));
}

function standingAxes({ plot, scale, categories }: Drawing, numbers: (value: number) => string): readonly SVGElement[] {
  const room = plot.width / Math.max(1, categories.length);
  const every = Math.max(1, Math.ceil(46 / room));
  return [
    ...scale.steps.flatMap((step) => {
      const y = plot.top + plot.height * (1 - scale.at(step));
      return [
        svg("line", { x1: plot.left, x2: plot.left + plot.width, y1: y, y2: y, stroke: "#D9D9D9" }),
        label(numbers(step), { x: plot.left - 4, y: y + 4, "text-anchor": "end" }),
      ];
    }),
    ...categories.flatMap((text, at) =>
      at % every === 0 ? [label(fitted(text, room * every - 2), { x: plot.left + room * (at + 0.5), y: plot.top + plot.height + 14, "text-anchor": "middle" })] : [],
    ),
  ];
}

function lyingAxes({ plot, scale, categories, isReversed }: Drawing, numbers: (value: number) => string): readonly SVGElement[] {
  const room = plot.height / Math.max(1, categories.length);
  const every = Math.max(1, Math.ceil(13 / room));
  return [
    ...scale.steps.flatMap((step) => {
      const x = plot.left + plot.width * scale.at(step);
      return [
        svg("line", { x1: x, x2: x, y1: plot.top, y2: plot.top + plot.height, stroke: "#D9D9D9" }),
        label(numbers(step), { x, y: isReversed ? plot.top - 3 : plot.top + plot.height + 14, "text-anchor": "middle" }),
      ];
    }),
    ...categories.flatMap((text, at) =>
      at % every === 0 ? [label(fitted(text, plot.left - 8), { x: plot.left - 5, y: plot.top + room * (placeOf(at, categories.length, isReversed) + 0.5) + 4, "text-anchor": "end" })] : [],
    ),
  ];
}

/** Lying bars begin at the bottom, unless their axis is turned round. */
const placeOf = (at: number, count: number, isReversed: boolean): number => (isReversed ? at : count - 1 - at);

function columns({ plot, scale, series, categories, isStacked }: Drawing): readonly SVGElement[] {
  const room = plot.width / Math.max(1, categories.length);
  return bars(series, isStacked, room).map(({ category, from, to, offset, thickness, fill }) =>
    svg("rect", {
      x: plot.left + room * category + offset,
      y: plot.top + plot.height * (1 - scale.at(Math.max(from, to))),
      width: thickness,
      height: plot.height * Math.abs(scale.at(to) - scale.at(from)),
      fill,
    }),
  );
}

function lyingBars({ plot, scale, series, categories, isStacked, isReversed }: Drawing): readonly SVGElement[] {
  const room = plot.height / Math.max(1, categories.length);
  return bars(series, isStacked, room).map(({ category, from, to, offset, thickness, fill }) =>
    svg("rect", {
      x: plot.left + plot.width * scale.at(Math.min(from, to)),
      y: plot.top + room * placeOf(category, categories.length, isReversed) + offset,
      width: plot.width * Math.abs(scale.at(to) - scale.at(from)),
      height: thickness,
      fill,
    }),
  );
}

interface Bar {
  readonly category: number;
  readonly from: number;
  readonly to: number;
  /** Within the category's room. */
  readonly offset: number;
  readonly thickness: number;
  readonly fill: string;
}

function bars(series: readonly DrawnSeries[], isStacked: boolean, room: number): readonly Bar[] {
  const thickness = Math.max(1, (room * 0.6) / (isStacked ? 1 : Math.max(1, series.length)));
  const reached = new Map<number, number>();
  return series.flatMap((of, line) =>
    of.values.flatMap((value, category) => {
      if (value === null) return [];
      const from = isStacked ? (reached.get(category) ?? 0) : 0;
      reached.set(category, from + value);
      return [{ category, from, to: from + value, offset: room * 0.2 + (isStacked ? 0 : thickness * line), thickness, fill: colourOf(of, line) }];
    }),
  );
}

function lines({ plot, scale, series, categories }: Drawing, hasMarkers: boolean): readonly SVGElement[] {
  const room = plot.width / Math.max(1, categories.length);
  return series.flatMap((of, at) => {
    const points = of.values.flatMap((value, category) => (value === null ? [] : [[plot.left + room * (category + 0.5), plot.top + plot.height * (1 - scale.at(value))] as const]));
    const stroke = colourOf(of, at);
    return [
      svg("polyline", { points: points.map(([x, y]) => `${x},${y}`).join(" "), fill: "none", stroke, "stroke-width": 2 }),
      ...(hasMarkers ? points.map(([cx, cy]) => svg("circle", { cx, cy, r: 3, fill: stroke })) : []),
    ];
  });
}

function legend(series: readonly DrawnSeries[], { width, height }: { readonly width: number; readonly height: number }): readonly SVGElement[] {
  const room = (width - 16) / Math.max(1, series.length);
  return series.flatMap((of, at) => [
    svg("rect", { x: 8 + room * at, y: height - 15, width: 8, height: 8, fill: colourOf(of, at) }),
    label(fitted(of.name, room - 16), { x: 20 + room * at, y: height - 7 }),
  ]);
}
