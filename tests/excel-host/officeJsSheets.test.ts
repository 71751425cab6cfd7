import { previewSession } from "./support/session";
import "./support/addin.types";

/** More of the API, object by object, through Office.js. */
const session = previewSession();

const texts = (address: string): Promise<string[][] | undefined> =>
  session.page.evaluate((at) => window.excelHost?.texts("Sheet1", at), address);
const fill = (rows: (string | number)[][]): Promise<void> =>
  session.pane.evaluate(
    (values) =>
      Excel.run(async (context) => {
        context.workbook.worksheets
          .getItem("Sheet1")
          .getRange("A1")
          .getResizedRange(values.length - 1, (values[0]?.length ?? 1) - 1).values = values;
        await context.sync();
      }),
    rows,
  );

describe("cells are moved", () => {
  beforeEach(() =>
    fill([
      ["a", "b", "c"],
      ["d", "e", "f"],
      ["g", "h", "i"],
    ]),
  );

  test("down and right when others are inserted", async () => {
    await session.pane.evaluate(() =>
      Excel.run(async (context) => {
        const sheet = context.workbook.worksheets.getItem("Sheet1");
        sheet.getRange("A2:B2").insert("Down");
        sheet.getRange("C1").insert("Right");
        await context.sync();
      }),
    );
    expect(await texts("A1:D4")).toEqual([
      ["a", "b", "", "c"],
      ["", "", "f", ""],
      ["d", "e", "i", ""],
      ["g", "h", "", ""],
    ]);
  });

  test("up and left when others are deleted", async () => {
    await session.pane.evaluate(() =>
      Excel.run(async (context) => {
        const sheet = context.workbook.worksheets.getItem("Sheet1");
        sheet.getRange("A1").delete("Up");
        sheet.getRange("B3").delete("Left");
        sheet.getRange("C:C").delete("Left");
        await context.sync();
      }),
    );
    expect(await texts("A1:C3")).toEqual([
      ["d", "b", ""],
      ["g", "e", ""],
      ["", "i", ""],
    ]);
  });

  test("but a table is not torn apart", async () => {
    const code = await session.pane.evaluate(async () => {
      try {
        await Excel.run(async (context) => {
          const sheet = context.workbook.worksheets.getItem("Sheet1");
          sheet.tables.add("A1:C3", true);
          sheet.getRange("B2").insert("Down");
          await context.sync();
        });
        return "done";
      } catch (error) {
        return error instanceof OfficeExtension.Error ? error.code : String(error);
      }
    });
    expect(code).toBe("InvalidOperation");
  });

  test("and copied with their formats, or as values only", async () => {
    const seen = await session.pane.evaluate(() =>
      Excel.run(async (context) => {
        const sheet = context.workbook.worksheets.getItem("Sheet1");
        sheet.getRange("D1").formulas = [["=A1&B1"]];
        sheet.getRange("D1").format.fill.color = "#00FF00";
        sheet.getRange("D2").copyFrom("D1");
        sheet.getRange("E1").copyFrom("D1", "Values");
        const copied = sheet.getRange("D2:E2");
        const values = sheet.getRange("E1");
        copied.load("formulas,values");
        values.load("formulas");
        await context.sync();
        return [copied.formulas[0]?.[0] as unknown, copied.values[0]?.[0] as unknown, values.formulas];
      }),
    );
    expect(seen).toEqual(["=A2&B2", "de", [["ab"]]]);
  });

  test("and sorted", async () => {
    await session.pane.evaluate(() =>
      Excel.run(async (context) => {
        context.workbook.worksheets
          .getItem("Sheet1")
          .getRange("A1:C3")
          .sort.apply([{ key: 0, ascending: false }]);
        await context.sync();
      }),
    );
    expect(await texts("A1:C3")).toEqual([
      ["g", "h", "i"],
      ["d", "e", "f"],
      ["a", "b", "c"],
    ]);
  });
});

