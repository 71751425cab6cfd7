import { createWorld, invocations, settled, type HostWorld } from "./support/hostWorld";
import type { FunctionMetadata } from "../../excel-host/formula/functionMetadata";

function sheet(cells: readonly (readonly (string | number | boolean | null)[])[], functions: readonly FunctionMetadata[] = []): HostWorld {
  const world = createWorld(functions);
  world.excel.loadWorkbook({
    name: "F.xlsx",
    sheets: [
      { name: "S", cells },
      { name: "My data", cells: [["here"]] },
    ],
  });
  return world;
}

describe("formulas", () => {
  test.each([
    ["=1+2*3^2", 19],
    ["=-2^2", 4],
    ["=(1+2)*3", 9],
    ["=50%+1", 1.5],
    ['="a"&1&TRUE', "a1TRUE"],
    ["=A1+A2", 12],
    ["=A1/0", "#DIV/0!"],
    ['=A1+"x"', "#VALUE!"],
    ["=SUM(A1:A3)", 12],
    ["=COUNTA(A1:B4)", 6],
    ["=COUNT(A1:B4)", 2],
    ["=AVERAGE(A1:A2)", 6],
    ['=COUNTIF(B1:B3,"L*")', 2],
    ['=SUMIF(B1:B2,"Lagos",A1:A2)', 5],
    ['=IF(A1>4,"big","small")', "big"],
    ['=IFERROR(1/0,"none")', "none"],
    ["=ISBLANK(A4)", true],
    ["=ISBLANK(A1)", false],
    ['=B1="LAGOS"', true],
    ['=EXACT(B1,"LAGOS")', false],
    ["='My data'!A1", "here"],
    ['=TEXT(30000,"dd/mm/yyyy")', "18/02/1982"],
    ['=LEFT("0803123",4)', "0803"],
    ['=MID("0803123",2,3)', "803"],
    ['=LEN(TRIM("  a  b "))', 3],
    ['=SUBSTITUTE("0803-123","-","")', "0803123"],
    ['=VLOOKUP("Kano",B1:C3,2,FALSE)', "#N/A"],
    ['=XLOOKUP(7,A1:A3,B1:B3,"no")', "Kaduna"],
    ['=MATCH("Kaduna",B1:B3,0)', 2],
    ["=INDEX(A1:B3,2,2)", "Kaduna"],
    ["=ROUND(2.345,2)", 2.35],
    ["=MOD(-1,3)", 2],
    ["=DATE(2020,4,3)", 43924],
    ["=NOTHERE(1)", "#NAME?"],
    ["=1+", "#NAME?"],
    ["=Nothing", "#NAME?"],
    ["=A1:A2*2", 10],
    ["=ROW()", 10],
    ["=AND(A1=5,A2=7)", true],
  ])("%s is %s", (formula, value) => {
    const { excel } = sheet([
      [5, "Lagos"],
      [7, "Kaduna"],
      ["x", "Lagos"],
    ]);
    excel.setCell("S", "E10", formula);
    expect(excel.cell("S", "E10").value).toBe(value);
  });

  test("are calculated again when what they refer to changes, through any number of steps", () => {
    const { excel } = sheet([[1]]);
    excel.setCell("S", "C1", "=B1*2");
    excel.setCell("S", "B1", "=A1+1");
    excel.setCell("S", "D1", "=SUM(A1:C1)");
    expect(excel.texts("S", "A1:D1")).toEqual([["1", "2", "4", "7"]]);
    excel.setCell("S", "A1", "10");
    expect(excel.texts("S", "A1:D1")).toEqual([["10", "11", "22", "43"]]);
    excel.undo();
    expect(excel.texts("S", "A1:D1")).toEqual([["1", "2", "4", "7"]]);
  });

  test("follow their cells when rows are inserted, and say #REF! when these are deleted", () => {
    const { excel } = sheet([[1], [2], [3]]);
    excel.setCell("S", "C1", "=A2+$A$3");
    excel.setCell("S", "D1", "=SUM(A1:A3)");
    excel.insertRows("S", 2, 1);
    expect([excel.cell("S", "C1").formula, excel.cell("S", "D1").formula]).toEqual(["=A3+$A$4", "=SUM(A1:A4)"]);
    excel.deleteRows("S", 3, 1);
    expect([excel.cell("S", "C1").formula, excel.cell("S", "C1").value]).toEqual(["=#REF!+$A$3", "#REF!"]);
    expect(excel.cell("S", "D1")).toMatchObject({ formula: "=SUM(A1:A3)", value: 4 });
  });

  test("a result of several cells spills, and is #SPILL! while something stands in its way", () => {
    const { excel } = sheet([[1], [2], [3]]);
    excel.setCell("S", "C1", "=A1:A3*10");
    expect(excel.texts("S", "C1:C3")).toEqual([["10"], ["20"], ["30"]]);
    excel.setCell("S", "C2", "in the way");
    expect(excel.texts("S", "C1:C3")).toEqual([["#SPILL!"], ["in the way"], [""]]);
    excel.clearCells("S", "C2");
    expect(excel.texts("S", "C1:C3")).toEqual([["10"], ["20"], ["30"]]);
    excel.clearCells("S", "C1");
    expect(excel.texts("S", "C1:C3")).toEqual([[""], [""], [""]]);
  });

  test("a circle ends, and does not hang the workbook", () => {
    const { excel } = sheet([]);
    excel.setCell("S", "A1", "=B1+1");
    excel.setCell("S", "B1", "=A1+1");
    expect(excel.texts("S", "A1:B1")).toEqual([["0", "1"]]);
  });
});

