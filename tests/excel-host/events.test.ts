import { readyPane } from "./support/previewPage";
import { previewSession } from "./support/session";
import "./support/addin.types";

const session = previewSession();

/** Handlers of one test are gone with the page of the add-in. */
beforeEach(async () => {
  await session.page.evaluate(() => window.excelHost?.onlineFeatures({}));
  session.pane = await readyPane(session.page);
});

/** Waits until the add-in has seen as many events as expected. */
async function seen(count: number): Promise<unknown[]> {
  await session.pane.waitForFunction((wanted) => window.seen.length >= wanted, count, { timeout: 3000 }).catch(() => undefined);
  return session.pane.evaluate(() => window.seen);
}

test("a typed cell reaches the add-in with its address and the values before and after", async () => {
  await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Sheet1");
      const handler = sheet.onChanged.add(async (event) => {
        await Excel.run(async (inner) => {
          const range = event.getRange(inner);
          range.load("values");
          await inner.sync();
          window.seen.push([
            event.address,
            event.changeType,
            event.source,
            event.triggerSource,
            event.details.valueBefore,
            event.details.valueAfter,
            range.values,
          ]);
        });
        handler.remove();
        await handler.context.sync();
      });
      await context.sync();
    }),
  );
  await session.page.evaluate(() => window.excelHost?.setCell("Sheet1", "B2", "typed"));
  expect(await seen(1)).toEqual([["B2", "RangeEdited", "Local", "Unknown", "", "typed", [["typed"]]]]);
  // The handler took itself away.
  await session.page.evaluate(() => window.excelHost?.setCell("Sheet1", "B3", "later"));
  await session.page.waitForTimeout(150);
  expect(await seen(1)).toHaveLength(1);
});

test("what the add-in writes itself is told apart, and can be silenced", async () => {
  await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Sheet1");
      const handler = sheet.onChanged.add((event) => {
        window.seen.push([event.address, event.triggerSource]);
        return Promise.resolve();
      });
      await context.sync();
      context.runtime.enableEvents = false;
      sheet.getRange("A1").values = [["silent"]];
      await context.sync();
      context.runtime.enableEvents = true;
      sheet.getRange("A2:A3").values = [["one"], ["two"]];
      await context.sync();
      await new Promise((resolve) => setTimeout(resolve, 100));
      handler.remove();
      await context.sync();
    }),
  );
  expect(await seen(1)).toEqual([["A2:A3", "ThisLocalAddin"]]);
});

test("selections, sheets and hidden rows are reported", async () => {
  await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const { worksheets } = context.workbook;
      const note =
        (name: string) =>
        (event: object): Promise<void> => {
          window.seen.push("address" in event ? `${name} ${String(event.address)}` : name);
          return Promise.resolve();
        };
      worksheets.onSelectionChanged.add(note("selected"));
      worksheets.onActivated.add(note("activated"));
      worksheets.onDeactivated.add(note("deactivated"));
      worksheets.onAdded.add(note("added"));
      worksheets.onDeleted.add(note("deleted"));
      worksheets.getItem("Sheet1").onRowHiddenChanged.add(note("rows"));
      await context.sync();
    }),
  );
  await session.page.evaluate(() => {
    const excel = window.excelHost;
    excel?.select("Sheet1", "A2:B5");
    excel?.hideRows("Sheet1", 3, 4);
    excel?.addSheet("New");
    excel?.select("New", "C3");
    excel?.deleteSheet("New");
  });
  const events = await seen(10);
  expect(events).toEqual([
    "selected A2:B5",
    "rows 3:4",
    "added",
    "deactivated",
    "activated",
    "selected C3",
    "deactivated",
    "activated",
    "selected A1",
    "deleted",
  ]);
});

test("the workbook's own selection event leads to the selected range", async () => {
  await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      context.workbook.onSelectionChanged.add(() =>
        Excel.run(async (inner) => {
          const range = inner.workbook.getSelectedRange();
          range.load("address");
          await inner.sync();
          window.seen.push(range.address);
        }),
      );
      await context.sync();
    }),
  );
  await session.page.evaluate(() => window.excelHost?.select("My data", "B2:C3"));
  expect(await seen(1)).toEqual(["'My data'!B2:C3"]);
});

test("changes inside a table reach those who listen to the table", async () => {
  await session.pane.evaluate(() =>
    Excel.run(async (context) => {
      const table = context.workbook.worksheets.getItem("Sheet1").tables.add("A1:B3", true);
      await context.sync();
      table.onChanged.add((event) => {
        window.seen.push(event.address);
        return Promise.resolve();
      });
      await context.sync();
    }),
  );
  await session.page.evaluate(() => {
    window.excelHost?.setCell("Sheet1", "F9", "outside");
    window.excelHost?.setCell("Sheet1", "B2", "inside");
  });
  expect(await seen(1)).toEqual(["B2"]);
});

test("an event that the host cannot fire is refused by its name", async () => {
  const message = await session.pane.evaluate(async () => {
    try {
      await Excel.run(async (context) => {
        context.workbook.worksheets.getItem("Sheet1").onSingleClicked.add(() => Promise.resolve());
        await context.sync();
      });
      return "accepted";
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  });
  expect(message).toBe("The emulated Excel does not implement Worksheet._RegisterSingleClickedEvent.");
});
