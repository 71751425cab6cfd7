/** @jest-environment node */
import { conditionalStyle } from "../../../excel-host/formula/conditionalStyle";
import { parseAddress } from "../../../excel-host/model/address";
import type { CellFile, SheetFile } from "../../../excel-host/model/workbookFile";
import type { MarkContent } from "../../../src/taskpane/compare/sheetPort";
import { sheetListOf, understand } from "../../../src/taskpane/submit/engine/understand";
import { createCompareSheets } from "../../../src/taskpane/workbook/compareSheets";
import { createJournal } from "../../../src/taskpane/workbook/journal";
import { lookAtSheet } from "../../../src/taskpane/workbook/lookAtSheet";
import { readRows } from "../../../src/taskpane/workbook/readRows";
import { rowMark } from "../../../src/taskpane/workbook/rowMark";
import { undoLastChange } from "../../../src/taskpane/workbook/undo";
import { openWorkbook } from "../workbook/support/officeInNode";

/** Marks of differences, through Microsoft's own Office.js over the emulated Excel. */

const amber = "#FFE2A8";
const columns: MarkContent["columns"] = [{ field: "artId", word: "ART ID" }, { field: "phone", word: "Phone" }, { field: "lga", word: "LGA" }];
const plain: readonly (readonly CellFile[])[] = [
  ["ART ID", "Phone", "LGA"],
  ["A1", "0801", "Karu"],
  ["A2", "0802", "Keffi"],
  ["A3", "0803", ""],
];
const texts: Readonly<Record<string, string>> = { A1: "Same", A2: "Phone differs; LGA differs", A3: "LGA missing" };

async function open(cells: readonly (readonly CellFile[])[], more: Partial<SheetFile> = {}, excelApi?: string) {
  const office = openWorkbook({ name: "List.xlsx", sheets: [{ name: "List", cells, ...more }] }, excelApi === undefined ? {} : { excelApi });
  const journal = createJournal();
  const sheets = createCompareSheets(journal);
  const listed = async () => {
    const look = await lookAtSheet();
    const list = sheetListOf(look, understand(look));
    return { list, rows: (await readRows(list)).rows };
  };
  const entries = async (said: Readonly<Record<string, string>>) => {
    const { list, rows } = await listed();
    return {
      list,
      rows: rows.flatMap(({ cells: typed, rowNumber, rowId }) => {
        const text = said[String(typed.artId?.value)];
        return text === undefined ? [] : [{ locator: { rowNumber, rowId, mark: rowMark(typed) }, text }];
      }),
    };
  };
  const mark = async (said = texts) => {
    const { list, rows } = await entries(said);
    return sheets.mark(list, { columns, rows, source: "Compared with Karu on 23 Nov 2026, 14:05." });
  };
  const sheetId = (await lookAtSheet()).sheetId;
  /** Whether each cell is marked, as a person sees it. */
  const marked = (addresses: readonly string[]): readonly boolean[] =>
    addresses.map((address) => {
      const { workbook } = office.host;
      const [sheet] = workbook.state.sheets;
      const rect = parseAddress(address)?.rect;
      if (sheet === undefined || rect === undefined) throw new Error(`There is no cell ${address}.`);
      return conditionalStyle(workbook, sheet, rect.row, rect.column)?.fill === amber;
    });
  return { ...office, journal, sheets, mark, entries, sheetId, marked };
}

test("a column says how each row differs, and the cells concerned are marked by rules of plain functions", async () => {
  const { mark, excel, marked } = await open(plain);
  expect(await mark()).toEqual({ heading: "Record check", rows: 3, gone: 0 });
  expect(excel.texts("List", "D1:D4").flat()).toEqual(["Record check", "Same", "Phone differs; LGA differs", "LGA missing"]);
  expect(marked(["A2", "B2", "C2"])).toEqual([false, false, false]);
  expect(marked(["A3", "B3", "C3"])).toEqual([false, true, true]);
  expect(marked(["A4", "B4", "C4"])).toEqual([false, false, true]);
  const rules = await Excel.run(async (context) => {
    const formats = context.workbook.worksheets.getItem("List").getRange().conditionalFormats;
    formats.load("items/id,items/type");
    await context.sync();
    const read = formats.items.map(({ custom }) => custom.rule.load("formula"));
    await context.sync();
    return read.map(({ formula }) => formula);
  });
  expect(rules).toHaveLength(3);
  for (const rule of rules) expect(rule).not.toContain("CONTACTS");
});

