import type { Frame, Page } from "playwright-core";
import { startPreviewBrowser, type PreviewBrowser } from "./support/previewPage";

let browser: PreviewBrowser;
let page: Page;
let pane: Frame;

beforeAll(async () => {
  browser = await startPreviewBrowser();
}, 60_000);
afterAll(() => browser.close());
beforeEach(async () => {
  ({ page, pane } = await browser.open());
}, 30_000);
afterEach(() => page.context().close());

test("Office.js becomes ready in Excel on the web, with the requirement sets that the host names", async () => {
  const facts = await pane.evaluate(async () => {
    const info = await Office.onReady();
    const { requirements } = Office.context;
    return [info.host, info.platform, requirements.isSetSupported("ExcelApi", "1.11"), requirements.isSetSupported("ExcelApi", "1.99")];
  });
  expect(facts).toEqual(["Excel", "OfficeOnline", true, false]);
});

test("values written in one batch are read back in the next", async () => {
  const read = await pane.evaluate(() =>
    Excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem("Sheet1").getRange("B2:C3");
      range.values = [["a", 1], ["b", true]];
      range.load("values,address,rowCount");
      await context.sync();
      return [range.values, range.address, range.rowCount];
    }),
  );
  expect(read).toEqual([[["a", 1], ["b", true]], "Sheet1!B2:C3", 2]);
});
