/** @jest-environment node */
import type { CellFile, SheetFile } from "../../../excel-host/model/workbookFile";
import { createFillSheets } from "../../../src/taskpane/workbook/fillSheets";
import { possibleKey } from "../../../src/taskpane/fill/sheetPort";
import { createJournal } from "../../../src/taskpane/workbook/journal";
import { rowMark } from "../../../src/taskpane/workbook/rowMark";
import { undoLastChange } from "../../../src/taskpane/workbook/undo";
import { openWorkbook } from "../workbook/support/officeInNode";

/** Values in the place of formulas, and cleaning, through Microsoft's own Office.js. Formulas hold what the workbook was saved with. */

function open(sheets: readonly SheetFile[], excelApi?: string) {
  const office = openWorkbook({ name: "List.xlsx", sheets }, excelApi === undefined ? {} : { excelApi });
  const journal = createJournal();
  return { ...office, journal, sheets: createFillSheets(journal), undo: () => undoLastChange(journal) };
}

const saved = (formula: string, stored: NonNullable<Extract<CellFile, { stored?: unknown }>["stored"]>): CellFile => ({ v: formula, t: "f", stored });

const list: SheetFile = {
  name: "List",
  cells: [
    ["ART ID", "Phone now", "Length", "Mine"],
    ["A1", saved("=CONTACTS.PHONE(A2)", "08031234567"), saved("=LEN(CONTACTS.PHONE(A2))", 11), saved("=1+1", 2)],
    ["A2", saved("=CONTACTS.PHONE(A3)", "#N/A"), saved('="CONTACTS.PHONE"&A3', "CONTACTS.PHONEA2"), "typed"],
    ["A3", saved("=CONTACTS.PHONE(A4)", "08021110000"), "", ""],
  ],
};

test("our formulas become the values they show, texts as texts; errors and other people's formulas stay and are counted", async () => {
  const { sheets, excel, undo } = open([list]);
  expect(await sheets.findFormulas("sheet")).toEqual({ values: 3, errors: 1, waiting: 0, unclear: 0, protectedSheets: [] });
  expect(await sheets.convertFormulas("sheet", null)).toBe(3);
  expect(excel.cell("List", "B2")).toMatchObject({ value: "08031234567", formula: null, numberFormat: "@" });
  expect(excel.cell("List", "C2")).toMatchObject({ value: 11, formula: null, numberFormat: "General" });
  expect(excel.cell("List", "B3")).toMatchObject({ formula: "=CONTACTS.PHONE(A3)" });
  expect(excel.cell("List", "C3").formula).toBe('="CONTACTS.PHONE"&A3');
  expect(excel.cell("List", "D2").formula).toBe("=1+1");
  expect(await undo()).toEqual({ restored: 3, left: 0 });
  expect(excel.cell("List", "B2")).toMatchObject({ formula: "=CONTACTS.PHONE(A2)", numberFormat: "General" });
  expect(excel.cell("List", "C2").formula).toBe("=LEN(CONTACTS.PHONE(A2))");
});

test("on request cells with an error say in words that there was no value", async () => {
  const { sheets, excel } = open([list]);
  expect(await sheets.convertFormulas("sheet", "No value from the record")).toBe(4);
  expect(excel.texts("List", "B2:B4")).toEqual([["08031234567"], ["No value from the record"], ["08021110000"]]);
  expect(await sheets.findFormulas("workbook")).toMatchObject({ values: 0, errors: 0 });
});

const spilling: SheetFile = {
  name: "Block",
  cells: [["ART ID"], ["A1", saved('=CONTACTS.GET(A2:A4,"phone","lga")', [["08031234567", "Bwari"], ["08021110000", "Karu"], ["0803", ""]])], ["A2"], ["A3"]],
};

test("of a formula that spills the whole block becomes values, and Undo lets it spill again", async () => {
  const { sheets, excel, undo } = open([spilling]);
  expect(await sheets.findFormulas("sheet")).toMatchObject({ values: 6, errors: 0, unclear: 0 });
  expect(await sheets.convertFormulas("sheet", null)).toBe(6);
  expect(excel.texts("Block", "B2:C4")).toEqual([["08031234567", "Bwari"], ["08021110000", "Karu"], ["0803", ""]]);
  expect(["B2", "C3"].map((address) => excel.cell("Block", address).formula)).toEqual([null, null]);
  excel.setCell("Block", "A2", "A9");
  expect(excel.texts("Block", "B2:B2")).toEqual([["08031234567"]]);
  await undo();
  expect(excel.cell("Block", "B2").formula).toBe('=CONTACTS.GET(A2:A4,"phone","lga")');
  expect(excel.cell("Block", "C3").formula).toBeNull();
});

