/** @jest-environment node */
import type { CellFile, SheetFile } from "../../../excel-host/model/workbookFile";
import type { FillContent } from "../../../src/taskpane/fill/sheetPort";
import { understand } from "../../../src/taskpane/submit/engine/understand";
import { createFillSheets } from "../../../src/taskpane/workbook/fillSheets";
import { createJournal } from "../../../src/taskpane/workbook/journal";
import { lookAtSheet } from "../../../src/taskpane/workbook/lookAtSheet";
import { readRows } from "../../../src/taskpane/workbook/readRows";
import { rowMark } from "../../../src/taskpane/workbook/rowMark";
import { undoLastChange } from "../../../src/taskpane/workbook/undo";
import { openWorkbook } from "../workbook/support/officeInNode";

/** Columns of a list that are filled from the record, through Microsoft's own Office.js. */

function open(cells: readonly (readonly CellFile[])[], more: Partial<SheetFile> = {}, excelApi?: string) {
  const office = openWorkbook({ name: "List.xlsx", sheets: [{ name: "List", cells, ...more }] }, excelApi === undefined ? {} : { excelApi });
  const journal = createJournal();
  const sheets = createFillSheets(journal);
  const fill = async (texts: Readonly<Record<string, readonly string[]>>, headings: readonly string[], given: Partial<FillContent> & { signal?: AbortSignal; onProgress?: (done: number, total: number) => void } = {}) => {
    const look = await lookAtSheet();
    const { columns, headerRowNumber } = understand(look);
    const { artId } = columns;
    if (artId === undefined) throw new Error("no ART ID");
    const list = { sheetId: look.sheetId, place: look.chosen, headerRowNumber, columns: { artId } };
    const { rows } = await readRows(list);
    const wanted = rows.filter(({ isHidden }) => given.includeHidden === true || !isHidden).flatMap(({ cells: { artId: cell }, rowNumber }) => {
      const found = cell === undefined ? undefined : texts[String(cell.value)];
      return found === undefined || cell === undefined ? [] : [{ locator: { rowNumber, rowId: "", mark: rowMark({ artId: cell }) }, texts: found }];
    });
    const { signal, onProgress, ...content } = given;
    return sheets.fillColumns(list, { headings, rows: wanted, source: "NMRS record of Karu, read 23 Nov 2026, 14:05 by Amina Bello.", someRows: "Some rows were read later.", includeHidden: false, ...content }, { signal, onProgress });
  };
  return { ...office, journal, sheets, fill };
}

const plain: readonly (readonly CellFile[])[] = [["ART ID", "Remark"], ["A1", "x"], ["A2", ""], ["A3", "z"]];
const both = ["Record phone", "Record LGA"];
const texts = { A1: ["08031234567", "Bwari"], A2: ["Not in the record", "Not in the record"], A3: ["08021110000", ""] };

async function promptAt(address: string): Promise<Excel.DataValidationPrompt> {
  return Excel.run(async (context) => {
    const { dataValidation } = context.workbook.worksheets.getItem("List").getRange(address);
    dataValidation.load("prompt");
    await context.sync();
    return dataValidation.prompt;
  });
}

test("columns are added to the right of the list, as texts, with time and source at their headings", async () => {
  const { fill, excel } = open(plain);
  expect(await fill(texts, both)).toEqual({ rows: 3, gone: 0, headings: both, updated: 0, mixed: 0, isCancelled: false });
  expect(excel.texts("List", "A1:D4")).toEqual([
    ["ART ID", "Remark", "Record phone", "Record LGA"],
    ["A1", "x", "08031234567", "Bwari"],
    ["A2", "", "Not in the record", "Not in the record"],
    ["A3", "z", "08021110000", ""],
  ]);
  expect(excel.cell("List", "C2")).toMatchObject({ value: "08031234567", numberFormat: "@", formula: null });
  expect(await promptAt("C1")).toMatchObject({ title: "From the patient record", message: "NMRS record of Karu, read 23 Nov 2026, 14:05 by Amina Bello." });
});

