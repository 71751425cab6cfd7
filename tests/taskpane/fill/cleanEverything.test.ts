/** @jest-environment node */
import type { CellFile } from "../../../excel-host/model/workbookFile";
import type { Compared } from "../../../src/taskpane/compare/compareState";
import { takeValues } from "../../../src/taskpane/compare/taking";
import { createCleanStore } from "../../../src/taskpane/fill/cleanStore";
import { createTurn } from "../../../src/taskpane/fill/running";
import { columnKey, possibleKey, takenKey } from "../../../src/taskpane/fill/sheetPort";
import type { PanePorts } from "../../../src/taskpane/ports";
import { sheetListOf, understand } from "../../../src/taskpane/submit/engine/understand";
import { applyRepairs } from "../../../src/taskpane/workbook/applyRepairs";
import { createCompareSheets } from "../../../src/taskpane/workbook/compareSheets";
import { createFillSheets } from "../../../src/taskpane/workbook/fillSheets";
import { createJournal } from "../../../src/taskpane/workbook/journal";
import { lookAtSheet } from "../../../src/taskpane/workbook/lookAtSheet";
import { readRows } from "../../../src/taskpane/workbook/readRows";
import { createReportSheets } from "../../../src/taskpane/workbook/reportSheets";
import { rowMark } from "../../../src/taskpane/workbook/rowMark";
import { undoLastChange } from "../../../src/taskpane/workbook/undo";
import { createWorklistSheets } from "../../../src/taskpane/workbook/worklistSheets";
import { worklistColumns } from "../../../src/taskpane/worklists/sheetColumns";
import type { WorklistColumnId } from "../../../src/taskpane/worklists/sheetColumns";
import type { WorklistContent } from "../../../src/taskpane/worklists/sheetPort";
import { openWorkbook } from "../workbook/support/officeInNode";
import { list as reportList, row as reportRow } from "../workbook/support/reportContents";

/** *Clean before sharing* after everything that brings values of the record into a workbook, through Microsoft's own Office.js. */

/** What only the record says. */
const ofRecord = ["08031112222", "08033334444", "Zainab", "Rumuokoro", "Read from Karu"];
const uuid = "3f9a2c1b-0000-4000-8000-000000000001";
const saved = (formula: string, stored: string): CellFile => ({ v: formula, t: "f", stored });

function worked() {
  const office = openWorkbook({
    name: "List.xlsx",
    sheets: [
      { name: "List", cells: [["ART ID", "New phone", "Remark"], ["A1", "08099990001", "my note"], ["A2", "08099990002", "Called twice"]] },
      { name: "Live", cells: [["ART ID", "Phone now"], ["A1", saved("=CONTACTS.PHONE(A2)", "08031112222")], ["A2", saved("=CONTACTS.PHONE(A3)", "08033334444")]] },
      { name: "Hidden", cells: [["ART ID", "Mine"], ["A1", "mine, too"]] },
    ],
  });
  const journal = createJournal();
  const fill = createFillSheets(journal);
  const compare = createCompareSheets(journal);
  const fillSheet = async (name: string, headings: readonly string[], texts: readonly (readonly string[])[]): Promise<void> => {
    office.excel.select(name, "A1");
    const look = await lookAtSheet();
    const { artId } = understand(look).columns;
    if (artId === undefined) throw new Error("There is no ART ID.");
    const list = { sheetId: look.sheetId, place: look.chosen, headerRowNumber: 1, columns: { artId } };
    const { rows } = await readRows(list);
    const found = rows.map(({ rowNumber, cells }, at) => ({ locator: { rowNumber, rowId: "", mark: rowMark({ artId: cells.artId ?? { value: "" } }) }, texts: texts[at] ?? [] }));
    await fill.fillColumns(list, { headings, rows: found, source: "Read from Karu today.", someRows: "Some later.", includeHidden: false });
  };
  return { ...office, journal, fill, compare, fillSheet, undo: () => undoLastChange(journal), clean: createCleanStore({ workbook: portOf(fill, compare) }, createTurn()) };
}

