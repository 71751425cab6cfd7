import type { PdfReport } from "../../server/reports/pdf/writePdf";
import type { ReportCell, ReportColumn, ReportDocument, ReportRow, ReportTable } from "../../src/reports/document";

/** Reports made by hand, with every kind of chart and of cell. */

export const digest = "5f".repeat(32);
export const longCause =
  "The phone number that was typed has nine digits, and nobody could say which one of them was left out when it was copied from the folder";

export function pdfReport(document: ReportDocument, more: Partial<PdfReport> = {}): PdfReport {
  return { document, pages: null, dataDigest: () => digest, language: "en", ...more };
}

export function emptyDocument(more: Partial<ReportDocument> = {}): ReportDocument {
  return {
    kind: "trend",
    title: "Contact updates over time",
    facts: [
      { id: "site", label: "Site", text: "General Hospital, Ìkòròdú" },
      { id: "period", label: "Period", text: "1 November 2026 to 14 November 2026" },
      { id: "madeBy", label: "Made by", text: "Ngozi Okafor" },
      { id: "madeAt", label: "Made on", text: "22 November 2026, 14:03" },
    ],
    cards: [],
    charts: [],
    tables: [],
    notes: ["Blank cells are not counted."],
    nothing: null,
    ...more,
  };
}

export function rowOf(key: string, cells: readonly ReportCell[]): ReportRow {
  return { key, cells, opens: null };
}

export function column(id: string, kind: ReportColumn["kind"], heading = id): ReportColumn {
  return { id, heading, kind, width: 12 };
}

const days: ReportTable = {
  id: "days",
  name: "Day by day",
  columns: [
    column("day", "day", "Day"),
    column("changed", "count", "Changed"),
    column("unchanged", "count", "Already the same"),
    column("failed", "count", "Failed"),
    column("share", "share", "Share carried out"),
  ],
  rows: [
    rowOf("1", ["2026-11-01", 1234, 310, 42, 0.974]),
    rowOf("2", ["2026-11-02", 1571, 288, 17, 0.991]),
    rowOf("3", ["2026-11-03", 903, 341, 5, 1]),
  ],
};

const causes: ReportTable = {
  id: "causes",
  name: "Causes",
  columns: [column("cause", "text", "What was wrong"), column("count", "count", "Number")],
  rows: [rowOf("a", [longCause, 471]), rowOf("b", ["The phone number has letters", 63]), rowOf("c", ["No patient has this ART ID", 8])],
};

/** Cards, a chart of each type, and both tables. */
export const fullDocument: ReportDocument = emptyDocument({
  cards: [
    { id: "given", label: "Changes asked for", value: 4711, kind: "count", opens: null },
    { id: "share", label: "Carried out", value: 0.8325, kind: "share", opens: null },
    { id: "busiest", label: "Busiest", value: "2 Nov 2026 (1,876)", kind: "text", opens: null },
  ],
  charts: [
    { id: "stacked", title: "What became of the changes", type: "stacked", table: "days", category: "day", series: ["changed", "unchanged", "failed"] },
    { id: "column", title: "Changes by day", type: "column", table: "days", category: "day", series: ["changed"] },
    { id: "line", title: "Share carried out, over time", type: "line", table: "days", category: "day", series: ["share"] },
    { id: "bar", title: "Causes, the most frequent first", type: "bar", table: "causes", category: "cause", series: ["count"] },
  ],
  tables: [days, causes],
});

/** A list of so many short rows: number, ART ID, moment, person. */
export function listDocument(rows: number): ReportDocument {
  const list: ReportTable = {
    id: "updates",
    name: "Updates",
    columns: [column("row", "count", "Row"), column("artId", "phone", "ART ID"), column("at", "moment", "When"), column("person", "text", "Person")],
    rows: Array.from({ length: rows }, (_, at) => listRow(at)),
  };
  return emptyDocument({ kind: "updates", title: "List of contact updates", tables: [list] });
}

export function listRow(at: number): ReportRow {
  return rowOf(String(at), [at + 1, `IMO-OW-${String(at + 1).padStart(6, "0")}`, "2026-11-02 14:03:22", at % 2 === 0 ? "Ngozi Okafor" : "Ṣọlá Adébáyọ̀"]);
}
