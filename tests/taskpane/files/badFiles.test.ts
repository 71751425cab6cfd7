/** @jest-environment node */
import { readFile } from "../../../src/taskpane/files/read/readFile";
import { problemSentence } from "../../../src/wording/paneFiles";
import { compoundFile, goodCsv, goodRows, goodXlsx, honestBomb, lyingBomb, tallXlsx, utf16, utf8, windows1252, xlsx, zipOf } from "./badFiles";

type Bytes = Uint8Array | Promise<Uint8Array>;
const header = "ART ID,New phone,New street,New birthdate\n";
const row = "FC-01-0001,08031234567,12 Broad Street,14/03/1987\n";

async function sentenceFor(name: string, bytes: Bytes): Promise<{ code: string; sentence: string }> {
  const reading = await readFile({ name, bytes: await bytes });
  if (reading.ok) throw new Error("The file was taken.");
  return { code: reading.problem.code, sentence: problemSentence(reading.problem) };
}

/** What the file is, how it is called, what is told, and the words that say what is wrong, where and what to do. */
const bad: readonly (readonly [string, string, () => Bytes, string, RegExp])[] = [
  ["a file of no bytes", "list.csv", () => new Uint8Array(), "empty", /empty/],
  ["a file of blank lines", "list.csv", () => utf8("\r\n \r\n,,,\r\n"), "empty", /empty/],
  ["rows without headings", "list.csv", () => utf8(row + row), "no-headings", /row of headings.*“ART ID”/],
  ["headings without rows", "list.csv", () => utf8(header), "no-rows", /row 1.*no rows under/],
  ["a row with a comma too many", "list.csv", () => utf8(`${header}${row}FC-01-0002,0803,12 Broad Street, Lagos,14/03/1987\n`), "ragged", /Row 3 has 5 cells.*4.*quotation marks/],
  ["a row that was broken by a line break", "list.csv", () => utf8(`${header}FC-01-0001,08031234567,12 Broad\n${row}`), "ragged", /Row 2 has 3 cells.*4/],
  ["a cell of forty thousand letters", "list.csv", () => utf8(`${header}FC-01-0001,0803,${"x".repeat(40_000)},\n`), "cell-too-long", /C2.*quotation mark/],
  ["a quotation mark that is never closed", "list.csv", () => utf8(`${header}FC-01-0001,"0803,12 Broad Street,14/03/1987\n${row}`), "open-quote", /row 2.*quotation mark/],
  ["two hundred columns", "list.csv", () => utf8(`ART ID,New phone,${Array.from({ length: 198 }, (_, at) => `c${at}`).join(",")}\n`), "too-many-columns", /200 columns.*100/],
  ["two hundred columns of a workbook", "list.xlsx", () => xlsx((sheet) => sheet.addRow(["ART ID", "New phone", ...Array.from({ length: 198 }, (_, at) => `c${at}`)])), "too-many-columns", /200 columns/],
  ["1,048,576 rows of text", "list.csv", () => utf8(header + "FC-01-0001,0803,,\n".repeat(1_048_575)), "too-many-rows", /1,048,575 rows.*200,000/],
  ["1,048,576 rows of a workbook", "list.xlsx", () => tallXlsx(1_048_576), "too-many-rows", /1,048,576 rows.*200,000/],
  ["a formula in the list", "list.xlsx", () => xlsx((sheet) => { sheet.addRows(goodRows.map((cells) => [...cells])); sheet.getCell("B2").value = { formula: "C2&D2", result: "0803", date1904: false }; }), "formulas", /B2.*formula.*Paste.*Values/],
  ["#REF! in the list", "list.xlsx", () => xlsx((sheet) => { sheet.addRows(goodRows.map((cells) => [...cells])); sheet.getCell("B2").value = { error: "#REF!" }; }), "error-values", /B2.*#REF!/],
  ["#REF! in a text file", "list.csv", () => utf8(`${header}FC-01-0001,#REF!,12 Broad Street,14/03/1987\n`), "error-values", /B2.*#REF!/],
  ["merged cells in the list", "list.xlsx", () => xlsx((sheet) => { sheet.addRows([...goodRows, ...goodRows].map((cells) => [...cells])); sheet.mergeCells("A2:A3"); }), "merged-cells", /A2:A3.*merged/],
  ["a workbook called .csv", "list.csv", goodXlsx, "named-otherwise", /list\.csv.*Excel workbook.*\.xlsx/],
  ["a text file called .xlsx", "list.xlsx", () => utf8(goodCsv), "named-otherwise", /list\.xlsx.*text file.*\.csv/],
  ["a text file called .xls", "list.xls", () => utf8(goodCsv), "named-otherwise", /text file/],
  ["an old workbook", "list.xls", () => compoundFile(["Workbook"]), "old-workbook", /Excel 97.*Save As.*\.xlsx/],
  ["an old workbook called .xlsx", "list.xlsx", () => compoundFile(["Workbook"]), "old-workbook", /Excel 97/],
  ["a workbook with a password", "list.xlsx", () => compoundFile(["EncryptionInfo", "EncryptedPackage"]), "password", /password.*without/],
  ["an OpenDocument list", "list.ods", () => zipOf({ mimetype: "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>" }), "open-document", /LibreOffice.*\.xlsx/],
  ["an OpenDocument list called .xlsx", "list.xlsx", () => zipOf({ mimetype: "application/vnd.oasis.opendocument.spreadsheet" }), "open-document", /LibreOffice/],
  ["a binary workbook", "list.xlsb", () => zipOf({ "[Content_Types].xml": "<x/>", "xl/workbook.bin": "x" }), "binary-workbook", /\.xlsb.*\.xlsx/],
  ["a Word document", "list.docx", () => zipOf({ "[Content_Types].xml": "<x/>", "word/document.xml": "<x/>" }), "word-document", /Word/],
  ["any other zip", "list.zip", () => zipOf({ "list.csv": goodCsv }), "other-format", /\.xlsx or \.csv/],
  ["a PDF", "list.pdf", () => utf8("%PDF-1.7\n%âãÏÓ\n1 0 obj"), "pdf", /PDF/],
  ["a web page saved as .xls", "list.xls", () => utf8("<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table><tr><td>ART ID</td></tr></table></html>"), "web-page", /web page.*Excel.*\.xlsx/],
  ["XML saved as .xls", "list.xls", () => utf8("\uFEFF<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>"), "web-page", /\.xlsx/],
  ["a workbook that was cut off", "list.xlsx", async () => (await goodXlsx()).subarray(0, 3_000), "damaged-workbook", /damaged.*cut off/],
  ["a workbook with a hole", "list.xlsx", async () => { const bytes = new Uint8Array(await goodXlsx()); bytes.fill(0, 200, 900); return bytes; }, "damaged-workbook", /damaged/],
  ["a zip bomb that says so", "list.xlsx", honestBomb, "inflates-too-much", /3,0\d\d MB.*250 MB/],
  ["a zip bomb that lies", "list.xlsx", lyingBomb, "inflates-too-much", /250 MB/],
  ["a text with NULs", "list.csv", () => utf8(`${header}FC-01-0001,0803\0,x,\n`), "nul-characters", /not.*text/],
  ["a picture called .csv", "list.csv", () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82]), "nul-characters", /not.*text/],
  ["61 MB of text", "list.csv", () => new Uint8Array(61_000_000).fill(65), "too-large", /61 MB.*60 MB/],
];

