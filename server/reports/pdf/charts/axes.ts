import { ink, lineOf } from "../paper";
import type { Ink, Paper } from "../paper";
import { round, shortened, widthOf } from "../typeface";
import type { Box } from "./looks";

export const labelSize = 7.5;

export interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly ink?: Ink;
}

export function labelWidth(paper: Paper, text: string): number {
  return widthOf(paper.regular, labelSize, text);
}

export function leftLabel(paper: Paper, { text, x, y, ink: grey = ink.text }: Label): string {
  return lineOf(paper, { text, x, y, size: labelSize, ink: grey });
}

export function rightLabel(paper: Paper, label: Label): string {
  return leftLabel(paper, { ...label, x: label.x - labelWidth(paper, label.text) });
}

export function middleLabel(paper: Paper, label: Label): string {
  return leftLabel(paper, { ...label, x: label.x - labelWidth(paper, label.text) / 2 });
}

/** A label that no line of the grid strikes through; `x` is its middle. */
export function onWhite(paper: Paper, label: Label): string {
  const width = labelWidth(paper, label.text);
  const ground = `1 g ${round(label.x - width / 2 - 0.5)} ${round(label.y - labelSize * 0.78)} ${round(width + 1)} ${round(labelSize * 0.84)} re f\n`;
  return ground + middleLabel(paper, label);
}

export function shortLabel(paper: Paper, text: string, width: number): string {
  return shortened(paper.regular, labelSize, { text, width });
}

/** A stroke of a grid, or of an axis where `isAxis`. */
export function stroke(from: readonly [number, number], to: readonly [number, number], isAxis: boolean): string {
  const look = isAxis ? "0.25 G 0.7 w" : "0.85 G 0.4 w";
  return `q ${look} ${round(from[0])} ${round(from[1])} m ${round(to[0])} ${round(to[1])} l S Q\n`;
}

export interface UprightAxis {
  readonly plot: Box;
  /** Where a value stands, from the top of the page. */
  readonly yOf: (value: number) => number;
  readonly operators: string;
}

/** An axis of values at the left of a box, with a line across for each; what is left of the box is the plot. */
export function uprightAxis(paper: Paper, box: Box, ticks: readonly { readonly value: number; readonly text: string }[]): UprightAxis {
  const room = Math.max(...ticks.map(({ text }) => labelWidth(paper, text))) + 5;
  const plot = { x: box.x + room, y: box.y, width: box.width - room, height: box.height };
  const most = ticks.at(-1)?.value ?? 1;
  const yOf = (value: number): number => plot.y + plot.height * (1 - value / most);
  const operators = ticks.map(({ value, text }) => {
    const y = yOf(value);
    return stroke([plot.x, y], [plot.x + plot.width, y], value === 0) + rightLabel(paper, { text, x: plot.x - 4, y: y + 2.6, ink: ink.quiet });
  });
  return { plot, yOf, operators: operators.join("") };
}

/** Names below a plot, in the middle of their slots: as many as have room, shortened where that is not enough. */
export function namesBelow(paper: Paper, plot: Box, names: readonly string[]): string {
  const slot = plot.width / Math.max(1, names.length);
  const widest = Math.max(0, ...names.map((name) => labelWidth(paper, name)));
  const step = Math.max(1, Math.ceil((Math.min(widest, 70) + 8) / slot));
  let free = paper.left;
  const drawn: string[] = [];
  for (let at = 0; at < names.length; at += step) {
    const text = shortLabel(paper, names[at] ?? "", slot * step - 6);
    const width = labelWidth(paper, text);
    // The first and the last of many may be wider than their slots.
    const left = Math.min(Math.max(plot.x + slot * (at + 0.5) - width / 2, paper.left), paper.left + paper.width - width);
    if (left < free) continue;
    drawn.push(leftLabel(paper, { text, x: left, y: plot.y + plot.height + 11 }));
    free = left + width + 4;
  }
  return drawn.join("");
}
