/** @jest-environment node */
import { createJournal } from "../../../src/taskpane/workbook/journal";
import { createReportSheets } from "../../../src/taskpane/workbook/reportSheets";
import { openWorkbook } from "./support/officeInNode";
import { firstWeeks, list, row, trend, weeksChart } from "./support/reportContents";

/** A report's sheet that people have worked in is brought up to date in place. */

const empty = { name: "Book.xlsx", sheets: [{ name: "Sheet1", cells: [["mine"]] }] };

function open(options: { date1904?: boolean; excelApi?: string } = {}) {
  const { date1904 = false, ...rest } = options;
  const office = openWorkbook({ ...empty, date1904 }, rest);
  let made = 0;
  return { ...office, reports: createReportSheets(createJournal(), () => `id${(made += 1)}`) };
}

/** The trend of three weeks: headings in row 6, weeks in rows 7 to 9, keys in column E. */
async function openTrend(options: Parameters<typeof open>[0] = {}) {
  const world = open(options);
  await world.reports.make(trend(firstWeeks));
  return world;
}

const moved = [row("2026-11-09", "2026-11-09", 21, 5, 0.8), row("2026-11-16", "2026-11-16", 30, 6, 1), row("2026-11-23", "2026-11-23", 40, 0, 1)];
const nothingMissing = { columns: [], tables: [], charts: [] };

test("figures move in place: changed ones are written, new weeks come at the end, vanished ones go", async () => {
  const world = await openTrend();
  expect(await world.reports.refresh("id1", trend(moved))).toEqual({ sheetName: "Trend", changed: 1, added: 1, removed: 1, kept: 0, canBeUndone: true, missing: nothingMissing });
  expect(world.excel.texts("Trend", "A6:E10")).toEqual([
    ["From", "Changed", "Failed", "Share", "pcm_key"],
    ["2026-11-09", "21", "5", "80%", "2026-11-09"],
    ["2026-11-16", "30", "6", "100%", "2026-11-16"],
    ["2026-11-23", "40", "0", "100%", "2026-11-23"],
    ["", "", "", "", ""],
  ]);
  expect(world.excel.tables()).toEqual([{ name: "pcm_trend", sheet: "Trend", address: "A6:E9" }]);
});

test("when it was made is written anew; a title that the person has rewritten stays", async () => {
  const world = await openTrend();
  world.excel.setCell("Trend", "A1", "My own title");
  const later = trend(moved);
  const facts = later.document.facts.map((fact) => (fact.id === "madeAt" ? { ...fact, text: "29 November 2026, 10:30" } : fact));
  await world.reports.refresh("id1", { ...later, document: { ...later.document, facts } });
  expect(world.excel.texts("Trend", "A1:B4")).toEqual([
    ["My own title", ""],
    ["Site", "General Hospital"],
    ["Period", "1 November to 30 November 2026"],
    ["Made at", "29 November 2026, 10:30"],
  ]);
});

test("a column that the report got since the sheet was made is told, and one of the person's own that is called so is left alone, time after time", async () => {
  const world = await openTrend();
  world.excel.setCell("Trend", "F6", "Given");
  world.excel.setCell("Trend", "F8", "mine");
  const { document, ...content } = trend(moved);
  const tables = document.tables.map(({ columns, rows, ...table }) => ({
    ...table,
    columns: [...columns, { id: "value", heading: "Given", kind: "phone" as const, width: 30 }],
    rows: rows.map((known) => ({ ...known, cells: [...known.cells, "0803"] })),
  }));
  for (let time = 0; time < 2; time += 1) {
    const { missing } = await world.reports.refresh("id1", { ...content, document: { ...document, tables } });
    expect(missing).toEqual({ ...nothingMissing, columns: ["Given"] });
  }
  expect(world.excel.texts("Trend", "A6:F9")).toEqual([
    ["From", "Changed", "Failed", "Share", "pcm_key", "Given"],
    ["2026-11-09", "21", "5", "80%", "2026-11-09", "mine"],
    ["2026-11-16", "30", "6", "100%", "2026-11-16", ""],
    ["2026-11-23", "40", "0", "100%", "2026-11-23", ""],
  ]);
});

