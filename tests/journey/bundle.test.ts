import type { Browser } from "playwright-core";
import { askForFile } from "../support/overHttps";
import { journeyStack, openBrowser } from "../support/journeyStack";

/** What a clinic's slow line must carry before the person sees the pane, compressed, without Office.js. */
const budget = 250 * 1024;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test("what the page names, compressed, is within the budget", async () => {
  const { firstPaintGzipBytes, files } = JSON.parse((await askForFile("/sizes.json")).body.toString());
  process.stderr.write(`first paint: ${(firstPaintGzipBytes / 1024).toFixed(0)} KB gzip in ${files.length} files\n`);
  expect(files.length).toBeGreaterThanOrEqual(4);
  expect(firstPaintGzipBytes).toBeGreaterThan(50 * 1024);
  expect(firstPaintGzipBytes).toBeLessThanOrEqual(budget);
});

test("what really comes over the line until the pane can be signed in to is within the budget, and all from one origin", async () => {
  const { address } = journeyStack();
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: "en-GB" });
  const page = await context.newPage();
  const received: { url: string; work: Promise<number> }[] = [];
  page.on("requestfinished", (request) => {
    const url = request.url();
    if (request.frame() === page.mainFrame() || url.includes("/office-js/") || url.startsWith("data:")) return;
    received.push({ url, work: request.sizes().then((sizes) => sizes.responseBodySize) });
  });
  await page.goto(`${address}/preview/`);
  const element = await page.waitForSelector("iframe");
  const pane = await element.contentFrame();
  await pane?.getByLabel(/user ?name/i).waitFor();
  const sizes = await Promise.all(received.map((one) => one.work));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  process.stderr.write(`over the line: ${(bytes / 1024).toFixed(0)} KB in ${received.length} requests\n`);
  expect(received.filter(({ url }) => !url.startsWith(address))).toEqual([]);
  expect(received.some(({ url }) => url.includes("/static/"))).toBe(true);
  expect(bytes).toBeLessThanOrEqual(budget);
  await context.close();
});
