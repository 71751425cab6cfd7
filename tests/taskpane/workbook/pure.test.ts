import { cellAt, columnName, columnRuns, isDateFormat, rowBlocks, rowOfAddress } from "../../../src/taskpane/workbook/cells";
import { detectDate1904 } from "../../../src/taskpane/workbook/dateSystem";
import { matchRows } from "../../../src/taskpane/workbook/matchRows";
import { findOwnColumns, isOurStatus } from "../../../src/taskpane/workbook/ownColumns";
import type { SheetRow } from "../../../src/taskpane/workbook/port";
import { findFormulas, inAddresses } from "../../../src/taskpane/workbook/refreshFunctions";
import { rowMark } from "../../../src/taskpane/workbook/rowMark";
import { fingerprint } from "../../../src/taskpane/workbook/recordCells";

test.each([[0, "A"], [25, "Z"], [26, "AA"], [701, "ZZ"], [702, "AAA"]])("column %i is called %s", (column, name) => expect(columnName(column)).toBe(name));

test.each([["B7", 7], ["'A sheet'!$B$12:$C$14", 12], ["A:A", null]])("the row of %s is %s", (address, row) => expect(rowOfAddress(address)).toBe(row));

test.each([
  ["dd/mm/yyyy", true],
  ["m/d/yyyy", true],
  ["[$-409]d mmm yy", true],
  ["General", false],
  ["0", false],
  ["@", false],
  ['0.00 "days"', false],
  ["[Red]0", false],
])("the format %s shows a day: %s", (format, isDate) => expect(isDateFormat(format)).toBe(isDate));

test("a cell is its value, what it shows where that differs, and whether it is a date or a formula", () => {
  const block = {
    values: [["0803", 31000, 8031234567, 2, "=x"]],
    text: [["0803", "14/11/1984", "########", "2", "=x"]],
    numberFormat: [["@", "dd/mm/yyyy", "General", "General", "@"]],
    formulas: [["0803", 31000, 8031234567, "=1+1", "=x"]],
  };
  expect([0, 1, 2, 3, 4].map((column) => cellAt(block, 0, column))).toEqual([
    { value: "0803" },
    { value: 31000, text: "14/11/1984", isDate: true },
    { value: 8031234567 },
    { value: 2, isFormula: true },
    { value: "=x" },
  ]);
});

test("columns next to each other are read as one block", () => {
  expect(columnRuns([9, 2, 3, 2, 4])).toEqual([{ first: 2, count: 3 }, { first: 9, count: 1 }]);
  expect(rowBlocks(5, 7, 3)).toEqual([{ first: 5, count: 3 }, { first: 8, count: 3 }, { first: 11, count: 1 }]);
});

test.each([
  ["the year agrees with counting from 1900", [{ serial: 31000, text: "14/11/1984" }], false],
  ["the year agrees with counting from 1904", [{ serial: 31000, text: "15/11/1988" }], true],
  ["two digits of the year", [{ serial: 31000, text: "14-Nov-84" }], false],
  ["no year is shown", [{ serial: 31000, text: "14 November" }], null],
  ["no date at all", [], null],
])("how days are counted: %s", (_, samples, date1904) => expect(detectDate1904(samples)).toBe(date1904));

describe("fingerprints of values of the record", () => {
  const numbers = Array.from({ length: 50_000 }, (_, at) => `080${String(31_000_000 + at)}`);
  const prints = numbers.map((number) => fingerprint("one", number));

  test("have 24 bits, spread evenly: they tell the cells of a column apart, and leave some sixty mobile numbers of a country open", () => {
    expect(prints.every((print) => Number.isInteger(print) && print >= 0 && print < 2 ** 24)).toBe(true);
    // 75 pairs that are alike are to be expected of so many.
    expect(new Set(prints).size).toBeGreaterThan(49_850);
    expect(new Set(prints).size).toBeLessThan(50_000);
    const half = prints.filter((print) => print < 2 ** 23).length;
    expect(Math.abs(half - 25_000)).toBeLessThan(700);
  });

  test("are other ones in another workbook", () => {
    expect(numbers.filter((number, at) => fingerprint("two", number) === prints[at]).length).toBeLessThan(5);
  });
});