/** Of the workbook, cleaning asks for these two parts alone. */
function portOf(fill: ReturnType<typeof createFillSheets>, compare: ReturnType<typeof createCompareSheets>): PanePorts["workbook"] {
  const refuse = (): never => {
    throw new Error("Cleaning does not ask for this.");
  };
  return {
    lookAtSheet: refuse, readRows: refuse, writeStatus: refuse, applyRepairs: refuse, takeBackRepairs: refuse, lastChange: refuse, onLastChange: refuse, undoLastChange: refuse,
    jumpToCell: refuse, newSheet: refuse, importSheet: refuse, readSelectedCell: refuse, readSheetCell: refuse, onSelection: refuse, readFunctionCell: refuse, onCellsChanged: refuse, refreshFunctions: refuse,
    reports: { make: refuse, refresh: refuse, find: refuse }, worklists: refuse, fill: () => Promise.resolve(fill), compare: () => Promise.resolve(compare),
  };
}

type World = ReturnType<typeof worked>;

/** Compares the list in front and takes the record's phone into the first row. */
async function takePhone({ journal, compare }: World, after: string): Promise<void> {
  const look = await lookAtSheet();
  const understanding = understand(look);
  const list = sheetListOf(look, understanding);
  const { rows } = await readRows(list);
  const texts = rows.map(({ cells, rowNumber, rowId }) => ({ locator: { rowNumber, rowId, mark: rowMark(cells) }, text: "Phone differs" }));
  const { heading } = await compare.mark(list, { columns: [{ field: "phone", word: "Phone" }], rows: texts, source: "Compared with Karu." });
  const compared: Compared = {
    list, look, readAt: "2026-11-23T13:05:00.000Z", hidden: 0, heading, olderThan: null,
    rows: rows.map((sheet, index) => ({
      index, sheet, locator: { rowNumber: sheet.rowNumber, rowId: sheet.rowId, mark: rowMark(sheet.cells) }, artId: `A${index + 1}`, noPatient: null,
      comparison: { phone: { verdict: "differs", sheet: "", record: after, isEstimated: false, replacement: after, why: null } },
    })),
  };
  const [row] = compared.rows;
  const cell = row?.comparison.phone;
  if (row === undefined || cell === undefined) throw new Error("There is no row.");
  const workbook = { applyRepairs: (...[of, repairs, options]: Parameters<PanePorts["workbook"]["applyRepairs"]>) => applyRepairs(journal, of, repairs, options), compare: () => Promise.resolve(compare) };
  expect((await takeValues(workbook, compared, [{ row, field: "phone", cell }])).cells).toBe(1);
}

function worklist(): WorklistContent {
  const shown: Partial<Record<WorklistColumnId, string>> = { artId: "A1", fullName: "Zainab", "record-phone": "08031112222" };
  const pages = [[worklistColumns.map(({ id }) => shown[id] ?? "")]];
  return { worklist: uuid, name: "No phone", lines: ["No phone", "Read from Karu"], total: 1, next: () => Promise.resolve(pages.shift() ?? null), lists: () => ({ states: ["Rivers"], lgas: ["Rumuokoro"], wards: [] }) };
}

/** Every text that the workbook is saved with, wherever it stands: cells, formulas, prompts, rules, names, settings, tables, charts. */
function everyText({ host }: World): readonly string[] {
  const seen = new Set<object>();
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === "string" || typeof value === "number") texts.push(String(value));
    if (typeof value !== "object" || value === null || seen.has(value) || value === host.workbook.journal || value === host.workbook) return;
    seen.add(value);
    if (value instanceof Map) for (const [key, held] of value) [key, held].forEach(walk);
    else if (value instanceof Set || Array.isArray(value)) for (const held of value) walk(held);
    else Object.values(value).forEach(walk);
  };
  const { sheets, tables, names, settings } = host.workbook.state;
  for (const part of [sheets.map((sheet) => [sheet.name, sheet.state, sheet]), tables, names, settings]) walk(part);
  return texts;
}

const found = (world: World): readonly string[] => ofRecord.filter((value) => everyText(world).some((text) => text.includes(value)));

async function setVisibility(name: string, visibility: "Hidden" | "VeryHidden"): Promise<void> {
  await Excel.run(async (context) => {
    context.workbook.worksheets.getItem(name).visibility = visibility;
    await context.sync();
  });
}

