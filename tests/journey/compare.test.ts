import { AxeBuilder } from "@axe-core/playwright";
import type { RowDataPacket } from "mysql2/promise";
import type { BrowserContextOptions, Frame, Page } from "playwright-core";
import { drawTo, journeyWorld, openPreview, picture } from "../support/journeyStack";
import { openList, submit, until, validate, workbookOf } from "../support/paneJourney";
import type { OpenList } from "../support/paneJourney";
import { buildPatient } from "../support/patients";
import { phoneOf } from "../support/recordReading";

/** A list beside the record in a real browser: marks, figures, both ways to settle a difference, and the sheet as it was. */

jest.setTimeout(180_000);

const world = journeyWorld();
const amber = "rgb(255, 226, 168)";

async function lineList(): Promise<{ readonly cells: (string | number)[][]; readonly persons: readonly number[] }> {
  const [a, b, c] = [
    await buildPatient(world.root, { phones: ["08031234567"], birthdate: "1987-04-03" }),
    await buildPatient(world.root, { phones: ["08020000002"], birthdate: "1987-04-03" }),
    await buildPatient(world.root, { phones: ["08020000003"], birthdate: "1987-04-03" }),
  ];
  return {
    persons: [a.personId, b.personId, c.personId],
    cells: [
      ["PepfarID", "PhoneNo", "DOB", "Remark"],
      [a.artId, "+234 803 123 4567", "1987-04-03", ""],
      [b.artId, "08099990001", "1986-04-03", ""],
      [c.artId, "", "1988-04-03", ""],
      ["TST-NOBODY", "0803", "", ""],
    ],
  };
}

async function openCompare(pane: Frame): Promise<void> {
  await pane.getByRole("tab", { name: "Home" }).click();
  await pane.getByRole("button", { name: "Compare", exact: true }).click();
  await pane.getByRole("heading", { name: "Compare with the record" }).waitFor();
}

async function compare(pane: Frame): Promise<void> {
  await pane.getByRole("button", { name: /^Compare( again)?$/ }).first().click();
  await pane.getByRole("heading", { name: "What was found" }).waitFor({ timeout: 30_000 });
  await pane.getByRole("button", { name: "Cancel" }).waitFor({ state: "detached" });
}

/** The colour of a cell as the grid shows it. */
const colourOf = (page: Page, address: string): Promise<string> =>
  page.evaluate((at) => {
    const cell = document.querySelector(`[role="gridcell"][data-address="${at}"]`);
    return cell === null ? "no cell" : getComputedStyle(cell).backgroundColor;
  }, address);

/** The pane is done; the workbook draws its cells anew a moment later. */
const untilMarked = (page: Page, address: string, isMarked: boolean): Promise<void> => until(async () => ((await colourOf(page, address)) === amber) === isMarked);

const column = async (excel: OpenList["excel"], range: string): Promise<string[]> => (await excel("texts", "List", range)).flat();

test("what differs is marked, counted and settled both ways, and Remove marks leaves the sheet as it was", async () => {
  const { cells, persons } = await lineList();
  const { page, pane, excel, faults, close } = await openList(world.browser, workbookOf(cells));
  await openCompare(pane);
  await compare(pane);
  expect(await column(excel, "E1:E5")).toEqual(["Record check", "Same", "Phone differs; Birthdate differs", "Phone missing; Birthdate differs", "ART ID not found"]);
  await pane.getByText("4 rows compared · 1 the same as the record").waitFor();
  for (const address of ["B3", "C4", "A5"]) await untilMarked(page, address, true);
  await untilMarked(page, "B2", false);
  await picture(page, "compare marked");

  await pane.getByRole("button", { name: "Take the record’s value: Phone, row 4" }).click();
  await pane.getByText("1 cell of the sheet now says what the record says.").waitFor();
  expect(await excel("cell", "List", "B4")).toMatchObject({ value: "08020000003", numberFormat: "@" });
  expect(await column(excel, "E4:E4")).toEqual(["Birthdate differs"]);
  await untilMarked(page, "B4", false);

  await pane.getByRole("button", { name: "Submit the sheet’s value: Phone, row 3" }).click();
  await pane.getByText("Only the values chosen in Compare (1 row)").waitFor({ state: "attached" });
  expect(await phoneOf(world.root, persons[1])).toBe("08020000002");
  await validate(pane);
  await submit(pane);
  expect(await phoneOf(world.root, persons[1])).toBe("08099990001");
  // The row's birthdate differs, too, and was not chosen.
  const [[person]] = await world.root.query<RowDataPacket[]>("SELECT birthdate FROM person WHERE person_id = ?", [persons[1]]);
  expect(String(person?.birthdate)).toContain("1987-04-03");
  expect(await phoneOf(world.root, persons[2])).toBe("08020000003");
  await until(async () => (await column(excel, "F3:F3"))[0] === "Updated", 30);

  await openCompare(pane);
  await pane.getByText(/Since this comparison something has been submitted/).waitFor();
  await compare(pane);
  await until(async () => (await column(excel, "E3:E3"))[0] === "Birthdate differs", 30);
  await pane.getByRole("button", { name: "Remove marks" }).click();
  await pane.getByText("The marks and their column are removed.").waitFor();
  expect(await column(excel, "A1:E1")).toEqual(["PepfarID", "PhoneNo", "DOB", "Remark", ""]);
  for (const address of ["A5", "B3", "B4", "C4"]) await untilMarked(page, address, false);
  // A row of which only the phone was sent is not left out as sent when the whole list is validated.
  await pane.getByRole("tab", { name: "Submit" }).click();
  await pane.getByRole("button", { name: "Work on this list again" }).click();
  await pane.getByRole("combobox", { name: "Rows" }).waitFor();
  expect(await pane.getByText(/sent before and not changed since/).count()).toBe(0);
  expect(faults).toEqual([]);
  await close();
});

