/** @jest-environment node */
import { listChoices, validationAt } from "../../../excel-host/model/validationCheck";
import { createJournal } from "../../../src/taskpane/workbook/journal";
import { createWorklistSheets } from "../../../src/taskpane/workbook/worklistSheets";
import { lookAtSheet } from "../../../src/taskpane/workbook/lookAtSheet";
import { readRows } from "../../../src/taskpane/workbook/readRows";
import { undoLastChange } from "../../../src/taskpane/workbook/undo";
import { sheetListOf, understand } from "../../../src/taskpane/submit/engine/understand";
import { worklistColumns } from "../../../src/taskpane/worklists/sheetColumns";
import type { WorklistColumnId } from "../../../src/taskpane/worklists/sheetColumns";
import type { WorklistContent } from "../../../src/taskpane/worklists/sheetPort";
import { openWorkbook } from "./support/officeInNode";

/** Worklists as sheets, through Microsoft's own Office.js over the emulated Excel. */

const uuid = "3f9a2c1b-0000-4000-8000-000000000001";
const other = "3f9a2c1b-0000-4000-8000-000000000002";
const states = Array.from({ length: 37 }, (_, at) => `State with a long name ${at + 1}`);

function open() {
  const office = openWorkbook({ name: "Book.xlsx", sheets: [{ name: "Sheet1", cells: [["mine"]] }] });
  const journal = createJournal();
  return { ...office, journal, worklists: createWorklistSheets(journal) };
}

const letter = (id: WorklistColumnId): string => String.fromCharCode(65 + worklistColumns.findIndex((column) => column.id === id));

function rowOf(number: number): readonly string[] {
  const shown: Partial<Record<WorklistColumnId, string>> = { artId: `00${number}`, fullName: "=1+1", "record-phone": "08031234567", rowId: `w-${number}` };
  return worklistColumns.map(({ id }) => shown[id] ?? "");
}

function contentOf(count: number, more: Partial<WorklistContent> = {}): WorklistContent {
  let given = 0;
  return {
    worklist: uuid,
    name: "No phone: Imo/2026",
    lines: ["No phone: Imo/2026", "3 patients, read from the record on 22 Nov 2026"],
    total: count,
    next: () => {
      if (given >= count) return Promise.resolve(null);
      const page = Array.from({ length: Math.min(1_000, count - given) }, (_, at) => rowOf(given + at + 1));
      given += page.length;
      return Promise.resolve(page);
    },
    lists: () => ({ states, lgas: ["Aboh Mbaise", "Owerri Municipal"], wards: [] }),
    ...more,
  };
}

test("a worklist becomes a sheet: title, when it was read, an Excel table of texts, and the ART ID and headings in sight", async () => {
  const world = open();
  const sheet = await world.worklists.make(contentOf(3));
  expect(sheet).toMatchObject({ worklist: uuid, sheetName: "No phone Imo 2026" });
  expect(world.excel.texts(sheet.sheetName, "A1:A3")).toEqual([["No phone: Imo/2026"], ["3 patients, read from the record on 22 Nov 2026"], ["ART ID"]]);
  expect(world.excel.texts(sheet.sheetName, "A4:C6")).toEqual([
    ["001", "", "=1+1"],
    ["002", "", "=1+1"],
    ["003", "", "=1+1"],
  ]);
  expect(world.excel.cell(sheet.sheetName, "C4")).toMatchObject({ formula: null, numberFormat: "@" });
  expect(world.excel.tables()).toEqual([{ name: `pcm_worklist_${uuid.replaceAll("-", "_")}`, sheet: sheet.sheetName, address: "A3:X6" }]);
  const state = world.host.workbook.findSheet(sheet.sheetName)?.state;
  expect([state?.frozenRows, state?.frozenColumns]).toEqual([3, 1]);
  expect(world.excel.selection()).toEqual({ sheet: sheet.sheetName, address: `${letter("new-phone")}4` });
});

test("what is typed keeps its zeros, and its colour tells what is to be filled in", async () => {
  const world = open();
  const { sheetName } = await world.worklists.make(contentOf(2));
  world.excel.setCell(sheetName, `${letter("new-phone")}4`, "08035550001");
  world.excel.setCell(sheetName, `${letter("new-birthdate")}4`, "3/4/1990");
  expect(world.excel.cell(sheetName, `${letter("new-phone")}4`).value).toBe("08035550001");
  expect(world.excel.cell(sheetName, `${letter("new-birthdate")}4`).value).toBe("3/4/1990");
  expect(world.excel.cell(sheetName, `${letter("new-phone")}3`).fill).toBe("#FFE699");
  expect(world.excel.cell(sheetName, `${letter("record-phone")}3`).fill).not.toBe("#FFE699");
});

test("drop-downs: outcomes of calls, states from a hidden sheet although they are longer than a rule may be, LGAs near the patients", async () => {
  const world = open();
  const { sheetName } = await world.worklists.make(contentOf(3));
  const sheet = world.host.workbook.findSheet(sheetName);
  if (sheet === null) throw new Error("There is no sheet.");
  const choicesAt = (id: WorklistColumnId, row: number): readonly string[] | null => {
    const validation = validationAt(sheet, row - 1, worklistColumns.findIndex((column) => column.id === id));
    return validation === null ? null : listChoices(world.host.workbook, sheet, validation);
  };
  expect(choicesAt("callOutcome", 4)).toEqual(["Reached", "Wrong number", "Switched off", "No answer", "Relative answered"]);
  expect(choicesAt("new-state", 6)).toEqual(states);
  expect(states.join(",").length).toBeGreaterThan(255);
  expect(choicesAt("new-lga", 4)).toEqual(["Aboh Mbaise", "Owerri Municipal"]);
  // None is known, so there is a prompt alone.
  expect(choicesAt("new-ward", 4)).toBeNull();
  expect(validationAt(sheet, 3, worklistColumns.findIndex(({ id }) => id === "new-ward"))?.prompt).toMatchObject({ showPrompt: true, title: "Ward" });
  expect(choicesAt("record-phone", 4)).toBeNull();
  expect(world.host.workbook.findSheet("Names of places")?.state.visibility).toBe("Hidden");
  // A name that is not in the list can be typed all the same: the patient may have moved.
  world.excel.setCell(sheetName, `${letter("new-lga")}4`, "Surulere");
  expect(world.excel.cell(sheetName, `${letter("new-lga")}4`).value).toBe("Surulere");
});

