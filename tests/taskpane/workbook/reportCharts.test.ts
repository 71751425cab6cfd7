/** @jest-environment node */
import { createJournal } from "../../../src/taskpane/workbook/journal";
import { createReportSheets } from "../../../src/taskpane/workbook/reportSheets";
import { undoLastChange } from "../../../src/taskpane/workbook/undo";
import { openWorkbook } from "./support/officeInNode";
import { firstWeeks, row, trend, weeksChart } from "./support/reportContents";

/** Native charts of a report's sheet. */

const charts = [weeksChart, { ...weeksChart, id: "share", title: "Carried out", type: "line" as const, series: ["share"] }, { ...weeksChart, id: "bars", title: "Failed", type: "bar" as const, series: ["failed"] }];
const moved = [row("2026-11-09", "2026-11-09", 21, 5, 0.8), row("2026-11-16", "2026-11-16", 30, 6, 1), row("2026-11-23", "2026-11-23", 40, 0, 1), row("2026-11-30", "2026-11-30", 7, 1, 0.5)];
/** Headings stand below thirteen rows of title, facts and charts. */
const headings = 14;

async function openTrend(options: { excelApi?: string } = {}) {
  const office = openWorkbook({ name: "Book.xlsx", sheets: [{ name: "Sheet1", cells: [["mine"]] }] }, options);
  const journal = createJournal();
  const reports = createReportSheets(journal, () => "id1");
  await reports.make(trend(firstWeeks, { charts }));
  return { ...office, journal, reports };
}

test("charts are Excel's own, over the columns of the table, with their titles, in every kind", async () => {
  const { excel } = await openTrend();
  expect(excel.charts("Trend").map(({ name, type, title }) => [name, type, title])).toEqual([
    ["pcm-trend-byWeek", "ColumnStacked", "Changes by week"],
    ["pcm-trend-share", "LineMarkers", "Carried out"],
    ["pcm-trend-bars", "BarClustered", "Failed"],
  ]);
  expect(excel.charts("Trend")[0]).toMatchObject({
    categories: ["2026-11-02", "2026-11-09", "2026-11-16"],
    series: [
      { name: "Changed", address: `B${headings + 1}:B${headings + 3}`, values: [1200, 20, 30] },
      { name: "Failed", address: `C${headings + 1}:C${headings + 3}`, values: [4, 5, 6] },
    ],
  });
  expect(excel.tables()[0]?.address).toBe(`A${headings}:E${headings + 3}`);
});

test("charts stand above the headings and beside the facts; they cover no cell with content, nor each other", async () => {
  const { excel, host } = await openTrend();
  const sheet = host.workbook.findSheet("Trend");
  const drawn = excel.charts("Trend");
  const bandHeight = 24 + (headings - 3) * 15;
  let right = 0;
  for (const { left, top, width, height } of drawn) {
    expect(top + height).toBeLessThanOrEqual(bandHeight);
    expect(left).toBeGreaterThanOrEqual(right);
    right = left + width;
  }
  // The notes begin right of the last chart.
  const widths = (column: number): number => (sheet?.isColumnHidden(column) === true ? 0 : (sheet?.state.columnWidths.get(column) ?? 48));
  const notes = excel.texts("Trend", "A2:AZ2")[0]?.findIndex((text) => text.startsWith("Changes asked for")) ?? -1;
  expect(Array.from({ length: notes }, (_, column) => widths(column)).reduce((sum, width) => sum + width, 0)).toBeGreaterThanOrEqual(right);
});

test("after a refresh the charts show the new figures, all of them, and are the same charts", async () => {
  const { excel, reports } = await openTrend();
  const places = excel.charts("Trend").map(({ name, left, top, width, height }) => ({ name, left, top, width, height }));
  await reports.refresh("id1", trend(moved, { charts }));
  const drawn = excel.charts("Trend");
  expect(drawn.map(({ name, left, top, width, height }) => ({ name, left, top, width, height }))).toEqual(places);
  expect(drawn[0]).toMatchObject({
    categories: ["2026-11-09", "2026-11-16", "2026-11-23", "2026-11-30"],
    series: [
      { name: "Changed", address: `B${headings + 1}:B${headings + 4}`, values: [21, 30, 40, 7] },
      { name: "Failed", values: [5, 6, 0, 1] },
    ],
  });
  expect(drawn[1]?.series[0]?.values).toEqual([0.8, 1, 1, 0.5]);
});

