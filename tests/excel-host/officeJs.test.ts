import { previewSession } from "./support/session";
import "./support/addin.types";

/** What runs inside `evaluate` runs in the add-in's page, with Microsoft's own Office.js. */
const session = previewSession();

test("Office.js becomes ready in Excel on the web, with the requirement sets that the host names", async () => {
  const facts = await session.pane.evaluate(async () => {
    const info = await Office.onReady();
    const { requirements } = Office.context;
    return [
      info.host,
      info.platform,
      requirements.isSetSupported("ExcelApi", "1.11"),
      requirements.isSetSupported("ExcelApi", "1.99"),
      Office.context.contentLanguage,
    ];
  });
  expect(facts).toEqual(["Excel", "OfficeOnline", true, false, "en-US"]);
});

test("values, formats and fills written in one batch are read back in the next", async () => {
  const read = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem("Sheet1").getRange("B2:C3");
      range.numberFormat = [
        ["@", "General"],
        ["@", "0.00"],
      ];
      range.values = [
        ["0803", 1],
        ["b", 2],
      ];
      range.format.fill.color = "#ffc7ce";
      range.format.font.bold = true;
      range.load("values,text,formulas,numberFormat,valueTypes,address,rowCount,columnCount,rowIndex,columnIndex");
      range.format.load("fill/color,font/bold,columnWidth");
      await context.sync();
      const { values, text, numberFormat, valueTypes, address, rowIndex, columnIndex } = range;
      return {
        values,
        text,
        numberFormat,
        valueTypes,
        address,
        rowIndex,
        columnIndex,
        fill: range.format.fill.color,
        bold: range.format.font.bold,
      };
    }),
  );
  expect(read).toEqual({
    values: [
      ["0803", 1],
      ["b", 2],
    ],
    text: [
      ["0803", "1"],
      ["b", "2.00"],
    ],
    numberFormat: [
      ["@", "General"],
      ["@", "0.00"],
    ],
    valueTypes: [
      ["String", "Double"],
      ["String", "Double"],
    ],
    address: "Sheet1!B2:C3",
    rowIndex: 1,
    columnIndex: 1,
    fill: "#FFC7CE",
    bold: true,
  });
});

test("a text written into a General cell is read as Excel reads it: the leading zero goes", async () => {
  const values = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem("Sheet1").getRange("A1:C1");
      range.values = [["08031234567", "=1+1", "'0803"]];
      range.load("values,formulas");
      await context.sync();
      return [range.values, range.formulas];
    }),
  );
  expect(values).toEqual([[[8031234567, 2, "0803"]], [[8031234567, "=1+1", "0803"]]]);
});

test("a property that was not loaded is refused by the library itself", async () => {
  const code = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const range = context.workbook.getSelectedRange();
      await context.sync();
      try {
        return JSON.stringify(range.values);
      } catch (error) {
        return error instanceof OfficeExtension.Error ? error.code : "other";
      }
    }),
  );
  expect(code).toBe("PropertyNotLoaded");
});

