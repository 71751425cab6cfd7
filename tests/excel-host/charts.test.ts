import { addChart, deleteChart, drawnData, titleText, updateChart } from "../../excel-host/model/charts";
import { HostError } from "../../excel-host/model/hostError";
import { insertCells, deleteCells } from "../../excel-host/model/structure";
import { scaleOf } from "../../excel-host/preview/charts/scale";
import { createWorld } from "./support/hostWorld";

const list = [
  ["Week", "Changed", "Failed"],
  ["2 Nov", 10, 1],
  ["9 Nov", 20, 2],
  ["16 Nov", 30, 3],
];
const source = { row: 0, column: 0, rows: 4, columns: 3 };

function withChart() {
  const world = createWorld();
  world.excel.loadWorkbook({ name: "C.xlsx", sheets: [{ name: "Figures", cells: list }, { name: "Other", cells: [["A title"]] }] });
  const { workbook } = world.host;
  const [sheet, other] = workbook.state.sheets;
  if (!sheet || !other) throw new Error("The workbook has two sheets.");
  const chart = workbook.change("Chart", "person", () => addChart(workbook, sheet, { type: "ColumnStacked", source: { sheet, rect: source }, byColumns: true }));
  return { ...world, workbook, sheet, other, chart };
}

test("a chart reads names, categories and numbers from its cells, and follows what is typed in them", () => {
  const { excel } = withChart();
  excel.setCell("Figures", "B3", "25");
  expect(excel.charts("Figures")).toMatchObject([
    {
      type: "ColumnStacked",
      categories: ["2 Nov", "9 Nov", "16 Nov"],
      series: [
        { name: "Changed", address: "B2:B4", values: [10, 25, 30] },
        { name: "Failed", address: "C2:C4", values: [1, 2, 3] },
      ],
    },
  ]);
});

test("its series follow inserted and deleted rows as formulas do, and are empty when all their cells are gone", () => {
  const { workbook, sheet, excel } = withChart();
  workbook.change("Insert", "person", () => insertCells(workbook, sheet, { row: 2, column: 0, rows: 1, columns: 3 }, "Down"));
  expect(excel.charts("Figures")[0]?.series[0]).toMatchObject({ address: "B2:B5", values: [10, null, 20, 30] });
  workbook.change("Delete", "person", () => deleteCells(workbook, sheet, { row: 1, column: 0, rows: 4, columns: 3 }, "Up"));
  expect(excel.charts("Figures")[0]?.series[0]).toMatchObject({ address: null, values: [] });
});

test("rows that a filter hides are not drawn, unless the chart says otherwise", () => {
  const { workbook, sheet, chart, excel } = withChart();
  excel.filter("Figures", "A1", ["9 Nov"]);
  expect(excel.charts("Figures")[0]?.series[0]?.values).toEqual([20]);
  workbook.change("Chart", "person", () => updateChart(workbook, sheet, chart.id, { plotVisibleOnly: false }));
  expect(excel.charts("Figures")[0]?.series[0]?.values).toEqual([10, 20, 30]);
});

test("a title from a cell says what the cell says", () => {
  const { workbook, sheet, other, chart, excel } = withChart();
  const title = { ...chart.title, from: { sheet: other, rect: { row: 0, column: 0, rows: 1, columns: 1 } } };
  workbook.change("Chart", "person", () => updateChart(workbook, sheet, chart.id, { title }));
  excel.setCell("Other", "A1", "Another title");
  expect(titleText(workbook, { ...chart, title })).toBe("Another title");
});

test("deleting a chart can be undone; on a protected sheet it is refused", () => {
  const { workbook, sheet, chart, excel } = withChart();
  workbook.change("Delete chart", "person", () => deleteChart(workbook, sheet, chart.id));
  expect(excel.charts("Figures")).toEqual([]);
  excel.undo();
  expect(excel.charts("Figures")).toHaveLength(1);
  excel.protect("Figures");
  expect(() => excel.deleteChart("Figures", chart.name)).toThrow(HostError);
});

test("a sheet takes its charts with it, and series of cells elsewhere are empty then", () => {
  const { workbook, sheet, other, chart, excel } = withChart();
  workbook.change("Chart", "person", () => addChart(workbook, other, { type: "Line", source: { sheet, rect: source }, byColumns: true }));
  excel.deleteSheet("Figures");
  const [left] = other.state.charts;
  expect(left && drawnData(workbook, left).series.map(({ values }) => values)).toEqual([[], []]);
  expect(chart.id).not.toBe(left?.id);
});

test.each([
  [[3, 8], [0, 2, 4, 6, 8]],
  [[0, 0], [0, 0.25, 0.5, 0.75, 1]],
  [[-5, 10], [-5, 0, 5, 10]],
  [[1200], [0, 500, 1000, 1500]],
])("the axis of %j has the round numbers %j", (values, steps) => {
  expect(scaleOf(values, { minimum: null, maximum: null }).steps).toEqual(steps);
});

test("a chart goes along with the rows and columns that it stands on, and grows and shrinks with them", () => {
  const { workbook, sheet, chart } = withChart();
  const place = () => {
    const [now] = sheet.state.charts;
    return now && { top: now.top, height: now.height, left: now.left, width: now.width };
  };
  const before = { top: chart.top, height: chart.height, left: chart.left, width: chart.width };
  const wholeRows = (row: number, rows: number) => ({ row, column: 0, rows, columns: 16_384 });
  workbook.change("Insert", "person", () => insertCells(workbook, sheet, wholeRows(0, 3), "Down"));
  expect(place()).toEqual({ ...before, top: before.top + 45 });
  workbook.change("Insert", "person", () => insertCells(workbook, sheet, wholeRows(14, 2), "Down"));
  expect(place()).toEqual({ ...before, top: before.top + 45, height: before.height + 30 });
  workbook.change("Delete", "person", () => deleteCells(workbook, sheet, wholeRows(0, 3), "Up"));
  workbook.change("Delete", "person", () => deleteCells(workbook, sheet, wholeRows(11, 2), "Up"));
  expect(place()).toEqual(before);
  workbook.change("Insert", "person", () => insertCells(workbook, sheet, { row: 0, column: 0, rows: 1_048_576, columns: 1 }, "Right"));
  expect(place()).toEqual({ ...before, left: before.left + 48 });
  // Cells that move below a chart without whole rows leave it where it is.
  workbook.change("Insert", "person", () => insertCells(workbook, sheet, { row: 0, column: 20, rows: 2, columns: 2 }, "Down"));
  expect(place()).toEqual({ ...before, left: before.left + 48 });
});

test("no two charts of a sheet have the same name, and a type that is not drawn is refused", () => {
  const { workbook, sheet, chart } = withChart();
  const add = (type: string) => workbook.change("Chart", "person", () => addChart(workbook, sheet, { type, source: { sheet, rect: source }, byColumns: true }));
  const second = add("Line");
  workbook.change("Chart", "person", () => deleteChart(workbook, sheet, chart.id));
  expect([second.name, add("Line").name]).toEqual(["Chart 2", "Chart 1"]);
  expect(() => workbook.change("Chart", "person", () => updateChart(workbook, sheet, second.id, { name: "chart 1" }))).toThrow(HostError);
  expect(() => add("Nonsense")).toThrow(/does not implement charts of the type Nonsense/);
  expect(() => workbook.change("Chart", "person", () => updateChart(workbook, sheet, second.id, { type: "Pie" }))).toThrow(HostError);
});