test("after filling, converting, comparing, taking, a worklist and a report, with a hidden sheet, nothing of the record is left and nothing of the person's is lost", async () => {
  const world = worked();
  await world.fillSheet("List", ["Record name", "Record phone"], [["Zainab", "08031112222"], ["Zainab", "08033334444"]]);
  await world.fillSheet("Hidden", ["Record phone"], [["08031112222"]]);
  world.excel.setCell("List", "D1", "Who");
  world.excel.select("Live", "A1");
  expect(await world.fill.convertFormulas("sheet", null)).toBe(2);
  world.excel.select("List", "A1");
  await takePhone(world, "08031112222");
  await createWorklistSheets(world.journal).make(worklist());
  await createReportSheets(world.journal, () => "id1").make(reportList([reportRow("k1", "2026-11-02 09:30:15", "0012", "08031112222", "Updated")]));
  await setVisibility("Hidden", "Hidden");
  expect(found(world)).toEqual(ofRecord);

  await world.clean.look();
  const { traces } = world.clean.get();
  expect(traces?.ownSheets.map(({ sheetName }) => sheetName).sort()).toEqual(["No phone", "Updates"]);
  expect([...world.clean.get().deleteSheets].sort()).toEqual(traces?.ownSheets.map(({ sheetId }) => sheetId).sort());
  expect(traces?.sheets.map(({ sheetName, taken }) => [sheetName, taken])).toEqual([["List", 1], ["Live", 0], ["Hidden", 0]]);
  for (const { sheetId, columns } of traces?.sheets ?? []) for (const { heading } of columns) world.clean.choose(columnKey(sheetId, heading), true);
  await world.clean.clean();

  expect(found(world)).toEqual([]);
  expect(everyText(world).filter((text) => /pcm[-_]|contacts_|From the patient record|Compared with/i.test(text))).toEqual([]);
  expect(world.excel.sheets()).toEqual(["List", "Live", "Hidden"]);
  expect(world.excel.texts("List", "A1:F3")).toEqual([["ART ID", "New phone", "Remark", "", "", ""], ["A1", "", "my note", "", "", ""], ["A2", "08099990002", "Called twice", "", "", ""]]);
  expect(world.excel.texts("Live", "A1:B3")).toEqual([["ART ID", "Phone now"], ["A1", ""], ["A2", ""]]);
  expect(world.excel.texts("Hidden", "A1:C2")).toEqual([["ART ID", "Mine", ""], ["A1", "mine, too", ""]]);
  await world.clean.look();
  expect(world.clean.get().traces).toMatchObject({ sheets: [], ownSheets: [], settings: 0 });
});

test("a worklist that is kept keeps its places and what the pane knows it by, and is named; a copy of a report is found by its table", async () => {
  const world = worked();
  const { sheetId } = await createWorklistSheets(world.journal).make(worklist());
  await createReportSheets(world.journal, () => "id1").make(reportList([]));
  await Excel.run(async (context) => {
    const copy = context.workbook.worksheets.getItem("Live");
    copy.tables.add("A1:B3", true).name = "pcm_updates3";
    await context.sync();
  });
  await world.clean.look();
  expect(world.clean.get().traces?.ownSheets.map(({ sheetName }) => sheetName)).toEqual(["No phone", "Updates", "Live"]);
  world.clean.chooseSheet(sheetId, false);
  await world.clean.clean();
  expect(world.clean.get().told).toMatchObject({ keptSheets: ["No phone"], sheets: ["Live", "Updates"] });
  expect(world.excel.sheets()).toEqual(["List", "Hidden", "No phone", "Names of places"]);
  await world.clean.look();
  expect(world.clean.get().traces).toMatchObject({ ownSheets: [{ sheetName: "No phone" }], settings: 1 });
});

test("the copy of a worklist's sheet is a worklist, whatever Excel has called its table", async () => {
  const world = worked();
  await Excel.run(async (context) => {
    context.workbook.worksheets.getItem("Live").tables.add("A1:B3", true).name = `pcm_worklist_${uuid.replaceAll("-", "_")}4`;
    await context.sync();
  });
  expect(await createWorklistSheets(world.journal).find()).toMatchObject([{ worklist: uuid, sheetName: "Live" }]);
});

test("taking the record's value back takes the name of its cell, too: what stands there is the person's own", async () => {
  const world = worked();
  await takePhone(world, "08031112222");
  expect((await world.fill.findTraces()).sheets).toMatchObject([{ sheetName: "List", taken: 1 }, { sheetName: "Live" }]);
  await world.undo();
  expect(world.excel.texts("List", "B2:B2")).toEqual([["08099990001"]]);
  expect((await world.fill.findTraces()).sheets.map(({ sheetName }) => sheetName)).toEqual(["Live"]);
});

