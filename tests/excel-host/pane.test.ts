import { readyPane } from "./support/previewPage";
import { previewSession } from "./support/session";
import "./support/addin.types";

const session = previewSession();

const activeText = (address: string): Promise<string | undefined> =>
  session.page.evaluate((at) => window.excelHost?.cell("Sheet1", at).text, address);

test("the ribbon shows the tab of the manifest, and its button runs the add-in's function", async () => {
  const { page } = session;
  await page.evaluate(() => window.excelHost?.select("Sheet1", "C4"));
  expect(await page.getByRole("tab", { name: "Test tab" }).getAttribute("aria-selected")).toBe("true");
  expect(await page.getByRole("button", { name: "Stamp" }).getAttribute("title")).toBe("Writes a stamp into the active cell.");
  await page.getByRole("button", { name: "Stamp" }).click();
  await session.page.waitForFunction(() => window.excelHost?.cell("Sheet1", "C4").text === "stamped");
});

test("a command that is run by its id has completed when the call comes back", async () => {
  await session.page.evaluate(() => window.excelHost?.select("Sheet1", "B2"));
  await session.page.evaluate(() => window.excelHost?.runCommand("Test.Cell.Stamp"));
  expect(await activeText("B2")).toBe("stamped");
});

test("the cell menu has the add-in's entry beside the sheet's own", async () => {
  const { page } = session;
  await page.locator('[data-address="D5"]').click({ button: "right" });
  await page.getByRole("menuitem", { name: "Stamp" }).click();
  await session.page.waitForFunction(() => window.excelHost?.cell("Sheet1", "D5").text === "stamped");
});

test("the add-in hides and shows its pane, hears of it, and goes on running meanwhile", async () => {
  const { page, pane } = session;
  await pane.evaluate(() => Office.addin.onVisibilityModeChanged((message) => void window.seen.push(message.visibilityMode)));
  await pane.evaluate(() => Office.addin.hide());
  expect([await page.evaluate(() => window.excelHost?.paneVisible()), await page.locator(".pane").isVisible()]).toEqual([false, false]);
  await page.evaluate(() => window.excelHost?.select("Sheet1", "A1"));
  await page.evaluate(() => window.excelHost?.runCommand("stamp"));
  expect(await activeText("A1")).toBe("stamped");
  await page.getByRole("button", { name: "Open" }).click();
  expect(await page.locator(".pane").isVisible()).toBe(true);
  await page.getByRole("button", { name: "Close the pane" }).click();
  await pane.evaluate(() => Office.addin.showAsTaskpane());
  expect(await page.locator(".pane").isVisible()).toBe(true);
  await pane.waitForFunction(() => window.seen.length === 4);
  expect(await pane.evaluate(() => window.seen)).toEqual(["Hidden", "Taskpane", "Hidden", "Taskpane"]);
});

test("a dialog opens over the page, speaks to the pane, and says when a person closes it", async () => {
  const { page, pane } = session;
  await pane.evaluate(
    () =>
      new Promise<void>((opened, failed) =>
        Office.context.ui.displayDialogAsync(
          `${location.origin}/dialog.html`,
          { displayInIframe: true, width: 40, height: 40 },
          (result) => {
            if (result.status !== Office.AsyncResultStatus.Succeeded) return failed(new Error(result.error.message));
            result.value.addEventHandler(
              Office.EventType.DialogMessageReceived,
              (event) => void window.seen.push("message" in event ? event.message : event.error),
            );
            window.dialog = result.value;
            result.value.addEventHandler(
              Office.EventType.DialogEventReceived,
              (event) => void window.seen.push("error" in event ? event.error : "?"),
            );
            opened();
          },
        ),
      ),
  );
  const frame = page.frameLocator(".addin-dialog iframe");
  await frame.locator("body[data-ready]").waitFor();
  await frame.getByRole("button", { name: "Answer" }).click();
  await pane.waitForFunction(() => window.seen.length === 1);
  await pane.evaluate(() => window.dialog?.messageChild("the pane"));
  await frame.getByText("heard the pane").waitFor();
  await page.locator(".addin-dialog").getByRole("button", { name: "Close" }).click();
  await pane.waitForFunction(() => window.seen.length === 2);
  expect(await pane.evaluate(() => window.seen)).toEqual(["from the dialog", 12006]);
});

test("the pane is as wide as a person makes it, but never narrower than 320 pixels", async () => {
  const { page } = session;
  const splitter = page.getByRole("separator", { name: "Width of the pane" });
  const width = async (): Promise<number> => Math.round((await page.locator(".pane").boundingBox())?.width ?? 0);
  const box = await splitter.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 2, 400);
  await page.mouse.down();
  await page.mouse.move(600, 400, { steps: 4 });
  await page.mouse.up();
  expect(await width()).toBe(680);
  await splitter.focus();
  for (let press = 0; press < 30; press++) await page.keyboard.press("ArrowRight");
  expect(await width()).toBe(320);
});

test("what another page of the window says is not taken for the add-in", async () => {
  const before = await session.page.evaluate(() => window.excelHost?.requests.length);
  await session.page.evaluate(() =>
    window.postMessage(
      JSON.stringify({
        _messageType: 0,
        _actionName: "executeMethod",
        _actionType: 0,
        _data: { DdaMethod: { DispatchId: 93 }, ArrayData: ["", "", "", [], "{}", 0, 0] },
      }),
      "*",
    ),
  );
  await session.page.waitForTimeout(100);
  expect(await session.page.evaluate(() => window.excelHost?.requests.length)).toBe(before);
});

test("a command pressed before the add-in has loaded is run as soon as it has", async () => {
  await session.page.evaluate(() => window.excelHost?.select("Sheet1", "E5"));
  await session.page.evaluate(() => {
    void window.excelHost?.onlineFeatures({});
    return window.excelHost?.runCommand("Test.Stamp");
  });
  expect(await activeText("E5")).toBe("stamped");
  session.pane = await readyPane(session.page);
});

test("a command whose function the add-in does not have fails with its name", async () => {
  const message = await session.page.evaluate(() => window.excelHost?.runCommand("Test.Missing").then(() => "done", String));
  expect(message).toContain("The add-in has no function missing");
});