test("a block with an error in it is left alone as a whole, or says so in words", async () => {
  const broken: SheetFile = { name: "Block", cells: [["ART ID"], ["A1", saved('=CONTACTS.GET(A2:A3,"phone")', [["08031234567"], ["#N/A"]])], ["A2"]] };
  const { sheets, excel } = open([broken]);
  expect(await sheets.findFormulas("sheet")).toMatchObject({ values: 1, errors: 1 });
  expect(await sheets.convertFormulas("sheet", null)).toBe(0);
  expect(await sheets.convertFormulas("sheet", "No value")).toBe(2);
  expect(excel.texts("Block", "B2:B3")).toEqual([["08031234567"], ["No value"]]);
});

test("cells that wait for an answer, and blocks of which an older Excel does not tell the end, are left alone", async () => {
  const waiting: SheetFile = { name: "Block", cells: [["ART ID"], ["A1", saved("=CONTACTS.PHONE(A2)", "#BUSY!")], ["A2", saved('=CONTACTS.GET(A3,"phone")', "0803")]] };
  const { sheets } = open([waiting], "1.11");
  expect(await sheets.findFormulas("sheet")).toMatchObject({ values: 0, waiting: 1, unclear: 1 });
  expect(await sheets.convertFormulas("sheet", "No value")).toBe(0);
});

test("a protected sheet is refused by name; in the whole workbook the others are converted", async () => {
  const { sheets, excel } = open([list, { ...list, name: "Locked" }]);
  excel.protect("Locked");
  expect(await sheets.findFormulas("workbook")).toMatchObject({ values: 3, protectedSheets: ["Locked"] });
  expect(await sheets.convertFormulas("workbook", null)).toBe(3);
  expect(excel.cell("Locked", "B2").formula).toBe("=CONTACTS.PHONE(A2)");
  excel.select("Locked", "A1");
  await expect(sheets.convertFormulas("sheet", null)).rejects.toMatchObject({ code: "sheet-protected" });
});

/** A workbook in which everything happened: a filled column, results, formulas, values of formulas, a column that only looks like ours. */
async function worked() {
  const world = open([
    {
      name: "List",
      cells: [
        ["ART ID", "New phone", "Remark", "Status", "Detail", "Record name"],
        ["A1", "08031234567", "called her", "Updated", "Changed: Phone. Ref 3F9A2C1B-8D01E4", "Amina"],
        ["A2", "", "", "", "", ""],
      ],
    },
    { name: "Live", cells: [["ART ID", "Phone now"], ["A1", saved("=CONTACTS.PHONE(A2)", "08031234567")], ["A2", saved("=CONTACTS.PHONE(A3)", "#N/A")]] },
    { name: "Other", cells: [["Status", "Remark"], ["Active", "mine"]] },
  ]);
  const sheetId = await Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem("List").load("id");
    context.workbook.settings.add("pcm-report-x", { version: 9 });
    context.workbook.settings.add("somebody", "else");
    await context.sync();
    return sheet.id;
  });
  const sheetList = { sheetId, place: { kind: "cells", address: "A1:F3", rowCount: 3 }, headerRowNumber: 1, columns: { artId: { header: "ART ID", column: 0 } } } as const;
  const rows = [{ locator: { rowNumber: 2, rowId: "", mark: rowMark({ artId: { value: "A1" } }) }, texts: ["08021110000"] }];
  await world.sheets.fillColumns(sheetList, { headings: ["Record phone"], rows, source: "NMRS record", someRows: "Some rows later.", includeHidden: false });
  world.excel.select("Live", "A1");
  await world.sheets.convertFormulas("sheet", null);
  return { ...world, sheetId };
}

test("what came from the record is found by sheet, with numbers, before anything is removed", async () => {
  const { sheets, sheetId } = await worked();
  const { sheets: found, ownSheets, settings } = await sheets.findTraces();
  expect(ownSheets).toEqual([]);
  expect(settings).toBe(2);
  expect(found).toEqual([
    {
      sheetId,
      sheetName: "List",
      isProtected: false,
      columns: [{ heading: "Record name", cells: 1, isMarked: false }, { heading: "Record phone", cells: 1, isMarked: true }],
      results: [{ heading: "Status", cells: 1 }, { heading: "Detail", cells: 1 }],
      formulas: 0,
      converted: 0,
      taken: 0,
      possible: 0,
    },
    { sheetId: expect.any(String), sheetName: "Live", isProtected: false, columns: [], results: [], formulas: 1, converted: 1, taken: 0, possible: 0 },
  ]);
});