test("a sort takes marks and texts along with their rows, and a filter leaves them", async () => {
  const { mark, excel, marked } = await open(plain);
  await mark();
  excel.sort("List", "A1:D4", 0, false);
  expect(excel.texts("List", "A2:D4")).toEqual([
    ["A3", "0803", "", "LGA missing"],
    ["A2", "0802", "Keffi", "Phone differs; LGA differs"],
    ["A1", "0801", "Karu", "Same"],
  ]);
  expect(marked(["B2", "C2", "B3", "C3", "B4", "C4"])).toEqual([false, true, true, true, false, false]);
});

test("comparing again replaces texts and rules; rows that were left out say nothing", async () => {
  const { mark, excel, marked } = await open(plain);
  await mark();
  excel.setCell("List", "E1", "Remark");
  await mark({ A1: "ART ID not found", A2: "Same" });
  expect(excel.texts("List", "A1:F1")).toEqual([["ART ID", "Phone", "LGA", "Record check", "Remark", ""]]);
  expect(excel.texts("List", "D2:D4").flat()).toEqual(["ART ID not found", "Same", ""]);
  expect(marked(["A2", "B3", "C3", "C4"])).toEqual([true, false, false, false]);
});

test("what a person put below the list into our column stays as it is, after comparing again and after Undo", async () => {
  const { mark, excel, journal } = await open(plain);
  await mark();
  excel.setCell("List", "D6", "Prepared by the records officer");
  excel.setCell("List", "D7", "=COUNTA(D2:D4)");
  await mark({ A1: "Same", A2: "Same" });
  expect(excel.texts("List", "D2:D6").flat()).toEqual(["Same", "Same", "", "", "Prepared by the records officer"]);
  expect(excel.cell("List", "D7")).toMatchObject({ formula: "=COUNTA(D2:D4)" });
  await undoLastChange(journal);
  expect(excel.texts("List", "D2:D6").flat()).toEqual(["Same", "Phone differs; LGA differs", "", "", "Prepared by the records officer"]);
  expect(excel.cell("List", "D7")).toMatchObject({ formula: "=COUNTA(D2:D4)" });
});

test("a column of the person's under our heading is left alone", async () => {
  const { mark, excel, sheets, sheetId } = await open([["ART ID", "Phone", "Record check"], ["A1", "0801", "my own"], ["A2", "0802", ""]]);
  expect(await mark()).toMatchObject({ heading: "Record check (2)" });
  await sheets.removeMarks(sheetId);
  expect(excel.texts("List", "A1:D3")).toEqual([["ART ID", "Phone", "Record check", ""], ["A1", "0801", "my own", ""], ["A2", "0802", "", ""]]);
});

test("Remove marks leaves the sheet as it was, with the person's own colours and rules", async () => {
  const { mark, excel, sheets, sheetId, marked } = await open(plain);
  await Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem("List");
    sheet.getRange("B2").format.fill.color = "#00FF00";
    const own = sheet.getRange("A2:F4").conditionalFormats.add("Custom");
    own.custom.rule.formula = '=$A2="A1"';
    own.custom.format.font.bold = true;
    await context.sync();
  });
  await mark();
  expect(await sheets.hasMarks(sheetId)).toBe(true);
  expect(marked(["B3"])).toEqual([true]);
  await sheets.removeMarks(sheetId);
  expect(await sheets.hasMarks(sheetId)).toBe(false);
  expect(excel.cell("List", "B2").fill).toBe("#00FF00");
  const left = await Excel.run(async (context) => {
    const formats = context.workbook.worksheets.getItem("List").getRange().conditionalFormats;
    formats.load("items/id");
    await context.sync();
    return formats.items.length;
  });
  expect(left).toBe(1);
  expect(excel.texts("List", "A1:D4")).toEqual(plain.map((line) => [...line, ""]));
  expect(excel.cell("List", "D1")).toMatchObject({ bold: false, numberFormat: "General" });
  expect(excel.cell("List", "D2")).toMatchObject({ value: "", numberFormat: "General" });
});

