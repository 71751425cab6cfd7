import { createWorld } from "./support/hostWorld";

describe("what a person types into a General cell", () => {
  test.each([
    ["08031234567", 8031234567, "8031234567"],
    ["+2348031234567", 2348031234567, "2.34803E+12"],
    ["8.03E+09", 8030000000, "8.03E+09"],
    ["0803 123 4567", "0803 123 4567", "0803 123 4567"],
    ["080-31234567", "080-31234567", "080-31234567"],
    ["12345678901234567", 12345678901234600, "1.23457E+16"],
    ["3/4/2020", 43924, "03/04/2020"],
    ["31/12/1999", 36525, "31/12/1999"],
    ["13/13/2020", "13/13/2020", "13/13/2020"],
    ["2020-05-12", 43963, "2020-05-12"],
    ["50%", 0.5, "50%"],
    ["true", true, "TRUE"],
    ["'0803", "0803", "0803"],
    ["1 2", "1 2", "1 2"],
    ["#N/A", "#N/A", "#N/A"],
    ["  12 ", 12, "12"],
    ["Abuja", "Abuja", "Abuja"],
    ["12 Broad Street", "12 Broad Street", "12 Broad Street"],
    ["A/1/2", "A/1/2", "A/1/2"],
    ["12 Apr 2020", 43933, "12-Apr-20"],
    ["Apr 12, 2020", 43933, "12-Apr-20"],
    ["Mar 2020", 43891, "Mar-20"],
    ["9:05 pm", 0.8784722222222222, "9:05 PM"],
    ["1.5e3", 1500, "1.50E+03"],
  ])("%s is stored as %s and shown as %s", (typed, value, text) => {
    const { excel } = createWorld();
    excel.setCell("Sheet1", "A1", typed);
    expect(excel.cell("Sheet1", "A1")).toMatchObject({ value, text });
  });
});

test("a typed date gives the cell Excel's short date, which the region shows day first", () => {
  const { excel } = createWorld();
  excel.setCell("Sheet1", "A1", "3/4/2020");
  expect(excel.cell("Sheet1", "A1").numberFormat).toBe("m/d/yyyy");
});

test.each([
  ["5 Mar", "5-Mar"],
  ["3/4", "3-Apr"],
  ["25/12", "25-Dec"],
])("%s is a day of this year, shown as %s", (typed, text) => {
  const { excel } = createWorld();
  excel.setCell("Sheet1", "A1", typed);
  expect([excel.cell("Sheet1", "A1").text, typeof excel.cell("Sheet1", "A1").value]).toEqual([text, "number"]);
});

test("in a workbook of the 1904 system the same date has a smaller serial number and the same look", () => {
  const { excel } = createWorld();
  excel.loadWorkbook({ name: "Mac.xlsx", date1904: true, sheets: [{ name: "Sheet1", cells: [[{ v: 42462, nf: "dd/mm/yyyy" }]] }] });
  excel.setCell("Sheet1", "A2", "3/4/2020");
  expect(excel.cell("Sheet1", "A1").text).toBe("03/04/2020");
  expect(excel.cell("Sheet1", "A2")).toMatchObject({ value: 42462, text: "03/04/2020" });
});

describe("a cell with text format", () => {
  test.each(["08031234567", "3/4/2020", "=1+1", "8.03E+09"])("keeps %s as it was typed", (typed) => {
    const { excel } = createWorld();
    excel.loadWorkbook({ name: "B", sheets: [{ name: "Sheet1", cells: [[{ v: "x", nf: "@" }]] }] });
    excel.setCell("Sheet1", "A1", typed);
    expect(excel.cell("Sheet1", "A1")).toMatchObject({ value: typed, text: typed, formula: null, numberFormat: "@" });
  });
});

describe("number formats show", () => {
  test.each([
    [1234.5, "#,##0.00", "1,234.50"],
    [0.256, "0%", "26%"],
    [30000, "dd/mm/yyyy", "18/02/1982"],
    [30000, "mm/dd/yyyy", "02/18/1982"],
    [30000, "m/d/yyyy", "18/02/1982"],
    [30000, "d-mmm-yy", "18-Feb-82"],
    [8031234567, "00000000000", "08031234567"],
    [-1, "dd/mm/yyyy", "##########"],
    ["08031234567", "@", "08031234567"],
    [60, "dd/mm/yyyy", "29/02/1900"],
  ])("%s in %s as %s", (value, format, text) => {
    const { excel } = createWorld();
    excel.loadWorkbook({ name: "B", sheets: [{ name: "S", cells: [[{ v: value, nf: format }]] }] });
    expect(excel.cell("S", "A1").text).toBe(text);
  });
});