const later: FunctionMetadata = { id: "LATER", name: "LATER", parameters: [{ name: "text", type: "any" }] };
const grid: FunctionMetadata = {
  id: "GRID",
  name: "GRID",
  parameters: [{ name: "rows", dimensionality: "matrix" }],
  result: { dimensionality: "matrix" },
};
const slow: FunctionMetadata = { id: "SLOW", name: "SLOW", parameters: [{ name: "text", type: "any" }], options: { cancelable: true } };

describe("the add-in's functions", () => {
  test("show #BUSY! until the result comes, and what depends on them waits too", async () => {
    const { excel, host, sent } = sheet([["A/1"]], [later]);
    excel.setCell("S", "B1", "=TEST.LATER(A1)");
    excel.setCell("S", "C1", '=B1&"!"');
    await settled();
    expect(excel.texts("S", "B1:C1")).toEqual([["#BUSY!", "#BUSY!"]]);
    expect(invocations(sent)).toEqual([{ id: 1, name: "LATER", args: ["A/1"] }]);
    host.functions.receiveResults([[1, true, "0803"]]);
    await settled();
    expect(excel.texts("S", "B1:C1")).toEqual([["0803", "0803!"]]);
    expect(invocations(sent)).toHaveLength(1);
  });

  test("carry the sentence of an error", async () => {
    const { excel, host } = sheet([], [later]);
    excel.setCell("S", "B1", '=TEST.LATER("x")');
    await settled();
    host.functions.receiveResults([[1, false, "No patient has this ART ID.", 1]]);
    await settled();
    expect(excel.cell("S", "B1")).toMatchObject({ value: "#N/A", error: "#N/A", message: "No patient has this ART ID." });
  });

  test("are called anew when an argument changes, and the late answer of the first call is not used", async () => {
    const { excel, host, sent } = sheet([["A/1"]], [later]);
    excel.setCell("S", "B1", "=TEST.LATER(A1)");
    await settled();
    excel.setCell("S", "A1", "A/2");
    await settled();
    host.functions.receiveResults([[1, true, "old"]]);
    await settled();
    expect(excel.cell("S", "B1").text).toBe("#BUSY!");
    host.functions.receiveResults([[2, true, "new"]]);
    await settled();
    expect(excel.cell("S", "B1").text).toBe("new");
    expect(invocations(sent).map(({ args }) => args)).toEqual([["A/1"], ["A/2"]]);
  });

  test("all of one recalculation are sent in one message", async () => {
    const { host, excel } = sheet(
      Array.from({ length: 500 }, (_, row) => [`A/${row}`, `=TEST.LATER(A${row + 1})`]),
      [later],
    );
    let messages = 0;
    host.send = () => {
      messages++;
    };
    excel.loadWorkbook({
      name: "x",
      sheets: [
        { name: "S", cells: Array.from({ length: 500 }, (_, row) => [`A/${row}`, { v: `=TEST.LATER(A${row + 1})`, t: "f" as const }]) },
      ],
    });
    await settled();
    expect([messages, excel.pendingFunctions()]).toEqual([1, 500]);
  });

  test("spill their rows", async () => {
    const { excel, host, sent } = sheet([["a"], ["b"]], [grid]);
    excel.setCell("S", "C1", "=TEST.GRID(A1:A3)");
    await settled();
    expect(invocations(sent)[0]?.args).toEqual([[["a"], ["b"], [0]]]);
    host.functions.receiveResults([
      [
        1,
        true,
        [
          ["a", "x"],
          ["b", null],
        ],
      ],
    ]);
    await settled();
    expect(excel.texts("S", "C1:D3")).toEqual([
      ["a", "x"],
      ["b", "0"],
      ["", ""],
    ]);
  });

  test("that can be cancelled are told when their cell is overwritten", async () => {
    const { excel, sent } = sheet([], [slow]);
    excel.setCell("S", "A1", '=TEST.SLOW("x")');
    await settled();
    excel.setCell("S", "A1", "typed over");
    await settled();
    expect(sent.filter(([, type]) => type === 1001).map(([, , , message]) => message)).toEqual(['{"invocationId":1}']);
    expect(excel.cell("S", "A1").text).toBe("typed over");
  });

  test("are not called with an error, which is their result instead", async () => {
    const { excel, sent } = sheet([], [later]);
    excel.setCell("S", "A1", "=TEST.LATER(1/0)");
    await settled();
    expect([excel.cell("S", "A1").text, invocations(sent)]).toEqual(["#DIV/0!", []]);
  });

  test("setDirty waits for the next calculation, and then calls the function again", async () => {
    const { excel, host, sent } = sheet([], [later]);
    excel.setCell("S", "A1", '=TEST.LATER("x")');
    await settled();
    host.functions.receiveResults([[1, true, "one"]]);
    await settled();
    const first = host.workbook.activeSheet;
    host.engine.setDirty(first, { row: 0, column: 0, rows: 5, columns: 5 });
    await settled();
    expect(invocations(sent)).toHaveLength(1);
    host.engine.calculate(false);
    await settled();
    expect([invocations(sent).length, excel.cell("S", "A1").text]).toEqual([2, "#BUSY!"]);
  });

  test("two in one cell are called once each", async () => {
    const { excel, host, sent } = sheet([], [later]);
    excel.setCell("S", "A1", '=TEST.LATER("x")&TEST.LATER("y")');
    await settled();
    host.functions.receiveResults([[1, true, "X"]]);
    await settled();
    host.functions.receiveResults([[2, true, "Y"]]);
    await settled();
    expect([excel.cell("S", "A1").text, invocations(sent).length]).toEqual(["XY", 2]);
  });
});