test("a taken value is found where sorting has put it; what people typed into its old place, or over it, stays", async () => {
  const world = worked();
  await takePhone(world, "08031112222");
  expect(world.excel.texts("List", "A1:B3")).toEqual([["ART ID", "New phone"], ["A1", "08031112222"], ["A2", "08099990002"]]);
  world.excel.sort("List", "A2:D3", 0, false);
  expect(world.excel.texts("List", "A2:B3")).toEqual([["A2", "08099990002"], ["A1", "08031112222"]]);
  await world.clean.look();
  const list = world.clean.get().traces?.sheets.find(({ sheetName }) => sheetName === "List");
  expect(list).toMatchObject({ taken: 1 });
  await world.clean.clean();
  expect(world.excel.texts("List", "A2:B3")).toEqual([["A2", "08099990002"], ["A1", ""]]);
  expect(everyText(world).filter((text) => text.includes("08031112222"))).toEqual([]);
  await world.undo();
  expect(world.excel.texts("List", "A2:B3")).toEqual([["A2", "08099990002"], ["A1", "08031112222"]]);
  expect((await world.fill.findTraces()).sheets.find(({ sheetName }) => sheetName === "List")).toMatchObject({ taken: 1 });
  world.excel.setCell("List", "B3", "08055550000");
  await world.clean.look();
  await world.clean.clean();
  expect(world.excel.texts("List", "A2:B3")).toEqual([["A2", "08099990002"], ["A1", "08055550000"]]);
});

test("taken values that are left unticked are found the next time, too, wherever they are by then", async () => {
  const world = worked();
  await takePhone(world, "08031112222");
  await world.clean.look();
  const sheetId = world.clean.get().traces?.sheets.find(({ sheetName }) => sheetName === "List")?.sheetId ?? "";
  world.clean.choose(takenKey(sheetId), false);
  await world.clean.clean();
  expect(world.excel.texts("List", "B2:B2")).toEqual([["08031112222"]]);
  world.excel.sort("List", "A2:D3", 0, false);
  await world.clean.look();
  await world.clean.clean();
  expect(world.excel.texts("List", "A2:B3")).toEqual([["A2", "08099990002"], ["A1", ""]]);
});

test("what a person typed stays where another patient's value was taken and says the same", async () => {
  const world = worked();
  world.excel.setCell("List", "B3", "'08031112222");
  await takePhone(world, "08031112222");
  await world.clean.look();
  expect(world.clean.get().traces?.sheets.find(({ sheetName }) => sheetName === "List")).toMatchObject({ taken: 1, possible: 0 });
  await world.clean.clean();
  expect(world.excel.texts("List", "A2:B3")).toEqual([["A1", ""], ["A2", "08031112222"]]);
});

/** The column of ART IDs as somebody takes it away before giving a list to others. */
async function deleteArtIds(): Promise<void> {
  await Excel.run(async (context) => {
    context.workbook.worksheets.getItem("List").getRange("A:A").delete("Left");
    await context.sync();
  });
}

test("without the ART IDs a taken value goes from its place", async () => {
  const world = worked();
  await takePhone(world, "08031112222");
  await deleteArtIds();
  expect(world.excel.texts("List", "A2:A3")).toEqual([["08031112222"], ["08099990002"]]);
  await world.clean.look();
  await world.clean.clean();
  expect(world.excel.texts("List", "A2:A3")).toEqual([[""], ["08099990002"]]);
});

test("without the ART IDs and sorted, it goes wherever it stands", async () => {
  const world = worked();
  await takePhone(world, "08031112222");
  world.excel.sort("List", "A2:D3", 0, false);
  await deleteArtIds();
  await world.clean.look();
  await world.clean.clean();
  expect(world.excel.texts("List", "A2:A3")).toEqual([["08099990002"], [""]]);
  expect(everyText(world).filter((text) => /pcm[-_]|contacts_/i.test(text))).toEqual([]);
});

