/** @jest-environment node */
import { readFunctionCell } from "../../../src/taskpane/workbook/functionCell";
import { openWorkbook } from "./support/officeInNode";

/** What the selected cell has to do with our functions, through Microsoft's own Office.js over the emulated Excel. */

const saved = (formula: string, stored: string | readonly (readonly string[])[]): { v: string; t: "f"; stored: string | readonly (readonly string[])[] } => ({ v: formula, t: "f", stored });

function open(excelApi?: string) {
  return openWorkbook(
    {
      name: "Book.xlsx",
      sheets: [
        {
          name: "List",
          cells: [
            ["ART ID", saved("=CONTACTS.PHONE(A1)", "#N/A"), saved("=CONTACTS.PHONE(A1)", "08031234567"), { v: "=1/0", t: "f" }, saved('=IFERROR(CONTACTS.PHONE(A1),"none")', "none")],
            [saved("=CONTACTS.GET(B1:B2)", [["Ngozi", "#N/A"], ["#N/A", "08031234567"]]), "", "", "#N/A"],
            ["", "", "08031234567", ""],
          ],
        },
      ],
    },
    excelApi === undefined ? {} : { excelApi },
  );
}

describe.each([undefined, "1.11"])("ExcelApi %s", (excelApi) => {
  test.each([
    ["B1", "a function of ours that shows an error", { holdsOurs: true, showsError: true }],
    ["C1", "one that shows a value", { holdsOurs: true, showsError: false }],
    ["D1", "another formula with an error", { holdsOurs: false, showsError: true }],
    ["E1", "ours inside of another function, which took the error away", { holdsOurs: true, showsError: false }],
    ["A1", "a text", { holdsOurs: false, showsError: false }],
    ["A3", "a spilled error", { holdsOurs: true, showsError: true }],
    ["D3", "an empty cell", { holdsOurs: false, showsError: false }],
  ])("%s: %s", async (address, _what, expected) => {
    const { host } = open(excelApi);
    expect(await readFunctionCell({ sheetId: host.workbook.state.sheets[0]?.id ?? "", address })).toEqual(expected);
  });

  test("a cell of a sheet that has gone is nobody's", async () => {
    open(excelApi);
    expect(await readFunctionCell({ sheetId: "{00000000-0000-0000-0000-000000000009}", address: "A1" })).toEqual({ holdsOurs: false, showsError: false });
  });
});
