import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { writeCsvReport } from "../../../server/reports/files/csvReport";
import type { ReportContent } from "../../../server/reports/files/reportContent";
import type { CellKind } from "../../../src/reports/document";

function content(kind: CellKind, cells: readonly string[]): ReportContent {
  return {
    document: {
      kind: "staff",
      title: "Staff activity",
      facts: [],
      cards: [],
      charts: [],
      tables: [{ id: "one", name: "One", columns: [{ id: "one", heading: "One", kind, width: 20 }], rows: cells.map((cell, at) => ({ key: String(at), cells: [cell], opens: null })) }],
      notes: [],
      nothing: null,
    },
    pages: null,
    total: cells.length,
    written: () => cells.length,
    dataDigest: () => "",
  };
}

test.each(["text", "phone"] as const)("a %s that a spreadsheet would make a number or a date of stays text; a sentence stands as it is", async (kind) => {
  const kept = ["08031230011", "3-4", "Oct 2026", "2026-10", "0012", "12E4"];
  const plain = ["Line list", "Called on 3 March", "Sheet1"];
  const out = new PassThrough();
  const [csv] = await Promise.all([text(out), writeCsvReport(content(kind, [...kept, ...plain]), out)]);
  expect(csv.slice(1).split("\r\n").slice(1, -1)).toEqual([...kept.map((cell) => `"\t${cell}"`), ...plain.map((cell) => `"${cell}"`)]);
});