test("key figures stand below the facts and move with a refresh; a format that the person gave one of them stays", async () => {
  const world = open();
  const cards = (given: number, share: number) => [
    { id: "given", label: "Changes asked for", value: given, kind: "count" as const, opens: null },
    { id: "done", label: "In the record", value: share, kind: "share" as const, opens: null },
  ];
  await world.reports.make(trend(firstWeeks, { cards: cards(1234, 0.5) }));
  expect(world.excel.texts("Trend", "A5:B6")).toEqual([
    ["Changes asked for", "1,234"],
    ["In the record", "50%"],
  ]);
  await Excel.run(async (context) => {
    context.workbook.worksheets.getItem("Trend").getRange("B6").numberFormat = [["0.0%"]];
    await context.sync();
  });
  await world.reports.refresh("id1", trend(moved, { cards: cards(1300, 0.625) }));
  expect(world.excel.texts("Trend", "B5:B6")).toEqual([["1,300"], ["62.5%"]]);
});

test("the person's own column stays beside its rows, with its formulas, which are carried on into new rows", async () => {
  const world = await openTrend();
  world.excel.setCell("Trend", "F6", "Twice");
  for (const line of [7, 8, 9]) world.excel.setCell("Trend", `F${line}`, `=B${line}*2`);
  world.excel.setCell("Trend", "G6", "Remark");
  world.excel.setCell("Trend", "G8", "call Bisi");
  expect(world.excel.tables()[0]?.address).toBe("A6:G9");
  await world.reports.refresh("id1", trend(moved));
  expect(world.excel.texts("Trend", "A6:G9")).toEqual([
    ["From", "Changed", "Failed", "Share", "pcm_key", "Twice", "Remark"],
    ["2026-11-09", "21", "5", "80%", "2026-11-09", "42", "call Bisi"],
    ["2026-11-16", "30", "6", "100%", "2026-11-16", "60", ""],
    ["2026-11-23", "40", "0", "100%", "2026-11-23", "80", ""],
  ]);
  expect(world.excel.cell("Trend", "F9").formula).toBe("=B9*2");
});

test("a week that the report has no more stays where the person has typed beside it, without figures; it is told, and goes when the remark goes", async () => {
  const world = await openTrend();
  world.excel.setCell("Trend", "F6", "Remark");
  world.excel.setCell("Trend", "F7", "holiday");
  const onlyLater = trend(moved.slice(1));
  expect(await world.reports.refresh("id1", onlyLater)).toMatchObject({ changed: 0, added: 1, removed: 1, kept: 1 });
  expect(world.excel.texts("Trend", "A6:F10")).toEqual([
    ["From", "Changed", "Failed", "Share", "pcm_key", "Remark"],
    ["2026-11-02", "", "", "", "2026-11-02", "holiday"],
    ["2026-11-16", "30", "6", "100%", "2026-11-16", ""],
    ["2026-11-23", "40", "0", "100%", "2026-11-23", ""],
    ["", "", "", "", "", ""],
  ]);
  expect(await world.reports.refresh("id1", onlyLater)).toMatchObject({ changed: 0, added: 0, removed: 0, kept: 1 });
  // The week is counted again: its figures come back to the remark.
  await world.reports.refresh("id1", trend([...firstWeeks.slice(0, 1), ...moved.slice(1)]));
  expect(world.excel.texts("Trend", "A7:F7")).toEqual([["2026-11-02", "1,200", "4", "75%", "2026-11-02", "holiday"]]);
  world.excel.setCell("Trend", "F7", "");
  expect(await world.reports.refresh("id1", onlyLater)).toMatchObject({ removed: 1, kept: 0 });
  expect(world.excel.texts("Trend", "A7:A9")).toEqual([["2026-11-16"], ["2026-11-23"], [""]]);
});

test("a list that the person has sorted keeps its order, and remarks stay with their rows", async () => {
  const world = await openTrend();
  world.excel.setCell("Trend", "F6", "Remark");
  world.excel.setCell("Trend", "F7", "first");
  world.excel.sort("Trend", "A7:F9", 0, false);
  await world.reports.refresh("id1", trend([row("2026-11-02", "2026-11-02", 11, 4, 0.75), ...moved]));
  expect(world.excel.texts("Trend", "A7:F10").map(([from, changed, , , , remark]) => [from, changed, remark])).toEqual([
    ["2026-11-16", "30", ""],
    ["2026-11-09", "21", ""],
    ["2026-11-02", "11", "first"],
    ["2026-11-23", "40", ""],
  ]);
});