test.each(bad)("%s (%s) is not brought in, and a sentence says why", async (...given) => {
  const [, name, make, code, words] = given;
  const told = await sentenceFor(name, make());
  expect(told).toEqual({ code, sentence: expect.stringMatching(words) });
});

test("a file in another encoding than the person says is refused with its row", async () => {
  const reading = await readFile({ name: "list.csv", bytes: windows1252(`${header}FC-01-0001,0803,Rue de l'Église,\n`) }, { encoding: "utf-8" });
  expect(reading).toEqual({ ok: false, problem: { code: "encoding-differs", row: 2 } });
});

test("no sentence of a problem is missing a part", async () => {
  for (const [, name, make] of bad.slice(0, 12)) {
    const { sentence } = await sentenceFor(name, make());
    expect(sentence).not.toMatch(/undefined|NaN|\[object|\{|\}/);
    expect(sentence.length).toBeGreaterThan(40);
  }
});

test("what looks bad and is not is taken", async () => {
  const titled = await xlsx((sheet) => {
    sheet.addRow(["Missed appointments, November 2026"]);
    sheet.mergeCells("A1:E1");
    sheet.addRows(goodRows.map((cells) => [...cells]));
    sheet.getCell("E3").value = { formula: "39+0", result: 39, date1904: false };
  });
  const reading = await readFile({ name: "LIST.XLSX", bytes: titled });
  expect(reading).toMatchObject({ ok: true, look: { headingRow: 2, rowCount: 1, notes: [{ code: "formulas", cell: "E3", count: 1 }] } });
  expect(await readFile({ name: "list", bytes: utf16(goodCsv, "be", false) })).toMatchObject({ ok: true, look: { source: { encoding: "utf-16be" } } });
});