describe("errors arrive with Excel's own codes", () => {
  const codeOf = (work: (context: Excel.RequestContext) => void): Promise<[string, string]> =>
    session.pane.evaluate(async (body) => {
      // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the test's own function, passed as text into the page
      const run = new Function(`return (${body})`)() as (context: Excel.RequestContext) => void;
      try {
        await Excel.run(async (context) => {
          run(context);
          await context.sync();
        });
        return ["none", ""];
      } catch (error) {
        return error instanceof OfficeExtension.Error ? [error.code, error.message] : ["other", String(error)];
      }
    }, work.toString());

  test("a sheet that is not there", async () => {
    expect(await codeOf((context) => context.workbook.worksheets.getItem("Nope").load("name"))).toEqual([
      "ItemNotFound",
      "The requested resource doesn't exist.",
    ]);
  });

  test("an address that is none", async () => {
    expect((await codeOf((context) => context.workbook.worksheets.getItem("Sheet1").getRange("A1:??").load("values")))[0]).toBe(
      "InvalidArgument",
    );
  });

  test("an array of the wrong size", async () => {
    const code = await codeOf((context) => {
      context.workbook.worksheets.getItem("Sheet1").getRange("A1:B2").values = [[1]];
    });
    expect(code).toEqual([
      "InvalidArgument",
      "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
    ]);
  });

  test("what the host does not have, named", async () => {
    expect(await codeOf((context) => context.workbook.worksheets.getItem("Sheet1").getRange("A1").merge(false))).toEqual([
      "ApiNotAvailable",
      "The emulated Excel does not implement Range.merge.",
    ]);
    expect(await codeOf((context) => context.workbook.worksheets.getItem("Sheet1").shapes.load("items/name"))).toEqual([
      "ApiNotAvailable",
      "The emulated Excel does not implement Worksheet.shapes.",
    ]);
    expect((await codeOf((context) => context.workbook.worksheets.getItem("Sheet1").getRange("A1").load("hyperlink")))[1]).toBe(
      "The emulated Excel does not implement Range.hyperlink.",
    );
  });

  test("a list of addresses longer than Excel takes", async () => {
    expect(
      (
        await codeOf((context) =>
          context.workbook.worksheets
            .getItem("Sheet1")
            .getRanges(Array.from({ length: 2000 }, (_, row) => `A${2 * row + 1}`).join(","))
            .load("address"),
        )
      )[0],
    ).toBe("InvalidArgument");
  });

  test("several areas where one is asked for", async () => {
    await session.page.evaluate(() => window.excelHost?.select("Sheet1", "A1:A2,C1:C2"));
    expect((await codeOf((context) => context.workbook.getSelectedRange().load("address")))[0]).toBe("InvalidSelection");
  });

  test("an object that is missing is a null object all the way down", async () => {
    const facts = await session.pane.evaluate(() =>
      Excel.run(async (context) => {
        const sheet = context.workbook.worksheets.getItemOrNullObject("Nope");
        const range = sheet.getRange("A1");
        range.load("values");
        const table = context.workbook.tables.getItemOrNullObject("Nope");
        await context.sync();
        return [sheet.isNullObject, range.isNullObject, table.isNullObject];
      }),
    );
    expect(facts).toEqual([true, true, true]);
  });
});

test("what was done before an error in the same batch stays done", async () => {
  await session.pane
    .evaluate(() =>
      Excel.run(async (context) => {
        const sheet = context.workbook.worksheets.getItem("Sheet1");
        sheet.getRange("A1").values = [["first"]];
        sheet.getRange("A2:B2").values = [["wrong size"]];
        await context.sync();
      }),
    )
    .catch(() => undefined);
  expect(await session.page.evaluate(() => window.excelHost?.texts("Sheet1", "A1:A2"))).toEqual([["first"], [""]]);
});

test("ranges kept over several requests follow their cells", async () => {
  const addresses = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Sheet1");
      const range = sheet.getRange("B5:C6");
      range.load("address");
      await context.sync();
      const before = range.address;
      sheet.getRange("1:2").insert("Down");
      await context.sync();
      range.load("address");
      await context.sync();
      return [before, range.address];
    }),
  );
  expect(addresses).toEqual(["Sheet1!B5:C6", "Sheet1!B7:C8"]);
});

test("ranges lead to other ranges", async () => {
  const addresses = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Sheet1");
      sheet.getRange("B2:D9").values = Array.from({ length: 8 }, () => [1, 2, 3]);
      const range = sheet.getRange("C3:D5");
      const found = [
        range.getCell(1, 1),
        range.getOffsetRange(2, -1),
        range.getResizedRange(1, 1),
        range.getEntireRow(),
        range.getEntireColumn(),
        range.getLastCell(),
        range.getBoundingRect("F1"),
        range.getIntersection("D4:Z9"),
        range.getSurroundingRegion(),
        sheet.getUsedRange(),
        sheet.getRangeByIndexes(0, 0, 2, 3),
        range.getColumn(1),
        range.getRow(2),
      ];
      for (const each of found) each.load("address");
      const none = range.getIntersectionOrNullObject("Z1");
      await context.sync();
      return [...found.map((each) => each.address.replace("Sheet1!", "")), none.isNullObject];
    }),
  );
  expect(addresses).toEqual([
    "D4",
    "B5:C7",
    "C3:E6",
    "3:5",
    "C:D",
    "D5",
    "C1:F5",
    "D4:D5",
    "B2:D9",
    "B2:D9",
    "A1:C2",
    "D3:D5",
    "C5:D5",
    true,
  ]);
});

