import * as fc from "fast-check";
import { createWorld, type HostWorld } from "./support/hostWorld";

type Step = (world: HostWorld) => void;

const row = fc.integer({ min: 1, max: 9 });
const column = fc.constantFrom("A", "B", "C", "D");
const address = fc.tuple(column, row).map(([letter, number]) => `${letter}${number}`);
const typed = fc.constantFrom("x", "0803", "3/4/2020", "", "=A1&B2", "=SUM(A1:B4)", "=B2:B4");

const steps: fc.Arbitrary<{ name: string; run: Step }> = fc.oneof(
  fc
    .tuple(address, typed)
    .map(([at, text]) => ({ name: `type ${text} into ${at}`, run: ({ excel }: HostWorld) => excel.setCell("S", at, text) })),
  fc
    .tuple(row, fc.integer({ min: 1, max: 3 }))
    .map(([at, count]) => ({ name: `insert ${count} at ${at}`, run: ({ excel }: HostWorld) => excel.insertRows("S", at, count) })),
  fc
    .tuple(row, fc.integer({ min: 1, max: 3 }))
    .map(([at, count]) => ({ name: `delete ${count} at ${at}`, run: ({ excel }: HostWorld) => excel.deleteRows("S", at, count) })),
  row.map((at) => ({ name: `hide ${at}`, run: ({ excel }: HostWorld) => excel.hideRows("S", at, at + 1) })),
  fc.constantFrom("x", "b").map((value) => ({ name: `filter ${value}`, run: ({ excel }: HostWorld) => excel.filter("S", "B1", [value]) })),
  fc
    .boolean()
    .map((ascending) => ({ name: `sort ${String(ascending)}`, run: ({ excel }: HostWorld) => excel.sort("S", "A6:D9", 0, ascending) })),
  address.map((at) => ({ name: `clear ${at}`, run: ({ excel }: HostWorld) => excel.clearCells("S", at) })),
);

/** Everything that a person can see of the sheet. */
function picture({ excel, host }: HostWorld): unknown {
  const { state } = host.workbook.activeSheet;
  const formulas = Array.from({ length: 14 }, (_, line) =>
    ["A", "B", "C", "D"].map((letter) => excel.cell("S", `${letter}${line + 1}`).formula),
  );
  return {
    texts: excel.texts("S", "A1:E14"),
    formulas,
    hidden: [...state.hiddenRows, ...state.filteredRows].sort((a, b) => a - b),
    tables: excel.tables(),
  };
}

test("whatever was done, undo leads back to the beginning and redo to the end", () => {
  fc.assert(
    fc.property(fc.array(steps, { minLength: 1, maxLength: 12 }), (chosen) => {
      const world = createWorld();
      world.excel.loadWorkbook({
        name: "U",
        sheets: [
          {
            name: "S",
            cells: [
              ["Name", "State"],
              ["a", "b", "=A1"],
              ["x", "b"],
              ["c", "x", 5],
              ["e", "b"],
            ],
            tables: [{ name: "T", address: "A1:B5" }],
          },
        ],
      });
      const pictures = [picture(world)];
      for (const { run } of chosen) {
        try {
          run(world);
        } catch {
          // A refused step changes nothing, which the comparison below also shows.
        }
        if (world.excel.undoList().length === pictures.length) pictures.push(picture(world));
      }
      const end = picture(world);
      for (const expected of pictures.slice(0, -1).reverse()) {
        world.excel.undo();
        expect(picture(world)).toEqual(expected);
      }
      while (world.excel.redo() !== null);
      expect(picture(world)).toEqual(end);
    }),
    { numRuns: 100 },
  );
}, 60_000);
