import type { Paper } from "../paper";
import { labelSize, labelWidth, leftLabel, namesBelow, shortLabel, uprightAxis } from "./axes";
import { valueText } from "./chartData";
import type { ChartData } from "./chartData";
import { strokeLine } from "./looks";
import type { Box, Spot } from "./looks";
import { ticksTo } from "./ticks";

/** More points than that stand too close for a mark on each. */
const pointsMarked = 40;

/** Lines by time, each with its name at its end, so that nobody has to tell colours apart. */
export function linePlot(paper: Paper, data: ChartData, box: Box): string {
  const most = Math.max(0, ...data.points.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const ticks = ticksTo(most, data.kind !== "share").map((value) => ({ value, text: valueText(value, data, paper.words) }));
  const names = data.series.length > 1 ? data.series.map((name) => shortLabel(paper, name, 110)) : [];
  const nameRoom = Math.max(0, ...names.map((name) => labelWidth(paper, name) + 10));
  const { plot, yOf, operators } = uprightAxis(paper, { ...box, y: box.y + 4, width: box.width - nameRoom, height: box.height - 20 }, ticks);
  const slot = plot.width / Math.max(1, data.points.length);
  const spotOf = (at: number, value: number): Spot => ({ x: plot.x + slot * (at + 0.5), y: yOf(value) });
  const drawn = data.series.map((_, series) => {
    const values = data.points.map(({ values: all }) => all[series] ?? null);
    return strokeLine(series, stretchesOf(values, spotOf), data.points.length <= pointsMarked);
  });
  const ends = names.map((text, series) => {
    const last = data.points.flatMap(({ values }) => values[series] ?? []).at(-1);
    return { text, y: yOf(last ?? 0) };
  });
  const labels = spread(ends, plot.y + plot.height).map(({ text, y }) => leftLabel(paper, { text, x: plot.x + plot.width + 4, y: y + 2.6 }));
  return [operators, ...drawn, ...labels, namesBelow(paper, plot, data.points.map(({ name }) => name))].join("");
}

/** Days on which nothing is known tear a line apart: no value is made up between. */
function stretchesOf(values: readonly (number | null)[], spotOf: (at: number, value: number) => Spot): readonly (readonly Spot[])[] {
  const stretches: Spot[][] = [];
  let current: Spot[] | null = null;
  for (const [at, value] of values.entries()) {
    if (value === null) current = null;
    else if (current === null) stretches.push((current = [spotOf(at, value)]));
    else current.push(spotOf(at, value));
  }
  return stretches;
}

interface End {
  readonly text: string;
  readonly y: number;
}

/** Moves names apart that would stand on each other, and none below the plot. */
function spread(ends: readonly End[], lowest: number): readonly End[] {
  const gap = labelSize + 1.5;
  const sorted = [...ends].sort((one, other) => other.y - one.y);
  let limit = lowest + gap;
  return sorted.map(({ text, y }) => {
    limit = Math.min(y, limit - gap);
    return { text, y: limit };
  });
}
