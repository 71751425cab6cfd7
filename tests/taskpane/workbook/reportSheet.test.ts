/** @jest-environment node */
import { createJournal } from "../../../src/taskpane/workbook/journal";
import { createReportSheets } from "../../../src/taskpane/workbook/reportSheets";
import { undoLastChange } from "../../../src/taskpane/workbook/undo";
import { openWorkbook } from "./support/officeInNode";
import type { OfficeInNode } from "./support/officeInNode";
import { asked, firstWeeks, list, row, trend } from "./support/reportContents";

/** Reports as sheets, through Microsoft's own Office.js over the emulated Excel. */

const empty = { name: "Book.xlsx", sheets: [{ name: "Sheet1", cells: [["mine"]] }] };
/** The headings of a sheet whose band has three facts and one note. */
const headings = 6;

function open(options: { date1904?: boolean; excelApi?: string } = {}) {
  const { date1904 = false, ...rest } = options;
  const office = openWorkbook({ ...empty, date1904 }, rest);
  const journal = createJournal();
  let made = 0;
  return { ...office, journal, reports: createReportSheets(journal, () => `id${(made += 1)}`) };
}

/** A block below and right of the first heading of the sheet. */
function cells({ excel }: OfficeInNode, sheet: string, address: string): string[][] {
  return excel.texts(sheet, address);
}

test("a report becomes a sheet: title, facts, note, and an Excel table with formats by kind and the keys hidden", async () => {
  const world = open();
  const sheet = await world.reports.make(trend(firstWeeks));
  expect(sheet).toMatchObject({ id: "id1", sheetName: "Trend", isActive: true });
  expect(world.excel.sheets()).toEqual(["Sheet1", "Trend"]);
  expect(cells(world, "Trend", "A1:B4")).toEqual([
    ["Trend", ""],
    ["Site", "General Hospital"],
    ["Period", "1 November to 30 November 2026"],
    ["Made at", "22 November 2026, 09:00"],
  ]);
  expect(cells(world, "Trend", `A${headings - 1}:E${headings + 3}`)).toEqual([
    ["By week", "", "", "", "36526"],
    ["From", "Changed", "Failed", "Share", "pcm_key"],
    ["2026-11-02", "1,200", "4", "75%", "2026-11-02"],
    ["2026-11-09", "20", "5", "80%", "2026-11-09"],
    ["2026-11-16", "30", "6", "100%", "2026-11-16"],
  ]);
  expect(world.excel.tables()).toEqual([{ name: "pcm_trend", sheet: "Trend", address: `A${headings}:E${headings + 3}` }]);
  expect(world.excel.cell("Trend", `A${headings + 1}`).value).toBe(46_328);
  expect(world.excel.cell("Trend", `A${headings}`).bold).toBe(true);
  const on = world.host.workbook.findSheet("Trend");
  expect(on?.state.frozenRows).toBe(headings);
  expect([...(on?.state.hiddenColumns ?? [])]).toEqual([4]);
});

test("in a workbook that counts days from 1904 the days are the same days", async () => {
  const world = open({ date1904: true });
  await world.reports.make(trend(firstWeeks));
  expect(cells(world, "Trend", `A${headings + 1}:A${headings + 1}`)).toEqual([["2026-11-02"]]);
  expect(world.excel.cell("Trend", `A${headings + 1}`).value).toBe(46_328 - 1462);
});

test("a list comes in pages; phones and ART IDs stay text, moments are moments", async () => {
  const world = open();
  await world.reports.make(
    list([
      row("k1", "2026-11-02 09:30:15", "0012", "08031234567", "Updated"),
      row("k2", "2026-11-02 10:00:00", "=1+1", "+2348031234567", "Failed"),
      row("k3", "2026-11-03 00:00:00", "KD-3", null, "Updated"),
    ]),
  );
  expect(cells(world, "Updates", `A${headings + 1}:E${headings + 3}`)).toEqual([
    ["2026-11-02 09:30", "0012", "08031234567", "Updated", "k1"],
    ["2026-11-02 10:00", "=1+1", "+2348031234567", "Failed", "k2"],
    ["2026-11-03 00:00", "KD-3", "", "Updated", "k3"],
  ]);
  expect(world.excel.cell("Updates", `C${headings + 1}`)).toMatchObject({ value: "08031234567", numberFormat: "@" });
  expect(world.excel.cell("Updates", `B${headings + 2}`)).toMatchObject({ value: "=1+1", formula: null });
});

