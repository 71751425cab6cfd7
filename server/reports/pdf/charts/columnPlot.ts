import type { Paper } from "../paper";
import { labelWidth, namesBelow, onWhite, uprightAxis } from "./axes";
import { valueText } from "./chartData";
import type { ChartData, ChartPoint } from "./chartData";
import { fillBox } from "./looks";
import type { Box } from "./looks";
import { ticksTo } from "./ticks";

/** Upright bars: side by side for each series, or stacked on each other. Values stand on them where they have room. */
export function columnPlot(paper: Paper, data: ChartData, box: Box): string {
  const isStacked = data.type === "stacked";
  const heights = data.points.map((point) => (isStacked ? total(point) : Math.max(0, ...numbers(point))));
  const ticks = ticksTo(Math.max(0, ...heights), data.kind !== "share").map((value) => ({ value, text: valueText(value, data, paper.words) }));
  // Room above for the value on the highest bar.
  const { plot, yOf, operators } = uprightAxis(paper, { ...box, y: box.y + 8, height: box.height - 24 }, ticks);
  const slot = plot.width / Math.max(1, data.points.length);
  const group = Math.min(slot * 0.74, isStacked ? 46 : 46 * data.series.length);
  const bar = isStacked ? group : group / data.series.length;
  const bars: string[] = [];
  const texts: string[] = [];
  const say = (value: number, x: number, room: number): void => {
    const text = valueText(value, data, paper.words);
    if (labelWidth(paper, text) <= room) texts.push(onWhite(paper, { text, x, y: yOf(value) - 2.5 }));
  };
  for (const [at, point] of data.points.entries()) {
    const left = plot.x + slot * at + (slot - group) / 2;
    let below = 0;
    for (const [series, value] of point.values.entries()) {
      if (value === null || value <= 0) {
        if (value === 0 && !isStacked) say(0, left + bar * (series + 0.5), bar + 4);
        continue;
      }
      const x = isStacked ? left : left + bar * series;
      const top = yOf(below + value);
      bars.push(fillBox(series, { x, y: top, width: bar, height: yOf(below) - top }));
      if (isStacked) below += value;
      else say(value, x + bar / 2, bar + 4);
    }
    if (isStacked) say(below, left + group / 2, slot);
  }
  return [operators, ...bars, ...texts, namesBelow(paper, plot, data.points.map(({ name }) => name))].join("");
}

function numbers({ values }: ChartPoint): readonly number[] {
  return values.filter((value) => value !== null);
}

function total(point: ChartPoint): number {
  return numbers(point).reduce((sum, value) => sum + value, 0);
}