test("without the ART IDs and sorted, where somebody had typed the same, both are offered, named while they stay, and found the next time", async () => {
  const world = worked();
  for (const [address, text] of [["A4", "A3"], ["B4", "'08031112222"]] as const) world.excel.setCell("List", address, text);
  await takePhone(world, "08031112222");
  world.excel.sort("List", "A2:D4", 2, false);
  await deleteArtIds();
  expect(world.excel.texts("List", "A2:A4")).toEqual([["08031112222"], ["08099990002"], ["08031112222"]]);
  world.excel.sort("List", "A2:C4", 0, false);
  expect(world.excel.texts("List", "A2:A4")).toEqual([["08099990002"], ["08031112222"], ["08031112222"]]);
  await world.clean.look();
  const list = world.clean.get().traces?.sheets.find(({ sheetName }) => sheetName === "List");
  expect(list).toMatchObject({ taken: 0, possible: 2 });
  const key = possibleKey(list?.sheetId ?? "");
  expect(world.clean.get().chosen.has(key)).toBe(false);
  await world.clean.clean();
  expect(world.excel.texts("List", "A2:A4")).toEqual([["08099990002"], ["08031112222"], ["08031112222"]]);
  await world.clean.look();
  world.clean.choose(key, true);
  await world.clean.clean();
  expect(world.excel.texts("List", "A2:A4")).toEqual([["08099990002"], [""], [""]]);
  expect(everyText(world).filter((text) => /pcm[-_]|contacts_/i.test(text))).toEqual([]);
});

test("a taken value is found, too, after its first place was deleted with another row", async () => {
  const world = worked();
  world.excel.setCell("List", "A4", "A3");
  await takePhone(world, "08031112222");
  world.excel.sort("List", "A2:D4", 0, false);
  world.excel.deleteRows("List", 2, 1);
  expect(world.excel.texts("List", "A2:B3")).toEqual([["A2", "08099990002"], ["A1", "08031112222"]]);
  await world.clean.look();
  const list = world.clean.get().traces?.sheets.find(({ sheetName }) => sheetName === "List");
  // Nothing tells any more in which column it stood.
  expect(list).toMatchObject({ taken: 0, possible: 1 });
  world.clean.choose(possibleKey(list?.sheetId ?? ""), true);
  await world.clean.clean();
  expect(world.excel.texts("List", "A2:B3")).toEqual([["A2", "08099990002"], ["A1", ""]]);
  expect(everyText(world).filter((text) => /pcm[-_]|contacts_/i.test(text))).toEqual([]);
});

test("two lists on one sheet are both cleaned, and the title between them stays", async () => {
  const world = worked();
  await world.fillSheet("List", ["Record phone"], [["08031112222"], ["08033334444"]]);
  await Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem("List");
    sheet.getRange("D6").values = [["Second list"]];
    sheet.getRange("A7:D7").values = [["ART ID", "Remark", "", "Tel"]];
    sheet.getRange("A8:D8").values = [["A3", "mine", "", "'08033334444"]];
    sheet.getRange("D7").dataValidation.rule = { custom: { formula: "=TRUE" } };
    sheet.getRange("D7").dataValidation.prompt = { showPrompt: true, title: "From the patient record", message: "Read" };
    await context.sync();
  });
  await world.clean.look();
  await world.clean.clean();
  expect(world.excel.texts("List", "A1:D8").map((line) => line[3])).toEqual(["", "", "", "", "", "Second list", "", ""]);
  expect(world.excel.texts("List", "A8:B8")).toEqual([["A3", "mine"]]);
});

test("results with a word of somebody's among ours are offered, not taken; marks of a comparison on a protected sheet are named", async () => {
  const world = worked();
  world.excel.select("List", "A1");
  await takePhone(world, "08031112222");
  for (const [address, text] of [["F1", "Status"], ["G1", "Detail"], ["F2", "Updated"], ["F3", "ask Musa"]] as const) world.excel.setCell("List", address, text);
  const { sheets } = await world.fill.findTraces();
  expect(sheets[0]).toMatchObject({ results: [], columns: [{ heading: "Status", cells: 2, isMarked: false }, { heading: "Detail", cells: 0, isMarked: false }] });
  world.excel.protect("List");
  await world.clean.look();
  expect(world.clean.get().markedLocked).toEqual(["List"]);
  await world.clean.clean();
  expect(world.clean.get().told).toMatchObject({ protectedSheets: ["List"] });
  expect(world.excel.cell("List", "F3").text).toBe("ask Musa");
});
