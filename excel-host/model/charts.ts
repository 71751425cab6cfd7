import type { SheetRect } from "./sheetRect";
import type { Rect } from "./address";
import { isError, plainValue } from "./cell";
import type { Chart, ChartAxis, ChartSeries } from "./chart";
import { alreadyExists, invalidArgument, itemNotFound, notImplemented } from "./hostError";
import { requireAllowed } from "./protection";
import type { Sheet } from "./sheet";
import type { Workbook } from "./workbook";

const axis: ChartAxis = { visible: true, categoryType: "Automatic", reversed: false, numberFormat: "General", minimum: null, maximum: null };

export function currentChart(sheet: Sheet, id: string): Chart {
  const chart = sheet.state.charts.find((candidate) => candidate.id === id);
  if (!chart || sheet.deleted) throw itemNotFound("Chart");
  return chart;
}

export function findChart(sheet: Sheet, nameOrId: string): Chart | null {
  const wanted = nameOrId.toLowerCase();
  return sheet.state.charts.find((chart) => chart.id === nameOrId || chart.name.toLowerCase() === wanted) ?? null;
}

/** The types that this host draws. */
const drawnTypes: ReadonlySet<string> = new Set(["ColumnClustered", "ColumnStacked", "BarClustered", "BarStacked", "Line", "LineMarkers"]);

function requireDrawn(type: string): void {
  if (!drawnTypes.has(type)) throw notImplemented(`charts of the type ${type}`);
}

function requireFreeName(sheet: Sheet, name: string, id: string): void {
  if (name === "") throw invalidArgument("Chart.name");
  if (sheet.state.charts.some((chart) => chart.id !== id && chart.name.toLowerCase() === name.toLowerCase())) throw alreadyExists("Chart.name");
}

/** The first of `Chart 1`, `Chart 2` … that no chart of the sheet has. */
function freeName(sheet: Sheet): string {
  const taken = new Set(sheet.state.charts.map(({ name }) => name.toLowerCase()));
  for (let number = 1; ; number++) if (!taken.has(`chart ${number}`)) return `Chart ${number}`;
}

export function updateChart(workbook: Workbook, sheet: Sheet, id: string, change: Partial<Chart>): void {
  currentChart(sheet, id);
  if (change.name !== undefined) requireFreeName(sheet, change.name, id);
  if (change.type !== undefined) requireDrawn(change.type);
  requireAllowed(sheet, "allowEditObjects", "Chart");
  sheet.update({ charts: sheet.state.charts.map((chart) => (chart.id === id ? { ...chart, ...change } : chart)) });
  workbook.emit({ kind: "layout", sheet });
}

export function deleteChart(workbook: Workbook, sheet: Sheet, id: string): void {
  currentChart(sheet, id);
  requireAllowed(sheet, "allowEditObjects", "Chart.delete");
  sheet.update({ charts: sheet.state.charts.filter((chart) => chart.id !== id) });
  workbook.emit({ kind: "layout", sheet });
}

/** A new chart over a range, its series read from the cells as Excel reads them. */
export function addChart(workbook: Workbook, sheet: Sheet, given: { type: string; source: SheetRect; byColumns: boolean }): Chart {
  requireDrawn(given.type);
  requireAllowed(sheet, "allowEditObjects", "ChartCollection.add");
  const number = workbook.nextId();
  const chart: Chart = {
    id: `{${String(number).padStart(8, "0")}-0000-0000-0000-00000000C4A7}`,
    name: freeName(sheet),
    type: given.type,
    left: 100,
    top: 100,
    width: 360,
    height: 216,
    plotVisibleOnly: true,
    title: { visible: true, text: "Chart Title", from: null, size: 14, bold: false, color: "#595959" },
    legend: { visible: true, position: "Bottom" },
    categoryAxis: axis,
    valueAxis: axis,
    series: readSeries(workbook, given.source, given.byColumns),
  };
  sheet.update({ charts: [...sheet.state.charts, chart] });
  workbook.emit({ kind: "layout", sheet });
  return chart;
}

export function newSeries(workbook: Workbook, name: string): ChartSeries {
  return { id: `series${workbook.nextId()}`, name, values: null, categories: null, color: "" };
}