test("a chart that the person moved, recoloured, renamed the series of or added one to is left so", async () => {
  const { excel, reports } = await openTrend();
  await Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem("Trend");
    const chart = sheet.charts.getItem("pcm-trend-byWeek");
    chart.left = 5;
    chart.chartType = "ColumnClustered";
    const series = chart.series.getItemAt(0);
    series.format.fill.setSolidColor("#FF0000");
    const own = chart.series.add("Target");
    own.setValues(sheet.getRange("D15:D17"));
    await context.sync();
  });
  await reports.refresh("id1", trend(moved, { charts }));
  const [chart] = excel.charts("Trend");
  expect(chart).toMatchObject({ left: 5, type: "ColumnClustered" });
  expect(chart?.series.map(({ name }) => name)).toEqual(["Changed", "Failed", "Target"]);
  expect(chart?.series[0]?.values).toEqual([21, 30, 40, 7]);
  const color = await Excel.run(async (context) => {
    const line = context.workbook.worksheets.getItem("Trend").charts.getItem("pcm-trend-byWeek").series.getItemAt(0).format.line;
    line.load("color");
    await context.sync();
    return line.color;
  });
  expect(color).toBe("#FF0000");
});

test("a chart that the person deleted stays away, and is named", async () => {
  const { excel, reports } = await openTrend();
  excel.deleteChart("Trend", "pcm-trend-share");
  expect(await reports.refresh("id1", trend(moved, { charts }))).toMatchObject({ missing: { charts: ["Carried out"], columns: [], tables: [] } });
  expect(excel.charts("Trend").map(({ name }) => name)).toEqual(["pcm-trend-byWeek", "pcm-trend-bars"]);
});

test("a filter of the table does not change what the charts say", async () => {
  const { excel } = await openTrend();
  excel.filter("Trend", `D${headings}`, ["100%"]);
  expect(excel.charts("Trend")[0]?.series[0]?.values).toEqual([1200, 20, 30]);
});

test("titles follow the report, also into another language", async () => {
  const { excel, reports } = await openTrend();
  await reports.refresh("id1", trend(moved, { charts: charts.map((chart) => ({ ...chart, title: `${chart.title} (fr)` })) }));
  expect(excel.charts("Trend").map(({ title }) => title)).toEqual(["Changes by week (fr)", "Carried out (fr)", "Failed (fr)"]);
});

test("a report without rows has its charts already, empty, and they fill with the first figures", async () => {
  const { excel, reports } = await openTrend();
  await reports.refresh("id1", trend([], { charts, nothing: "Nothing was sent in this period." }));
  expect(excel.charts("Trend")[0]?.series[0]?.values).toEqual([null]);
  await reports.refresh("id1", trend(firstWeeks, { charts }));
  expect(excel.charts("Trend")[0]?.series[0]?.values).toEqual([1200, 20, 30]);
});

test("Undo last change brings the charts back to the figures before", async () => {
  const { excel, reports, journal } = await openTrend();
  const before = excel.charts("Trend");
  await reports.refresh("id1", trend(moved, { charts }));
  await undoLastChange(journal);
  expect(excel.charts("Trend")).toEqual(before);
});

test("a protected sheet, and an Excel no newer than ExcelApi 1.11, are no trouble for charts", async () => {
  const { excel, reports } = await openTrend({ excelApi: "1.11" });
  excel.protect("Trend");
  await expect(reports.refresh("id1", trend(moved, { charts }))).rejects.toMatchObject({ code: "sheet-protected" });
  excel.unprotect("Trend");
  expect(await reports.refresh("id1", trend(moved, { charts }))).toMatchObject({ changed: 1, added: 2, removed: 1 });
});
