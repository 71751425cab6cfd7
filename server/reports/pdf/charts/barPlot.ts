import { ink } from "../paper";
import type { Paper } from "../paper";
import { labelWidth, middleLabel, onWhite, rightLabel, shortLabel, stroke } from "./axes";
import { valueText } from "./chartData";
import type { ChartData } from "./chartData";
import { fillBox } from "./looks";
import type { Box } from "./looks";
import { ticksTo } from "./ticks";

/** More bars than that are no picture any more; the table has them all. */
export const barsDrawn = 20;
const thickness = { one: 10, several: 8, gap: 5 } as const;

function slotOf({ series }: ChartData): number {
  return (series.length === 1 ? thickness.one : thickness.several * series.length) + thickness.gap;
}

export function barPlotHeight(data: ChartData): number {
  return Math.min(barsDrawn, Math.max(1, data.points.length)) * slotOf(data) + 20;
}

/** Lying bars with their names at the left, shortened where they are long, and their values at the end. */
export function barPlot(paper: Paper, data: ChartData, box: Box): string {
  const points = data.points.slice(0, barsDrawn);
  const most = Math.max(0, ...points.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const ticks = ticksTo(most, data.kind !== "share");
  const end = ticks.at(-1) ?? 1;
  const names = points.map(({ name }) => shortLabel(paper, name, box.width * 0.36));
  const room = Math.max(0, ...names.map((name) => labelWidth(paper, name))) + 6;
  const valueRoom = labelWidth(paper, valueText(most, data, paper.words)) + 6;
  const plot = { x: box.x + room, y: box.y, width: box.width - room - valueRoom, height: box.height - 16 };
  const xOf = (value: number): number => plot.x + (plot.width * value) / end;
  const grid = ticks.map((value) => {
    const x = xOf(value);
    const text = valueText(value, data, paper.words);
    return stroke([x, plot.y], [x, plot.y + plot.height], value === 0) + middleLabel(paper, { text, x, y: plot.y + plot.height + 10, ink: ink.quiet });
  });
  const slot = slotOf(data);
  const bar = data.series.length === 1 ? thickness.one : thickness.several;
  const bars = points.map(({ values }, at) => {
    const top = plot.y + slot * at + thickness.gap / 2;
    const name = rightLabel(paper, { text: names[at] ?? "", x: plot.x - 4, y: top + (slot - thickness.gap) / 2 + 2.7 });
    const drawn = values.map((value, series) => {
      if (value === null) return "";
      const y = top + bar * series;
      const said = valueText(value, data, paper.words);
      const text = onWhite(paper, { text: said, x: xOf(value) + 3 + labelWidth(paper, said) / 2, y: y + bar / 2 + 2.7 });
      return fillBox(series, { x: plot.x, y, width: xOf(value) - plot.x, height: bar }) + text;
    });
    return name + drawn.join("");
  });
  return [...grid, ...bars].join("");
}
