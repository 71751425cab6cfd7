import type { Locator } from "playwright-core";
import { previewSession } from "./support/session";

/** The preview page as a person uses it: with keys and mouse. */
const session = previewSession();

const cell = (address: string): Locator => session.page.locator(`.grid [data-address="${address}"]`);
const texts = (address: string, sheet = "Sheet1"): Promise<string[][] | undefined> =>
  session.page.evaluate(([name = "", at = ""]) => window.excelHost?.texts(name, at), [sheet, address]);
const selection = (): Promise<string | undefined> => session.page.evaluate(() => window.excelHost?.selection().address);
const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await session.page.keyboard.press(key);
};

/** The grid draws with the next frame after a change. */
const drawn = (): Promise<void> =>
  session.page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => done())))),
  );

describe("typing", () => {
  test("starts with the first letter, Enter goes down, Tab goes right, Escape takes it back", async () => {
    await cell("B2").click();
    await session.page.keyboard.type("0803");
    await press("Enter");
    await session.page.keyboard.type("Kano");
    await press("Tab");
    await session.page.keyboard.type("wrong");
    await press("Escape");
    expect([await texts("B2:C3"), await selection()]).toEqual([
      [
        ["803", ""],
        ["Kano", ""],
      ],
      "C3",
    ]);
  });

  test("F2 edits what is there, and leaving it unchanged changes nothing", async () => {
    await session.page.evaluate(() => window.excelHost?.loadWorkbook({ name: "T", sheets: [{ name: "Sheet1", cells: [["0803", "a"]] }] }));
    await cell("A1").click();
    await press("F2", "Enter");
    expect(await session.page.evaluate(() => window.excelHost?.cell("Sheet1", "A1").value)).toBe("0803");
    await cell("B1").dblclick();
    await session.page.keyboard.type("bc");
    await press("Enter");
    expect(await texts("B1")).toEqual([["abc"]]);
  });

  test("the formula bar shows and takes the formula", async () => {
    await cell("A1").click();
    await session.page.getByLabel("Formula bar").click();
    await session.page.keyboard.type("=6*7");
    await press("Enter");
    await cell("A1").click();
    await drawn();
    expect([await texts("A1"), await session.page.getByLabel("Formula bar").inputValue(), await cell("A1").textContent()]).toEqual([
      [["42"]],
      "=6*7",
      "42",
    ]);
  });

  test("Delete empties the selection, Ctrl+Z brings it back, Ctrl+Y takes it again", async () => {
    await session.page.evaluate(() =>
      window.excelHost?.loadWorkbook({
        name: "T",
        sheets: [
          {
            name: "Sheet1",
            cells: [
              ["a", "b"],
              ["c", "d"],
            ],
          },
        ],
      }),
    );
    await cell("A1").click();
    await press("Shift+ArrowRight", "Shift+ArrowDown", "Delete");
    expect(await texts("A1:B2")).toEqual([
      ["", ""],
      ["", ""],
    ]);
    await press("Control+z");
    expect(await texts("A1:B2")).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
    await press("Control+y");
    expect(await texts("A1:B2")).toEqual([
      ["", ""],
      ["", ""],
    ]);
  });

  test("a protected cell is refused in words", async () => {
    await session.page.evaluate(() => window.excelHost?.protect("Sheet1"));
    await cell("A1").click();
    await session.page.keyboard.type("x");
    expect(await session.page.getByRole("alert").textContent()).toContain("protected");
    expect(await texts("A1")).toEqual([[""]]);
  });
});

