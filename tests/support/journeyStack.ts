import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createPool, type Pool } from "mysql2/promise";
import { chromium } from "playwright-core";
import type { Browser, BrowserContextOptions, Frame, Page } from "playwright-core";
import { localPath } from "../../scripts/support/paths";

/** The running product that the journeys go through. */
export interface JourneyStack {
  readonly address: string;
  /** Account root of its database, for making patients and for reading back. */
  readonly databaseUrl: string;
  readonly chromium: string;
  readonly serverLog: string;
}

const variable = "JOURNEY_STACK";

/** Called by the set-up: the workers of jest inherit the environment. */
export function rememberStack(stack: JourneyStack): void {
  process.env[variable] = JSON.stringify(stack);
}

export function journeyStack(): JourneyStack {
  const text = process.env[variable];
  if (text === undefined) throw new Error("There is no running product: journeys run in the jest project `journey`.");
  return JSON.parse(text) as JourneyStack;
}

/** A browser as a clinic has one: nothing but the clinic's own server can be reached. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: journeyStack().chromium,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

export interface PreviewWorkbook {
  readonly page: Page;
  /** The add-in's own page, inside the workbook. */
  readonly pane: Frame;
  /** Requests that left the product's own origin; there must be none. */
  readonly strangers: readonly string[];
  /** Errors that the pages wrote to the console or threw. */
  readonly faults: readonly string[];
}

/** Opens the preview workbook with the sample line list (or an empty one) and waits for the pane in it. */
export async function openPreview(browser: Browser, options: BrowserContextOptions & { query?: string } = {}): Promise<PreviewWorkbook> {
  const { query = "", ...contextOptions } = options;
  const { address } = journeyStack();
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1360, height: 860 }, locale: "en-GB", ...contextOptions });
  const page = await context.newPage();
  const strangers: string[] = [];
  const faults: string[] = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !url.startsWith("data:") && !url.startsWith("blob:")) strangers.push(url);
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  await page.goto(`${address}/preview/${query}`);
  await page.evaluate(() => window.excelHost?.ready);
  const element = await page.waitForSelector("iframe", { timeout: 15_000 }).catch(async (problem: unknown) => {
    await picture(page, "no-pane");
    throw new Error(`The workbook has no pane: ${faults.join("; ")}`, { cause: problem });
  });
  const pane = await element.contentFrame();
  if (pane === null) throw new Error("The pane has no frame.");
  return { page, pane, strangers, faults };
}

/** Signs in through the pane, as a person does. */
export async function signIn(pane: Frame, username: string, password: string): Promise<void> {
  await pane.getByLabel(/user ?name/i).fill(username);
  await pane.getByLabel(/password/i).first().fill(password);
  await pane.getByRole("button", { name: /^sign in$/i }).click();
  // The list in front is what most journeys are about; the pane begins at home, or where something was being sent.
  await pane.getByRole("tab", { name: "Submit" }).click();
  await pane.getByRole("button", { name: /validate/i }).first().waitFor();
}

/** Draws the edge of the pane, as a person does, until the pane is so wide. */
export async function drawTo(page: Page, width: number): Promise<void> {
  const edge = await page.getByRole("separator").first().boundingBox();
  const frame = await page.locator("iframe").boundingBox();
  if (edge === null || frame === null) throw new Error("The pane has no edge.");
  const [x, y] = [edge.x + edge.width / 2, edge.y + edge.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + frame.width - width, y, { steps: 4 });
  await page.mouse.up();
  await page.mouse.move(5, 5);
}

/** Leaves a picture for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = localPath("screenshots");
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Account root on the OpenMRS schema. */
export function openRoot(): Pool {
  return createPool({ uri: `${journeyStack().databaseUrl}openmrs`, dateStrings: true, connectionLimit: 2 });
}

/** A browser and the database's account root for the tests of one file. */
export function journeyWorld(): { readonly browser: Browser; readonly root: Pool } {
  let opened: { readonly browser: Browser; readonly root: Pool } | null = null;
  const here = (): { readonly browser: Browser; readonly root: Pool } => {
    if (opened === null) throw new Error("The browser is opened before the first test, not before.");
    return opened;
  };
  beforeAll(async () => {
    opened = { browser: await openBrowser(), root: openRoot() };
  });
  afterAll(async () => {
    await opened?.browser.close();
    await opened?.root.end();
  });
  return {
    get browser() {
      return here().browser;
    },
    get root() {
      return here().root;
    },
  };
}