test("hidden and filtered rows are left out of the visible view, and of the visible special cells", async () => {
  await session.page.evaluate(() => {
    const excel = window.excelHost;
    for (let row = 1; row <= 6; row++) excel?.setCell("Sheet1", `A${row}`, row === 1 ? "State" : row % 2 ? "Lagos" : "Kano");
    excel?.hideRows("Sheet1", 3, 3);
    excel?.filter("Sheet1", "A1", ["Lagos"]);
  });
  const seen = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const column = context.workbook.worksheets.getItem("Sheet1").getRange("A1:A6");
      const view = column.getVisibleView();
      view.load("cellAddresses,values,rowCount");
      const visible = column.getSpecialCells("Visible");
      visible.load("address");
      const second = column.getCell(1, 0);
      second.load("rowHidden");
      column.load("rowHidden");
      await context.sync();
      return [view.cellAddresses, view.values, view.rowCount, visible.address, second.rowHidden, column.rowHidden];
    }),
  );
  expect(seen).toEqual([[["Sheet1!A1"], ["Sheet1!A5"]], [["State"], ["Lagos"]], 2, "Sheet1!A1,Sheet1!A5", true, null]);
});

test("several areas are read and formatted at once", async () => {
  const seen = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const areas = context.workbook.worksheets.getItem("My data").getRanges("A1:B2,D4");
      areas.format.fill.color = "#00FF00";
      areas.load("address,areaCount,cellCount");
      areas.areas.load("items/address");
      await context.sync();
      return [areas.address, areas.areaCount, areas.cellCount, areas.areas.items.map((area) => area.address)];
    }),
  );
  expect(seen).toEqual(["'My data'!A1:B2,'My data'!D4", 2, 5, ["'My data'!A1:B2", "'My data'!D4"]]);
  expect(await session.page.evaluate(() => window.excelHost?.cell("My data", "D4").fill)).toBe("#00FF00");
});

test("sheets are added, renamed, moved, hidden and deleted", async () => {
  const seen = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const { worksheets } = context.workbook;
      const added = worksheets.add("Report");
      added.load("name,position,visibility,id");
      added.activate();
      await context.sync();
      const { position } = added;
      added.name = "Report 2";
      added.position = 0;
      const active = worksheets.getActiveWorksheet();
      active.load("name");
      worksheets.getItem("My data").visibility = "Hidden";
      worksheets.load("items/name,items/visibility");
      await context.sync();
      const names = worksheets.items.map((sheet) => [sheet.name, sheet.visibility]);
      added.delete();
      const count = worksheets.getCount();
      await context.sync();
      return [position, active.name, names, count.value];
    }),
  );
  expect(seen).toEqual([
    2,
    "Report 2",
    [
      ["Report 2", "Visible"],
      ["Sheet1", "Visible"],
      ["My data", "Hidden"],
    ],
    2,
  ]);
});

