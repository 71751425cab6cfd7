import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Frame, Page } from "playwright-core";
import { openBrowser, openPreview, picture, signIn } from "../support/journeyStack";

jest.setTimeout(120_000);

const modes = [
  ["light", { colorScheme: "light", forcedColors: "none" }],
  ["dark", { colorScheme: "dark", forcedColors: "none" }],
  ["high contrast", { colorScheme: "dark", forcedColors: "active" }],
] as const;

/** The narrowest pane that Excel shows, in the looks that people work in. */
describe.each(modes)("the pane at 320 pixels, %s", (name, options) => {
  let browser: Browser;
  let page: Page;
  let pane: Frame;

  beforeAll(async () => {
    browser = await openBrowser();
    ({ page, pane } = await openPreview(browser, options));
    const splitter = page.getByRole("separator").first();
    await splitter.focus();
    for (let step = 0; step < 40; step += 1) await page.keyboard.press("ArrowRight");
  }, 60_000);
  afterAll(() => browser.close());

  /** Nothing is cut off or reached only by scrolling sideways, and axe finds no fault. */
  async function expectSound(screen: string): Promise<void> {
    await picture(page, `320 ${name} ${screen}`);
    const { wide, shown } = await pane.evaluate(() => ({ wide: document.documentElement.scrollWidth, shown: document.documentElement.clientWidth }));
    expect(shown).toBeLessThanOrEqual(325);
    expect(wide).toBeLessThanOrEqual(shown);
    const { violations } = await new AxeBuilder({ page }).include("iframe").exclude({ fromFrames: ["iframe", "[data-tabster-dummy]"] }).analyze();
    const inPane = violations.flatMap(({ id, nodes }) => nodes.filter(({ target }) => target.length > 1).map(({ target }) => `${id}: ${target.slice(1).join(" ")}`));
    expect(inPane).toEqual([]);
  }

  test("signing in", async () => {
    await pane.getByLabel("User name").waitFor();
    await expectSound("sign in");
  });

  test("what was found in the sheet", async () => {
    await signIn(pane, "supervisor", "Supervisor-Demo-2026");
    await pane.getByText("8 columns recognised").waitFor();
    await expectSound("found");
  });

  test("a validated list", async () => {
    await pane.getByRole("button", { name: "Validate" }).first().click();
    await pane.getByText("Not sent yet").waitFor({ timeout: 60_000 });
    await pane.getByRole("button", { name: /^Submit \d/ }).waitFor();
    await pane.getByText("Comparing with the record…").waitFor({ state: "detached" });
    await expectSound("validated");
    await pane.getByRole("tab", { name: /^Changes/ }).click();
    await expectSound("changes");
  });

  test("the confirmation", async () => {
    await pane.getByRole("button", { name: /^Submit \d/ }).click();
    await pane.getByRole("alertdialog").getByText("This will be changed in the patients' records:").waitFor();
    await expectSound("confirmation");
    await pane.getByRole("alertdialog").getByRole("button", { name: "Not yet" }).click();
  });

  test("submissions and finding patients", async () => {
    await pane.getByRole("tab", { name: "Submissions" }).or(pane.getByRole("tab", { name: "My submissions" })).click();
    await expectSound("submissions");
    await pane.getByRole("tab", { name: "Patients" }).click();
    await expectSound("nobody searched");
    await pane.getByLabel("Find a patient").fill("IMO02000106");
    await pane.getByText("ART ID of more than one patient").first().waitFor();
    await pane.getByLabel("Find a patient").press("ArrowDown");
    await expectSound("patients found");
  });
});
