import type { ReportChart, ReportTable } from "../../reports/document";
import type { PlacedChart } from "./reportLayout";
import type { KeptReport } from "./reportMark";

/** Where the cells of a table's columns stand now, by the columns' ids. Numbers count from 0. */
export interface ChartSource {
  readonly sheet: Excel.Worksheet;
  readonly table: ReportTable;
  readonly top: number;
  readonly rowCount: number;
  readonly columns: ReadonlyMap<string, number>;
}

const types = {
  column: "ColumnClustered",
  stacked: "ColumnStacked",
  bar: "BarClustered",
  line: "LineMarkers",
} as const satisfies Readonly<Record<ReportChart["type"], Excel.ChartType | `${Excel.ChartType}`>>;

export function chartName(kind: string, chart: ReportChart): string {
  return `pcm-${kind}-${chart.id}`;
}

/** Draws a chart over columns of a table, each column a series of its own, so that it can be set again one by one. */
export function addChart(source: ChartSource, { chart, left, top, width, height }: PlacedChart, named: { readonly name: string; readonly titleFrom: string }): void {
  const { sheet, table } = source;
  const [first, ...others] = chart.series.flatMap((id) => seriesOf(source, id) ?? []);
  if (first === undefined) return;
  const drawn = sheet.charts.add(types[chart.type], sheet.getRangeByIndexes(source.top - 1, first.column, source.rowCount + 1, 1), "Columns");
  drawn.name = named.name;
  drawn.left = left;
  drawn.top = top;
  drawn.width = width;
  drawn.height = height;
  // A filter of the table is for reading rows; what the report says does not change by it.
  drawn.plotVisibleOnly = false;
  drawn.title.setFormula(named.titleFrom);
  drawn.title.format.font.size = 11;
  drawn.legend.visible = chart.series.length > 1;
  drawn.legend.position = "Bottom";
  const categories = cellsOf(source, chart.category);
  const begun = drawn.series.getItemAt(0);
  begun.name = first.heading;
  begun.setValues(first.cells);
  if (categories !== null) begun.setXAxisValues(categories);
  for (const { heading, cells } of others) {
    const series = drawn.series.add(heading);
    series.setValues(cells);
    if (categories !== null) series.setXAxisValues(categories);
  }
  // Days are labels of bars, not a scale: a week's bar would be a seventh as wide.
  drawn.axes.categoryAxis.categoryType = "TextAxis";
  // Lying bars begin at the bottom unless told otherwise.
  if (chart.type === "bar") drawn.axes.categoryAxis.reversePlotOrder = true;
  const drawnKind = table.columns.find(({ id }) => id === chart.series[0])?.kind;
  drawn.axes.valueAxis.numberFormat = drawnKind === "share" ? "0%" : "#,##0";
}

interface ChartsGiven {
  readonly sheet: Excel.Worksheet;
  readonly kept: KeptReport;
  readonly charts: readonly ReportChart[];
  readonly sources: readonly ChartSource[];
}

/** Sets every chart again that is still there. Gives the titles of those that the person has taken away. */
export async function setChartsAgain(context: Excel.RequestContext, { sheet, kept, charts, sources }: ChartsGiven): Promise<readonly string[]> {
  const loaded = charts.flatMap((chart) => {
    const name = kept.charts.find(({ id }) => id === chart.id)?.name;
    if (name === undefined) return [];
    const drawn = sheet.charts.getItemOrNullObject(name);
    drawn.load("name");
    drawn.series.load("items/name");
    return [{ chart, drawn }];
  });
  await context.sync();
  const gone = loaded.flatMap(({ chart, drawn }) => {
    const source = sources.find(({ table }) => table.id === chart.table);
    const headings = kept.tables.find(({ id }) => id === chart.table)?.headings ?? {};
    if (source === undefined) return drawn.isNullObject ? [chart.title] : [];
    return setChartAgain(source, chart, drawn, headings) ? [] : [chart.title];
  });
  await context.sync();
  return gone;
}

/**
 * Points a chart of ours at the rows that its table has now. Series are known by their names; what the person took away, added or formatted stays
 * as it is. Gives false where the chart is no longer there.
 */
function setChartAgain(source: ChartSource, chart: ReportChart, loaded: Excel.Chart, headingsBefore: Readonly<Record<string, string>>): boolean {
  if (loaded.isNullObject) return false;
  const categories = cellsOf(source, chart.category);
  for (const id of chart.series) {
    const found = seriesOf(source, id);
    const series = loaded.series.items.find(({ name }) => name === headingsBefore[id] || name === found?.heading);
    if (found === null || series === undefined) continue;
    series.setValues(found.cells);
    if (categories !== null) series.setXAxisValues(categories);
    if (series.name !== found.heading) series.name = found.heading;
  }
  return true;
}

interface SeriesSource {
  readonly heading: string;
  readonly column: number;
  readonly cells: Excel.Range;
}

function seriesOf(source: ChartSource, id: string): SeriesSource | null {
  const heading = source.table.columns.find((column) => column.id === id)?.heading;
  const column = source.columns.get(id);
  const cells = cellsOf(source, id);
  return heading === undefined || column === undefined || cells === null ? null : { heading, column, cells };
}

function cellsOf({ sheet, top, rowCount, columns }: ChartSource, id: string): Excel.Range | null {
  const column = columns.get(id);
  return column === undefined ? null : sheet.getRangeByIndexes(top, column, rowCount, 1);
}