test("cells are found by their text", async () => {
  await fill([
    ["Lagos", "Kano"],
    ["Lagos Island", "Lagos"],
  ]);
  const seen = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem("Sheet1").getRange("A1:B2");
      const part = range.find("island", {});
      const whole = range.find("kano", { completeMatch: true });
      const none = range.findOrNullObject("Kaduna", {});
      part.load("address");
      whole.load("address");
      await context.sync();
      return [part.address, whole.address, none.isNullObject];
    }),
  );
  expect(seen).toEqual(["Sheet1!A2", "Sheet1!B1", true]);
});

test("special cells are blanks, constants and formulas", async () => {
  await fill([
    ["a", "", 1],
    ["", "=1+1", "=1/0"],
  ]);
  const seen = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem("Sheet1").getRange("A1:C2");
      const kinds = [
        range.getSpecialCells("Blanks"),
        range.getSpecialCells("Constants"),
        range.getSpecialCells("Constants", "Numbers"),
        range.getSpecialCells("Formulas"),
        range.getSpecialCells("Formulas", "Errors"),
      ];
      for (const kind of kinds) kind.load("address");
      const none = range.getSpecialCellsOrNullObject("Constants", "Logical");
      await context.sync();
      return [...kinds.map((kind) => kind.address.replaceAll("Sheet1!", "")), none.isNullObject];
    }),
  );
  expect(seen).toEqual(["A2,B1", "A1,C1", "C1", "B2,C2", "C2", true]);
});

test("contents, formats or everything is cleared", async () => {
  await fill([["a", "b", "c"]]);
  const seen = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Sheet1");
      sheet.getRange("A1:C1").format.fill.color = "#FF0000";
      sheet.getRange("A1").clear("Contents");
      sheet.getRange("B1").clear("Formats");
      sheet.getRange("C1").clear();
      const cells = ["A1", "B1", "C1"].map((address) => sheet.getRange(address));
      for (const cell of cells) cell.load("values,format/fill/color");
      const used = sheet.getUsedRange(true);
      used.load("address");
      await context.sync();
      return [...cells.map((cell) => [cell.values[0]?.[0] as unknown, cell.format.fill.color]), used.address];
    }),
  );
  expect(seen).toEqual([["", "#FF0000"], ["b", "#FFFFFF"], ["", "#FFFFFF"], "Sheet1!B1"]);
});

test("rows and columns are hidden and shown by the add-in", async () => {
  await fill([["a"], ["b"], ["c"]]);
  const seen = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Sheet1");
      sheet.getRange("2:2").rowHidden = true;
      sheet.getRange("B:B").columnHidden = true;
      const second = sheet.getRange("A2");
      const wide = sheet.getRange("A1:B1");
      second.load("rowHidden,hidden");
      wide.load("columnHidden,hidden");
      await context.sync();
      return [second.rowHidden, second.hidden, wide.columnHidden, wide.hidden];
    }),
  );
  expect(seen).toEqual([true, true, null, null]);
});

test("sizes are set, read and fitted to the texts", async () => {
  const seen = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Sheet1");
      sheet.getRange("A1").values = [["a rather long text in a narrow column"]];
      const [first, second] = [sheet.getRange("A:A"), sheet.getRange("B:B")];
      first.format.autofitColumns();
      second.format.columnWidth = 100;
      first.format.load("columnWidth");
      second.format.load("columnWidth");
      const both = sheet.getRange("A:B");
      both.format.load("columnWidth");
      await context.sync();
      return [first.format.columnWidth > 150, second.format.columnWidth, both.format.columnWidth];
    }),
  );
  expect(seen).toEqual([true, 100, null]);
});

test("panes are frozen and unfrozen", async () => {
  const seen = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const { freezePanes } = context.workbook.worksheets.getItem("Sheet1");
      freezePanes.freezeRows(2);
      const frozen = freezePanes.getLocationOrNullObject();
      frozen.load("address");
      await context.sync();
      freezePanes.unfreeze();
      const none = freezePanes.getLocationOrNullObject();
      await context.sync();
      return [frozen.address, none.isNullObject];
    }),
  );
  expect(seen).toEqual(["Sheet1!1:2", true]);
});

