import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Frame, Page } from "playwright-core";
import { drawTo, openBrowser, openPreview, picture } from "../support/journeyStack";

jest.setTimeout(120_000);

const modes = [
  ["light", { colorScheme: "light", forcedColors: "none" }],
  ["dark", { colorScheme: "dark", forcedColors: "none" }],
  ["high contrast", { colorScheme: "dark", forcedColors: "active" }],
] as const;

/** Set where the pictures of the README's gallery are to be taken anew; a usual run leaves the files of the project alone. */
const isForGallery = process.env.PICTURES_FOR_DOCS === "true";

describe.each(modes)("every screen by keyboard alone, %s", (name, options) => {
  let browser: Browser;
  let page: Page;
  let pane: Frame;

  beforeAll(async () => {
    browser = await openBrowser();
    ({ page, pane } = await openPreview(browser, options));
    await drawTo(page, 320);
    await pane.getByLabel("User name").waitFor();
  }, 60_000);
  afterAll(() => browser.close());

  /** Presses a key until what has the keyboard is called so. */
  async function reach(wanted: RegExp, key = "Tab", presses = 60): Promise<void> {
    const seen: string[] = [];
    for (let press = 0; press <= presses; press += 1) {
      const named = await pane.evaluate(() => {
        const element = document.activeElement;
        if (!(element instanceof HTMLElement) || element === document.body) return "";
        const label = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels?.[0]?.textContent : null;
        return (element.getAttribute("aria-label") ?? label ?? element.textContent).trim();
      });
      if (wanted.test(named)) return;
      seen.push(named.slice(0, 30));
      await page.keyboard.press(key);
    }
    throw new Error(`The keyboard does not reach ${String(wanted)}; it was at ${seen.join(" | ")}`);
  }

  /** Fits at 320 pixels, and axe finds no fault. */
  async function expectSound(screen: string, unless: readonly string[] = []): Promise<void> {
    await picture(page, `every ${name} ${screen}`);
    if (isForGallery && name === "light") await takeForGallery(screen);
    const { wide, shown } = await pane.evaluate(() => ({ wide: document.documentElement.scrollWidth, shown: document.documentElement.clientWidth }));
    expect(wide).toBeLessThanOrEqual(shown);
    const { violations } = await new AxeBuilder({ page }).include("iframe").exclude({ fromFrames: ["iframe", "[data-tabster-dummy]"] }).disableRules([...unless]).analyze();
    const inPane = violations.flatMap(({ id, nodes }) => nodes.filter(({ target }) => target.length > 1).map(({ target }) => `${id}: ${target.slice(1).join(" ")}`));
    expect(inPane).toEqual([]);
  }

  async function takeForGallery(screen: string): Promise<void> {
    const folder = join(__dirname, "../../docs/pictures");
    mkdirSync(folder, { recursive: true });
    const frame = page.locator("iframe");
    const active = await pane.evaluateHandle(() => document.activeElement);
    // The card stands above the form in which the keyboard is.
    if (screen === "patient") await pane.evaluate(() => document.querySelectorAll("*").forEach((element) => element.scrollTo(0, 0)));
    await frame.screenshot({ path: join(folder, `${screen}-320.png`) });
    await drawTo(page, 450);
    await frame.screenshot({ path: join(folder, `${screen}-450.png`) });
    await drawTo(page, 320);
    await active.asElement()?.focus();
  }

  test("trouble with signing in, and signing in", async () => {
    await pane.getByLabel("User name").focus();
    await reach(/^Trouble signing in/);
    await page.keyboard.press("Enter");
    await pane.getByText(/^No role: your account is right/).waitFor();
    await expectSound("sign-in");
    await reach(/^User name/, "Shift+Tab");
    await page.keyboard.type("supervisor");
    await reach(/^Password/);
    await page.keyboard.type("Supervisor-Demo-2026");
    await page.keyboard.press("Enter");
    await pane.getByRole("tab", { name: "Home", selected: true }).waitFor();
    // The form went away with the keyboard in it, which goes on where the screen begins.
    await pane.locator("h1:focus").waitFor();
    expect(await pane.locator("h1:focus").textContent()).toBe("Home");
    await reach(/^New update/, "Tab", 1);
  });

  test("home, with its figures", async () => {
    await pane.getByRole("table", { name: "Updates of everybody" }).waitFor();
    await expectSound("home");
  });

  test("the tour", async () => {
    await pane.getByRole("tab", { name: "Home" }).focus();
    await reach(/^Show me/);
    await page.keyboard.press("Enter");
    await pane.getByText("Step 1 of 5").waitFor();
    await expectSound("tour");
    await page.keyboard.press("Escape");
    await pane.getByText("Step 1 of 5").waitFor({ state: "detached" });
  });

  test("settings", async () => {
    await pane.getByRole("tab", { name: "Home" }).focus();
    await reach(/^Settings/);
    await page.keyboard.press("Enter");
    await pane.getByText(/^Only administrators change these/).waitFor();
    await expectSound("settings");
    await pane.getByRole("radio", { name: /^Compact/ }).focus();
    await page.keyboard.press("Space");
    await expectSound("settings-compact");
    await page.keyboard.press("ArrowUp");
  });

  test("help", async () => {
    await reach(/^Help for this screen/, "Shift+Tab");
    await page.keyboard.press("Enter");
    await pane.getByRole("heading", { name: "Settings", exact: true }).waitFor();
    await expectSound("help");
    await page.keyboard.press("Escape");
    await pane.getByRole("dialog").waitFor({ state: "detached" });
  });

  test.each([
    ["Submit", "8 columns recognised"],
    ["Patients", "Find a patient"],
    ["Submissions", "Submissions"],
  ])("the tab %s by the arrow keys", async (tab, text) => {
    await pane.getByRole("tab", { selected: true }).or(pane.getByRole("tab", { name: "Home" })).first().focus();
    await reach(new RegExp(`^${tab}`), "ArrowRight", 6);
    await page.keyboard.press("Enter");
    await pane.getByRole("tab", { name: tab, selected: true }).waitFor();
    await pane.getByRole("main").getByText(text).first().waitFor();
    await expectSound(tab.toLowerCase());
  });

  test("a patient found by name, the card with its contacts, and the form", async () => {
    await pane.getByRole("navigation").getByRole("tab", { selected: true }).focus();
    await reach(/^Patients/, "ArrowLeft", 6);
    await page.keyboard.press("Enter");
    await pane.getByText("Find a patient").waitFor();
    await reach(/^Find a patient/);
    await page.keyboard.type("musa");
    await pane.getByRole("listbox").getByRole("option").first().waitFor();
    await expectSound("search");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await pane.getByRole("heading", { name: "How to reach this patient" }).waitFor();
    await reach(/^Show (?:the )?contacts/);
    await page.keyboard.press("Enter");
    await pane.getByRole("button", { name: "Hide contacts" }).waitFor();
    await pane.getByRole("heading", { name: "History" }).waitFor();
    await expectSound("patient");
    await reach(/^New phone/);
    await page.keyboard.type("08031234567");
    expect(await pane.getByLabel("New phone").inputValue()).toBe("08031234567");
    await expectSound("update");
  });

  test("reports, with their figures and a list of rows", async () => {
    await openTab(/^Home/);
    await reach(/^Reports/);
    await page.keyboard.press("Enter");
    await pane.getByRole("heading", { name: "Reports", exact: true }).waitFor();
    await pane.getByText(/^As of /).waitFor();
    await expectSound("reports");
    await reach(/^Report$/);
    await page.keyboard.type("Updates");
    await pane.getByRole("heading", { name: "List of contact updates" }).waitFor();
    await pane.getByText(/^As of /).waitFor();
    await expectSound("report-rows");
  });

  test.each([
    ["Fill", "Fill from the record", "fill"],
    ["Compare", "Compare with the record", "compare"],
    ["Worklists", "Worklists", "worklists"],
  ])("what %s on Home leads to", async (button, heading, screen) => {
    await openTab(/^Home/);
    await reach(new RegExp(`^${button}`));
    await page.keyboard.press("Enter");
    await pane.getByRole("heading", { name: heading, exact: true }).waitFor();
    await pane.getByRole("main").getByRole("button").first().waitFor();
    await expectSound(screen);
  });

  test("calls from a sheet", async () => {
    await openTab(/^Patients/);
    await reach(/^Calls from the sheet/);
    await page.keyboard.press("Enter");
    await pane.getByRole("heading", { name: "Calls from the sheet" }).waitFor();
    await expectSound("calls");
  });

  test("bringing in a file", async () => {
    await openTab(/^Submit/);
    await reach(/^Open a file/);
    await page.keyboard.press("Enter");
    await pane.getByRole("heading", { name: "Bring in a file" }).waitFor();
    await expectSound("files");
  });

  /** Goes to a tab from wherever the keyboard is in the row of tabs. */
  async function openTab(name: RegExp): Promise<void> {
    await pane.getByRole("navigation").getByRole("tab", { selected: true }).or(pane.getByRole("tab", { name: "Home" })).first().focus();
    await reach(name, "ArrowLeft", 6);
    await page.keyboard.press("Enter");
    await pane.getByRole("tab", { name, selected: true }).waitFor();
  }
});
