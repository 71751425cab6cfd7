import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Frame, Page } from "playwright-core";
import { openBrowser, openPreview, picture } from "../support/journeyStack";

jest.setTimeout(90_000);

/** French is longer than English: the narrowest pane that Excel shows, on the screens of every day. */
describe("the pane in French at 320 pixels", () => {
  let browser: Browser;
  let page: Page;
  let pane: Frame;
  let faults: readonly string[];

  beforeAll(async () => {
    browser = await openBrowser();
    ({ page, pane, faults } = await openPreview(browser));
    const splitter = page.getByRole("separator").first();
    await splitter.focus();
    for (let step = 0; step < 40; step += 1) await page.keyboard.press("ArrowRight");
  }, 60_000);
  afterAll(() => browser.close());

  /** Nothing is cut off or reached only by scrolling sideways, axe finds no fault, and nothing is said in English. */
  async function expectSound(screen: string, unless: readonly string[] = []): Promise<void> {
    // What fades in is judged when it is there.
    await pane.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== "running" || animation.effect?.getTiming().iterations === Infinity));
    await picture(page, `320 French ${screen}`);
    const { wide, shown, language } = await pane.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      shown: document.documentElement.clientWidth,
      language: document.documentElement.lang,
    }));
    expect(language).toBe("fr");
    expect(shown).toBeLessThanOrEqual(325);
    expect(wide).toBeLessThanOrEqual(shown);
    expect(await cutOff()).toEqual([]);
    expect(await pane.locator("body").innerText()).not.toMatch(/\b(?:the|rows?|your?|Submit|Validate|Show)\b/);
    const { violations } = await new AxeBuilder({ page }).include("iframe").exclude({ fromFrames: ["iframe", "[data-tabster-dummy]"] }).disableRules([...unless]).analyze();
    const inPane = violations.flatMap(({ id, nodes }) => nodes.filter(({ target }) => target.length > 1).map(({ target }) => `${id}: ${target.slice(1).join(" ")}`));
    expect(inPane).toEqual([]);
  }

  /** Buttons, tabs and menu items whose words do not fit, and whatever reaches out of the pane. */
  function cutOff(): Promise<string[]> {
    return pane.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("button, select, input, [role=tab], [role^=menuitem], label")]
        .filter((element) => element.getClientRects().length > 0)
        .filter((element) => (!/^(?:SELECT|INPUT)$/.test(element.tagName) && element.scrollWidth > element.clientWidth + 1) || element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .map((element) => element.innerText || element.outerHTML.slice(0, 80)),
    );
  }

  test("the language is found before signing in", async () => {
    await pane.getByRole("button", { name: "Français" }).click();
    await pane.getByLabel("Nom d’utilisateur").waitFor();
    await expectSound("sign in");
  });

  test("home, and the menu", async () => {
    await pane.getByLabel("Nom d’utilisateur").fill("supervisor");
    await pane.getByLabel("Mot de passe", { exact: true }).fill("Supervisor-Demo-2026");
    await pane.getByRole("button", { name: "Se connecter", exact: true }).click();
    await pane.getByRole("tab", { name: "Accueil" }).click();
    await pane.getByText("Ce qui attend quelqu’un").waitFor();
    await expectSound("home");
    await pane.getByRole("button", { name: "Autres commandes" }).click();
    await pane.getByRole("menuitemradio", { name: "Français" }).waitFor();
    // Fluent lays menus over the page, outside of its landmarks.
    await expectSound("menu", ["region"]);
    await pane.getByRole("menuitem", { name: "Paramètres" }).click();
    await pane.getByRole("radio", { name: "Comme Excel (English)" }).waitFor();
    await expectSound("settings");
  });

  test("what was found in the sheet", async () => {
    await pane.getByRole("tab", { name: "Envoyer" }).click();
    await pane.getByText("8 colonnes reconnues").waitFor();
    await expectSound("found");
  });

  test("a validated list", async () => {
    await pane.getByRole("button", { name: "Vérifier", exact: true }).click();
    await pane.getByText("Pas encore envoyé").waitFor({ timeout: 60_000 });
    await pane.getByRole("button", { name: /^Envoyer \d/ }).waitFor();
    await pane.getByText("Comparaison avec les dossiers…").waitFor({ state: "detached" });
    await expectSound("validated");
    await pane.getByRole("tab", { name: /^À changer/ }).click();
    await expectSound("changes");
  });

  test("the confirmation", async () => {
    await pane.getByRole("button", { name: /^Envoyer \d/ }).click();
    await pane.getByRole("alertdialog").getByText("Ceci va changer dans les dossiers des patients").waitFor();
    await expectSound("confirmation");
    await pane.getByRole("alertdialog").getByRole("button", { name: "Pas encore" }).click();
  });

  test("submissions and patients", async () => {
    await pane.getByRole("tab", { name: "Envois" }).click();
    await expectSound("submissions");
    await pane.getByRole("tab", { name: "Patients" }).click();
    await pane.getByLabel("Trouver un patient").fill("IMO02000106");
    await pane.getByRole("listbox", { name: "Patients trouvés" }).getByRole("option").first().waitFor();
    await expectSound("search");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await pane.getByText("Comment joindre ce patient").waitFor();
    await expectSound("card");
  });

  test("the pane opens in French the next time", async () => {
    await Promise.all([page.waitForEvent("framenavigated"), pane.evaluate(() => void setTimeout(() => location.reload(), 0))]);
    await pane.getByRole("tab", { name: "Accueil" }).or(pane.getByLabel("Nom d’utilisateur")).first().waitFor();
    expect(await pane.evaluate(() => document.documentElement.lang)).toBe("fr");
    expect(faults).toEqual([]);
  });
});
