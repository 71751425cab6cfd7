import type { CellFile } from "../../excel-host/model/workbookFile";
import type { FunctionMetadata } from "../../excel-host/formula/functionMetadata";
import { createWorld, invocations, settled, type HostWorld } from "./support/hostWorld";

/** Formulas that call functions of an add-in, without a page: what is called, what is called off, and what is shown meanwhile. */

const functions: readonly FunctionMetadata[] = [
  { id: "PHONE", name: "PHONE", parameters: [{ name: "artId", type: "any" }], options: { cancelable: true, requiresAddress: true } },
  { id: "GET", name: "GET", parameters: [{ name: "artIds", type: "any", dimensionality: "matrix" }], options: { requiresAddress: true } },
];

const formula = (text: string, stored?: string | number | (string | number)[][]): CellFile => ({
  v: text,
  t: "f",
  ...(stored === undefined ? {} : { stored }),
});

function load(world: HostWorld, cells: CellFile[][]): void {
  world.excel.loadWorkbook({ name: "List.xlsx", sheets: [{ name: "List", cells }] });
}

const calledOff = ({ sent }: HostWorld): number[] => sent.filter(([, type]) => type === 1001).map(([, , , message]) => (JSON.parse(message) as { invocationId: number }).invocationId);

/** Answers every call that is open with `answer` of its first argument. */
async function answerAll(world: HostWorld, answer: (argument: unknown) => unknown = (argument) => `phone of ${String(argument)}`): Promise<void> {
  await settled();
  const calls = invocations(world.sent.splice(0));
  world.host.functions.receiveResults(calls.map(({ id, args }) => [id, true, answer(args[0])]));
  await settled();
}

const shown = (world: HostWorld, address: string): string => world.excel.texts("List", address).map((row) => row.join("|")).join("/");

test("a formula that was saved with its result shows it and calls nothing, until it is set dirty", async () => {
  const world = createWorld(functions);
  load(world, [
    ["A/1", formula("=TEST.PHONE(A1)", "#N/A"), formula("=LEN(A1)", 3)],
    ["A/2", formula("=TEST.PHONE(A2)", "08031111111"), formula("=B2&\"!\"", "08031111111!")],
  ]);
  world.host.engine.functionsChanged();
  await settled();
  expect(invocations(world.sent)).toEqual([]);
  expect(shown(world, "B1:C2")).toBe("#N/A|3/08031111111|08031111111!");
  expect(world.excel.cell("List", "B1")).toMatchObject({ error: "#N/A", message: null });

  const sheet = world.host.workbook.activeSheet;
  world.host.engine.setDirty(sheet, { row: 1, column: 1, rows: 1, columns: 1 });
  world.host.engine.calculate(false);
  await settled();
  expect(invocations(world.sent).map(({ args }) => args[0])).toEqual(["A/2"]);
  await answerAll(world);
  expect(shown(world, "B1:C2")).toBe("#N/A|3/phone of A/2|phone of A/2!");
});

test("a saved formula is calculated when a cell that it reads changes, and only that one", async () => {
  const world = createWorld(functions);
  load(world, [
    ["A/1", formula("=TEST.PHONE(A1)", "08031111111")],
    ["A/2", formula("=TEST.PHONE(A2)", "08032222222")],
  ]);
  world.excel.setCell("List", "A1", "A/9");
  await settled();
  expect(invocations(world.sent).map(({ args }) => args[0])).toEqual(["A/9"]);
  expect(shown(world, "B1:B2")).toBe("#BUSY!/08032222222");
});

test("a formula that was saved without a result is calculated when the workbook opens, and with it what reads it", async () => {
  const world = createWorld(functions);
  load(world, [["A/1", formula("=TEST.PHONE(A1)"), formula("=B1&\"!\"", "old!"), formula("=TEST.PHONE(A1)", "kept")]]);
  await answerAll(world);
  expect(shown(world, "B1:D1")).toBe("phone of A/1|phone of A/1!|kept");
});

test("a saved block of cells stands as it was, is in the way of nothing of its own, and spills anew when it is set dirty", async () => {
  const world = createWorld(functions);
  load(world, [
    ["A/1", formula("=TEST.GET(A1:A2)", [["Ada", 1], ["Bola", 2]])],
    ["A/2"],
  ]);
  expect(shown(world, "B1:C2")).toBe("Ada|1/Bola|2");
  world.host.engine.setDirty(world.host.workbook.activeSheet, { row: 0, column: 1, rows: 1, columns: 1 });
  world.host.engine.calculate(false);
  await answerAll(world, () => [["Ada"], ["Chidi"]]);
  expect(shown(world, "B1:C2")).toBe("Ada|/Chidi|");
  world.excel.setCell("List", "B2", "in the way");
  expect(world.excel.cell("List", "B1")).toMatchObject({ error: "#SPILL!", message: "Spill range isn't blank." });
  world.excel.clearCells("List", "B2");
  expect(shown(world, "B1:B2")).toBe("Ada/Chidi");
});

