/** @jest-environment node */
import { refreshFunctions } from "../../../src/taskpane/workbook/refreshFunctions";
import { openWorkbook } from "./support/officeInNode";

/** Which cells are asked for again. No add-in runs here: a cell that is asked for shows that its function is not known. */

const saved = (formula: string, stored: string | readonly (readonly string[])[]): { v: string; t: "f"; stored: string | readonly (readonly string[])[] } => ({ v: formula, t: "f", stored });
const cells = [
  ["ART ID", saved("=CONTACTS.PHONE(A2)", "#N/A"), saved("=CONTACTS.PHONE(A2)", "08031234567"), saved("=CONTACTS.PHONE(A2)", "")],
  ["", saved("=CONTACTS.FULLNAME(A2)", "#BUSY!"), saved("=1/0", "#DIV/0!"), "#N/A"],
];
const block = [[saved("=CONTACTS.GET(F1:F2)", [["", ""], ["#N/A", "#N/A"]]), ""], ["", ""]];
const open = (sheets: readonly { name: string; cells: typeof cells }[]) => openWorkbook({ name: "Book.xlsx", sheets }).excel;

test("all cells that hold a function of ours are", async () => {
  const excel = open([{ name: "List", cells }]);
  expect(await refreshFunctions()).toBe(4);
  expect(excel.texts("List", "B1:D2")).toEqual([["#NAME?", "#NAME?", "#NAME?"], ["#NAME?", "#DIV/0!", "#N/A"]]);
});

test("or those alone that show an error or are still waited for", async () => {
  const excel = open([{ name: "List", cells }]);
  expect(await refreshFunctions("errors")).toBe(2);
  expect(excel.texts("List", "B1:D2")).toEqual([["#NAME?", "08031234567", ""], ["#NAME?", "#DIV/0!", "#N/A"]]);
});

test("a block with errors in some of its cells is asked for again as a whole", async () => {
  const excel = open([{ name: "List", cells: block }]);
  expect(excel.texts("List", "A1:B2")).toEqual([["", ""], ["#N/A", "#N/A"]]);
  expect(await refreshFunctions("errors")).toBe(1);
  expect(excel.texts("List", "A1:A1")).toEqual([["#NAME?"]]);
});

test("where nothing shows an error nothing is calculated", async () => {
  open([{ name: "List", cells: [["ART ID", saved("=CONTACTS.PHONE(A2)", "08031234567")]] }]);
  expect(await refreshFunctions("errors")).toBe(0);
});
