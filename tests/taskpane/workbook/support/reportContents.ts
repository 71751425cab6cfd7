import type { ReportChart, ReportDocument, ReportRow, ReportTable } from "../../../../src/reports/document";
import type { ReportAsked, ReportContent } from "../../../../src/taskpane/reports/sheetPort";

/** Small reports, as the builders make them; the figures are made up. */

export const asked: ReportAsked = {
  kind: "trend",
  filters: { from: "2026-11-01", to: "2026-11-30", facility: null, person: null, field: null, source: null, sheet: null },
  step: "week",
  status: null,
  cause: null,
};

export function row(key: string, ...cells: ReportRow["cells"]): ReportRow {
  return { key, cells, opens: null };
}

const weeks: ReportTable = {
  id: "weeks",
  name: "By week",
  columns: [
    { id: "from", heading: "From", kind: "day", width: 12 },
    { id: "changed", heading: "Changed", kind: "count", width: 10 },
    { id: "failed", heading: "Failed", kind: "count", width: 10 },
    { id: "share", heading: "Share", kind: "share", width: 8 },
  ],
  rows: [],
};

export const firstWeeks: readonly ReportRow[] = [
  row("2026-11-02", "2026-11-02", 1200, 4, 0.75),
  row("2026-11-09", "2026-11-09", 20, 5, 0.8),
  row("2026-11-16", "2026-11-16", 30, 6, 1),
];

export const weeksChart: ReportChart = { id: "byWeek", title: "Changes by week", type: "stacked", table: "weeks", category: "from", series: ["changed", "failed"] };

export function trend(rows: readonly ReportRow[], more: Partial<ReportDocument> = {}): ReportContent {
  return {
    asked,
    pages: null,
    document: {
      kind: "trend",
      title: "Trend",
      facts: [
        { id: "site", label: "Site", text: "General Hospital" },
        { id: "period", label: "Period", text: "1 November to 30 November 2026" },
        { id: "madeAt", label: "Made at", text: "22 November 2026, 09:00" },
      ],
      cards: [],
      charts: [],
      tables: [{ ...weeks, rows }],
      notes: ["Changes asked for are counted, one for each field."],
      nothing: null,
      ...more,
    },
  };
}

const updates: ReportTable = {
  id: "updates",
  name: "Updates",
  columns: [
    { id: "at", heading: "When", kind: "moment", width: 19 },
    { id: "artId", heading: "ART ID", kind: "phone", width: 18 },
    { id: "new", heading: "New value", kind: "phone", width: 30 },
    { id: "status", heading: "Status", kind: "text", width: 16 },
  ],
  rows: [],
};

/** A list whose rows come in pages of so many. */
export function list(rows: readonly ReportRow[], pageSize = 2): ReportContent {
  let from = 0;
  return {
    asked: { ...asked, kind: "updates" },
    document: { ...trend([]).document, kind: "updates", title: "Updates", tables: [updates] },
    pages: {
      total: rows.length,
      next: () => {
        if (from >= rows.length) return Promise.resolve(null);
        from += pageSize;
        return Promise.resolve(rows.slice(from - pageSize, from));
      },
    },
  };
}
