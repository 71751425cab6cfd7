/** @jest-environment node */
import fc from "fast-check";
import type { CellPrint } from "../../../src/taskpane/workbook/recordCells";
import { judgeColumn } from "../../../src/taskpane/workbook/recordCellsJudge";
import type { KnownCell, StandingCell } from "../../../src/taskpane/workbook/recordCellsJudge";

/** Which cells of a column hold a value of the record, after a person has worked in the sheet. Small numbers stand for fingerprints. */

const standing = (row: number, artId: number | null, value: number | null): StandingCell => ({ row, artId, value });
const taken = (artId: number | null, value: number, row: number | null): KnownCell => ({ kind: "taken", artId, value, row });
const judge = (cells: readonly StandingCell[], known: readonly KnownCell[], more: { lost?: readonly CellPrint[]; isNamed?: boolean } = {}): readonly (readonly [number, string])[] =>
  [...judgeColumn(cells, { known, lost: (more.lost ?? []).map((print) => ({ ...print, kind: "taken" })), isNamed: more.isNamed ?? true })].sort(([one], [other]) => one - other);

test.each([
  ["at its place", [standing(1, 7, 50), standing(2, 8, 50)], [taken(7, 50, 1)], [[1, "taken"]]],
  ["moved with its patient; its old place says the same of somebody else", [standing(1, 8, 50), standing(2, 7, 50)], [taken(7, 50, 1)], [[2, "taken"]]],
  ["typed over", [standing(1, 7, 51), standing(2, 8, 50)], [taken(7, 50, 1)], []],
  ["emptied", [standing(1, 7, null), standing(2, 8, 50)], [taken(7, 50, 1)], []],
  ["the ART ID corrected", [standing(1, 9, 50), standing(2, 8, 50)], [taken(7, 50, 1)], [[1, "taken"]]],
  ["the ART ID corrected and the list sorted", [standing(1, 8, 51), standing(2, 9, 50)], [taken(7, 50, 1)], [[2, "possible"]]],
  ["the ART IDs deleted", [standing(1, null, 50), standing(2, null, 50)], [taken(7, 50, 1)], [[1, "taken"]]],
  ["the ART IDs deleted and the list sorted", [standing(1, null, 51), standing(2, null, 50)], [taken(7, 50, 1)], [[2, "taken"]]],
  ["the ART IDs deleted and the list sorted, of which two said the same", [standing(1, null, 51), standing(2, null, 50), standing(3, null, 50)], [taken(7, 50, 1), taken(8, 50, 4)], [[2, "taken"], [3, "taken"]]],
  ["the ART IDs deleted and the list sorted, where one of two was typed", [standing(1, null, 51), standing(2, null, 50), standing(3, null, 50)], [taken(7, 50, 1)], [[2, "possible"], [3, "possible"]]],
  ["the row deleted: a patient of whom something else is known is not meant", [standing(1, 8, 50), standing(2, 9, 51)], [taken(7, 50, null), taken(8, 51, null), taken(9, 51, null)], [[2, "taken"]]],
  ["the ART IDs and a row deleted", [standing(1, null, 51), standing(2, null, 52)], [taken(7, 50, null), taken(8, 51, null), taken(9, 52, null)], [[1, "taken"], [2, "taken"]]],
  ["nothing of the ART ID known, at its place", [standing(1, 7, 50), standing(2, 8, 50)], [taken(null, 50, 1)], [[1, "taken"]]],
  ["nothing of the ART ID known, elsewhere", [standing(1, null, 51), standing(2, null, 50)], [taken(null, 50, 1)], [[2, "taken"]]],
  ["nothing of the ART ID known, elsewhere beside an ART ID", [standing(1, 7, 51), standing(2, 8, 50)], [taken(null, 50, 1)], [[2, "possible"]]],
  ["a patient with two rows", [standing(1, 7, 50), standing(2, 7, 50), standing(3, 7, 51)], [taken(7, 50, 1)], [[1, "taken"], [2, "taken"]]],
] as const)("%s", (_, cells, known, expected) => expect(judge(cells, known)).toEqual(expected));

test("what lost its name is ours in a column of ours and only possible in another", () => {
  const cells = [standing(1, 7, 50), standing(2, 8, 50)];
  expect(judge(cells, [], { lost: [{ artId: 7, value: 50 }] })).toEqual([[1, "taken"]]);
  expect(judge(cells, [], { lost: [{ artId: 7, value: 50 }], isNamed: false })).toEqual([[1, "possible"]]);
  expect(judge(cells, [], { lost: [{ artId: null, value: 50 }] })).toEqual([]);
});

test("whatever the order of the rows and whatever was typed over, exactly the values of the record are found", () => {
  const row = fc.record({ isTaken: fc.boolean(), isTyped: fc.boolean(), value: fc.integer({ min: 1, max: 4 }), typed: fc.integer({ min: 1, max: 4 }), order: fc.double({ noNaN: true }) });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      const known = rows.flatMap(({ isTaken, value }, at) => (isTaken ? [taken(at + 100, value, at)] : []));
      const sorted = rows.map((one, at) => ({ ...one, artId: at + 100 })).sort((one, other) => one.order - other.order);
      const cells = sorted.map(({ artId, isTaken, isTyped, value, typed }, at) => standing(at, artId, isTaken && !isTyped ? value : typed));
      // What was typed over with the same value says the same of the same patient.
      const expected = sorted.flatMap(({ isTaken, isTyped, value, typed }, at) => (isTaken && (!isTyped || typed === value) ? [[at, "taken"]] : []));
      expect(judge(cells, known)).toEqual(expected);
    }),
  );
});