test.each([
  ["typed over", (world: HostWorld) => world.excel.setCell("List", "B1", "by hand")],
  ["cleared", (world: HostWorld) => world.excel.clearCells("List", "B1")],
  ["given another ART ID", (world: HostWorld) => world.excel.setCell("List", "A1", "A/2")],
  ["in a row that is deleted", (world: HostWorld) => world.excel.deleteRows("List", 1, 1)],
])("a cell that is %s while it waits calls its function off", async (_how, act) => {
  const world = createWorld(functions);
  load(world, [["A/1", formula("=TEST.PHONE(A1)")]]);
  await settled();
  const [call] = invocations(world.sent);
  act(world);
  await settled();
  expect(calledOff(world)).toEqual([call?.id]);
  // What comes too late is not shown.
  world.host.functions.receiveResults([[call?.id, true, "too late"]]);
  await settled();
  expect(shown(world, "B1")).not.toContain("too late");
});

test.each([
  ["before", [["off"], ["call"]]],
  ["with", [["off", "call"]]],
  ["late", [["call"], ["off"]]],
] as const)("a function can hear that it is called off %s the call that replaces it", async (order, expected) => {
  const world = createWorld(functions);
  load(world, [["A/1", formula("=TEST.PHONE(A1)")]]);
  await settled();
  const messages: string[][] = [];
  world.host.send = (entries) => messages.push(entries.map(([, type]) => (type === 1001 ? "off" : "call")));
  world.excel.cancelOrder(order);
  world.excel.setCell("List", "A1", "A/2");
  await new Promise((resolve) => setTimeout(resolve, 350));
  expect(messages).toEqual(expected);
});

test("a cell that is cleared before its function could be called calls nothing and calls nothing off", async () => {
  const world = createWorld(functions);
  load(world, [["A/1", formula("=TEST.PHONE(A1)")]]);
  world.excel.clearCells("List", "B1");
  await settled();
  expect(world.sent).toEqual([]);
});

test("calls go to the page a thousand at a time", async () => {
  const world = createWorld(functions);
  const sizes: number[] = [];
  world.host.send = (entries) => sizes.push(entries.length);
  load(world, Array.from({ length: 2500 }, (_, row): CellFile[] => [`A/${row}`, formula(`=TEST.PHONE(A${row + 1})`)]));
  await settled();
  expect(sizes).toEqual([1000, 1000, 500]);
});

test("inserting a row runs the sheet's functions again; what was pasted follows its row", async () => {
  const world = createWorld(functions);
  load(world, [["A/1", formula("=TEST.PHONE(A1)")], ["A/2"], ["A/3"]]);
  await answerAll(world);
  world.excel.copy("List", "B1", "B2:B3");
  await answerAll(world);
  expect(shown(world, "B1:B3")).toBe("phone of A/1/phone of A/2/phone of A/3");
  world.excel.insertRows("List", 2, 1);
  await settled();
  expect(invocations(world.sent).map(({ args }) => args[0]).sort()).toEqual(["A/1", "A/2", "A/3"]);
  await answerAll(world);
  expect(world.excel.cell("List", "B4")).toMatchObject({ formula: "=TEST.PHONE(A4)", text: "phone of A/3" });
});

test("forty thousand formulas are filled down, answered and set dirty one by one within the time of a breath", async () => {
  const count = 40_000;
  const world = createWorld(functions);
  load(world, Array.from({ length: count }, (_, row): CellFile[] => [`A/${row}`, ...(row === 0 ? [formula("=TEST.PHONE(A1)")] : [])]));
  const begun = performance.now();
  world.excel.copy("List", "B1", `B1:B${count}`);
  await answerAll(world);
  const sheet = world.host.workbook.activeSheet;
  for (let row = 0; row < count; row++) world.host.engine.setDirty(sheet, { row, column: 1, rows: 1, columns: 1 });
  world.host.engine.calculate(false);
  await answerAll(world, (argument) => `again ${String(argument)}`);
  const seconds = (performance.now() - begun) / 1000;
  expect(shown(world, `B1:B1`)).toBe("again A/0");
  expect(shown(world, `B${count}:B${count}`)).toBe(`again A/${count - 1}`);
  // It was two minutes when each cell was searched for among all.
  expect(seconds).toBeLessThan(30);
});
