import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import { Workbook } from "exceljs";
import type { ReportContent } from "../../../server/reports/files/reportContent";
import { writeXlsxReport } from "../../../server/reports/files/xlsxReport";
import type { ReportRow } from "../../../src/reports/document";

const row = (at: number): ReportRow => ({ key: String(at), cells: [`OYO-${at}`, at], opens: null });

/** So many rows, in pages of four. */
function content(count: number): ReportContent {
  async function* pages(): AsyncGenerator<readonly ReportRow[]> {
    // As pages of a database come.
    await Promise.resolve();
    for (let from = 0; from < count; from += 4) yield Array.from({ length: Math.min(4, count - from) }, (_, at) => row(from + at + 1));
  }
  return {
    document: {
      kind: "updates",
      title: "List of contact updates",
      facts: [{ id: "site", label: "Site", text: "Test clinic" }],
      cards: [],
      charts: [],
      tables: [{ id: "updates", name: "Updates", columns: [{ id: "artId", heading: "ART ID", kind: "phone", width: 18 }, { id: "row", heading: "Row", kind: "count", width: 8 }], rows: [] }],
      notes: [],
      nothing: null,
    },
    pages,
    total: count,
    written: () => count,
    dataDigest: () => "0".repeat(64),
  };
}

test.each([
  [0, [[]]],
  [6, [["OYO-1", "OYO-2", "OYO-3", "OYO-4", "OYO-5", "OYO-6"]]],
  [7, [["OYO-1", "OYO-2", "OYO-3", "OYO-4", "OYO-5", "OYO-6"], ["OYO-7"]]],
  [13, [["OYO-1", "OYO-2", "OYO-3", "OYO-4", "OYO-5", "OYO-6"], ["OYO-7", "OYO-8", "OYO-9", "OYO-10", "OYO-11", "OYO-12"], ["OYO-13"]]],
])("%i rows, six to a sheet, go on on further sheets, each with title, headings and filter", async (count, expected) => {
  const out = new PassThrough();
  const [bytes] = await Promise.all([buffer(out), writeXlsxReport(content(count), out, { sheetRows: 9 })]);
  const book = new Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  const names = ["Updates", "Updates 2", "Updates 3"].slice(0, expected.length);
  expect(book.worksheets.map(({ name }) => name)).toEqual([...names, "List of contact updates"]);
  const sheets = book.worksheets.slice(0, -1);
  expect(sheets.map((sheet) => [sheet.getCell("A1").value, sheet.getCell("A3").value, sheet.getCell("B3").value, sheet.autoFilter])).toEqual(
    expected.map((rows) => ["List of contact updates", "ART ID", "Row", `A3:B${3 + rows.length}`]),
  );
  expect(sheets.map((sheet) => Array.from({ length: sheet.rowCount - 3 }, (_, at) => sheet.getCell(`A${at + 4}`).value))).toEqual(expected);
  expect(sheets.at(-1)?.getCell("B4").value ?? null).toBe(count === 0 ? null : (expected.length - 1) * 6 + 1);
});

test("sentences stand on several lines, with everything beside them at the top; without any, rows are as Excel makes them", async () => {
  const columns = [
    { id: "cause", heading: "What was wrong", kind: "text", width: 20 },
    { id: "count", heading: "How many", kind: "count", width: 12 },
    { id: "remedy", heading: "What to do", kind: "text", width: 60 },
  ] as const;
  const given = content(1);
  const tables = [
    { id: "causes", name: "Causes", columns, rows: [{ key: "1", cells: ["No ART ID", 3, "Look for the ART ID in the folder of the patient, and type it as text into the column with the ART IDs."], opens: null }] },
    { id: "short", name: "Short", columns: columns.slice(0, 2), rows: [{ key: "1", cells: ["No ART ID", 3], opens: null }] },
  ];
  const out = new PassThrough();
  const [bytes] = await Promise.all([buffer(out), writeXlsxReport({ ...given, pages: null, document: { ...given.document, tables } }, out)]);
  const book = new Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  const alignments = (sheet: string): unknown[] => ["A4", "B4", "C4"].map((address) => book.getWorksheet(sheet)?.getCell(address).alignment);
  expect(alignments("Causes")).toEqual([{ vertical: "top" }, { vertical: "top" }, { vertical: "top", wrapText: true }]);
  expect(alignments("Short").slice(0, 2)).toEqual([undefined, undefined]);
  expect(book.getWorksheet("Causes")?.getCell("B4").numFmt).toBe("#,##0");
});