test("a second fill brings the same columns up to date, wherever they and their rows have moved", async () => {
  const { fill, excel } = open(plain);
  await fill(texts, both);
  excel.setCell("List", "E1", "Called");
  excel.setCell("List", "E2", "yes");
  excel.insertRows("List", 3, 1);
  excel.sort("List", "A2:E5", 0, false);
  const again = await fill({ ...texts, A1: ["09031234567", "Gwagwalada"] }, ["Record LGA", "Record phone"].reverse());
  expect(again).toMatchObject({ rows: 3, updated: 2, headings: both });
  const list = excel.texts("List", "A1:E5");
  expect(list[0]).toEqual(["ART ID", "Remark", "Record phone", "Record LGA", "Called"]);
  expect(list.find(([artId]) => artId === "A1")).toEqual(["A1", "x", "09031234567", "Gwagwalada", "yes"]);
  expect(list.find(([artId]) => artId === "A3")).toEqual(["A3", "z", "08021110000", "", ""]);
});

test("a column of the person's under the same heading stays as it is; ours gets a number", async () => {
  const { fill, excel } = open([["ART ID", "Record phone"], ["A1", "my own note"]]);
  expect(await fill(texts, ["Record phone"])).toMatchObject({ headings: ["Record phone (2)"], updated: 0 });
  expect(await fill({ A1: ["0900"] }, ["Record phone"])).toMatchObject({ headings: ["Record phone (2)"], updated: 1 });
  expect(excel.texts("List", "A1:D2")).toEqual([["ART ID", "Record phone", "Record phone (2)", ""], ["A1", "my own note", "0900", ""]]);
});

test("in a table they become columns of the table, and Undo last change takes them away", async () => {
  const { fill, excel, journal } = open([["Title"], [], ...plain], { tables: [{ name: "Contacts", address: "A3:B6" }] });
  await fill(texts, both);
  expect(excel.tables()).toEqual([{ name: "Contacts", sheet: "List", address: "A3:D6" }]);
  expect(excel.texts("List", "C3:D4")).toEqual([both, ["08031234567", "Bwari"]]);
  expect(journal.describe()).toMatchObject({ kind: "fill", sheetName: "List", cells: 6 });
  expect(await undoLastChange(journal)).toEqual({ restored: 6, left: 0 });
  expect(excel.tables()).toEqual([{ name: "Contacts", sheet: "List", address: "A3:B6" }]);
});

test("undoing a second fill brings the first one's values and time back; a cell that somebody has changed since is left alone", async () => {
  const { fill, excel, journal } = open(plain);
  await fill(texts, ["Record phone"], { source: "first" });
  await fill({ A1: ["0900"], A2: ["0901"], A3: ["0902"] }, ["Record phone"], { source: "second" });
  excel.setCell("List", "C3", "typed");
  expect(await undoLastChange(journal)).toEqual({ restored: 2, left: 1 });
  expect(excel.texts("List", "C2:C4")).toEqual([["08031234567"], ["typed"], ["08021110000"]]);
  expect(await promptAt("C1")).toMatchObject({ message: "first" });
  expect(await undoLastChange(journal)).toEqual({ restored: 2, left: 1 });
  expect(excel.texts("List", "C1:C4")).toEqual([["Record phone"], [""], ["typed"], [""]]);
});

test("hidden rows are left alone unless the person includes them, also when they were hidden after looking", async () => {
  const { fill, excel } = open(plain);
  excel.hideRows("List", 3, 3);
  expect(await fill(texts, ["Record phone"])).toMatchObject({ rows: 2 });
  expect(excel.texts("List", "C2:C4")).toEqual([["08031234567"], [""], ["08021110000"]]);
  expect(await fill(texts, ["Record phone"], { includeHidden: true })).toMatchObject({ rows: 3 });
});

test("a protected sheet is told as what it is, and nothing is written", async () => {
  const { fill, excel, journal } = open(plain);
  excel.protect("List");
  await expect(fill(texts, both)).rejects.toMatchObject({ code: "sheet-protected" });
  expect(journal.describe()).toBeNull();
  expect(excel.texts("List", "C1:C2")).toEqual([[""], [""]]);
});