test("tables are made, filled, found, filtered, resized and taken away", async () => {
  const seen = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Sheet1");
      const table = sheet.tables.add("B2:D2", true);
      table.name = "Lines";
      table.getHeaderRowRange().values = [["ART ID", "Phone", "State"]];
      table.rows.add(undefined, [
        ["A/1", "x", "Lagos"],
        ["A/2", "y", "Kano"],
      ]);
      const body = table.getDataBodyRange();
      body.load("values,address");
      table.columns.load("items/name,items/index");
      table.rows.load("count");
      await context.sync();
      const column = table.columns.getItem("Phone").getDataBodyRange();
      column.load("values");
      table.columns.getItem("State").filter.applyValuesFilter(["Kano"]);
      const again = context.workbook.tables.getItem("lines");
      again.load("name,style,showFilterButton");
      table.autoFilter.load("isDataFiltered");
      const here = sheet.getRange("C3").getTables(false);
      here.load("items/name");
      await context.sync();
      table.resize("B2:D6");
      const range = table.getRange();
      range.load("address");
      await context.sync();
      return [
        body.values,
        body.address,
        table.columns.items.map((each) => each.name),
        table.rows.count,
        column.values,
        again.name,
        table.autoFilter.isDataFiltered,
        here.items.map((each) => each.name),
        range.address,
      ];
    }),
  );
  expect(seen).toEqual([
    [
      ["A/1", "x", "Lagos"],
      ["A/2", "y", "Kano"],
    ],
    "Sheet1!B3:D4",
    ["ART ID", "Phone", "State"],
    2,
    [["x"], ["y"]],
    "Lines",
    true,
    ["Lines"],
    "Sheet1!B2:D6",
  ]);
  expect(
    await session.page.evaluate(() => [window.excelHost?.cell("Sheet1", "B3").rowHidden, window.excelHost?.cell("Sheet1", "B4").rowHidden]),
  ).toEqual([true, false]);
});

test("data validation and conditional formats are kept and read back", async () => {
  const seen = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem("Sheet1").getRange("A2:A9");
      range.dataValidation.rule = { list: { inCellDropDown: true, source: "Yes,No" } };
      range.dataValidation.prompt = { showPrompt: true, title: "Sent", message: "Choose one." };
      const format = range.conditionalFormats.add("ContainsText");
      format.textComparison.format.fill.color = "#FFC7CE";
      format.textComparison.rule = { operator: "Contains", text: "wrong" };
      const custom = range.conditionalFormats.add("Custom");
      custom.custom.rule.formula = '=$A2="x"';
      custom.custom.format.font.color = "#FF0000";
      range.dataValidation.load("rule,type,prompt");
      const count = range.conditionalFormats.getCount();
      await context.sync();
      range.conditionalFormats.clearAll();
      const after = range.conditionalFormats.getCount();
      await context.sync();
      return [range.dataValidation.type, range.dataValidation.rule, range.dataValidation.prompt, count.value, after.value];
    }),
  );
  expect(seen).toEqual([
    "List",
    { list: { inCellDropDown: true, source: "Yes,No" } },
    { showPrompt: true, title: "Sent", message: "Choose one." },
    2,
    0,
  ]);
});

test("settings of the workbook and of the document are kept", async () => {
  const seen = await session.pane.evaluate(async () => {
    const { settings } = Office.context.document;
    settings.set("mapping", { phone: 2 });
    const saved = await new Promise<string>((done) => settings.saveAsync((result) => done(String(result.status))));
    const rich = await Excel.run(async (context) => {
      context.workbook.settings.add("opt", [1, "two"]);
      const found = context.workbook.settings.getItemOrNullObject("opt");
      found.load("value");
      const missing = context.workbook.settings.getItemOrNullObject("none");
      await context.sync();
      return [found.value as unknown, missing.isNullObject];
    });
    await OfficeRuntime.storage.setItem("a", "b");
    return [saved, settings.get("mapping") as unknown, rich, await OfficeRuntime.storage.getItem("a")];
  });
  expect(seen).toEqual(["succeeded", { phone: 2 }, [[1, "two"], true], "b"]);
});

