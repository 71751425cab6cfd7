import { readyPane } from "./support/previewPage";
import { previewSession } from "./support/session";
import "./support/addin.types";

/** What hurts in the real Excel. */
const session = previewSession();

/** Writes one cell from the add-in; gives `done` or the code of the error. */
function write(address: string, delay: boolean): Promise<string> {
  return session.pane.evaluate(
    async ([at, waits]) => {
      try {
        await Excel.run({ delayForCellEdit: waits }, async (context) => {
          context.workbook.worksheets.getItem("Sheet1").getRange(at).values = [["written"]];
          await context.sync();
        });
        return "done";
      } catch (error) {
        return error instanceof OfficeExtension.Error ? error.code : String(error);
      }
    },
    [address, delay] as const,
  );
}

describe("while a person edits a cell", () => {
  test("a request fails", async () => {
    await session.page.evaluate(() => window.excelHost?.beginCellEdit());
    expect(await write("A1", false)).toBe("InvalidOperationInCellEditMode");
  });

  test("a request that asked to be delayed waits until the edit ends", async () => {
    await session.page.evaluate(() => window.excelHost?.beginCellEdit());
    const writing = write("A1", true);
    await session.page.waitForTimeout(200);
    expect(await session.page.evaluate(() => window.excelHost?.cell("Sheet1", "A1").text)).toBe("");
    await session.page.evaluate(() => window.excelHost?.endCellEdit());
    expect(await writing).toBe("done");
    expect(
      await session.page.evaluate(() => [
        window.excelHost?.cell("Sheet1", "A1").text,
        window.excelHost?.requests.some((request) => request.waitedForCellEdit),
      ]),
    ).toEqual(["written", true]);
  });

  test("typing in the grid is such an edit", async () => {
    await session.page.locator('[data-address="C3"]').click();
    await session.page.keyboard.type("12");
    expect(await write("A1", false)).toBe("InvalidOperationInCellEditMode");
    await session.page.keyboard.press("Enter");
    expect(await write("A1", false)).toBe("done");
    expect(await session.page.evaluate(() => window.excelHost?.cell("Sheet1", "C3").value)).toBe(12);
  });
});

test("a protected sheet refuses to be written, and says that it is protected", async () => {
  await session.page.evaluate(() => {
    window.excelHost?.unlock("Sheet1", "B1");
    window.excelHost?.protect("Sheet1");
  });
  expect([await write("A1", false), await write("B1", false)]).toEqual(["AccessDenied", "done"]);
  const isProtected = await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const { protection } = context.workbook.worksheets.getItem("Sheet1");
      protection.load("protected");
      await context.sync();
      return protection.protected;
    }),
  );
  expect(isProtected).toBe(true);
});

test("more than 5 MB in one request is refused and nothing of it is written", async () => {
  const code = await session.pane.evaluate(async () => {
    try {
      await Excel.run(async (context) => {
        context.workbook.worksheets.getItem("Sheet1").getRange("A1:A60000").values = Array.from({ length: 60_000 }, () => [
          "x".repeat(100),
        ]);
        await context.sync();
      });
      return "done";
    } catch (error) {
      return error instanceof OfficeExtension.Error ? error.code : String(error);
    }
  });
  expect(code).toBe("RequestPayloadSizeLimitExceeded");
  expect(await session.page.evaluate(() => window.excelHost?.cell("Sheet1", "A1").text)).toBe("");
});

test("more than 5 MB in one answer is refused", async () => {
  await session.page.evaluate(() =>
    window.excelHost?.loadWorkbook({
      name: "Wide",
      sheets: [{ name: "Sheet1", cells: Array.from({ length: 60_000 }, () => ["x".repeat(100)]) }],
    }),
  );
  const code = await session.pane.evaluate(async () => {
    try {
      await Excel.run(async (context) => {
        context.workbook.worksheets.getItem("Sheet1").getUsedRange().load("values");
        await context.sync();
      });
      return "done";
    } catch (error) {
      return error instanceof OfficeExtension.Error ? error.code : String(error);
    }
  });
  expect(code).toBe("ResponsePayloadSizeLimitExceeded");
});

test("when another workbook has the focus, selecting fails, writing does not", async () => {
  await session.page.evaluate(() => window.excelHost?.loseFocus(true));
  const code = await session.pane.evaluate(async () => {
    try {
      await Excel.run(async (context) => {
        context.workbook.worksheets.getItem("Sheet1").getRange("B2").select();
        await context.sync();
      });
      return "done";
    } catch (error) {
      return error instanceof OfficeExtension.Error ? error.code : String(error);
    }
  });
  expect([code, await write("A1", false)]).toEqual(["GeneralException", "done"]);
});

test("a range of a sheet that was deleted in between is not valid any more", async () => {
  const code = await session.pane.evaluate(async () => {
    try {
      await Excel.run(async (context) => {
        const sheet = context.workbook.worksheets.getItem("My data");
        const range = sheet.getRange("A1");
        range.load("address");
        await context.sync();
        sheet.delete();
        await context.sync();
        range.load("values");
        await context.sync();
      });
      return "done";
    } catch (error) {
      return error instanceof OfficeExtension.Error ? error.code : String(error);
    }
  });
  expect(code).toBe("InvalidReference");
});

test("a person takes back what the add-in wrote in one request by one Ctrl+Z", async () => {
  await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Sheet1");
      sheet.getRange("A1:A3").values = [["a"], ["b"], ["c"]];
      sheet.getRange("A1:A3").format.fill.color = "#FF0000";
      await context.sync();
    }),
  );
  const before = await session.page.evaluate(() => [window.excelHost?.texts("Sheet1", "A1:A3"), window.excelHost?.undoList()]);
  expect(before).toEqual([[["a"], ["b"], ["c"]], ["Add-in"]]);
  const after = await session.page.evaluate(() => [
    window.excelHost?.undo(),
    window.excelHost?.texts("Sheet1", "A1:A3"),
    window.excelHost?.cell("Sheet1", "A1").fill,
  ]);
  expect(after).toEqual(["Add-in", [[""], [""], [""]], null]);
});

describe("in an older Excel", () => {
  afterAll(async () => {
    await session.page.evaluate(() => window.excelHost?.onlineFeatures({}));
    session.pane = await readyPane(session.page);
  });

  test("the library refuses what the version does not have, and formulas do not know the add-in's functions", async () => {
    await session.page.evaluate(() => window.excelHost?.onlineFeatures({ ExcelApi: "1.11", CustomFunctionsRuntime: null }));
    session.pane = await readyPane(session.page);
    const facts = await session.pane.evaluate(async () => {
      const { requirements } = Office.context;
      const sets = [
        requirements.isSetSupported("ExcelApi", "1.11"),
        requirements.isSetSupported("ExcelApi", "1.13"),
        requirements.isSetSupported("CustomFunctionsRuntime", "1.1"),
      ];
      try {
        await Excel.run(async (context) => {
          context.workbook.worksheets.getItem("Sheet1").tables.add("A1:B3", true).resize("A1:B4");
          await context.sync();
        });
        return [...sets, "done"];
      } catch (error) {
        return [...sets, error instanceof OfficeExtension.Error ? error.code : String(error)];
      }
    });
    expect(facts).toEqual([true, false, false, "ApiNotFound"]);
    await session.page.evaluate(() => window.excelHost?.setCell("Sheet1", "D1", "=TEST.ADD(1,2)"));
    expect(await session.page.evaluate(() => window.excelHost?.cell("Sheet1", "D1").text)).toBe("#NAME?");
  });
});
