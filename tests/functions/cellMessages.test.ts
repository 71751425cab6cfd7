/** @jest-environment node */
import fc from "fast-check";
import { isBesideValue, messageForCell, noteCell, noteSpill, subscribeToCellMessages } from "../../src/functions/cellMessages";

test.each([
  ["Sheet1!B2", "Sheet1!B2"],
  ["Sheet1!B2", "Sheet1!$B$2"],
  ["Sheet1!B2", "sheet1!b2"],
  ["'Line list'!B2", "'Line list'!B2"],
  ["'Line list'!B2", "Line list!B2"],
  ["'Ada''s list'!B2", "Ada's list!B2"],
  ["[November.xlsx]Sheet1!B2", "Sheet1!B2"],
  ["'[November list.xlsx]Line list'!B2", "'Line list'!B2"],
  ["Sheet1!B2", "Sheet1!B2:D9"],
])("Excel's function says %s, its selection says %s: the same cell", (noted, asked) => {
  noteCell(noted, "A sentence.");
  expect(messageForCell(asked)).toBe("A sentence.");
  noteCell(noted, null);
  expect(messageForCell(asked)).toBeNull();
});

test("the same cell of another sheet is another cell", () => {
  noteCell("Sheet1!B2", "A sentence.");
  expect(messageForCell("Sheet2!B2")).toBeNull();
  noteCell("Sheet1!B2", null);
});

test("a function that Excel does not tell its cell notes nothing", () => {
  noteCell(undefined, "A sentence.");
  noteSpill(undefined, [{ row: 0, column: 0, sentence: "A sentence." }]);
  expect(messageForCell("undefined")).toBeNull();
});

test("a spilled answer has its sentences in the cells where they are shown, past column Z too", () => {
  noteSpill("Sheet1!Y99", [
    { row: 0, column: 0, sentence: "first" },
    { row: 1, column: 2, sentence: "second" },
  ]);
  expect([messageForCell("Sheet1!Y99"), messageForCell("Sheet1!AA100")]).toEqual(["first", "second"]);
  noteSpill("Sheet1!Y99", []);
  expect([messageForCell("Sheet1!Y99"), messageForCell("Sheet1!AA100")]).toEqual([null, null]);
});

test("a sentence that is told beside a value is told apart from one that says why there is none", () => {
  noteCell("Sheet1!B2", "Estimated.", true);
  noteSpill("Sheet1!D2", [
    { row: 0, column: 0, sentence: "Estimated.", isBeside: true },
    { row: 1, column: 0, sentence: "Not found." },
  ]);
  expect(["B2", "D2", "D3", "D4"].map((cell) => isBesideValue(`sheet1!$${cell}`))).toEqual([true, true, false, false]);
  noteCell("Sheet1!B2", "Not found.");
  noteSpill("Sheet1!D2", []);
  expect(["B2", "D2"].map((cell) => isBesideValue(`Sheet1!${cell}`))).toEqual([false, false]);
  noteCell("Sheet1!B2", null);
});

test("columns are counted as Excel counts them", () => {
  const nameOf = (column: number): string => {
    let name = "";
    for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
    return name;
  };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 16_000 }), fc.integer({ min: 0, max: 384 }), fc.nat(1_000_000), (column, right, down) => {
      noteSpill(`S!${nameOf(column)}7`, [{ row: down, column: right, sentence: "here" }]);
      expect(messageForCell(`S!${nameOf(column + right)}${7 + down}`)).toBe("here");
      noteSpill(`S!${nameOf(column)}7`, []);
    }),
  );
});

test("the pane is told once for many cells", async () => {
  let told = 0;
  const stop = subscribeToCellMessages(() => {
    told++;
  });
  for (let row = 1; row <= 1_000; row++) noteCell(`Sheet1!B${row}`, "A sentence.");
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(told).toBe(1);
  stop();
  for (let row = 1; row <= 1_000; row++) noteCell(`Sheet1!B${row}`, null);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(told).toBe(1);
});