test("the row of totals of a table is part of its range and not of its body; new rows come above it, and filters leave it", async () => {
  const seen = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.add("Totals");
      sheet.getRange("A1:B4").values = [["Name", "Amount"], ["a", 1], ["b", 2], ["", ""]];
      sheet.getRange("A4").values = [["below"]];
      const table = sheet.tables.add("A1:B3", true);
      table.showTotals = true;
      const addresses = async (): Promise<readonly unknown[]> => {
        table.load("showTotals");
        const [whole, body, total] = [table.getRange(), table.getDataBodyRange(), table.getTotalRowRange()].map((range) => range.load("address,values"));
        table.rows.load("count");
        await context.sync();
        return [table.showTotals, whole?.address, body?.address, total?.values, table.rows.count];
      };
      const first = await addresses();
      table.rows.add(undefined, [["c", 3]]);
      sheet.getRange("B5").formulas = [[`=SUM([Amount])`]];
      table.columns.getItem("Name").filter.applyValuesFilter(["a"]);
      const second = await addresses();
      const rows = ["3:3", "5:5"].map((address) => sheet.getRange(address).load("rowHidden"));
      const below = sheet.getRange("A6").load("values");
      await context.sync();
      const hidden = rows.map((row) => row.rowHidden);
      table.showTotals = false;
      const whole = table.getRange().load("address");
      const moved = sheet.getRange("A5").load("values");
      await context.sync();
      const last = [whole.address, moved.values];
      sheet.delete();
      await context.sync();
      return [first, second, below.values, hidden, last];
    }),
  );
  expect(seen).toEqual([
    [true, "Totals!A1:B4", "Totals!A2:B3", [["Total", ""]], 2],
    [true, "Totals!A1:B5", "Totals!A2:B4", [["Total", 6]], 3],
    [["below"]],
    [true, false],
    ["Totals!A1:B4", [["below"]]],
  ]);
});

test("a name stands for its range", async () => {
  const seen = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem("My data").getRange("A1:B2");
      context.workbook.names.add("Places", range);
      const found = context.workbook.names.getItem("places").getRange();
      found.load("address");
      await context.sync();
      return found.address;
    }),
  );
  expect(seen).toBe("'My data'!A1:B2");
});

test("a name follows its cells when others are inserted or deleted before them, and stands for nothing once they are deleted", async () => {
  const seen = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.add("Moved names");
      sheet.getRange("B2:B4").values = [[1], [2], [3]];
      context.workbook.names.add("Followed", sheet.getRange("B2:B4"));
      const found = async (): Promise<string | null> => {
        const range = context.workbook.names.getItem("Followed").getRangeOrNullObject().load("address");
        await context.sync();
        return range.isNullObject ? null : range.address;
      };
      const places: (string | null)[] = [];
      sheet.getRange("A:A").delete("Left");
      places.push(await found());
      sheet.getRange("1:1").insert("Down");
      places.push(await found());
      sheet.getRange("4:4").delete("Up");
      places.push(await found());
      sheet.getRange("3:4").delete("Up");
      places.push(await found());
      context.workbook.names.getItem("Followed").delete();
      sheet.delete();
      await context.sync();
      return places;
    }),
  );
  expect(seen).toEqual(["'Moved names'!A2:A4", "'Moved names'!A3:A5", "'Moved names'!A3:A4", null]);
});

test("10,000 rows of 12 cells are written and read back", async () => {
  const facts = await session.pane.evaluate(async () => {
    const rows = Array.from({ length: 10_000 }, (_, row) =>
      Array.from({ length: 12 }, (_none, column) => (column === 0 ? `A/${row}` : row * column)),
    );
    const started = performance.now();
    await Excel.run(async (context) => {
      context.workbook.worksheets.getItem("Sheet1").getRange("A1:L10000").values = rows;
      await context.sync();
    });
    const written = performance.now();
    const read = await Excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem("Sheet1").getUsedRange();
      range.load("values,address");
      await context.sync();
      return [range.address, range.values.length, range.values[9_999]];
    });
    return { read, writeMilliseconds: Math.round(written - started), readMilliseconds: Math.round(performance.now() - written) };
  });
  console.log(`10,000 x 12 cells: written in ${facts.writeMilliseconds} ms, read in ${facts.readMilliseconds} ms`);
  expect(facts.read).toEqual([
    "Sheet1!A1:L10000",
    10_000,
    ["A/9999", 9999, 19998, 29997, 39996, 49995, 59994, 69993, 79992, 89991, 99990, 109989],
  ]);
});
