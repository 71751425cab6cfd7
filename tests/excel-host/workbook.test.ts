import { createWorld, type HostWorld } from "./support/hostWorld";

const list = [
  ["ART ID", "Phone", "State"],
  ["A/1", "0801", "Lagos"],
  ["A/2", "0802", "Kano"],
  ["A/3", "0803", "Lagos"],
  ["A/4", "0804", ""],
];

function withList(options: { table?: boolean } = {}): HostWorld {
  const world = createWorld();
  world.excel.loadWorkbook({
    name: "L.xlsx",
    sheets: [
      { name: "List", cells: list, ...(options.table ? { tables: [{ name: "Patients", address: "A1:C5" }] } : {}) },
      { name: "Other", cells: [] },
    ],
  });
  return world;
}

describe("undo", () => {
  test("takes back one typed cell after the other, and redo brings them again", () => {
    const { excel } = withList();
    excel.setCell("List", "B2", "0900");
    excel.setCell("List", "B3", "0901");
    expect([excel.undo(), excel.cell("List", "B3").text, excel.cell("List", "B2").text]).toEqual(["Typing", "0802", "900"]);
    excel.undo();
    expect(excel.cell("List", "B2").text).toBe("0801");
    expect(excel.undo()).toBeNull();
    excel.redo();
    expect(excel.cell("List", "B2").text).toBe("900");
  });

  test("takes back inserted rows with everything that moved", () => {
    const { excel } = withList({ table: true });
    excel.hideRows("List", 3, 3);
    excel.insertRows("List", 2, 2);
    expect([excel.cell("List", "A4").text, excel.tables()[0]?.address, excel.cell("List", "A5").rowHidden]).toEqual(["A/1", "A1:C7", true]);
    excel.undo();
    expect([excel.cell("List", "A2").text, excel.tables()[0]?.address, excel.cell("List", "A3").rowHidden]).toEqual(["A/1", "A1:C5", true]);
  });

  test("takes back a new sheet and stays on one that exists", () => {
    const { excel } = withList();
    excel.addSheet("New");
    excel.select("New", "B2");
    excel.undo();
    expect([excel.sheets(), excel.selection().sheet]).toEqual([["List", "Other"], "List"]);
  });

  test("is emptied by deleting a sheet, as in Excel", () => {
    const { excel } = withList();
    excel.setCell("List", "B2", "1");
    excel.deleteSheet("Other");
    expect(excel.undo()).toBeNull();
  });
});

describe("tables", () => {
  test("take in a row written straight below them", () => {
    const { excel } = withList({ table: true });
    excel.setCell("List", "A6", "A/5");
    expect(excel.tables()).toEqual([{ name: "Patients", sheet: "List", address: "A1:C6" }]);
  });

  test("take in a column typed straight beside them and name it", () => {
    const { excel } = withList({ table: true });
    excel.setCell("List", "D3", "sent");
    expect(excel.tables()[0]?.address).toBe("A1:D5");
    expect(excel.cell("List", "D1").text).toBe("Column4");
  });

  test("shrink when their rows are deleted and go when all of them are", () => {
    const { excel } = withList({ table: true });
    excel.deleteRows("List", 3, 2);
    expect([excel.tables()[0]?.address, excel.cell("List", "A3").text]).toEqual(["A1:C3", "A/4"]);
    excel.deleteRows("List", 1, 3);
    expect(excel.tables()).toEqual([]);
  });

  test("cannot overlap", () => {
    const { excel } = withList({ table: true });
    expect(() =>
      excel.loadWorkbook({
        name: "x",
        sheets: [
          {
            name: "S",
            cells: list,
            tables: [
              { name: "a", address: "A1:B3" },
              { name: "b", address: "B2:C4" },
            ],
          },
        ],
      }),
    ).toThrow("overlap");
  });
});

describe("filters and hidden rows", () => {
  test("a filter by value hides the other rows and nothing else", () => {
    const { excel } = withList();
    excel.filter("List", "C1", ["Lagos"]);
    expect([2, 3, 4, 5].map((row) => excel.cell("List", `A${row}`).rowHidden)).toEqual([false, true, false, true]);
    excel.clearFilter("List");
    expect([2, 3, 4, 5].map((row) => excel.cell("List", `A${row}`).rowHidden)).toEqual([false, false, false, false]);
  });

  test("two columns of a table are filtered together", () => {
    const { excel } = withList({ table: true });
    excel.filter("List", "C1", ["Lagos"]);
    excel.filter("List", "A1", ["A/3", "A/2"]);
    expect([2, 3, 4, 5].map((row) => excel.cell("List", `A${row}`).rowHidden)).toEqual([true, true, false, true]);
  });

  test("rows hidden by hand stay hidden when a filter is cleared", () => {
    const { excel } = withList();
    excel.hideRows("List", 2, 2);
    excel.filter("List", "C1", ["Kano"]);
    excel.clearFilter("List");
    expect([2, 3, 4].map((row) => excel.cell("List", `A${row}`).rowHidden)).toEqual([true, false, false]);
  });

  test("sorting moves whole rows of the range, empty cells last", () => {
    const { excel } = withList();
    excel.sort("List", "A2:C5", 2, true);
    expect(excel.texts("List", "A2:C5")).toEqual([
      ["A/2", "0802", "Kano"],
      ["A/1", "0801", "Lagos"],
      ["A/3", "0803", "Lagos"],
      ["A/4", "0804", ""],
    ]);
  });
});

describe("a protected sheet", () => {
  test("refuses to be written, except in cells that were unlocked", () => {
    const { excel } = withList();
    excel.unlock("List", "B2");
    excel.protect("List");
    excel.setCell("List", "B2", "free");
    expect(() => excel.setCell("List", "B3", "no")).toThrow("cannot perform");
    expect([excel.cell("List", "B2").text, excel.cell("List", "B3").text]).toEqual(["free", "0802"]);
    expect(() => excel.hideRows("List", 2, 2)).toThrow("cannot perform");
    excel.unprotect("List");
    excel.setCell("List", "B3", "yes");
    expect(excel.cell("List", "B3").text).toBe("yes");
  });

  test("allows what its options allow", () => {
    const { excel } = withList();
    excel.protect("List", { allowFormatRows: true });
    excel.hideRows("List", 2, 2);
    expect(excel.cell("List", "A2").rowHidden).toBe(true);
  });
});

test("the last sheet cannot be deleted and names must be free", () => {
  const { excel } = withList();
  expect(() => excel.renameSheet("Other", "list")).toThrow("same name");
  excel.deleteSheet("List");
  expect(() => excel.deleteSheet("Other")).toThrow("not permitted");
  expect(() => excel.addSheet("a/b")).toThrow("argument");
});
