import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Frame, Page } from "playwright-core";
import type { CellFile } from "../../excel-host/model/workbookFile";
import { drawTo, journeyWorld, openBrowser, openPreview, picture, signIn } from "../support/journeyStack";
import { buildPatients, openList, until, workbookOf } from "../support/paneJourney";
import { changePhoneInNmrs } from "../support/recordReading";

/** Values of the record in a sheet: filled, brought up to date, made of formulas, removed, and each taken back. */

jest.setTimeout(120_000);

describe("a list is filled from the record", () => {
  const world = journeyWorld();

  test("two fields for a list, again after the record has changed, formulas to values, cleaning, and everything back by Undo last change", async () => {
    const [a, b] = await buildPatients(world.root, 2);
    const rows: CellFile[][] = [
      [a?.artId ?? "", "calls back", { v: "=CONTACTS.PHONE(A2)", t: "f" }],
      ["NO/SUCH/ID", "", { v: "=CONTACTS.PHONE(A3)", t: "f" }],
      [b?.artId ?? "", "moved?", ""],
    ];
    const { page, pane, excel, close } = await openList(world.browser, workbookOf([["ART ID", "Remark", "Phone now"], ...rows]));
    const lookups: string[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/api/patients/lookup")) lookups.push(request.postData() ?? "");
    });
    await until(async () => (await excel("cell", "List", "C2")).value === "08031234567");

    await excel("runCommand", "Contacts.Fill");
    await pane.getByRole("heading", { name: "Fill from the record", level: 1 }).waitFor();
    await pane.getByRole("checkbox", { name: "Name", exact: true }).check();
    await pane.getByRole("button", { name: "Fill 3 rows" }).click();
    await pane.getByText("3 rows were filled.").waitFor();
    await pane.getByText("1 row: no such patient in the record. The cell says so.").waitFor();
    const filled = await excel("texts", "List", "A1:E4");
    expect(filled[0]).toEqual(["ART ID", "Remark", "Phone now", "Record name", "Record phone"]);
    expect(filled.map((row) => row[4])).toEqual(["Record phone", "08031234567", "Not in the record", "08031234567"]);
    expect(filled[1]?.[3]).toMatch(/\S+ \S+/);
    expect(await excel("cell", "List", "E2")).toMatchObject({ value: "08031234567", numberFormat: "@", formula: null });
    expect(lookups.filter((body) => body.includes("NO/SUCH/ID") && body.includes("name"))).toHaveLength(1);

    // Somebody changes the record and the clerk sorts the list; the same columns say what is so now.
    await changePhoneInNmrs(world.root, b?.personId ?? 0, "08055500011");
    await excel("sort", "List", "A2:E4", 1, true);
    await pane.getByRole("button", { name: "Fill 3 rows" }).click();
    await pane.getByText("2 columns that were there already have been brought up to date.").waitFor();
    const again = await excel("texts", "List", "A1:E4");
    expect(again[0]).toEqual(filled[0]);
    expect(again.find(([artId]) => artId === b?.artId)?.[4]).toBe("08055500011");
    expect(again.find(([artId]) => artId === a?.artId)?.slice(1, 2)).toEqual(["calls back"]);

    const rowOfA = again.findIndex(([artId]) => artId === a?.artId) + 1;
    await pane.getByRole("button", { name: "Convert to values…" }).click();
    const convert = pane.getByRole("alertdialog", { name: "Put 1 value in the place of formulas?" });
    await convert.getByText("1 cell shows an error such as #N/A", { exact: false }).waitFor();
    await convert.getByRole("button", { name: "Convert 1 cell" }).click();
    await pane.getByText("1 cell holds a value now.", { exact: false }).waitFor();
    expect(await excel("cell", "List", `C${rowOfA}`)).toMatchObject({ value: "08031234567", formula: null });
    const before = await excel("texts", "List", "A1:E4");

    await pane.getByRole("button", { name: "See what would be removed" }).click();
    const list = pane.getByRole("group", { name: "Found in this workbook" });
    for (const text of ["Column “Record phone”: 3 cells", "Column “Record name”: 3 cells", "CONTACTS formulas: 1 cell", "Values that were CONTACTS formulas: 1 cell"]) {
      await list.getByRole("listitem").filter({ hasText: new RegExp(`^${text}`) }).waitFor();
    }
    await pane.getByRole("button", { name: "Remove…" }).click();
    await pane.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
    await pane.getByText("8 cells were emptied, 2 columns removed.").waitFor();
    const clean = await excel("texts", "List", "A1:E4");
    expect(clean[0]).toEqual(["ART ID", "Remark", "Phone now", "", ""]);
    expect(clean.slice(1).map((row) => row.slice(2))).toEqual(Array.from({ length: 3 }, () => ["", "", ""]));
    expect(clean.map(([artId, remark]) => [artId, remark])).toEqual(before.map(([artId, remark]) => [artId, remark]));

    await excel("runCommand", "Contacts.Undo");
    await until(async () => (await excel("texts", "List", "E1:E1"))[0]?.[0] === "Record phone");
    const back = await excel("texts", "List", "A1:E4");
    expect(back.map((row) => [row[0], row[3], row[4]])).toEqual(before.map((row) => [row[0], row[3], row[4]]));
    await excel("runCommand", "Contacts.Undo");
    await until(async () => (await excel("cell", "List", `C${rowOfA}`)).formula === `=CONTACTS.PHONE(A${rowOfA})`);
    await excel("runCommand", "Contacts.Undo");
    await excel("runCommand", "Contacts.Undo");
    await until(async () => (await excel("texts", "List", "D1:E1")).flat().every((text) => text === ""));
    await close();
  });

  test("Validate leaves the filled columns alone", async () => {
    const [a] = await buildPatients(world.root, 1);
    const { pane, excel, close } = await openList(world.browser, workbookOf([["ART ID", "Remark"], [a?.artId ?? "", "x"]]));
    await excel("runCommand", "Contacts.Fill");
    await pane.getByRole("button", { name: "Fill 1 row" }).click();
    await pane.getByText("1 row was filled.").waitFor();
    await pane.getByRole("tab", { name: "Submit" }).click();
    await pane.getByRole("button", { name: /^Look again|^Work on this list/ }).first().click();
    await pane.getByText("No column holds something to change (phone, address or birthdate). Choose at least one below.").waitFor();
    await close();
  });
});