test("in a table the comparison, and its removal, keep the table as it was", async () => {
  const { cells } = await lineList();
  const { pane, excel, close } = await openList(world.browser, workbookOf(cells, { tables: [{ name: "Contacts", address: "A1:D5" }] }));
  await openCompare(pane);
  const before = await excel("texts", "List", "A1:F8");
  await compare(pane);
  expect(await column(excel, "E1:E2")).toEqual(["Record check", "Same"]);
  await pane.getByRole("button", { name: "Remove marks" }).click();
  await pane.getByText("The marks and their column are removed.").waitFor();
  expect(await excel("texts", "List", "A1:F8")).toEqual(before);
  await close();
});

const modes: readonly (readonly [string, BrowserContextOptions])[] = [
  ["light", { colorScheme: "light", forcedColors: "none" }],
  ["dark", { colorScheme: "dark", forcedColors: "none" }],
  ["high contrast", { colorScheme: "dark", forcedColors: "active" }],
];

test.each(modes)("the screen is sound at 320 and 450 pixels, %s, and is worked by keyboard", async (name, options) => {
  const { cells } = await lineList();
  const { page, pane } = await openPreview(world.browser, options);
  await page.evaluate((file) => window.excelHost?.loadWorkbook(file), workbookOf(cells));
  await drawTo(page, 320);
  await pane.getByLabel("User name").fill("clerk");
  await pane.getByLabel("Password", { exact: true }).fill("Clerk-Demo-2026");
  await pane.getByRole("button", { name: "Sign in", exact: true }).click();
  await openCompare(pane);
  await pane.getByRole("button", { name: "Compare", exact: true }).focus();
  await page.keyboard.press("Enter");
  await pane.getByRole("heading", { name: "What was found" }).waitFor({ timeout: 30_000 });
  await pane.getByRole("button", { name: "Cancel" }).waitFor({ state: "detached" });
  for (const width of [320, 450]) {
    await drawTo(page, width);
    await picture(page, `compare ${name} ${width}`);
    await pane.getByRole("button", { name: "Take the record’s value: Phone, row 3" }).scrollIntoViewIfNeeded();
    await picture(page, `compare rows ${name} ${width}`);
    const { wide, shown } = await pane.evaluate(() => ({ wide: document.documentElement.scrollWidth, shown: document.documentElement.clientWidth }));
    expect(wide).toBeLessThanOrEqual(shown);
    const { violations } = await new AxeBuilder({ page }).include("iframe").exclude({ fromFrames: ["iframe", "[data-tabster-dummy]"] }).analyze();
    const inPane = violations.flatMap(({ id, nodes }) => nodes.filter(({ target }) => target.length > 1).map(({ target }) => `${id}: ${target.slice(1).join(" ")}`));
    expect(inPane).toEqual([]);
  }
  await pane.getByRole("button", { name: "Take the record’s value: Phone, row 3" }).focus();
  await page.keyboard.press("Enter");
  await pane.getByText("1 cell of the sheet now says what the record says.").waitFor();
  await page.context().close();
});