test("the add-in protects a sheet, unlocks cells before, and takes the protection off", async () => {
  const seen = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Sheet1");
      sheet.getRange("A1").format.protection.locked = false;
      sheet.protection.protect({ allowAutoFilter: true }, "secret");
      await context.sync();
      sheet.getRange("A1").values = [["allowed"]];
      await context.sync();
      const codes: string[] = [];
      for (const work of [
        () => (sheet.getRange("A2").values = [["no"]]),
        () => sheet.protection.unprotect("wrong"),
        () => (sheet.getRange("A1").format.font.bold = true),
      ]) {
        try {
          work();
          await context.sync();
          codes.push("done");
        } catch (error) {
          codes.push(error instanceof OfficeExtension.Error ? error.code : String(error));
        }
      }
      sheet.protection.unprotect("secret");
      sheet.protection.load("protected");
      await context.sync();
      return [codes, sheet.protection.protected];
    }),
  );
  expect(seen).toEqual([["AccessDenied", "AccessDenied", "AccessDenied"], false]);
});

test("a filter of the sheet is set, read and taken off by the add-in", async () => {
  await fill([["State"], ["Lagos"], ["Kano"], ["Lagos"]]);
  const seen = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const { autoFilter } = context.workbook.worksheets.getItem("Sheet1");
      autoFilter.apply("A1:A4", 0, { filterOn: "Custom", criterion1: "=K*" });
      autoFilter.load("enabled,isDataFiltered,criteria");
      const view = context.workbook.worksheets.getItem("Sheet1").getRange("A1:A4").getVisibleView();
      view.load("values");
      await context.sync();
      const before = [autoFilter.enabled, autoFilter.isDataFiltered, autoFilter.criteria[0]?.criterion1, view.values];
      autoFilter.remove();
      autoFilter.load("enabled");
      await context.sync();
      return [...before, autoFilter.enabled];
    }),
  );
  expect(seen).toEqual([true, true, "=K*", [["State"], ["Kano"]], false]);
});

describe("a table", () => {
  beforeEach(async () => {
    await fill([
      ["Name", "Phone"],
      ["a", "1"],
      ["b", "2"],
      ["below", "x"],
    ]);
    await session.pane.evaluate(() =>
      Excel.run(async (context) => {
        context.workbook.worksheets.getItem("Sheet1").tables.add("A1:B3", true).name = "People";
        await context.sync();
      }),
    );
  });

  test("takes rows at the end and in the middle, and what stands below moves down", async () => {
    const seen = await session.pane.evaluate(() =>
      Excel.run(async (context) => {
        const table = context.workbook.tables.getItem("People");
        table.rows.add(undefined, [["c", 3]]);
        table.rows.add(0, [["first", 0]]);
        const range = table.getRange();
        range.load("address");
        await context.sync();
        return range.address;
      }),
    );
    expect([seen, await texts("A1:B6")]).toEqual([
      "Sheet1!A1:B5",
      [
        ["Name", "Phone"],
        ["first", "0"],
        ["a", "1"],
        ["b", "2"],
        ["c", "3"],
        ["below", "x"],
      ],
    ]);
  });

  test("loses rows, and keeps an empty one when all are deleted", async () => {
    const seen = await session.pane.evaluate(() =>
      Excel.run(async (context) => {
        const table = context.workbook.tables.getItem("People");
        table.rows.getItemAt(0).delete();
        await context.sync();
        table.rows.getItemAt(0).delete();
        const range = table.getRange();
        range.load("address,values");
        await context.sync();
        return [range.address, range.values];
      }),
    );
    expect(seen).toEqual([
      "Sheet1!A1:B2",
      [
        ["Name", "Phone"],
        ["", ""],
      ],
    ]);
  });

  test("takes a column with its values, is sorted, restyled, and becomes a range again", async () => {
    const seen = await session.pane.evaluate(() =>
      Excel.run(async (context) => {
        const table = context.workbook.tables.getItem("People");
        table.columns.add(undefined, [["Status"], ["sent"], ["waits"]]);
        table.sort.apply([{ key: 2, ascending: false }]);
        table.style = "TableStyleLight9";
        table.showBandedRows = false;
        const column = table.columns.getItem("Status");
        column.load("values,index,id");
        table.load("style,showBandedRows");
        await context.sync();
        const facts = [column.values, column.index, table.style, table.showBandedRows];
        const range = table.convertToRange();
        range.load("address");
        const count = context.workbook.tables.getCount();
        await context.sync();
        return [...facts, range.address, count.value];
      }),
    );
    expect(seen).toEqual([[["Status"], ["waits"], ["sent"]], 2, "TableStyleLight9", false, "Sheet1!A1:C3", 0]);
  });

  test("gives its columns to formulas by name", async () => {
    await session.page.evaluate(() => {
      window.excelHost?.setCell("Sheet1", "D1", "=SUM(People[Phone])");
      window.excelHost?.setCell("Sheet1", "D2", '="n"&COUNTA(People[Name])');
    });
    expect(await texts("D1:D2")).toEqual([["3"], ["n2"]]);
  });
});

