import { opensOf } from "../../../reports/changeCounts";
import type { CellKind, Opens, ReportChart, ReportTable } from "../../../reports/document";
import { cellText } from "../cellText";

/** One piece of a bar: what one series says of one category. */
export interface Piece {
  readonly series: string;
  readonly name: string;
  readonly value: number;
  readonly text: string;
  /** The rows that it counts. */
  readonly opens: Opens | null;
}

export interface Category {
  readonly key: string;
  readonly name: string;
  readonly pieces: readonly Piece[];
  readonly total: number;
  /** The rows of all its pieces. */
  readonly opens: Opens | null;
}

export interface ChartModel {
  readonly categories: readonly Category[];
  readonly series: readonly { readonly id: string; readonly name: string }[];
  readonly kind: CellKind;
  /** Of a single piece, and of a whole bar. */
  readonly most: { readonly piece: number; readonly total: number };
}

/** What a chart draws, taken from the table it belongs to; null where the table lacks a column of it. */
export function chartModel(chart: ReportChart, tables: readonly ReportTable[]): ChartModel | null {
  const table = tables.find(({ id }) => id === chart.table);
  const at = (id: string): number => table?.columns.findIndex((column) => column.id === id) ?? -1;
  const drawn = chart.series.map((id) => ({ id, at: at(id), column: table?.columns[at(id)] }));
  const named = table?.columns[at(chart.category)];
  if (table === undefined || named === undefined) return null;
  const categories = table.rows.map((row) => {
    const pieces = drawn.flatMap(({ id, at: place, column }): readonly Piece[] => {
      const cell = row.cells[place] ?? null;
      if (column === undefined || typeof cell !== "number") return [];
      return [{ series: id, name: column.heading, value: cell, text: cellText(cell, column.kind), opens: opensOf(row, id, cell) ?? (chart.series.length === 1 ? row.opens : null) }];
    });
    const total = pieces.reduce((sum, { value }) => sum + value, 0);
    return { key: row.key, name: cellText(row.cells[at(chart.category)] ?? null, named.kind), pieces, total, opens: row.opens };
  });
  return {
    categories,
    series: drawn.flatMap(({ id, column }) => (column === undefined ? [] : [{ id, name: column.heading }])),
    kind: drawn[0]?.column?.kind ?? "count",
    most: {
      piece: Math.max(0, ...categories.flatMap(({ pieces }) => pieces.map(({ value }) => value))),
      total: Math.max(0, ...categories.map(({ total }) => total)),
    },
  };
}
