import type { ReportChart, ReportColumn, ReportDocument, ReportTable } from "../../reports/document";
import { keyHeading } from "./reportCells";

/**
 * Where everything of a report stands on its sheet. Title, facts, charts and notes are a band above the tables, which is frozen with the headings:
 * charts are always in sight, no filter squeezes them, and nothing is in the way of longer tables or of the person's own columns. Tables stand
 * beside each other, so that each can grow downwards. Row and column numbers count from 0, measures are points.
 */
export interface ReportLayout {
  readonly factRow: number;
  readonly headerRow: number;
  readonly notesColumn: number;
  readonly tables: readonly PlacedTable[];
  readonly charts: readonly PlacedChart[];
  readonly widths: readonly number[];
  readonly rowHeight: number;
  readonly titleHeight: number;
}

export interface PlacedTable {
  readonly table: ReportTable;
  readonly left: number;
  /** The hidden one, right of the others. */
  readonly keyColumn: number;
}

export interface PlacedChart {
  readonly chart: ReportChart;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const titleHeight = 24;
const rowHeight = 15;
const rowsOfCharts = 11;
const chartWidth = 330;
const chartGap = 10;
/** Free columns right of a table, for the person's own. */
const freeColumns = 3;
const freeWidth = 60;
const factsAtMost = 420;

export function layOut(document: ReportDocument): ReportLayout {
  const { facts, notes, charts } = document;
  const cards = shownCards(document);
  const tables = placeTables(document.tables);
  const labels = pointsOf(Math.max(0, ...[...facts, ...cards].map(({ label }) => label.length)));
  const widths = columnWidths(tables, labels);
  const rows = Math.max(facts.length + cards.length, charts.length === 0 ? notes.length : rowsOfCharts);
  const texts = Math.min(factsAtMost, pointsOf(Math.max(0, ...facts.map(({ text }) => text.length), ...cards.map(({ value }) => String(value).length))));
  const besideFacts = (widths[0] ?? labels) + texts + chartGap;
  const hidden = new Set(tables.map(({ keyColumn }) => keyColumn));
  const placed = charts.map((chart, at) => ({
    chart,
    left: besideFacts + at * (chartWidth + chartGap),
    top: titleHeight + 2,
    width: chartWidth,
    height: rows * rowHeight - 4,
  }));
  const last = placed.at(-1);
  return {
    factRow: 1,
    headerRow: rows + 2,
    notesColumn: columnAt(widths, hidden, last === undefined ? besideFacts : last.left + last.width + chartGap),
    tables,
    charts: placed,
    widths,
    rowHeight,
    titleHeight,
  };
}

/** As many key figures as fit below the facts and beside the charts: the frozen band must leave room for rows on a small screen. */
export function shownCards({ facts, cards }: ReportDocument): ReportDocument["cards"] {
  return cards.slice(0, Math.max(0, rowsOfCharts - facts.length));
}

function placeTables(tables: readonly ReportTable[]): readonly PlacedTable[] {
  const placed: PlacedTable[] = [];
  let left = 0;
  for (const table of tables) {
    const keyColumn = left + table.columns.length;
    placed.push({ table, left, keyColumn });
    left = keyColumn + 1 + freeColumns;
  }
  return placed;
}

function columnWidths(tables: readonly PlacedTable[], labels: number): readonly number[] {
  const last = tables.at(-1);
  const widths = Array.from({ length: last === undefined ? 1 : last.keyColumn + 1 }, () => freeWidth);
  for (const { table, left } of tables) table.columns.forEach((column, at) => (widths[left + at] = widthOf(column)));
  widths[0] = Math.max(widths[0] ?? 0, labels);
  return widths;
}

/** Wide enough for the heading with its filter button. */
function widthOf({ width, heading }: ReportColumn): number {
  return Math.min(260, Math.max(pointsOf(width), pointsOf(heading.length) + 16));
}

function pointsOf(characters: number): number {
  return Math.max(48, characters * 5.6 + 12);
}

/** The first column that begins at or right of so many points; columns beyond ours have Excel's usual width. */
function columnAt(widths: readonly number[], hidden: ReadonlySet<number>, points: number): number {
  let left = 0;
  for (let column = 0; ; column += 1) {
    if (left >= points) return hidden.has(column) ? column + 1 : column;
    left += hidden.has(column) ? 0 : (widths[column] ?? 48);
  }
}

/** Headings of a table as they stand on the sheet, its key's last. */
export function headingsOf({ columns }: ReportTable): readonly string[] {
  return [...columns.map(({ heading }) => heading), keyHeading];
}
