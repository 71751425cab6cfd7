/** @jest-environment node */
import { createJournal } from "../../../src/taskpane/workbook/journal";
import { createReportSheets } from "../../../src/taskpane/workbook/reportSheets";
import { undoLastChange } from "../../../src/taskpane/workbook/undo";
import { openWorkbook } from "./support/officeInNode";
import { firstWeeks, list, row, trend } from "./support/reportContents";

/** Undo last change after a report's sheet was brought up to date. */

async function openTrend() {
  const office = openWorkbook({ name: "Book.xlsx", sheets: [{ name: "Sheet1", cells: [["mine"]] }] });
  const journal = createJournal();
  const reports = createReportSheets(journal, () => "id1");
  await reports.make(trend(firstWeeks));
  return { ...office, journal, reports };
}

const later = (() => {
  const content = trend([row("2026-11-16", "2026-11-16", 31, 6, 1), row("2026-11-23", "2026-11-23", 40, 0, 1)]);
  const facts = content.document.facts.map((fact) => (fact.id === "madeAt" ? { ...fact, text: "29 November 2026, 10:30" } : fact));
  return { ...content, document: { ...content.document, facts } };
})();

test("figures say again what they said, new rows go, vanished ones come back in their place with the person's formulas, figures to a row that stayed for its remark", async () => {
  const { excel, journal, reports } = await openTrend();
  excel.setCell("Trend", "F6", "Twice");
  for (const line of [7, 8, 9]) excel.setCell("Trend", `F${line}`, `=B${line}*2`);
  excel.setCell("Trend", "G6", "Remark");
  excel.setCell("Trend", "G8", "call Bisi");
  const before = excel.texts("Trend", "A1:H11");
  await reports.refresh("id1", later);
  expect(excel.texts("Trend", "B4:B4")).toEqual([["29 November 2026, 10:30"]]);
  expect(excel.texts("Trend", "A7:G9").map(([from, changed, , , , , remark]) => [from, changed, remark])).toEqual([
    ["2026-11-09", "", "call Bisi"],
    ["2026-11-16", "31", ""],
    ["2026-11-23", "40", ""],
  ]);
  expect(excel.tables()[0]?.address).toBe("A6:G9");
  expect(journal.describe()).toEqual({ kind: "report", sheetName: "Trend", cells: 12 });
  expect(await undoLastChange(journal)).toMatchObject({ left: 0 });
  expect(excel.texts("Trend", "A1:H11")).toEqual(before);
  expect(excel.cell("Trend", "F7").formula).toBe("=B7*2");
  expect(excel.tables()[0]?.address).toBe("A6:G9");
  // The next one is the making of the sheet, which is no longer as it was made: it stays.
  await undoLastChange(journal);
  expect(excel.sheets()).toEqual(["Sheet1", "Trend"]);
});

test("what somebody has changed since, and a new row with a remark, are left alone and counted", async () => {
  const { excel, journal, reports } = await openTrend();
  excel.setCell("Trend", "F6", "Remark");
  await reports.refresh("id1", later);
  excel.setCell("Trend", "B7", "99");
  excel.setCell("Trend", "F8", "mine");
  expect(await undoLastChange(journal)).toMatchObject({ left: 2 });
  expect(excel.texts("Trend", "A7:F10")).toEqual([
    ["2026-11-02", "1,200", "4", "75%", "2026-11-02", ""],
    ["2026-11-09", "20", "5", "80%", "2026-11-09", ""],
    ["2026-11-16", "99", "6", "100%", "2026-11-16", ""],
    ["2026-11-23", "40", "0", "100%", "2026-11-23", "mine"],
  ]);
});

test("a report that had become empty gets its rows back", async () => {
  const { excel, journal, reports } = await openTrend();
  const before = excel.texts("Trend", "A1:F11");
  await reports.refresh("id1", trend([], { nothing: "Nothing was sent in this period." }));
  await undoLastChange(journal);
  expect(excel.texts("Trend", "A1:F11")).toEqual(before);
  expect(excel.tables()[0]?.address).toBe("A6:E9");
});

test("a filter that was set meanwhile is kept and holds for the rows that come back", async () => {
  const { excel, journal, reports } = await openTrend();
  await reports.refresh("id1", later);
  excel.filter("Trend", "D6", ["100%"]);
  expect(await undoLastChange(journal)).toMatchObject({ left: 0 });
  expect(excel.texts("Trend", "A7:B9")).toEqual([
    ["2026-11-02", "1,200"],
    ["2026-11-09", "20"],
    ["2026-11-16", "30"],
  ]);
  expect([7, 8, 9].map((line) => excel.cell("Trend", `A${line}`).rowHidden)).toEqual([true, true, false]);
});

test("after very many rows nothing is offered to be taken back: neither the refresh nor the making of the sheet", async () => {
  const office = openWorkbook({ name: "Book.xlsx", sheets: [{ name: "Sheet1", cells: [] }] });
  const journal = createJournal();
  const reports = createReportSheets(journal, () => "id1");
  const rows = (status: string) => Array.from({ length: 6_000 }, (_, at) => row(`k${at}`, `2026-11-02 09:30:15`, `KD-${at}`, status, status));
  await reports.make(list(rows("a"), 1_000));
  expect(await reports.refresh("id1", list([...rows("b"), ...Array.from({ length: 3_000 }, (_, at) => row(`n${at}`, null, null, null, "c"))], 1_000))).toMatchObject({
    changed: 6_000,
    added: 3_000,
    canBeUndone: false,
  });
  expect(journal.last()).toBeNull();
  expect(office.excel.sheets()).toEqual(["Sheet1", "Updates"]);
});
