import { callColumnOf, readCallDay, readOutcome } from "../../src/domain/callColumns";

test.each([
  ["Call result", "outcome"], ["CONTACT OUTCOME", "outcome"], ["Outcome of call", "outcome"], ["Résultat de l’appel", "outcome"],
  ["Date of call", "day"], ["call_date", "day"], ["Call notes", "note"], ["Outcome", null], ["Phone", null], ["", null],
])("the heading %p is %p", (heading, column) => expect(callColumnOf(heading)).toBe(column));

test.each([
  ["Reached", "reached"], [" reached. ", "reached"], ["Spoke with patient", "reached"], ["WRONG NUMBER", "wrong-number"], ["wrong no.", "wrong-number"],
  ["switched-off", "switched-off"], ["Éteint", "switched-off"], ["No Answer", "no-answer"], ["not picking", "no-answer"], ["Relative answered", "relative"],
  ["NOK", "relative"], ["reached?? maybe not", null], ["yes", null], ["", null],
])("the word %p is %p", (word, outcome) => expect(readOutcome(word)).toBe(outcome));

test.each([
  [{ value: 46345, isDate: true }, "2026-11-19"],
  [{ value: 46345 }, null],
  [{ value: "19/11/2026" }, "2026-11-19"],
  [{ value: "11/19/2026" }, "2026-11-19"],
  [{ value: "03/11/2026" }, "2026-11-03"],
  [{ value: "3-Nov-26" }, "2026-11-03"],
  [{ value: "2026-11-03" }, "2026-11-03"],
  [{ value: "31/11/2026" }, null],
  [{ value: "yesterday" }, null],
  [{ value: "19/11/2026", isFormula: true }, null],
])("the day cell %j is read as %p", (cell, day) => expect(readCallDay(cell, { order: "dmy", date1904: false })).toBe(day));

test("month first where the list says so", () => expect(readCallDay({ value: "03/11/2026" }, { order: "mdy", date1904: false })).toBe("2026-03-11"));