test("a sheet of the same name and a table of the same name do not stand in the way", async () => {
  const world = open();
  await world.reports.make(trend(firstWeeks));
  await world.reports.make(trend(firstWeeks));
  expect(world.excel.sheets()).toEqual(["Sheet1", "Trend", "Trend (2)"]);
  expect(world.excel.tables().map(({ name }) => name)).toEqual(["pcm_trend", "pcm_trend_2"]);
});

test("an empty report has its headings, one empty row, and the sentence that there is nothing", async () => {
  const world = open();
  await world.reports.make(trend([], { nothing: "Nothing was sent in this period." }));
  expect(cells(world, "Trend", `A${headings - 1}:B${headings + 1}`)).toEqual([
    ["Nothing was sent in this period.", ""],
    ["From", "Changed"],
    ["", ""],
  ]);
});

test("a cancelled list takes its sheet away again, and the workbook keeps nothing of it", async () => {
  const world = open();
  const cancel = new AbortController();
  const rows = Array.from({ length: 6 }, (_, at) => row(`k${at}`, "2026-11-02 09:30:15", `A${at}`, "0803", "Updated"));
  const making = world.reports.make(list(rows), { signal: cancel.signal, onProgress: () => cancel.abort() });
  await expect(making).rejects.toMatchObject({ name: "AbortError" });
  expect(world.excel.sheets()).toEqual(["Sheet1"]);
  expect(await world.reports.find()).toEqual([]);
  expect(world.journal.last()).toBeNull();
});

test("a new sheet is taken away by Undo last change, unless somebody has typed in it", async () => {
  const world = open();
  await world.reports.make(trend(firstWeeks));
  world.excel.setCell("Trend", "H20", "mine");
  expect(await undoLastChange(world.journal)).toMatchObject({ restored: 0, left: 1 });
  await world.reports.make(trend(firstWeeks));
  await undoLastChange(world.journal);
  expect(world.excel.sheets()).toEqual(["Sheet1", "Trend"]);
});

test("reports are found again after the sheet was renamed, the one in front first; a deleted sheet is none", async () => {
  const world = open();
  await world.reports.make(trend(firstWeeks));
  await world.reports.make(list([]));
  world.excel.renameSheet("Trend", "My trend");
  world.excel.select("My trend", "A1");
  expect(await world.reports.find()).toMatchObject([
    { id: "id1", sheetName: "My trend", isActive: true, asked: { kind: "trend", step: "week" } },
    { id: "id2", sheetName: "Updates", isActive: false, asked: { kind: "updates" } },
  ]);
  world.excel.deleteSheet("My trend");
  expect((await world.reports.find()).map(({ id }) => id)).toEqual(["id2"]);
});

test("what the workbook keeps of a list holds no value of a patient", async () => {
  const world = open();
  await world.reports.make(list([row("s:1:phone", "2026-11-02 09:30:15", "KD-0012", "08031234567", "Updated")]));
  const kept = JSON.stringify([...world.host.workbook.state.settings]);
  expect(kept).toContain("pcm-report-id1");
  expect(kept).not.toMatch(/KD-0012|08031234567|s:1:phone/);
});

test("which period was chosen is known again when the saved workbook is opened on another day, and is not mistaken for days that were typed", async () => {
  const world = open();
  await world.reports.make({ ...trend(firstWeeks), asked: { ...asked, period: "thisMonth" } });
  await world.reports.make(trend(firstWeeks));
  // Excel keeps settings as JSON.
  const settings = JSON.parse(JSON.stringify([...world.host.workbook.state.settings])) as [string, unknown][];
  world.host.workbook.update({ settings: new Map(settings) });
  const opened = createReportSheets(createJournal(), () => "other");
  expect((await opened.find()).map(({ id, asked: { period } }) => [id, period])).toEqual([["id2", undefined], ["id1", "thisMonth"]]);
});