test("Validate reads its rows: the ART ID, the guard, the row id, and no number of the record", async () => {
  const world = open();
  const { sheetName } = await world.worklists.make(contentOf(2));
  world.excel.setCell(sheetName, `${letter("new-phone")}5`, "08035550001");
  const look = await lookAtSheet();
  expect(look.chosen).toMatchObject({ kind: "table", rowCount: 2 });
  const { rows } = await readRows(sheetListOf(look, understand(look)));
  expect(rows.map(({ rowNumber, rowId, cells }) => [rowNumber, rowId, cells.artId?.value, cells.phone?.value])).toEqual([
    [4, "w-1", "001", ""],
    [5, "w-2", "002", "08035550001"],
  ]);
});

test("its sheet is found again, also renamed, also as plain cells; deleted it is gone", async () => {
  const world = open();
  const made = await world.worklists.make(contentOf(2));
  const second = await world.worklists.make(contentOf(2, { worklist: other, name: "Other" }));
  world.excel.renameSheet(made.sheetName, "Mine now");
  expect(await world.worklists.find()).toEqual(expect.arrayContaining([{ ...made, sheetName: "Mine now" }, second]));
  expect(await world.worklists.find()).toHaveLength(2);
  await world.worklists.show({ ...made, sheetName: "Mine now" });
  expect(world.excel.selection().sheet).toBe("Mine now");
  world.excel.deleteSheet("Mine now");
  expect(await world.worklists.find()).toEqual([second]);
  await expect(world.worklists.show(made)).rejects.toMatchObject({ code: "sheet-gone" });
});

test("a second sheet of the same worklist is the one that is gone to first", async () => {
  const world = open();
  const first = await world.worklists.make(contentOf(1));
  const second = await world.worklists.make(contentOf(1));
  expect(second.sheetName).toBe("No phone Imo 2026 (2)");
  expect(await world.worklists.find()).toEqual([second, first]);
});

test("the workbook keeps which worklist a sheet is, and no value of a patient", async () => {
  const world = open();
  const { sheetId } = await world.worklists.make(contentOf(3));
  await Excel.run(async (context) => {
    const { settings } = context.workbook;
    settings.load("items/key,items/value");
    await context.sync();
    expect(settings.items.map(({ key, value }) => ({ key, value: value as unknown }))).toEqual([
      { key: `pcm-worklist-${uuid}`, value: { version: 1, worklist: uuid, sheetId, lists: [expect.any(String)] } },
    ]);
  });
});

test("taken back, both sheets go; once somebody has typed in it, it stays", async () => {
  const world = open();
  await world.worklists.make(contentOf(3));
  expect((await undoLastChange(world.journal)).left).toBe(0);
  expect(world.excel.sheets()).toEqual(["Sheet1"]);
  const { sheetName } = await world.worklists.make(contentOf(3));
  world.excel.setCell(sheetName, `${letter("new-phone")}4`, "08035550001");
  expect(await undoLastChange(world.journal)).toEqual({ restored: 0, left: 1 });
  expect(world.excel.sheets()).toContain(sheetName);
});

test("cancelled in the middle, and where a page cannot be read, nothing is left behind", async () => {
  const world = open();
  const stop = new AbortController();
  const cancelled = world.worklists.make(contentOf(2_000), { signal: stop.signal, onProgress: (done) => done > 1_000 && stop.abort(new DOMException("", "AbortError")) });
  await expect(cancelled).rejects.toMatchObject({ name: "AbortError" });
  expect(world.excel.sheets()).toEqual(["Sheet1"]);
  let asked = 0;
  const failing = contentOf(2_000);
  const next = (): ReturnType<WorklistContent["next"]> => ((asked += 1) === 2 ? Promise.reject(new Error("no answer")) : failing.next());
  await expect(world.worklists.make({ ...failing, next })).rejects.toThrow("no answer");
  expect(world.excel.sheets()).toEqual(["Sheet1"]);
  expect(world.journal.last()).toBeNull();
  expect(await world.worklists.find()).toEqual([]);
});

test("5,000 patients go in pieces well under the 5 MB of a request, with progress", async () => {
  const world = open();
  world.excel.clearRequests();
  const told: number[] = [];
  const { sheetName } = await world.worklists.make(contentOf(5_000), { onProgress: (done) => void told.push(done) });
  expect(world.excel.texts(sheetName, "A5003:A5003")).toEqual([["005000"]]);
  expect(told.at(-1)).toBe(5_000);
  expect(told.length).toBeGreaterThan(10);
  expect(Math.max(...world.excel.requests.map(({ requestBytes }) => requestBytes))).toBeLessThan(2_000_000);
  expect((await undoLastChange(world.journal)).left).toBe(0);
});

test("a worklist whose patients have all gone is a sheet with headings and one empty row", async () => {
  const world = open();
  const { sheetName } = await world.worklists.make(contentOf(0));
  expect(world.excel.texts(sheetName, "A3:A4")).toEqual([["ART ID"], [""]]);
});