const modes = [
  ["light", 320, { colorScheme: "light", forcedColors: "none" }],
  ["dark", 320, { colorScheme: "dark", forcedColors: "none" }],
  ["high contrast", 320, { colorScheme: "dark", forcedColors: "active" }],
  ["light", 450, { colorScheme: "light", forcedColors: "none" }],
] as const;

describe.each(modes)("the screen, %s at %i pixels", (name, width, options) => {
  let browser: Browser;
  let page: Page;
  let pane: Frame;

  beforeAll(async () => {
    browser = await openBrowser();
    ({ page, pane } = await openPreview(browser, options));
    await drawTo(page, width);
    await signIn(pane, "clerk", "Clerk-Demo-2026");
  }, 60_000);
  afterAll(() => browser.close());

  async function expectSound(screen: string): Promise<void> {
    await picture(page, `${width} ${name} ${screen}`);
    const { wide, shown } = await pane.evaluate(() => ({ wide: document.documentElement.scrollWidth, shown: document.documentElement.clientWidth }));
    expect(wide).toBeLessThanOrEqual(shown);
    const { violations } = await new AxeBuilder({ page }).include("iframe").exclude({ fromFrames: ["iframe", "[data-tabster-dummy]"] }).analyze();
    const inPane = violations.flatMap(({ id, nodes }) => nodes.filter(({ target }) => target.length > 1).map(({ target }) => `${id}: ${target.slice(1).join(" ")}`));
    expect(inPane).toEqual([]);
  }

  test("shows all of it from choosing to cleaning, and axe finds no fault", async () => {
    const workbook = workbookOf([
      ["ART ID", "Remark", "Status", "Detail", "Record name"],
      ["NO/SUCH/1", "", "Updated", "Changed: Phone. Ref 3F9A2C1B-8D01E4", "Amina"],
      ["NO/SUCH/2", { v: "=CONTACTS.PHONE(A3)", t: "f", stored: "08031234567" }, "", "", ""],
    ]);
    await page.evaluate((given) => window.excelHost?.loadWorkbook(given), workbook);
    await pane.getByRole("tab", { name: "Home" }).click();
    await pane.getByRole("button", { name: "Fill", exact: true }).click();
    await pane.getByRole("button", { name: "Fill 2 rows" }).waitFor();
    await expectSound("fill choosing");
    await pane.getByRole("button", { name: "Fill 2 rows" }).click();
    await pane.getByText("2 rows were filled.").scrollIntoViewIfNeeded();
    await expectSound("fill done");
    await pane.getByRole("button", { name: "Convert to values…" }).click();
    await pane.getByRole("alertdialog").waitFor();
    await expectSound("fill convert");
    await pane.getByRole("alertdialog").getByRole("button", { name: /Cancel|Close/ }).click();
    await pane.getByRole("button", { name: "See what would be removed" }).click();
    await pane.getByRole("button", { name: "Remove…" }).scrollIntoViewIfNeeded();
    await expectSound("fill found");
    await pane.getByRole("button", { name: "Remove…" }).click();
    await pane.getByRole("alertdialog").waitFor();
    await expectSound("fill confirm");
    await pane.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
    await pane.getByText("Older versions of this file", { exact: false }).scrollIntoViewIfNeeded();
    await expectSound("fill cleaned");
  });
});
