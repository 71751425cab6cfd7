import type { CellKind, ReportChart, ReportDocument } from "../../../../src/reports/document";
import { cellText } from "../cellText";
import type { PdfWords } from "../pdfWords";

/** What a chart draws: names along one side, a value for each series along the other. */
export interface ChartData {
  readonly title: string;
  readonly type: ReportChart["type"];
  readonly tableName: string;
  readonly kind: CellKind;
  readonly points: readonly ChartPoint[];
  readonly series: readonly string[];
}

export interface ChartPoint {
  readonly name: string;
  /** One for each series; null where nothing is known. */
  readonly values: readonly (number | null)[];
}

/** Reads a chart's figures out of its table. */
export function chartData(chart: ReportChart, { tables }: ReportDocument, words: PdfWords): ChartData {
  const table = tables.find(({ id }) => id === chart.table);
  if (table === undefined) throw new Error(`The chart ${chart.id} draws the table ${chart.table}, which the report does not have.`);
  const indexOf = (id: string): number => {
    const at = table.columns.findIndex((column) => column.id === id);
    if (at < 0) throw new Error(`The chart ${chart.id} draws the column ${id}, which the table ${table.id} does not have.`);
    return at;
  };
  const category = indexOf(chart.category);
  const series = chart.series.map(indexOf);
  const kindAt = (at: number): CellKind => table.columns[at]?.kind ?? "text";
  return {
    title: chart.title,
    type: chart.type,
    tableName: table.name,
    kind: kindAt(series[0] ?? category),
    series: series.map((at) => table.columns[at]?.heading ?? ""),
    points: table.rows.map(({ cells }) => ({
      name: cellText(cells[category] ?? null, kindAt(category), words),
      values: series.map((at) => {
        const cell = cells[at];
        return typeof cell === "number" ? cell : null;
      }),
    })),
  };
}

export function valueText(value: number, { kind }: ChartData, words: PdfWords): string {
  return cellText(value, kind === "share" ? "share" : "count", words);
}

/** What is read aloud in place of the drawing. */
export function chartInWords(data: ChartData, words: PdfWords): string {
  return saidOf(data, words).replaceAll("\u00a0", " ");
}

function saidOf(data: ChartData, words: PdfWords): string {
  const { points, series, title } = data;
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return words.chart(title, "");
  if (points.length > 12) return words.chart(title, words.chartRange(points.length, first.name, last.name));
  const said = points.map(({ name, values }) => {
    const texts = values.flatMap((value, at) => (value === null ? [] : [words.chartValue(series[at] ?? "", valueText(value, data, words))]));
    return words.chartPoint(name, texts.join(", "));
  });
  return words.chart(title, `${said.join("; ")}.`);
}