test("cleaning empties them, leaves ART IDs and what people typed, and can be taken back", async () => {
  const { sheets, excel, undo } = await worked();
  const before = { list: excel.texts("List", "A1:G3"), live: excel.texts("Live", "A1:B2") };
  expect(await sheets.removeTraces({ deleteSheets: [], keepSheets: [], chosen: new Set() })).toEqual({ columns: 3, cells: 5, sheets: [], keptSheets: [], settings: 2, protectedSheets: [] });
  expect(excel.texts("List", "A1:G3")).toEqual([
    ["ART ID", "New phone", "Remark", "", "", "Record name", ""],
    ["A1", "08031234567", "called her", "", "", "Amina", ""],
    ["A2", "", "", "", "", "", ""],
  ]);
  expect(excel.texts("Live", "A1:B3")).toEqual([["ART ID", "Phone now"], ["A1", ""], ["A2", ""]]);
  expect(excel.texts("Other", "A1:B2")).toEqual([["Status", "Remark"], ["Active", "mine"]]);
  const left = await sheets.findTraces();
  expect(left.settings).toBe(0);
  expect(left.sheets.map(({ sheetName, columns }) => [sheetName, columns])).toEqual([["List", [{ heading: "Record name", cells: 1, isMarked: false }]]]);

  expect((await undo()).left).toBe(0);
  expect(excel.texts("List", "A1:G3")).toEqual(before.list);
  expect(excel.texts("Live", "A1:B2")).toEqual(before.live);
  expect(excel.cell("Live", "B3").formula).toBe("=CONTACTS.PHONE(A3)");
  const again = await sheets.findTraces();
  expect(again.settings).toBe(2);
  expect(again.sheets.map(({ columns, results, formulas, converted }) => [columns.length, results.length, formulas, converted])).toEqual([[2, 2, 0, 0], [0, 0, 1, 1]]);
});

test("a column that only its heading tells of goes where the person says so", async () => {
  const { sheets, excel, sheetId } = await worked();
  await sheets.removeTraces({ deleteSheets: [], keepSheets: [], chosen: new Set([`${sheetId}/Record name`]) });
  expect(excel.texts("List", "F1:F2")).toEqual([[""], [""]]);
});

test("of a table the columns go as a whole, and come back at their place", async () => {
  const { sheets, excel, undo } = open([
    { name: "List", cells: [["ART ID", "Status", "Remark", "Detail"], ["A1", "Updated", "mine", "Changed: Phone."], ["A2", "", "", ""]], tables: [{ name: "Contacts", address: "A1:D3" }] },
  ]);
  await sheets.removeTraces({ deleteSheets: [], keepSheets: [], chosen: new Set() });
  expect(excel.tables()).toEqual([{ name: "Contacts", sheet: "List", address: "A1:B3" }]);
  expect(excel.texts("List", "A1:B2")).toEqual([["ART ID", "Remark"], ["A1", "mine"]]);
  expect((await undo()).left).toBe(0);
  expect(excel.texts("List", "A1:D2")).toEqual([["ART ID", "Status", "Remark", "Detail"], ["A1", "Updated", "mine", "Changed: Phone."]]);
});

test("chosen sheets go; protected sheets are named and left", async () => {
  const { sheets, excel } = await worked();
  const ids = (await sheets.findTraces()).sheets.map(({ sheetId }) => sheetId);
  excel.protect("List");
  expect(await sheets.removeTraces({ deleteSheets: ids.slice(1), keepSheets: [], chosen: new Set() })).toMatchObject({ sheets: ["Live"], protectedSheets: ["List"] });
  expect(excel.sheets()).toEqual(["List", "Other"]);
});

test("where every sheet goes, an empty one is left", async () => {
  const { sheets, excel } = open([list]);
  const sheetId = (await sheets.findTraces()).sheets[0]?.sheetId ?? "";
  expect(await sheets.removeTraces({ deleteSheets: [sheetId], keepSheets: [], chosen: new Set() })).toMatchObject({ sheets: ["List"] });
  expect(excel.sheets()).toHaveLength(1);
  expect(excel.sheets()).not.toContain("List");
});

test("ten thousand formulas are converted and cleaned in few requests, and come back", async () => {
  const rows = Array.from({ length: 10_000 }, (_, index): CellFile[] => [`ID${index}`, saved(`=CONTACTS.PHONE(A${index + 2})`, `0803${index}`)]);
  const { sheets, excel, undo } = open([{ name: "Long", cells: [["ART ID", "Phone now"], ...rows] }]);
  excel.clearRequests();
  expect(await sheets.convertFormulas("sheet", null)).toBe(10_000);
  expect(await undo()).toEqual({ restored: 10_000, left: 0 });
  expect(await sheets.removeTraces({ deleteSheets: [], keepSheets: [], chosen: new Set() })).toMatchObject({ cells: 10_000 });
  expect(excel.texts("Long", "B2:B3")).toEqual([[""], [""]]);
  expect(await undo()).toEqual({ restored: 10_000, left: 0 });
  expect(excel.cell("Long", "B10001").formula).toBe("=CONTACTS.PHONE(A10001)");
  expect(excel.requests.length).toBeLessThan(120);
  expect(Math.max(...excel.requests.map(({ requestBytes, responseBytes }) => Math.max(requestBytes, responseBytes)))).toBeLessThan(2_500_000);
});

