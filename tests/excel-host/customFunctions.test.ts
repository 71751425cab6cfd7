import { previewSession } from "./support/session";
import "./support/addin.types";

/** The add-in's functions, run by Microsoft's own runtime in the add-in's page. Results come in steps of half a second: the tests ask again. */
const session = previewSession();

async function cellWhen(
  address: string,
  isDone: (text: string) => boolean = (text) => text !== "#BUSY!",
): Promise<{ text: string; message: string | null }> {
  const deadline = Date.now() + 8000;
  for (;;) {
    const cell = await session.page.evaluate((at) => window.excelHost?.cell("Sheet1", at), address);
    if (cell && (isDone(cell.text) || Date.now() > deadline)) return { text: cell.text, message: cell.message };
    await session.page.waitForTimeout(30);
  }
}

const enter = (address: string, text: string): Promise<void> =>
  session.page.evaluate(([at = "", typed = ""]) => window.excelHost?.setCell("Sheet1", at, typed), [address, text]);

test("a function gives its value", async () => {
  await enter("A1", "=TEST.ADD(2,40)");
  expect(await session.page.evaluate(() => window.excelHost?.cell("Sheet1", "A1").text)).toBe("#BUSY!");
  expect(await cellWhen("A1")).toEqual({ text: "42", message: null });
});

test("an asynchronous function is called once, and again when its argument changes", async () => {
  await enter("B1", "=TEST.LATER(A1)");
  await enter("A1", "A/1");
  expect((await cellWhen("B1", (text) => text.endsWith("A/1"))).text).toBe("later A/1");
  await enter("A1", "A/2");
  expect((await cellWhen("B1", (text) => text.endsWith("A/2"))).text).toBe("later A/2");
  expect(await session.pane.evaluate(() => window.calls)).toEqual(["", "A/1", "A/2"]);
});

test("a function of several rows spills, and #SPILL! says why it cannot", async () => {
  await enter("A1", "x");
  await enter("A2", "y");
  await enter("C1", "=TEST.PAIRS(A1:A2)");
  await cellWhen("C1");
  expect(await session.page.evaluate(() => window.excelHost?.texts("Sheet1", "C1:D2"))).toEqual([
    ["x", "x!"],
    ["y", "y!"],
  ]);
  await enter("D2", "in the way");
  expect(await cellWhen("C1", (text) => text === "#SPILL!")).toEqual({ text: "#SPILL!", message: "Spill range isn't blank." });
});

test.each([
  ["=TEST.FAIL()", "#N/A", "Sign in first."],
  ["=TEST.FAILLATER()", "#N/A", "No patient has this ART ID."],
  // In the metadata, but never associated: the runtime fails to call it.
  ["=TEST.NEVER()", "#VALUE!", null],
  ["=TEST.MISSING()", "#NAME?", null],
])("%s shows %s with the sentence %s", async (formula, text, message) => {
  await enter("A1", formula);
  expect(await cellWhen("A1")).toEqual({ text, message });
});

test("an error inside a spilled result stands in its own cell", async () => {
  await enter("A1", "=TEST.MIXED()");
  await cellWhen("A1");
  expect(await cellWhen("B1")).toEqual({ text: "#N/A", message: "Not this one." });
});

test("a function learns the address of its cell", async () => {
  await enter("B7", "=TEST.WHERE()");
  expect((await cellWhen("B7")).text).toBe("Sheet1!B7");
});

test("repeating arguments arrive together", async () => {
  await enter("A1", '=TEST.LIST("a","b","c")');
  expect((await cellWhen("A1")).text).toBe("a/b/c");
});

test("an empty cell is null for a single value, as in Excel on the web", async () => {
  await enter("B1", "=TEST.ECHO(Z99)");
  expect((await cellWhen("B1")).text).toBe("null");
});

test("a function that can be cancelled hears it when its cell is overwritten", async () => {
  await enter("A1", '=TEST.SLOW("x")');
  await session.page.waitForTimeout(100);
  await enter("A1", "typed over");
  await session.pane.waitForFunction(() => window.calls.length > 0, undefined, { timeout: 3000 });
  expect(await session.pane.evaluate(() => window.calls)).toEqual(["canceled x"]);
});

test("a streaming function goes on until its cell is cleared", async () => {
  await enter("A1", "=TEST.TICK(1)");
  const first = Number((await cellWhen("A1")).text);
  const next = Number((await cellWhen("A1", (text) => Number(text) > first)).text);
  expect(next).toBeGreaterThan(first);
  await session.page.evaluate(() => window.excelHost?.clearCells("Sheet1", "A1"));
  await session.pane.waitForFunction(() => window.calls.includes("tick canceled"), undefined, { timeout: 3000 });
});

test("the add-in makes its cells calculate anew by setDirty and calculate", async () => {
  await enter("A1", '=TEST.LATER("again")');
  await enter("A2", '=TEST.LATER("not this")');
  await cellWhen("A1");
  await cellWhen("A2");
  await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      context.workbook.worksheets.getItem("Sheet1").getRanges("A1,C1").setDirty();
      context.application.calculate("Recalculate");
      await context.sync();
    }),
  );
  await session.pane.waitForFunction(() => window.calls.length === 3, undefined, { timeout: 3000 });
  expect(await session.pane.evaluate(() => window.calls)).toEqual(["again", "not this", "again"]);
  expect((await cellWhen("A1")).text).toBe("later again");
});

test("400 formulas are answered in a handful of messages", async () => {
  await session.page.evaluate(() => {
    window.excelHost?.loadWorkbook({
      name: "Many",
      sheets: [
        {
          name: "Sheet1",
          cells: Array.from({ length: 400 }, (_, row) => [`A/${row}`, { v: `=TEST.LATER(A${row + 1})`, t: "f" as const }]),
        },
      ],
    });
    window.excelHost?.clearRequests();
  });
  expect((await cellWhen("B400")).text).toBe("later A/399");
  expect(await session.page.evaluate(() => window.excelHost?.pendingFunctions())).toBe(0);
  expect(await session.page.evaluate(() => window.excelHost?.requests.length ?? 0)).toBeLessThan(5);
});
