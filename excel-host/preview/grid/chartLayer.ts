import type { Chart } from "../../model/chart";
import { deleteChart } from "../../model/charts";
import { drawChart } from "../charts/drawChart";
import { element } from "../dom";
import type { Stage } from "../stage";
import { pixelsPerPoint, type GridLayout, type Scroll } from "./layout";

/** Draws the charts of the active sheet over its cells. Those that begin in frozen rows or columns stay, as the cells below them do. */
export class ChartLayer {
  readonly root = element("div", { className: "chart-layer" });
  private drawn: readonly { readonly chart: Chart; readonly frame: HTMLElement }[] = [];

  /** `isStale`: what the charts show may have changed, not only where they stand. */
  draw(stage: Stage, given: { readonly layout: GridLayout; readonly scroll: Scroll; readonly isStale: boolean }): void {
    const { layout, scroll, isStale } = given;
    const { charts } = layout.sheet.state;
    if (isStale || charts.length !== this.drawn.length || charts.some((chart, at) => chart !== this.drawn[at]?.chart)) {
      this.drawn = charts.map((chart) => ({ chart, frame: frameOf(stage, chart) }));
      this.root.replaceChildren(...this.drawn.map(({ frame }) => frame));
    }
    for (const { chart, frame } of this.drawn) {
      const [left, top] = [chart.left * pixelsPerPoint, chart.top * pixelsPerPoint];
      const x = left - (left < layout.frozenWidth ? 0 : scroll.left);
      const y = top - (top < layout.frozenHeight ? 0 : scroll.top);
      frame.style.left = `${x}px`;
      frame.style.top = `${y}px`;
      // What scrolls away goes below the headers and the frozen rows.
      const [edgeLeft, edgeTop] = [left < layout.frozenWidth ? 0 : layout.frozenWidth, top < layout.frozenHeight ? 0 : layout.frozenHeight];
      frame.style.clipPath = `inset(${Math.max(0, edgeTop - y)}px 0 0 ${Math.max(0, edgeLeft - x)}px)`;
    }
  }
}

/** A chart is selected by a click or by the keyboard, and deleted by the key for it. */
function frameOf(stage: Stage, chart: Chart): HTMLElement {
  const { workbook } = stage.host;
  const size = { width: Math.round(chart.width * pixelsPerPoint), height: Math.round(chart.height * pixelsPerPoint) };
  const frame = element("div", { className: "chart", attributes: { "data-chart": chart.name, tabindex: "0" } });
  frame.append(drawChart(workbook, chart, size));
  frame.addEventListener("keydown", (event) => {
    if (event.key !== "Delete" && event.key !== "Backspace") return;
    event.preventDefault();
    event.stopPropagation();
    const { activeSheet } = workbook;
    stage.act("Delete chart", () => deleteChart(workbook, activeSheet, chart.id));
  });
  return frame;
}