test("columns that the person has moved are found by their headings", async () => {
  const world = await openTrend();
  // The person drags Failed before Changed, as cutting and inserting does.
  for (const line of [6, 7, 8, 9]) {
    const [changed = "", failed = ""] = world.excel.texts("Trend", `B${line}:C${line}`)[0] ?? [];
    world.excel.setCell("Trend", `B${line}`, `~${failed}`);
    world.excel.setCell("Trend", `C${line}`, changed);
    world.excel.setCell("Trend", `B${line}`, failed);
  }
  await world.reports.refresh("id1", trend([row("2026-11-02", "2026-11-02", 11, 7, 0.75), ...firstWeeks.slice(1)]));
  expect(world.excel.texts("Trend", "A6:C7")).toEqual([
    ["From", "Failed", "Changed"],
    ["2026-11-02", "7", "11"],
  ]);
});

test("a filter is kept and holds for the new rows too; hidden rows are brought up to date", async () => {
  const world = await openTrend();
  world.excel.filter("Trend", "D6", ["100%"]);
  expect([7, 8, 9].map((line) => world.excel.cell("Trend", `A${line}`).rowHidden)).toEqual([true, true, false]);
  await world.reports.refresh("id1", trend([...moved, row("2026-11-30", "2026-11-30", 1, 1, 0.5)]));
  expect(world.excel.texts("Trend", "A7:B10")).toEqual([
    ["2026-11-09", "21"],
    ["2026-11-16", "30"],
    ["2026-11-23", "40"],
    ["2026-11-30", "1"],
  ]);
  expect([7, 8, 9, 10].map((line) => world.excel.cell("Trend", `A${line}`).rowHidden)).toEqual([true, false, false, true]);
});

test("only cells that say something else are written: a formula of the person's with the right result stays", async () => {
  const world = await openTrend();
  world.excel.setCell("Trend", "B8", "=10+10");
  world.excel.clearRequests();
  const result = await world.reports.refresh("id1", trend(firstWeeks));
  expect(result).toMatchObject({ changed: 0, added: 0, removed: 0 });
  expect(world.excel.cell("Trend", "B8").formula).toBe("=10+10");
  await world.reports.refresh("id1", trend([row("2026-11-02", "2026-11-02", 13, 4, 0.75), ...firstWeeks.slice(1)]));
  expect(world.excel.cell("Trend", "B8").formula).toBe("=10+10");
  expect(world.excel.texts("Trend", "B7:B7")).toEqual([["13"]]);
});

test("a phone stays text in a column whose format the person has changed", async () => {
  const world = open();
  await world.reports.make(list([row("k1", "2026-11-02 09:30:15", "KD-1", "08031234567", "Updated")]));
  await Excel.run(async (context) => {
    context.workbook.worksheets.getItem("Updates").getRange("C7").numberFormat = [["General"]];
    await context.sync();
  });
  await world.reports.refresh("id1", list([row("k1", "2026-11-02 09:30:15", "KD-1", "08039999999", "Updated")]));
  expect(world.excel.cell("Updates", "C7")).toMatchObject({ value: "08039999999", numberFormat: "@" });
});

test("formats that the person has chosen stay", async () => {
  const world = await openTrend();
  await Excel.run(async (context) => {
    const cell = context.workbook.worksheets.getItem("Trend").getRange("B8");
    cell.numberFormat = [["0.0"]];
    cell.format.fill.color = "#FFFF00";
    await context.sync();
  });
  await world.reports.refresh("id1", trend(moved));
  expect(world.excel.cell("Trend", "B7")).toMatchObject({ text: "21.0", fill: "#FFFF00" });
});

test("what stands below the table and beside it is not touched", async () => {
  const world = await openTrend();
  world.excel.setCell("Trend", "B12", "=SUM(B7:B9)");
  world.excel.setCell("Trend", "I7", "beside");
  await world.reports.refresh("id1", trend([...firstWeeks, row("2026-11-23", "2026-11-23", 40, 0, 1)]));
  expect(world.excel.cell("Trend", "B13").formula).toMatch(/^=SUM\(B7:B\d+\)$/);
  expect(world.excel.cell("Trend", "I7").text).toBe("beside");
});

