import type { ReportChart, ReportDocument } from "../../../../src/reports/document";
import { drawTagged, ink, put } from "../paper";
import type { Paper } from "../paper";
import { drawHeading, drawParagraph } from "../sections";
import { labelSize, labelWidth, leftLabel, shortLabel } from "./axes";
import { barPlot, barPlotHeight, barsDrawn } from "./barPlot";
import { chartData, chartInWords } from "./chartData";
import type { ChartData } from "./chartData";
import { columnPlot } from "./columnPlot";
import { linePlot } from "./linePlot";
import { fillBox } from "./looks";
import type { Box } from "./looks";

const plotHeight = 168;

/** Draws a chart with its title, as lines and areas; what it shows is told in words to programs that read aloud. */
export async function drawChart(paper: Paper, chart: ReportChart, document: ReportDocument): Promise<void> {
  const data = chartData(chart, document, paper.words);
  const height = data.type === "bar" ? barPlotHeight(data) : plotHeight;
  await drawHeading(paper, data.title, legendOf(paper, data).height + height + 8);
  const legend = legendOf(paper, data);
  const figureHeight = legend.height + height;
  const box: Box = { x: paper.left, y: paper.y + legend.height, width: paper.width, height };
  const bbox = [paper.left, paper.y, paper.left + paper.width, paper.y + figureHeight] as const;
  drawTagged(paper, paper.root, { type: "Figure", options: { alt: chartInWords(data, paper.words), bbox } }, () => {
    put(paper, legend.operators);
    put(paper, plotOf(paper, data, box));
  });
  paper.y += figureHeight + 4;
  const more = data.type === "bar" ? data.points.length - barsDrawn : 0;
  if (more > 0) await drawParagraph(paper, { text: paper.words.moreInTable(more), size: 8, ink: ink.quiet });
  paper.y += 4;
}

function plotOf(paper: Paper, data: ChartData, box: Box): string {
  switch (data.type) {
    case "column":
    case "stacked":
      return columnPlot(paper, data, box);
    case "bar":
      return barPlot(paper, data, box);
    case "line":
      return linePlot(paper, data, box);
  }
}

interface Legend {
  readonly height: number;
  readonly operators: string;
}

/** Which filling is which series, where there are several; lines bear their names. */
function legendOf(paper: Paper, data: ChartData): Legend {
  if (data.series.length < 2 || data.type === "line") return { height: 0, operators: "" };
  const swatch = 9;
  const lineHeight = 13;
  let x = paper.left;
  let line = 0;
  const parts = data.series.map((series, at) => {
    const text = shortLabel(paper, series, paper.width - 30);
    const width = swatch + 4 + labelWidth(paper, text) + 14;
    if (x > paper.left && x + width > paper.left + paper.width) {
      x = paper.left;
      line += 1;
    }
    const y = paper.y + line * lineHeight;
    const drawn = fillBox(at, { x, y: y + 1, width: swatch, height: swatch - 1 }) + leftLabel(paper, { text, x: x + swatch + 4, y: y + labelSize + 1 });
    x += width;
    return drawn;
  });
  return { height: (line + 1) * lineHeight + 2, operators: parts.join("") };
}