describe("finding rows again", () => {
  const row = (rowNumber: number, artId: string, phone: string, rowId = ""): SheetRow => ({ rowNumber, cells: { artId: { value: artId }, phone: { value: phone } }, isHidden: false, rowId, status: "", detail: "" });
  const locator = ({ rowNumber, cells, rowId }: SheetRow): { rowNumber: number; rowId: string; mark: string } => ({ rowNumber, rowId, mark: rowMark(cells) });

  test("by what is typed, wherever it stands", () => {
    expect(matchRows([locator(row(2, "A1", "1")), locator(row(3, "A2", "2"))], [row(2, "A2", "2"), row(9, "A1", "1")])).toEqual([1, 0]);
  });

  test("identical rows each find one, the one at the same place first", () => {
    const twins = [row(2, "A1", "1"), row(3, "A1", "1")];
    expect(matchRows([locator(row(3, "A1", "1")), locator(row(7, "A1", "1"))], twins)).toEqual([1, 0]);
  });

  test("a row id goes before the place", () => {
    const twins = [row(2, "A1", "1", "x"), row(3, "A1", "1", "y")];
    expect(matchRows([locator(row(2, "A1", "1", "y"))], twins)).toEqual([1]);
  });

  test("a row that was edited or removed is not found", () => {
    expect(matchRows([locator(row(2, "A1", "1"))], [row(2, "A1", "11")])).toEqual([null]);
  });

  test("comparing ignores spaces around, blank cells and columns that only guard", () => {
    expect(rowMark({ artId: { value: "A1" }, phone: { value: " 1 " }, street: { value: "" }, sex: { value: "F" } })).toBe(rowMark({ artId: { value: "A1" }, phone: { value: "1" } }));
  });
});

describe("our own columns", () => {
  test.each([
    [["ART ID", "Status", "Detail"], { status: 1, detail: 2 }, "Status"],
    [["ART ID", "Phone"], { status: null, detail: null }, "Status"],
    [["ART ID", "Status"], { status: null, detail: null }, "Contact status"],
    [["ART ID", "Status", "Contact status", "Contact detail"], { status: 2, detail: 3 }, "Contact status"],
  ])("in %j", (headers, places, header) => {
    expect(findOwnColumns(headers, 0)).toMatchObject({ ...places, headers: { status: header } });
  });

  test("what a clinic writes in a Status column is not taken for ours", () => {
    expect(["", "Updated", "Not sent"].every(isOurStatus)).toBe(true);
    expect(["Active", "LTFU"].some(isOurStatus)).toBe(false);
  });
});

test("addresses are joined until they are too long for Excel", () => {
  const cells = Array.from({ length: 3_000 }, (_, index) => `B${index + 2}`);
  const joined = inAddresses(cells);
  expect(joined.join(",").split(",")).toEqual(cells);
  expect(Math.max(...joined.map((text) => text.length))).toBeLessThanOrEqual(8_192);
  expect(joined.length).toBeGreaterThan(1);
});

test("functions of ours are found in any column, inside of other functions and as a file names them; those below each other are one address", () => {
  const formulas = [
    ["ART ID", "=CONTACTS.PHONE(A10)", "08031234567"],
    ["A1", "=contacts.phone(A11)", '=IF(A11="","",UPPER(CONTACTS.FULLNAME(A11)))'],
    ["A2", "=_xldudf_CONTACTS_PHONE(A12)", "CONTACTS.PHONE"],
    ["A3", "=SUM(A1:A2)", "=A1&MYCONTACTS"],
    ["A4", "", "=1+LEN(CONTACTS.STATUS(A14))"],
  ];
  expect(findFormulas(formulas, 9, 25)).toEqual({ runs: ["AA10:AA12", "AB11", "AB14"], cells: 5 });
  expect(findFormulas([], 0, 0)).toEqual({ runs: [], cells: 0 });
});
