import { understand } from "../../../src/taskpane/submit/engine/understand";
import type { SheetLook } from "../../../src/taskpane/workbook/port";
import { cell } from "../paneWorld";

function lookAt(head: (string | number)[][], more: Partial<SheetLook> = {}): SheetLook {
  const chosen = { kind: "cells", address: "A1", rowCount: head.length } as const;
  return {
    workbookName: "w.xlsx", sheetId: "s", sheetName: "S", isProtected: false, isReadOnly: false, places: [chosen], chosen,
    head: head.map((row) => row.map(cell)), topRowNumber: 1, leftColumn: 0, rowCount: head.length, selectedRows: [], ...more,
  };
}

test("headings below titles are found, at the columns where the list stands on the sheet", () => {
  const understood = understand(lookAt([["October", ""], ["ART ID", "New phone"], ["A1", "0803"]], { topRowNumber: 4, leftColumn: 2 }));
  expect(understood).toMatchObject({ headerRowNumber: 5, lacks: null, columns: { artId: { column: 2, header: "ART ID" }, phone: { column: 3, header: "New phone" } } });
});

test.each([
  [[["Ngozi", "x"]], "headings"],
  [[["New phone", "New address"], ["0803", "5 Aba Road"]], "art-id"],
  [[["ART ID", "FirstName"], ["A1", "Ngozi"]], "values"],
] as const)("what %j lacks is %s", (head, lacks) => {
  expect(understand(lookAt(head.map((row) => [...row]))).lacks).toBe(lacks);
});

test("a person's word about a column goes before its name", () => {
  const look = lookAt([["ART ID", "New phone", "Other number"], ["A1", "0803", "0805"]]);
  expect(understand(look, { phone: 2 }).columns.phone).toEqual({ column: 2, header: "Other number" });
  expect(understand(look, { phone: null }).columns.phone).toBeUndefined();
});

test("NMRS's address column holds the LGA too, also when it is chosen by hand", () => {
  const look = lookAt([["PepfarID", "PatientAddress", "Other"], ["A1", "5 Aba Road OWERRI", "x"]]);
  expect(understand(look).streetIncludesLga).toBe(true);
  expect(understand(look, { street: 2 }).streetIncludesLga).toBe(false);
});