test("marks whose column somebody deleted are removed all the same", async () => {
  const { mark, sheets, sheetId } = await open(plain);
  await mark();
  await Excel.run(async (context) => {
    context.workbook.worksheets.getItem("List").getRange("D:D").delete("Left");
    await context.sync();
  });
  expect(await sheets.hasMarks(sheetId)).toBe(true);
  await sheets.removeMarks(sheetId);
  expect(await sheets.hasMarks(sheetId)).toBe(false);
});

test("in a table the column is the table's, and goes from it again", async () => {
  const { mark, excel, marked, sheets, sheetId } = await open([["Title"], [], ...plain], { tables: [{ name: "Contacts", address: "A3:C6" }] });
  await mark();
  expect(excel.tables()).toEqual([{ name: "Contacts", sheet: "List", address: "A3:D6" }]);
  expect(marked(["B5", "C5", "B6", "C6"])).toEqual([true, true, false, true]);
  await sheets.removeMarks(sheetId);
  expect(excel.tables()).toEqual([{ name: "Contacts", sheet: "List", address: "A3:C6" }]);
  expect(excel.texts("List", "D3:D6").flat()).toEqual(["", "", "", ""]);
});

test("Undo last change takes a first comparison away, and brings the texts of an earlier one back", async () => {
  const { mark, excel, journal, sheets, sheetId } = await open(plain);
  await mark();
  await mark({ A1: "Phone differs", A2: "Same", A3: "Same" });
  expect(await undoLastChange(journal)).toMatchObject({ left: 0 });
  expect(excel.texts("List", "D2:D4").flat()).toEqual(["Same", "Phone differs; LGA differs", "LGA missing"]);
  expect(await undoLastChange(journal)).toEqual({ restored: 3, left: 0 });
  expect(excel.texts("List", "D1:D4").flat()).toEqual(["", "", "", ""]);
  expect(await sheets.hasMarks(sheetId)).toBe(false);
});

test("what a person typed into our column stays when the marks are undone, and is counted", async () => {
  const { mark, excel, journal } = await open(plain);
  await mark();
  excel.setCell("List", "D3", "I called her");
  expect(await undoLastChange(journal)).toMatchObject({ left: 1 });
  expect(excel.texts("List", "D1:D4").flat()).toEqual(["Record check", "", "I called her", ""]);
});

test("after Remove marks there is nothing of them to undo", async () => {
  const { mark, journal, sheets, sheetId } = await open(plain);
  await mark();
  await sheets.removeMarks(sheetId);
  expect(journal.describe()).toBeNull();
});

test("texts of corrected rows are said anew, wherever these rows stand now", async () => {
  const { mark, excel, entries, sheets, marked } = await open(plain);
  await mark();
  excel.sort("List", "A1:D4", 0, false);
  const { list, rows } = await entries({ A2: "LGA differs" });
  await sheets.updateTexts(list, rows);
  expect(excel.texts("List", "D2:D4").flat()).toEqual(["LGA missing", "LGA differs", "Same"]);
  expect(marked(["B3", "C3"])).toEqual([false, true]);
});

test("a protected sheet and a cancelled comparison leave the sheet as it was", async () => {
  const guarded = await open(plain);
  guarded.excel.protect("List");
  await expect(guarded.mark()).rejects.toMatchObject({ code: "sheet-protected" });
  const { entries, sheets, excel } = await open(plain);
  const { list, rows } = await entries(texts);
  await expect(sheets.mark(list, { columns, rows, source: "" }, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
  expect(excel.texts("List", "D1:D4").flat()).toEqual(["", "", "", ""]);
});

test("ten thousand rows are marked in requests that stay small", async () => {
  const many = Array.from({ length: 10_000 }, (_, at) => [`A${at}`, `0803${at}`, "Karu"]);
  const { mark, excel, marked } = await open([["ART ID", "Phone", "LGA"], ...many]);
  const said = Object.fromEntries(many.map(([artId = ""], at) => [artId, at % 2 === 0 ? "Phone differs" : "Same"]));
  expect(await mark(said)).toMatchObject({ rows: 10_000, gone: 0 });
  expect(excel.texts("List", "D10000:D10001").flat()).toEqual(["Phone differs", "Same"]);
  expect(marked(["B10000", "B10001"])).toEqual([true, false]);
});