test("ten thousand rows go in blocks below what Excel takes at once; what was written until it was cancelled can be taken back", async () => {
  const rows = Array.from({ length: 10_000 }, (_, index): [string, string] => [`ID${index}`, ""]);
  const { fill, excel, journal } = open([["ART ID", "Remark"], ...rows]);
  const many = Object.fromEntries(rows.map(([artId], index) => [artId, [`080${String(index).padStart(8, "0")}`, "12 Some Road, Off Market Street, Kubwa, Bwari, FCT"]]));
  excel.clearRequests();
  const seen: number[] = [];
  expect(await fill(many, ["Record phone", "Record address"], { onProgress: (done) => void seen.push(done) })).toMatchObject({ rows: 10_000, isCancelled: false });
  expect(Math.max(...excel.requests.map(({ requestBytes, responseBytes }) => Math.max(requestBytes, responseBytes)))).toBeLessThan(2_500_000);
  expect(seen.length).toBeGreaterThan(3);
  expect(excel.texts("List", "A10001:D10001")).toEqual([["ID9999", "", "08000009999", "12 Some Road, Off Market Street, Kubwa, Bwari, FCT"]]);
  await undoLastChange(journal);
  expect(excel.texts("List", "C1:D2")).toEqual([["", ""], ["", ""]]);

  const stop = new AbortController();
  const cut = await fill(many, ["Record phone", "Record address"], { signal: stop.signal, onProgress: () => stop.abort() });
  expect(cut).toMatchObject({ isCancelled: true, rows: 2500 });
  expect(await undoLastChange(journal)).toEqual({ restored: 5000, left: 0 });
  expect(excel.texts("List", "A1:D2")).toEqual([["ART ID", "Remark", "", ""], ["ID0", "", "", ""]]);
});

test("Validate takes none of the columns for new values", async () => {
  const { recordFields, recordHeadings } = await import("../../../src/domain/recordColumns");
  const { recogniseColumns } = await import("../../../src/domain/columns");
  const headings = recordFields.flatMap((field) => [recordHeadings[field], `${recordHeadings[field]} (2)`]);
  const recognised = recogniseColumns([["ART ID", ...headings].map((value) => ({ value }))]);
  expect(recognised?.columns).toEqual({ artId: 0 });
  expect(recognised?.ignored.map(({ header }) => header)).toEqual(headings);
});

test("where only some rows are filled anew, the heading keeps when the others were read and says that some are newer", async () => {
  const { fill } = open(plain);
  await fill(texts, ["Record phone"], { source: "Read on Monday.", someRows: "-" });
  expect(await fill({ A1: ["0900"] }, ["Record phone"], { source: "Read on Friday.", someRows: "Some rows later, last on Friday." })).toMatchObject({ rows: 1, mixed: 1 });
  expect(await promptAt("C1")).toMatchObject({ message: "Read on Monday.\nSome rows later, last on Friday." });
  expect(await fill(texts, ["Record phone"], { source: "Read on Sunday." })).toMatchObject({ rows: 3, mixed: 0 });
  expect(await promptAt("C1")).toMatchObject({ message: "Read on Sunday." });
});

const many = Array.from({ length: 10_000 }, (_, index): [string, string] => [`ID${index}`, ""]);
const manyTexts = Object.fromEntries(many.map(([artId], index) => [artId, [`080${String(index).padStart(8, "0")}`]]));

test("what Excel refuses in the middle of a fill leaves a marked column: it can be taken back, and the next fill goes on in it", async () => {
  const { fill, excel, journal } = open([["ART ID", "Remark"], ...many]);
  await expect(fill(manyTexts, ["Record phone"], { onProgress: () => excel.protect("List") })).rejects.toMatchObject({ code: "sheet-protected" });
  excel.unprotect("List");
  expect(excel.texts("List", "C5001:C5002").flat()).toEqual(["08000004999", ""]);
  expect(await promptAt("C1")).toMatchObject({ title: "From the patient record" });
  expect(await fill(manyTexts, ["Record phone"])).toMatchObject({ rows: 10_000, headings: ["Record phone"], updated: 1 });
  expect(excel.texts("List", "C1:D2")).toEqual([["Record phone", ""], ["08000000000", ""]]);
  expect(await undoLastChange(journal)).toEqual({ restored: 10_000, left: 0 });
  expect(await undoLastChange(journal)).toEqual({ restored: 5_000, left: 0 });
  expect(excel.texts("List", "C1:C2").flat()).toEqual(["", ""]);
});