test("rows that the person added to the table themselves, without a key, stay", async () => {
  const world = await openTrend();
  world.excel.setCell("Trend", "A10", "Total");
  expect(world.excel.tables()[0]?.address).toBe("A6:E10");
  await world.reports.refresh("id1", trend(firstWeeks.slice(0, 1)));
  expect(world.excel.texts("Trend", "A7:B9")).toEqual([
    ["2026-11-02", "1,200"],
    ["Total", ""],
    ["", ""],
  ]);
});

test("a report that becomes empty keeps its table with one empty row and says so; it fills again", async () => {
  const world = await openTrend();
  await world.reports.refresh("id1", trend([], { nothing: "Nothing was sent in this period." }));
  expect(world.excel.texts("Trend", "A5:B8")).toEqual([
    ["Nothing was sent in this period.", ""],
    ["From", "Changed"],
    ["", ""],
    ["", ""],
  ]);
  expect(world.excel.tables()[0]?.address).toBe("A6:E7");
  expect(await world.reports.refresh("id1", trend(moved))).toMatchObject({ added: 3, removed: 0 });
  expect(world.excel.texts("Trend", "A5:E9")).toEqual([
    ["By week", "", "", "", "36526"],
    ["From", "Changed", "Failed", "Share", "pcm_key"],
    ["2026-11-09", "21", "5", "80%", "2026-11-09"],
    ["2026-11-16", "30", "6", "100%", "2026-11-16"],
    ["2026-11-23", "40", "0", "100%", "2026-11-23"],
  ]);
});

test("a column of the person's that computes outlives an empty report", async () => {
  const world = await openTrend();
  world.excel.setCell("Trend", "F6", "Twice");
  for (const line of [7, 8, 9]) world.excel.setCell("Trend", `F${line}`, `=B${line}*2`);
  await world.reports.refresh("id1", trend([], { nothing: "Nothing was sent in this period." }));
  expect(world.excel.texts("Trend", "A7:F8")).toEqual([
    ["", "", "", "", "", "0"],
    ["", "", "", "", "", ""],
  ]);
  await world.reports.refresh("id1", trend(moved));
  expect([7, 8, 9].map((line) => world.excel.cell("Trend", `F${line}`).formula)).toEqual(["=B7*2", "=B8*2", "=B9*2"]);
  expect(world.excel.texts("Trend", "F7:F9")).toEqual([["42"], ["60"], ["80"]]);
});

test("after another language was chosen the headings and texts follow, and so do the rows", async () => {
  const world = await openTrend();
  const { document, ...rest } = trend(moved);
  const french = {
    ...rest,
    document: {
      ...document,
      title: "Évolution",
      tables: document.tables.map((table) => ({ ...table, columns: table.columns.map((column) => (column.id === "changed" ? { ...column, heading: "Modifiés" } : column)) })),
    },
  };
  await world.reports.refresh("id1", french);
  expect(world.excel.texts("Trend", "A1:A1")).toEqual([["Évolution"]]);
  expect(world.excel.texts("Trend", "A6:B7")).toEqual([
    ["From", "Modifiés"],
    ["2026-11-09", "21"],
  ]);
  expect(await world.reports.refresh("id1", french)).toMatchObject({ changed: 0, missing: nothingMissing });
});

test("a column of ours that was deleted or renamed is named, and the others are brought up to date", async () => {
  const world = await openTrend();
  world.excel.setCell("Trend", "C6", "Went wrong");
  expect(await world.reports.refresh("id1", trend(moved))).toMatchObject({ missing: { columns: ["Failed"] } });
  // A renamed column is the person's: the week that is gone stays with what stands in it.
  expect(world.excel.texts("Trend", "A7:E10")).toEqual([
    ["2026-11-02", "", "4", "", "2026-11-02"],
    ["2026-11-09", "21", "5", "80%", "2026-11-09"],
    ["2026-11-16", "30", "6", "100%", "2026-11-16"],
    ["2026-11-23", "40", "", "100%", "2026-11-23"],
  ]);
});

test("rows and columns inserted by the person, a renamed and a moved sheet do not matter", async () => {
  const world = await openTrend();
  world.excel.insertRows("Trend", 1, 2);
  world.excel.renameSheet("Trend", "November");
  expect(await world.reports.refresh("id1", trend(moved))).toMatchObject({ sheetName: "November", changed: 1, added: 1, removed: 1 });
  expect(world.excel.texts("November", "A8:B9")).toEqual([
    ["From", "Changed"],
    ["2026-11-09", "21"],
  ]);
});