test("what had spilled follows its formula when rows are inserted, and is not sorted", () => {
  const { excel } = sheet([[3], [2], [1]]);
  excel.setCell("S", "C1", "=A1:A3*10");
  excel.insertRows("S", 1, 2);
  expect(excel.texts("S", "C1:C5")).toEqual([[""], [""], ["30"], ["20"], ["10"]]);
  expect(() => excel.sort("S", "A3:C5", 0, true)).toThrow("part of an array");
  excel.undo();
  expect(excel.texts("S", "C1:C5")).toEqual([["30"], ["20"], ["10"], [""], [""]]);
});

test("a formula that reads a cell into which something spills later is calculated then", async () => {
  const { excel, host } = sheet([["a"]], [grid]);
  excel.setCell("S", "F1", '=C2&"!"');
  excel.setCell("S", "C1", "=TEST.GRID(A1:A2)");
  await settled();
  host.functions.receiveResults([[1, true, [["one"], ["two"]]]]);
  await settled();
  expect([excel.texts("S", "C1:C2"), excel.cell("S", "F1").text]).toEqual([[["one"], ["two"]], "two!"]);
});

test("two results that would spill into each other: the first that stands in the way of the other blocks it", () => {
  const { excel } = sheet([[1], [2], [3]]);
  excel.setCell("S", "C1", "=A1:A3");
  excel.setCell("S", "C2", "=A1:A3");
  expect(excel.texts("S", "C1:C4")).toEqual([["#SPILL!"], ["1"], ["2"], ["3"]]);
});

describe("names in formulas", () => {
  test("a table's column grows with the table, and undo takes both back", () => {
    const { excel } = createWorld();
    excel.loadWorkbook({
      name: "T",
      sheets: [
        {
          name: "S",
          cells: [
            ["Name", "Age"],
            ["a", 1],
            ["b", 2],
          ],
          tables: [{ name: "People", address: "A1:B3" }],
        },
      ],
    });
    excel.setCell("S", "D1", "=SUM(People[Age])");
    excel.setCell("S", "B4", "10");
    expect(excel.cell("S", "D1").value).toBe(13);
    excel.undo();
    expect(excel.cell("S", "D1").value).toBe(3);
  });

  test("a sheet that is renamed is renamed in formulas, and one that is deleted leaves #REF!", () => {
    const { excel } = sheet([]);
    excel.setCell("S", "A1", "='My data'!A1&\"!\"");
    excel.renameSheet("My data", "Other");
    expect(excel.cell("S", "A1")).toMatchObject({ formula: '=Other!A1&"!"', value: "here!" });
    excel.deleteSheet("Other");
    expect(excel.cell("S", "A1").value).toBe("#REF!");
  });

  test("a table that changes does not call the add-in's functions anew for the same arguments", async () => {
    const { excel, sent } = sheet([["Name"], ["a"]], [later]);
    excel.loadWorkbook({ name: "T", sheets: [{ name: "S", cells: [["Name"], ["a"]], tables: [{ name: "People", address: "A1:A2" }] }] });
    excel.setCell("S", "C2", "=TEST.LATER(INDEX(People[Name],1))");
    await settled();
    excel.setCell("S", "A3", "b");
    await settled();
    expect(invocations(sent).map(({ args }) => args)).toEqual([["a"], ["a"]]);
    excel.filter("S", "A1", ["a"]);
    await settled();
    expect(invocations(sent)).toHaveLength(2);
  });
});

test("when the add-in's page is loaded anew, what the old one was computing is asked again", async () => {
  const { excel, host, sent } = sheet([], [later]);
  excel.setCell("S", "A1", '=TEST.LATER("x")');
  await settled();
  host.functions.pageClosed();
  host.functions.ready();
  expect(invocations(sent).map(({ id }) => id)).toEqual([1, 1]);
  host.functions.receiveResults([[1, true, "done"]]);
  await settled();
  expect(excel.cell("S", "A1").text).toBe("done");
});
