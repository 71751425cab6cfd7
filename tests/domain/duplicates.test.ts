import fc from "fast-check";
import { checkContactRow } from "../../src/domain/contactRow";
import { findDuplicateRows } from "../../src/domain/duplicates";
import type { CellContent, ReadingContext } from "../../src/domain/types";

const context: ReadingContext = { today: "2026-11-20", dateOrder: "dmy", date1904: false, streetIncludesLga: false, birthdateIsListed: false, dateCellsSuspect: false };
const row = (key: string, phone: CellContent["value"], more: Record<string, CellContent> = {}) => ({
  key,
  checked: checkContactRow({ cells: { artId: { value: key || "x" }, phone: { value: phone }, ...more } }, context),
});
const found = (rows: ReturnType<typeof row>[]) => [...findDuplicateRows(rows)].map(([index, issue]) => [index, issue.severity, issue.code, issue.first]);

test("B4, B5: two different rows of one patient are an error on both, never 'the last one wins'", () => {
  expect(found([row("16", "08031234567"), row("7", "08051111117"), row("16", "08051234567")])).toEqual([
    [0, "error", "duplicate-patient", 2],
    [2, "error", "duplicate-patient", 0],
  ]);
});

test("identical rows collapse onto the first, and say so", () => {
  expect(found([row("16", "0803 123 4567"), row("16", "08031234567"), row("16", "+2348031234567")])).toEqual([
    [1, "info", "duplicate-row", 0],
    [2, "info", "duplicate-row", 0],
  ]);
});

test("three rows of which two are identical are all in error, because nobody can say which is right", () => {
  expect(found([row("16", "08031234567"), row("16", "08031234567"), row("16", "08051234567")]).map(([, severity]) => severity)).toEqual(["error", "error", "error"]);
});

test("the same values under another name are not the same row", () => {
  const rows = [row("16", "08031234567", { fullName: { value: "Ngozi Okafor" } }), row("16", "08031234567", { fullName: { value: "Musa Bello" } })];
  expect(found(rows).map(([, , code]) => code)).toEqual(["duplicate-patient", "duplicate-patient"]);
});

test("cells that cannot be read are the same only if the same is wrong", () => {
  expect(found([row("16", "0803"), row("16", "0803")])).toEqual([[1, "info", "duplicate-row", 0]]);
  expect(found([row("16", 8031234567), row("16", 8051234567)]).map(([, , code]) => code)).toEqual(["duplicate-patient", "duplicate-patient"]);
});

test("rows without values, and rows of nobody, disturb nobody", () => {
  expect(found([row("16", "08031234567"), row("16", ""), row("", "08031234567"), row("", "08051234567")])).toEqual([]);
});

test("the verdict does not depend on the order of the rows", () => {
  const anyRow = fc.record({ key: fc.constantFrom("1", "2", "3"), phone: fc.constantFrom("08031234567", "08051234567", "") });
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 8 }), (made) => {
      const rows = made.map(({ key, phone }) => row(key, phone));
      const forwards = findDuplicateRows(rows);
      const backwards = findDuplicateRows([...rows].reverse());
      const errors = (map: typeof forwards, at: (index: number) => number) =>
        [...map].filter(([, issue]) => issue.severity === "error").map(([index]) => at(index)).sort((a, b) => a - b);
      expect(errors(backwards, (index) => rows.length - 1 - index)).toEqual(errors(forwards, (index) => index));
      expect(backwards.size).toBe(forwards.size);
    }),
  );
});