test.each([
  ["a protected sheet", "sheet-protected", (world: Awaited<ReturnType<typeof openTrend>>) => Promise.resolve(world.excel.protect("Trend"))],
  ["a deleted sheet", "sheet-gone", (world: Awaited<ReturnType<typeof openTrend>>) => Promise.resolve(world.excel.deleteSheet("Trend"))],
  [
    "a deleted table",
    "report-table-gone",
    () =>
      Excel.run(async (context) => {
        context.workbook.tables.getItem("pcm_trend").delete();
        await context.sync();
      }),
  ],
  [
    "a deleted key column",
    "report-key-gone",
    () =>
      Excel.run(async (context) => {
        context.workbook.tables.getItem("pcm_trend").columns.getItem("pcm_key").delete();
        await context.sync();
      }),
  ],
])("%s is told as a reason, and nothing is written", async (_, code, disturb) => {
  const world = await openTrend();
  await disturb(world);
  const before = world.excel.sheets().includes("Trend") ? world.excel.texts("Trend", "A1:H12") : null;
  await expect(world.reports.refresh("id1", trend(moved))).rejects.toMatchObject({ name: "WorkbookError", code });
  if (before !== null) expect(world.excel.texts("Trend", "A6:C12")).toEqual(before.slice(5).map((line) => line.slice(0, 3)));
});

test("while a cell is being edited it waits, and goes on when the person is done", async () => {
  const world = await openTrend();
  world.excel.beginCellEdit();
  const refreshing = world.reports.refresh("id1", trend(moved));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(world.excel.texts("Trend", "B8:B8")).toEqual([["20"]]);
  world.excel.endCellEdit();
  await expect(refreshing).resolves.toMatchObject({ changed: 1 });
});

test("a list is fetched as a whole before the first cell is written: cancelled meanwhile, the sheet is as it was", async () => {
  const world = open();
  const rows = Array.from({ length: 6 }, (_, at) => row(`k${at}`, "2026-11-02 09:30:15", `A${at}`, "0803", "Updated"));
  await world.reports.make(list(rows));
  const before = world.excel.texts("Updates", "A1:E14");
  const cancel = new AbortController();
  const changed = rows.map(({ key, cells }) => row(key, ...cells.slice(0, 3), "Failed"));
  await expect(world.reports.refresh("id1", list(changed), { signal: cancel.signal, onProgress: () => cancel.abort() })).rejects.toMatchObject({ name: "AbortError" });
  expect(world.excel.texts("Updates", "A1:E14")).toEqual(before);
  expect(await world.reports.refresh("id1", list(changed))).toMatchObject({ changed: 6 });
});

test("in a workbook that counts from 1904 a refresh finds its days unchanged", async () => {
  const world = await openTrend({ date1904: true });
  expect(await world.reports.refresh("id1", trend(firstWeeks))).toMatchObject({ changed: 0, added: 0, removed: 0 });
});

test("where the person has deleted the row with the table's name, the chart's title above the keys is not written over", async () => {
  const world = open({ date1904: true });
  const withChart = { charts: [weeksChart] };
  await world.reports.make(trend(firstWeeks, withChart));
  const [headings] = (world.excel.tables()[0]?.address ?? "").match(/\d+/) ?? [];
  const line = Number(headings);
  expect(world.excel.texts("Trend", `E${line - 2}:E${line - 1}`)).toEqual([["Changes by week"], ["35064"]]);
  world.excel.deleteRows("Trend", line - 1, 1);
  expect(await world.reports.refresh("id1", trend(moved, withChart))).toMatchObject({ changed: 1, added: 1, removed: 1 });
  expect(world.excel.texts("Trend", `E${line - 2}:E${line - 1}`)).toEqual([["Changes by week"], ["pcm_key"]]);
  expect(world.excel.cell("Trend", `E${line - 2}`).formula).toBeNull();
  expect(world.excel.texts("Trend", `A${line + 2}:A${line + 2}`)).toEqual([["2026-11-23"]]);
});

test("an Excel that is no newer than asked for (ExcelApi 1.11) does all of it", async () => {
  const world = await openTrend({ excelApi: "1.11" });
  expect(await world.reports.refresh("id1", trend(moved))).toMatchObject({ changed: 1, added: 1, removed: 1 });
});