/** The first row names the series where it holds text, the first column the categories; the other way round by rows. */
export function readSeries(workbook: Workbook, { sheet, rect }: SheetRect, byColumns: boolean): readonly ChartSeries[] {
  if (rect.rows * rect.columns > 1_000_000) throw invalidArgument("ChartCollection.add");
  const [lines, length] = byColumns ? [rect.columns, rect.rows] : [rect.rows, rect.columns];
  const cell = (line: number, at: number): Rect =>
    byColumns
      ? { row: rect.row + at, column: rect.column + line, rows: 1, columns: 1 }
      : { row: rect.row + line, column: rect.column + at, rows: 1, columns: 1 };
  const valueAt = ({ row, column }: Rect): unknown => plainValue(sheet.cell(row, column)?.value ?? "");
  const isText = (place: Rect): boolean => typeof valueAt(place) === "string" && valueAt(place) !== "";
  const named = length > 1 && isText(cell(lines - 1, 0)) ? 1 : 0;
  const categorised = lines > 1 && Array.from({ length: length - named }, (_, at) => cell(0, at + named)).some(isText) ? 1 : 0;
  const span = (line: number): SheetRect => ({
    sheet,
    rect: byColumns
      ? { row: rect.row + named, column: rect.column + line, rows: rect.rows - named, columns: 1 }
      : { row: rect.row + line, column: rect.column + named, rows: 1, columns: rect.columns - named },
  });
  return Array.from({ length: lines - categorised }, (_, at) => ({
    ...newSeries(workbook, named === 1 ? String(valueAt(cell(at + categorised, 0))) : `Series${at + 1}`),
    values: span(at + categorised),
    categories: categorised === 1 ? span(0) : null,
  }));
}

/** What a person reads above the chart. */
export function titleText(workbook: Workbook, { title }: Chart): string {
  if (!title.from) return title.text;
  const { sheet, rect } = title.from;
  return sheet.deleted ? title.text : workbook.textOf(sheet.cell(rect.row, rect.column));
}

export interface DrawnSeries {
  readonly name: string;
  readonly color: string;
  /** Null where a cell is empty or holds no number. */
  readonly values: readonly (number | null)[];
}

/** What is drawn: the categories of the first series, and the numbers of all. */
export function drawnData(workbook: Workbook, chart: Chart): { readonly categories: readonly string[]; readonly series: readonly DrawnSeries[] } {
  const first = chart.series[0];
  const length = Math.max(0, ...chart.series.map(({ values }) => cellsOf(chart, values).length));
  const named = first?.categories ? cellsOf(chart, first.categories) : [];
  const categories = Array.from({ length }, (_, at) => {
    const place = named[at];
    return place ? workbook.textOf(place.sheet.cell(place.row, place.column)) : String(at + 1);
  });
  const series = chart.series.map(({ name, color, values }) => ({
    name,
    color,
    values: cellsOf(chart, values).map(({ sheet, row, column }) => {
      const value = sheet.cell(row, column)?.value ?? "";
      return typeof value === "number" && !isError(value) ? value : null;
    }),
  }));
  return { categories, series };
}

/** The cells of a series that are drawn: a filter takes rows away, unless the chart plots hidden ones too. */
export function cellsOf(chart: Chart, area: SheetRect | null): readonly { readonly sheet: Sheet; readonly row: number; readonly column: number }[] {
  if (!area || area.sheet.deleted) return [];
  const { sheet, rect } = area;
  const places: { sheet: Sheet; row: number; column: number }[] = [];
  for (let row = rect.row; row < rect.row + rect.rows; row++) {
    for (let column = rect.column; column < rect.column + rect.columns; column++) {
      if (!chart.plotVisibleOnly || (!sheet.isRowHidden(row) && !sheet.isColumnHidden(column))) places.push({ sheet, row, column });
    }
  }
  return places;
}

/** Series and titles follow the cells that they are of, as references of formulas do. */
export function moveChartReferences(workbook: Workbook, moved: Sheet, move: (rect: Rect) => Rect | null): void {
  const follow = (area: SheetRect | null): SheetRect | null => {
    if (!area || area.sheet !== moved) return area;
    const rect = move(area.rect);
    return rect && { ...area, rect };
  };
  for (const sheet of workbook.state.sheets) {
    if (sheet.state.charts.length === 0) continue;
    const charts = sheet.state.charts.map((chart) => ({
      ...chart,
      title: { ...chart.title, from: follow(chart.title.from) },
      series: chart.series.map((series) => ({ ...series, values: follow(series.values), categories: follow(series.categories) })),
    }));
    sheet.update({ charts });
  }
}