test("where Excel gives up one undo for all in the middle, the same column is filled to the end, as one that this fill has added", async () => {
  const { fill, excel, journal } = open([["ART ID", "Remark"], ...many], {}, "1.20");
  let isFirst = true;
  const giveUp = (): void => {
    if (!isFirst) return;
    isFirst = false;
    throw Object.assign(Object.create(OfficeExtension.Error.prototype) as Error, { code: "GeneralException" });
  };
  expect(await fill(manyTexts, ["Record phone"], { onProgress: giveUp })).toEqual({ rows: 10_000, gone: 0, headings: ["Record phone"], updated: 0, mixed: 0, isCancelled: false });
  expect(excel.texts("List", "C1:D2")).toEqual([["Record phone", ""], ["08000000000", ""]]);
  expect(await undoLastChange(journal)).toEqual({ restored: 10_000, left: 0 });
  expect(excel.texts("List", "C1:C2").flat()).toEqual(["", ""]);
});

test("what a person put below the list into a column of ours stays as it is, formulas and numbers too", async () => {
  const { fill, excel, journal } = open(plain);
  await fill(texts, ["Record phone"]);
  excel.setCell("List", "C6", "=COUNTA(C2:C4)");
  excel.setCell("List", "C7", "45000");
  await fill({ A1: ["0900"], A3: ["0902"] }, ["Record phone"]);
  expect(excel.texts("List", "C2:C4").flat()).toEqual(["0900", "Not in the record", "0902"]);
  expect(excel.cell("List", "C6")).toMatchObject({ formula: "=COUNTA(C2:C4)", value: 3 });
  expect(excel.cell("List", "C7")).toMatchObject({ value: 45_000, numberFormat: "General" });
  await undoLastChange(journal);
  expect(excel.cell("List", "C6")).toMatchObject({ formula: "=COUNTA(C2:C4)" });
});

test("the row of totals of a table is no row of its list", async () => {
  const { excel, journal, sheets } = open([["ART ID", "Phone"], ["A1", "1"], ["A2", "2"]], { tables: [{ name: "Contacts", address: "A1:B3" }] });
  await Excel.run(async (context) => {
    context.workbook.tables.getItem("Contacts").showTotals = true;
    await context.sync();
  });
  expect(excel.texts("List", "A4:B4")).toEqual([["Total", ""]]);
  const look = await lookAtSheet();
  expect(look.chosen).toMatchObject({ kind: "table", rowCount: 2 });
  const list = { sheetId: look.sheetId, place: look.chosen, headerRowNumber: 1, columns: { artId: { header: "ART ID", column: 0 } } };
  const { rows } = await readRows(list);
  expect(rows.map(({ cells }) => cells.artId?.value)).toEqual(["A1", "A2"]);
  const found = rows.map((row) => ({ locator: { rowNumber: row.rowNumber, rowId: "", mark: rowMark({ artId: row.cells.artId ?? { value: "" } }) }, texts: ["x"] }));
  await sheets.fillColumns(list, { headings: ["Record phone"], rows: found, source: "Read.", someRows: "Later.", includeHidden: false });
  expect(excel.texts("List", "A1:C4")).toEqual([["ART ID", "Phone", "Record phone"], ["A1", "1", "x"], ["A2", "2", "x"], ["Total", "", ""]]);
  excel.setCell("List", "C4", "=COUNTA([Record phone])");
  await sheets.removeTraces({ deleteSheets: [], keepSheets: [], chosen: new Set() });
  expect(excel.texts("List", "A1:C4")).toEqual([["ART ID", "Phone", ""], ["A1", "1", ""], ["A2", "2", ""], ["Total", "", ""]]);
  await undoLastChange(journal);
  expect(excel.texts("List", "A1:C4")).toEqual([["ART ID", "Phone", "Record phone"], ["A1", "1", "x"], ["A2", "2", "x"], ["Total", "", "2"]]);
});

test("rows of a list whose first column is hidden are not hidden", async () => {
  const { fill, excel } = open(plain);
  await Excel.run(async (context) => {
    context.workbook.worksheets.getItem("List").getRange("A:A").columnHidden = true;
    await context.sync();
  });
  excel.hideRows("List", 3, 3);
  expect(await fill(texts, ["Record phone"])).toMatchObject({ rows: 2, gone: 0 });
  expect(excel.texts("List", "C2:C4").flat()).toEqual(["08031234567", "", "08021110000"]);
});