test("selection and active cell are told apart, and the add-in selects", async () => {
  await session.page.evaluate(() => window.excelHost?.select("Sheet1", "B2:D9,F1"));
  const seen = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const areas = context.workbook.getSelectedRanges();
      const active = context.workbook.getActiveCell();
      areas.load("address,areaCount");
      active.load("address");
      await context.sync();
      context.workbook.worksheets.getItem("My data").getRange("C3:C4").select();
      await context.sync();
      return [areas.address, areas.areaCount, active.address];
    }),
  );
  expect(seen).toEqual(["Sheet1!B2:D9,Sheet1!F1", 2, "Sheet1!B2"]);
  expect(await session.page.evaluate(() => window.excelHost?.selection())).toEqual({ sheet: "My data", address: "C3:C4" });
});

test("calculation can be made manual and asked for", async () => {
  const seen = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Sheet1");
      sheet.getRange("A1:B1").formulas = [[1, "=A1*10"]];
      context.application.calculationMode = "Manual";
      await context.sync();
      sheet.getRange("A1").values = [[2]];
      const result = sheet.getRange("B1");
      result.load("values");
      await context.sync();
      const before = result.values;
      context.application.calculate("Full");
      result.load("values");
      await context.sync();
      const after = result.values;
      context.application.calculationMode = "Automatic";
      await context.sync();
      return [before, after];
    }),
  );
  expect(seen).toEqual([[[10]], [[20]]]);
});

test("whole columns have no values, and are formatted as far as they are used", async () => {
  const seen = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Sheet1");
      sheet.getRange("A1:A3").values = [["a"], ["b"], ["c"]];
      const column = sheet.getRange("A:A");
      column.format.font.bold = true;
      column.load("values,cellCount,isEntireColumn");
      const used = column.getUsedRange(true);
      used.load("address");
      await context.sync();
      return [column.values as unknown, column.cellCount, column.isEntireColumn, used.address];
    }),
  );
  expect(seen).toEqual([null, 1_048_576, true, "Sheet1!A1:A3"]);
  expect(await session.page.evaluate(() => window.excelHost?.cell("Sheet1", "A3").bold)).toBe(true);
});

test("several requests at once do not disturb each other", async () => {
  const seen = await session.pane.evaluate(() => {
    const write = (address: string): Promise<string> =>
      Excel.run(async (context) => {
        const range = context.workbook.worksheets.getItem("Sheet1").getRange(address);
        range.values = [[address]];
        await context.sync();
        await new Promise((resolve) => setTimeout(resolve, 5));
        range.load("values,address");
        await context.sync();
        return `${range.address}=${String(range.values[0]?.[0])}`;
      });
    return Promise.all(["A1", "B2", "C3"].map(write));
  });
  expect(seen).toEqual(["Sheet1!A1=A1", "Sheet1!B2=B2", "Sheet1!C3=C3"]);
});
