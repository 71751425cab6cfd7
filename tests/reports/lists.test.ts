import { issueCodes } from "../../src/domain/types";
import { causeText, remedyText } from "../../src/reports/causeText";
import { reportWordsOf } from "../../src/reports/reportWordsOf";
import { auditCells, rowsDocument, updateCells } from "../../src/reports/rowsDocument";
import { siteMoment } from "../../src/reports/siteMoment";
import { auditRow, contextOf, updateRow } from "./reportWorld";

const english = reportWordsOf("en");
const french = reportWordsOf("fr");

function headed(kind: "updates" | "audit", cells: readonly (string | number | null)[]): unknown {
  const [table] = rowsDocument(kind, contextOf(), english).tables;
  return Object.fromEntries((table?.columns ?? []).map(({ id }, at) => [id, cells[at]]));
}

test("a change is told with everything that happened to it", () => {
  const { key, cells, opens } = updateCells(updateRow, english, "2026-11-22 00:30:00");
  expect([key, opens]).toEqual(["11111111-1111-4111-8111-111111111111:4:phone", null]);
  expect(headed("updates", cells)).toEqual({
    at: "2026-11-22 00:30:00",
    artId: "OYO-001",
    facility: "Ibadan Central",
    field: "Phone",
    old: "08031234567",
    new: null,
    value: "0803",
    status: "Failed",
    cause: "1 phone number is too short",
    overwritten: "Yes",
    person: "Ada Obi",
    source: "File",
    workbook: "May.xlsx",
    sheet: "Sheet1",
    row: 6,
    kind: "Follow-up",
    submission: "11111111-1111-4111-8111-111111111111",
    reason: "called",
  });
});

test("what was not overwritten and has no cause leaves these cells empty", () => {
  const { cells } = updateCells({ ...updateRow, cause: null, reverted: false, status: "changed" }, english, "2026-11-22 00:30:00");
  expect(headed("updates", cells)).toMatchObject({ status: "Changed", cause: null, overwritten: null });
});

test("an event of the audit is told in words, the server's own ones too; an action without words stays as it is", () => {
  expect(headed("audit", auditCells(auditRow, english, "2026-11-22 00:30:00").cells)).toEqual({
    at: "2026-11-22 00:30:00",
    person: "The server",
    username: null,
    action: "Changed contacts",
    result: "Done",
    patients: 500,
    submission: null,
    network: "10.0.0.7",
    request: "r-1",
  });
  expect(headed("audit", auditCells({ ...auditRow, person: "Ada Obi", username: "ada", action: "toString" }, english, "x").cells)).toMatchObject({ person: "Ada Obi", username: "ada", action: "toString" });
  expect(auditCells(auditRow, french, "x").cells.slice(1, 5)).toEqual(["Le serveur", null, "Modification de coordonnées", "Fait"]);
});

test.each([
  ["2026-11-21T23:30:00.000Z", "Africa/Lagos", "2026-11-22 00:30:00"],
  ["2026-11-22T00:00:00.000Z", "UTC", "2026-11-22 00:00:00"],
  ["2026-07-01T23:59:59.999Z", "America/New_York", "2026-07-01 19:59:59"],
])("%s is on the clocks of %s %s", (instant, timeZone, text) => {
  expect(siteMoment(instant, timeZone)).toBe(text);
});

test("every cause has a sentence and a remedy in both languages", () => {
  for (const words of [english, french]) {
    for (const code of issueCodes) {
      for (const count of [1, 2, 12_345]) expect(causeText(code, count, words)).toMatch(/^\S.*\S$/);
      expect(remedyText(code, words)).toMatch(/^[A-ZÉ].*\.$/);
      expect(causeText(code, 12_345, words)).not.toMatch(/[{}]/);
    }
  }
});
