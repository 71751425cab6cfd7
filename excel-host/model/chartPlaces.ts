import type { Chart } from "./chart";
import type { Sheet } from "./sheet";
import { columnLeft, rowTop, sizeOf } from "./sizes";

type Axis = "row" | "column";

/** A row or column, and how far into it, in points. */
interface Anchor {
  readonly index: number;
  readonly offset: number;
}

interface AnchoredChart {
  readonly id: string;
  readonly start: Anchor;
  readonly end: Anchor;
}

const isHidden = (sheet: Sheet, axis: Axis, index: number): boolean => (axis === "row" ? sheet.isRowHidden(index) : sheet.isColumnHidden(index));
const begins = (sheet: Sheet, axis: Axis, index: number): number => (axis === "row" ? rowTop(sheet, index) : columnLeft(sheet, index));

function anchorAt(sheet: Sheet, axis: Axis, points: number): Anchor {
  let left = points;
  for (let index = 0; ; index++) {
    const size = isHidden(sheet, axis, index) ? 0 : sizeOf(sheet, axis, index);
    if (left < size) return { index, offset: left };
    left -= size;
  }
}

/** On which rows or columns the charts of a sheet stand: Excel moves a chart, and makes it larger or smaller, with its cells. */
export function anchorCharts(sheet: Sheet, axis: Axis): readonly AnchoredChart[] {
  return sheet.state.charts.map((chart) => {
    const [from, length] = axis === "row" ? [chart.top, chart.height] : [chart.left, chart.width];
    return { id: chart.id, start: anchorAt(sheet, axis, from), end: anchorAt(sheet, axis, from + length) };
  });
}

/** Puts charts where their rows or columns have gone; `moved` gives null for one that was deleted, in whose place `at` stands now. */
export function placeCharts(sheet: Sheet, axis: Axis, anchored: readonly AnchoredChart[], { at, moved }: { readonly at: number; readonly moved: (index: number) => number | null }): void {
  if (anchored.length === 0) return;
  const pointsOf = ({ index, offset }: Anchor): number => {
    const now = moved(index);
    return now === null ? begins(sheet, axis, at) : begins(sheet, axis, now) + offset;
  };
  const charts = sheet.state.charts.map((chart): Chart => {
    const anchors = anchored.find(({ id }) => id === chart.id);
    if (!anchors) return chart;
    const [from, to] = [pointsOf(anchors.start), pointsOf(anchors.end)];
    return axis === "row" ? { ...chart, top: from, height: to - from } : { ...chart, left: from, width: to - from };
  });
  sheet.update({ charts });
}
