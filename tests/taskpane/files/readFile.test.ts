/** @jest-environment node */
import { readFile } from "../../../src/taskpane/files/read/readFile";
import type { FileChoices } from "../../../src/taskpane/files/read/readFile";
import { goodCsv, goodRows, utf16, utf8, windows1252, xlsx } from "./badFiles";

async function taken(name: string, bytes: Uint8Array, choices: FileChoices = {}) {
  const reading = await readFile({ name, bytes }, choices);
  if (!reading.ok) throw new Error(`Refused: ${JSON.stringify(reading.problem)}`);
  return reading;
}

const names = "ART ID,New street\nFC-01-0001,Ọbáfẹ́mi Awólọ́wọ̀ Road\n";

test.each([
  ["UTF-8 with its mark", utf8(`\uFEFF${names}`), "utf-8", "Ọbáfẹ́mi Awólọ́wọ̀ Road"],
  ["UTF-8 without it", utf8(names), "utf-8", "Ọbáfẹ́mi Awólọ́wọ̀ Road"],
  ["UTF-16 of Excel's “Unicode text”", utf16(names, "le"), "utf-16le", "Ọbáfẹ́mi Awólọ́wọ̀ Road"],
  ["UTF-16 without its mark", utf16(names.replaceAll("Ọbáfẹ́mi Awólọ́wọ̀", "Broad"), "le", false), "utf-16le", "Broad Road"],
  ["UTF-16 big-endian", utf16(names, "be"), "utf-16be", "Ọbáfẹ́mi Awólọ́wọ̀ Road"],
  ["Windows-1252", windows1252("ART ID,New street\nFC-01-0001,Rue de l'Église no 4\n"), "windows-1252", "Rue de l'Église no 4"],
])("%s is found, and its letters are right", async (_what, bytes, encoding, street) => {
  const { look, rows } = await taken("list.csv", bytes);
  expect(look.source).toMatchObject({ kind: "text", encoding });
  expect(rows[0]).toEqual(["ART ID", "New street"]);
  expect(rows[1]).toEqual(["FC-01-0001", street]);
});

test.each([
  ["commas", ",", ","],
  ["semicolons, as Excel writes them in many countries", ";", ";"],
  ["tabs", "\t", "\t"],
  ["upright lines", "|", "|"],
])("cells divided by %s are found, though addresses hold commas and semicolons", async (_what, delimiter, found) => {
  const lines = [["ART ID", "New phone", "New street"], ["FC-01-0001", "08031234567", '"12, Broad Street; Lagos | Island"'], ["FC-01-0002", "", '"3, Allen Avenue"']];
  const { look, rows } = await taken("list.csv", utf8(lines.map((line) => line.join(delimiter)).join("\r\n")));
  expect(look.source).toMatchObject({ delimiter: found });
  expect(rows[1]).toEqual(["FC-01-0001", "08031234567", "12, Broad Street; Lagos | Island"]);
});

test("a person can say otherwise: divider and letters", async () => {
  const bytes = windows1252("ART ID,New street;Ward\nFC-01-0001,É;W\n");
  const { look } = await taken("list.csv", bytes, { encoding: "windows-1252", delimiter: "," });
  expect(look).toMatchObject({ width: 2, preview: [["ART ID", "New street;Ward"], ["FC-01-0001", "É;W"]] });
});

test("a file made for the old script is taken unchanged", async () => {
  const { look, rows } = await taken("contacts.csv", utf8(goodCsv));
  expect(look).toMatchObject({
    headingRow: 1,
    rowCount: 1,
    columns: [
      { field: "artId", heading: "art_id" },
      { field: "phone", heading: "new_phone" },
      { field: "street", heading: "new_address" },
      { field: "birthdate", heading: "new_birthdate" },
    ],
    notes: [],
  });
  expect(rows[1]).toEqual(["FC-01-0001", "08031234567", "12 Broad Street", "1987-03-14"]);
});

test("the order of day and month is found over the whole column, with the row that shows it", async () => {
  const header = "ART ID,New birthdate\n";
  const dates = async (...days: string[]) => (await taken("list.csv", utf8(header + days.map((day, at) => `A-${at},${day}`).join("\n")))).look.dates;
  expect(await dates("03/04/1987", "25/12/1990")).toEqual({ order: "dmy", proof: { rowNumber: 3, text: "25/12/1990" }, conflicting: false, hasTypedDates: true });
  expect(await dates("12/25/1990")).toMatchObject({ order: "mdy", proof: { rowNumber: 2 } });
  expect(await dates("03/04/1987")).toEqual({ order: null, proof: null, conflicting: false, hasTypedDates: true });
  expect(await dates("25/12/1990", "12/25/1990")).toMatchObject({ order: null, conflicting: true });
});

test("cells of a workbook arrive as they are meant: texts with their zeros, numbers with all digits, days as days", async () => {
  const bytes = await xlsx((sheet) => {
    sheet.addRow(["ART ID", "New phone", "New street", "New birthdate", "Visit", "Ok"]);
    sheet.addRow(["00123", 8031234567, "=1+1", new Date(Date.UTC(1987, 2, 14)), 12.5, true]);
    sheet.addRow([123, "08031234567", { richText: [{ text: "12 " }, { text: "Broad", font: { bold: true } }] }, "14/03/1987", 1e15, { text: "site", hyperlink: "https://example.org" }]);
    sheet.getCell("A3").numFmt = "00000";
    sheet.getCell("B2").numFmt = "0.00E+00";
    sheet.getRow(3).hidden = true;
  });
  const { rows, look, hiddenRows } = await taken("list.xlsx", bytes);
  expect(rows.slice(1)).toEqual([
    ["00123", "8031234567", "=1+1", { day: "1987-03-14" }, "12.5", "TRUE"],
    ["00123", "08031234567", "12 Broad", "14/03/1987", "1000000000000000", "site"],
  ]);
  expect(hiddenRows).toEqual([2]);
  expect(look.notes).toEqual([{ code: "hidden-rows", count: 1 }]);
});

test("the sheet with the list is found among others, and another can be chosen; sheets that are hidden are left alone", async () => {
  const bytes = await xlsx((sheet, workbook) => {
    sheet.addRow(["Read me first"]);
    workbook.addWorksheet("Hidden", { state: "hidden" }).addRows(goodRows.map((row) => [...row]));
    workbook.addWorksheet("März & Co").addRows(goodRows.map((row) => [...row]));
  });
  const { look } = await taken("list.xlsx", bytes);
  expect(look.source).toEqual({ kind: "workbook", sheets: ["List", "März & Co"], sheet: "März & Co" });
  expect(await readFile({ name: "list.xlsx", bytes }, { sheet: "List" })).toMatchObject({ ok: false, problem: { code: "no-headings" } });
});

test("titles above the headings are kept, so that rows have the same numbers as in the file", async () => {
  const { look, rows } = await taken("list.csv", utf8("Missed appointments\n\nPepfarID,PhoneNo\nFC-01-0001,08031234567\n\n"));
  expect(look).toMatchObject({ headingRow: 3, rowCount: 1, preview: [["PepfarID", "PhoneNo"], ["FC-01-0001", "08031234567"]] });
  expect(rows).toHaveLength(4);
});

test("a list of 100,000 rows is read whole", async () => {
  const { look, rows } = await taken("list.csv", utf8(`ART ID,New phone\n${Array.from({ length: 100_000 }, (_, at) => `FC-${at},080${String(at).padStart(8, "0")}`).join("\n")}`));
  expect(look.rowCount).toBe(100_000);
  expect(rows.at(-1)).toEqual(["FC-99999", "08000099999"]);
});