test("values of converted formulas are found where sorting has put them; what people typed into their old places, or over them, stays", async () => {
  const rows = [["A1", "08031230001"], ["A2", "08031230002"], ["A3", "08031230003"]].map(([artId = "", phone = ""], at): CellFile[] => [artId, saved(`=CONTACTS.PHONE(A${at + 2})`, phone)]);
  const { sheets, excel, undo } = open([{ name: "Live", cells: [["ART ID", "Phone now"], ...rows, ["A4", "08031230001"]] }]);
  expect(await sheets.convertFormulas("sheet", null)).toBe(3);
  excel.sort("Live", "A2:B5", 0, false);
  excel.setCell("Live", "B4", "08099990000");
  const before = [["A4", "08031230001"], ["A3", "08031230003"], ["A2", "08099990000"], ["A1", "08031230001"]];
  expect(excel.texts("Live", "A2:B5")).toEqual(before);
  expect((await sheets.findTraces()).sheets).toMatchObject([{ converted: 2, possible: 0 }]);
  expect(await sheets.removeTraces({ deleteSheets: [], keepSheets: [], chosen: new Set() })).toMatchObject({ cells: 2 });
  expect(excel.texts("Live", "A2:B5")).toEqual([["A4", "08031230001"], ["A3", ""], ["A2", "08099990000"], ["A1", ""]]);
  expect((await sheets.findTraces()).sheets).toEqual([]);
  await undo();
  expect(excel.texts("Live", "A2:B5")).toEqual(before);
  expect((await sheets.findTraces()).sheets).toMatchObject([{ converted: 2, possible: 0 }]);
});

test("where no ART ID stands beside a converted value its place tells; where more cells say the same than have left their places, they are offered", async () => {
  const { sheets, excel } = open([{ name: "Card", cells: [["Where she lives", saved('=CONTACTS.HOMEADDRESS("A1","lga")', "Karu")], ["Where he lives", "Karu"], ["And their child", "Karu"], ["Length", saved('=LEN(CONTACTS.PHONE("A1"))', 11)]] }]);
  expect(await sheets.convertFormulas("sheet", null)).toBe(2);
  const [found] = (await sheets.findTraces()).sheets;
  expect(found).toMatchObject({ converted: 2, possible: 0 });
  await Excel.run(async (context) => {
    context.workbook.worksheets.getItem("Card").getRange("B1:B3").values = [[""], ["Karu"], ["Karu"]];
    await context.sync();
  });
  expect((await sheets.findTraces()).sheets).toMatchObject([{ converted: 1, possible: 2 }]);
  await sheets.removeTraces({ deleteSheets: [], keepSheets: [], chosen: new Set() });
  expect(excel.texts("Card", "B1:B4")).toEqual([[""], ["Karu"], ["Karu"], [""]]);
  await sheets.removeTraces({ deleteSheets: [], keepSheets: [], chosen: new Set([possibleKey(found?.sheetId ?? "")]) });
  expect(excel.texts("Card", "B1:B4")).toEqual([[""], [""], [""], [""]]);
  expect(await sheets.findTraces()).toMatchObject({ sheets: [], settings: 0 });
});

test("three thousand formulas between other cells take few requests, too", async () => {
  const rows = Array.from({ length: 6_000 }, (_, index): CellFile[] => [`ID${index}`, index % 2 === 0 ? saved(`=CONTACTS.PHONE(A${index + 2})`, `0803${index}`) : "mine"]);
  const { sheets, excel, undo } = open([{ name: "Long", cells: [["ART ID", "Phone now"], ...rows] }]);
  excel.clearRequests();
  expect(await sheets.convertFormulas("sheet", null)).toBe(3_000);
  expect(await sheets.removeTraces({ deleteSheets: [], keepSheets: [], chosen: new Set() })).toMatchObject({ cells: 3_000 });
  expect(excel.texts("Long", "B2:B5")).toEqual([[""], ["mine"], [""], ["mine"]]);
  expect(await undo()).toEqual({ restored: 3_000, left: 0 });
  expect(excel.texts("Long", "B2:B5")).toEqual([["08030"], ["mine"], ["08032"], ["mine"]]);
  expect(excel.requests.length).toBeLessThan(250);
});

test("a sheet that is kept as a whole stays as it is", async () => {
  const { sheets, excel, sheetId } = await worked();
  const before = excel.texts("List", "A1:G3");
  await sheets.removeTraces({ deleteSheets: [], keepSheets: [sheetId], chosen: new Set() });
  expect(excel.texts("List", "A1:G3")).toEqual(before);
  expect(excel.texts("Live", "B2:B2")).toEqual([[""]]);
});
