import { AxeBuilder } from "@axe-core/playwright";
import type { Frame, Page } from "playwright-core";
import { drawTo, journeyWorld, openPreview, picture, signIn } from "../support/journeyStack";

/** The screen of worklists by keyboard alone, at both widths and in three colour schemes. */

jest.setTimeout(120_000);

const world = journeyWorld();
const modes = [
  ["light", { colorScheme: "light", forcedColors: "none" }],
  ["dark", { colorScheme: "dark", forcedColors: "none" }],
  ["high contrast", { colorScheme: "dark", forcedColors: "active" }],
] as const;

async function expectSound(page: Page, pane: Frame, name: string): Promise<void> {
  for (const width of [320, 450]) {
    await drawTo(page, width);
    await picture(page, `${name} ${width}`);
    const { wide, shown } = await pane.evaluate(() => ({ wide: document.documentElement.scrollWidth, shown: document.documentElement.clientWidth }));
    expect(wide).toBeLessThanOrEqual(shown);
  }
  const { violations } = await new AxeBuilder({ page }).include("iframe").exclude({ fromFrames: ["iframe", "[data-tabster-dummy]"] }).analyze();
  const inPane = violations.flatMap(({ id, nodes }) => nodes.filter(({ target }) => target.length > 1).map(({ target }) => `${id}: ${target.slice(1).join(" ")}`));
  expect(inPane).toEqual([]);
}

test.each(modes)("worklists, the form, and closing, %s", async (mode, options) => {
  const { page, pane, faults } = await openPreview(world.browser, options);
  /** Presses Tab until what has the keyboard is called so. */
  const reach = async (wanted: RegExp, presses = 80): Promise<void> => {
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
      await page.keyboard.press("Tab");
    }
    throw new Error(`The keyboard does not reach ${String(wanted)}; it was at ${seen.join(" | ")}`);
  };
  await signIn(pane, "supervisor", "Supervisor-Demo-2026");
  await pane.getByRole("tab", { name: "Home" }).click();
  await pane.getByRole("tab", { name: "Home", selected: true }).focus();
  await reach(/^Worklists/);
  await page.keyboard.press("Enter");
  await pane.locator("h1:focus").waitFor();
  expect(await pane.locator("h1:focus").textContent()).toBe("Worklists");
  await pane.getByRole("button", { name: "New worklist" }).waitFor();
  await reach(/^New worklist/, 3);
  await page.keyboard.press("Enter");
  await pane.locator("h2:focus").waitFor();
  // Nothing is chosen yet: the keyboard is led to what has to be chosen.
  await reach(/^Gather the patients/);
  await page.keyboard.press("Enter");
  await pane.getByText("Choose at least one reason.").waitFor();
  await reach(/^No phone/, 0);
  await page.keyboard.press("Space");
  await reach(/^Not verified/);
  await page.keyboard.press("Space");
  await reach(/^Only some of them/);
  await page.keyboard.press("Enter");
  await expectSound(page, pane, `worklists ${mode} form`);
  await pane.getByRole("checkbox", { name: "No phone" }).focus();
  await reach(/^Age from/);
  await page.keyboard.type("60");
  await reach(/^Gather the patients/);
  await page.keyboard.press("Enter");
  await pane.getByText(/is being gathered. You can leave|has been gathered/).waitFor();
  await pane.getByRole("button", { name: "New worklist" }).and(pane.locator(":focus")).waitFor();
  await pane.getByText(/^\d+ open$/).first().waitFor({ timeout: 30_000 });
  await expectSound(page, pane, `worklists ${mode} list`);
  await reach(/^Close: /);
  await page.keyboard.press("Enter");
  await reach(/^Close it/, 0);
  await expectSound(page, pane, `worklists ${mode} closing`);
  await page.keyboard.press("Enter");
  await pane.getByText(/” is closed\.$/).waitFor();
  await reach(/^Progress by clerk/);
  await page.keyboard.press("Enter");
  await pane.getByRole("heading", { name: "How far the worklists are" }).waitFor();
  expect(faults).toEqual([]);
  await page.context().close();
});