describe("moving and selecting", () => {
  beforeEach(() =>
    session.page.evaluate(() =>
      window.excelHost?.loadWorkbook({
        name: "T",
        sheets: [
          {
            name: "Sheet1",
            cells: Array.from({ length: 10_000 }, (_, row) => [`A/${row + 1}`, row, row % 2]),
            frozenRows: 1,
            hiddenRows: [3],
          },
        ],
      }),
    ),
  );

  test("arrows step over hidden rows, Ctrl and an arrow jump to the end, Ctrl+Home and Ctrl+End go to the corners", async () => {
    await cell("A2").click();
    await press("ArrowDown");
    expect(await selection()).toBe("A4");
    await press("Control+ArrowDown");
    expect(await selection()).toBe("A10000");
    await drawn();
    expect(await cell("A10000").isVisible()).toBe(true);
    await press("Control+Home");
    expect(await selection()).toBe("A2");
    await press("Control+Shift+ArrowRight");
    expect(await selection()).toBe("A2:C2");
    await press("Control+End");
    expect(await selection()).toBe("C10000");
  });

  test("only what is in sight is in the page, and the header stays when the sheet is scrolled", async () => {
    await session.page.locator(".grid-scroller").evaluate((scroller) => {
      scroller.scrollTop = 100_000;
    });
    await cell("A5010").waitFor();
    await drawn();
    expect(await cell("A1").isVisible()).toBe(true);
    expect(await cell("A2").count()).toBe(0);
    expect(await session.page.locator(".grid [role=row]").count()).toBeLessThan(80);
  });

  test("dragging selects, a row header selects the row, Ctrl adds to the selection", async () => {
    await cell("A4").hover();
    await session.page.mouse.down();
    await cell("C6").hover();
    await session.page.mouse.up();
    expect(await selection()).toBe("A4:C6");
    await session.page.locator('[data-row="7"]').click();
    expect(await selection()).toBe("8:8");
    await session.page.locator('[data-row="9"]').click({ modifiers: ["Control"] });
    expect(await selection()).toBe("8:8,10:10");
    await drawn();
    expect(await cell("A8").getAttribute("aria-selected")).toBe("true");
  });

  test("the name box goes to an address", async () => {
    await session.page.getByLabel("Name box").fill("C5000:C5003");
    await press("Enter");
    expect(await selection()).toBe("C5000:C5003");
    await cell("C5000").waitFor();
  });

  test("rows are hidden and shown from their menu", async () => {
    await session.page.locator('[data-row="4"]').click();
    await session.page.locator('[data-row="5"]').click({ modifiers: ["Shift"] });
    await session.page.locator('[data-row="5"]').click({ button: "right" });
    await session.page.getByRole("menuitem", { name: "Hide rows", exact: true }).click();
    expect(await session.page.evaluate(() => [4, 5, 6, 7].map((row) => window.excelHost?.cell("Sheet1", `A${row}`).rowHidden))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    await session.page.locator('[data-row="3"]').click();
    await session.page.locator('[data-row="6"]').click({ modifiers: ["Shift"] });
    await session.page.locator('[data-row="6"]').click({ button: "right" });
    await session.page.getByRole("menuitem", { name: "Unhide rows" }).click();
    expect(await session.page.evaluate(() => [5, 6].map((row) => window.excelHost?.cell("Sheet1", `A${row}`).rowHidden))).toEqual([
      false,
      false,
    ]);
  });
});

describe("copying", () => {
  beforeEach(() =>
    session.page.evaluate(() =>
      window.excelHost?.loadWorkbook({
        name: "T",
        sheets: [
          {
            name: "Sheet1",
            cells: [
              ["0803", { v: "=LEN(A1)", t: "f" }],
              [{ v: "two\nlines", fill: "#FF0000" }, 'say "hi"'],
            ],
          },
        ],
      }),
    ),
  );

  test("within the sheet takes formulas and formats along", async () => {
    await cell("A1").click();
    await press("Shift+ArrowRight", "Shift+ArrowDown", "Control+c");
    await cell("D4").click();
    await press("Control+v");
    expect(await texts("D4:E5")).toEqual([
      ["0803", "4"],
      ["two\nlines", 'say "hi"'],
    ]);
    expect(
      await session.page.evaluate(() => [
        window.excelHost?.cell("Sheet1", "E4").formula,
        window.excelHost?.cell("Sheet1", "D5").fill,
        window.excelHost?.selection().address,
      ]),
    ).toEqual(["=LEN(D4)", "#FF0000", "D4:E5"]);
  });

  test("to the clipboard gives tabs, lines and quotes as other spreadsheets read them", async () => {
    await cell("A1").click();
    await press("Shift+ArrowRight", "Shift+ArrowDown", "Control+c");
    expect(await session.page.evaluate(() => navigator.clipboard.readText())).toBe('0803\t4\n"two\nlines"\t"say ""hi"""');
  });

  test("from elsewhere is read as if typed", async () => {
    await session.page.evaluate(() => navigator.clipboard.writeText("0804\t3/4/2020\r\nKano\t"));
    await cell("D4").click();
    await press("Control+v");
    expect(await texts("D4:E5")).toEqual([
      ["804", "03/04/2020"],
      ["Kano", ""],
    ]);
    await press("Control+z");
    expect(await texts("D4:E5")).toEqual([
      ["", ""],
      ["", ""],
    ]);
  });

  test("cutting moves", async () => {
    await cell("A1").click();
    await press("Control+x");
    await cell("C1").click();
    await press("Control+v");
    expect(await texts("A1:C1")).toEqual([["", "0", "0803"]]);
  });
});

describe("filters, lists and hints", () => {
  test("a filter is chosen by check boxes from the header's button", async () => {
    await session.page.evaluate(() =>
      window.excelHost?.loadWorkbook({
        name: "T",
        sheets: [
          {
            name: "Sheet1",
            cells: [
              ["Name", "State"],
              ["a", "Lagos"],
              ["b", "Kano"],
              ["c", "Lagos"],
            ],
            tables: [{ name: "T1", address: "A1:B4" }],
          },
        ],
      }),
    );
    await session.page.getByRole("button", { name: "Filter State" }).click();
    await session.page.locator(".filter-dialog label", { hasText: "Kano" }).click();
    await session.page.getByRole("button", { name: "OK" }).click();
    expect(await session.page.evaluate(() => [2, 3, 4].map((row) => window.excelHost?.cell("Sheet1", `A${row}`).rowHidden))).toEqual([
      false,
      true,
      false,
    ]);
    await drawn();
    expect(await session.page.locator(".status-facts").textContent()).toContain("2 of 3 records found");
  });

  test("a list rule offers its choices and refuses others", async () => {
    await session.pane.evaluate(() =>
      Excel.run(async (context) => {
        const range = context.workbook.worksheets.getItem("Sheet1").getRange("B2:B5");
        range.dataValidation.rule = { list: { inCellDropDown: true, source: "Yes,No" } };
        range.dataValidation.prompt = { showPrompt: true, title: "Sent", message: "Choose one." };
        await context.sync();
      }),
    );
    await cell("B2").click();
    expect(await session.page.getByRole("note").textContent()).toContain("Choose one.");
    await session.page.getByRole("button", { name: "Open the list" }).click();
    await session.page.getByRole("menuitem", { name: "No" }).click();
    expect(await texts("B2")).toEqual([["No"]]);
    await cell("B3").click();
    await session.page.keyboard.type("Maybe");
    await press("Enter");
    expect(await session.page.getByRole("alert").textContent()).toContain("data validation");
    await press("Escape");
    expect(await texts("B3")).toEqual([[""]]);
  });

  test("conditional formats colour the cells that they mean", async () => {
    await session.pane.evaluate(() =>
      Excel.run(async (context) => {
        const sheet = context.workbook.worksheets.getItem("Sheet1");
        const range = sheet.getRange("A1:A4");
        range.values = [["fine"], ["wrong number"], [5], [50]];
        const text = range.conditionalFormats.add("ContainsText");
        text.textComparison.rule = { operator: "Contains", text: "wrong" };
        text.textComparison.format.fill.color = "#FFC7CE";
        // Only over the numbers: for Excel every text is greater than every number.
        const value = sheet.getRange("A3:A4").conditionalFormats.add("CellValue");
        value.cellValue.rule = { operator: "GreaterThan", formula1: "=10" };
        value.cellValue.format.fill.color = "#C6EFCE";
        const custom = sheet.getRange("B1:B4").conditionalFormats.add("Custom");
        custom.custom.rule.formula = '=$A1="fine"';
        custom.custom.format.fill.color = "#0000FF";
        await context.sync();
      }),
    );
    await drawn();
    const colour = (address: string): Promise<string> => cell(address).evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(await Promise.all(["A1", "A2", "A3", "A4", "B1", "B2"].map(colour))).toEqual([
      "rgba(0, 0, 0, 0)",
      "rgb(255, 199, 206)",
      "rgba(0, 0, 0, 0)",
      "rgb(198, 239, 206)",
      "rgb(0, 0, 255)",
      "rgba(0, 0, 0, 0)",
    ]);
  });

  test("pointing at an error shows its sentence", async () => {
    await session.page.evaluate(() => window.excelHost?.setCell("Sheet1", "B2", "=TEST.FAIL()"));
    await session.page.waitForFunction(() => window.excelHost?.cell("Sheet1", "B2").text === "#N/A");
    await drawn();
    expect(await cell("B2").getAttribute("title")).toBe("Sign in first.");
  });
});

describe("sheet tabs", () => {
  test("switch, add, rename and delete", async () => {
    const { page } = session;
    await page.getByRole("tab", { name: "My data" }).click();
    expect(await page.evaluate(() => window.excelHost?.selection().sheet)).toBe("My data");
    await page.getByRole("button", { name: "New sheet" }).click();
    await page.getByRole("tab", { name: "Sheet3" }).dblclick();
    await page.keyboard.type("Corrections");
    await press("Enter");
    expect(await page.evaluate(() => window.excelHost?.sheets())).toEqual(["Sheet1", "My data", "Corrections"]);
    await page.getByRole("tab", { name: "Corrections" }).click({ button: "right" });
    await page.getByRole("menuitem", { name: "Delete" }).click();
    expect(await page.evaluate(() => window.excelHost?.sheets())).toEqual(["Sheet1", "My data"]);
  });

  test("each sheet remembers where the person was", async () => {
    await cell("C7").click();
    await press("Control+PageDown");
    expect(await session.page.evaluate(() => window.excelHost?.selection())).toEqual({ sheet: "My data", address: "A1" });
    await press("Control+PageUp");
    expect(await session.page.evaluate(() => window.excelHost?.selection())).toEqual({ sheet: "Sheet1", address: "C7" });
  });
});

test("columns and rows are resized by dragging the borders of their headers", async () => {
  const header = session.page.locator('[data-column="1"]');
  // The headers are made anew with every drawing: one that is found may be gone before it is measured.
  const measured = async (): Promise<{ x: number; y: number; width: number }> => {
    for (;;) {
      const box = await header.boundingBox();
      if (box) return box;
      await drawn();
    }
  };
  await drawn();
  const box = await measured();
  await session.page.mouse.move(box.x + box.width - 2, box.y + 8);
  await session.page.mouse.down();
  await session.page.mouse.move(box.x + box.width + 58, box.y + 8, { steps: 3 });
  await session.page.mouse.up();
  await drawn();
  expect(Math.round((await measured()).width) - Math.round(box.width)).toBe(60);
});

test("the page has no accessibility faults that a tool can see, light or dark", async () => {
  const { AxeBuilder } = await import("@axe-core/playwright");
  // A small window: the tool looks at every cell in sight.
  await session.page.setViewportSize({ width: 800, height: 420 });
  for (const colorScheme of ["light", "dark"] as const) {
    await session.page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page: session.page }).exclude("iframe").analyze();
    expect(violations.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);
  }
  await session.page.emulateMedia({ colorScheme: null });
}, 90_000);
