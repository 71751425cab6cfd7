import { AxeBuilder } from "@axe-core/playwright";
import type { RowDataPacket } from "mysql2/promise";
import type { BrowserContextOptions, Frame, Page } from "playwright-core";
import { journeyWorld, openPreview, picture, signIn } from "../support/journeyStack";
import { buildPatients, openList, until, workbookOf } from "../support/paneJourney";
import { buildPatient } from "../support/patients";
import type { BuiltPatient } from "../support/patients";
import { changePhoneInNmrs, phoneOf, phonesOf } from "../support/recordReading";

/** One patient corrected in the form, in the real pane: found by search or row by row from the sheet, with the record read back. */

jest.setTimeout(180_000);

const world = journeyWorld();

async function find(page: Page, pane: Frame, { artId }: Pick<BuiltPatient, "artId">): Promise<void> {
  await pane.getByRole("tab", { name: "Patients" }).click();
  await pane.getByRole("combobox", { name: "Find a patient" }).fill(artId);
  await pane.getByRole("option").filter({ hasText: artId }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await form(pane).getByRole("textbox", { name: "New phone" }).waitFor();
}

const form = (pane: Frame) => pane.getByRole("region", { name: "Correct this patient" });
const check = (pane: Frame) => form(pane).getByRole("button", { name: "Check and submit" }).click();
const dialog = (pane: Frame) => pane.getByRole("alertdialog", { name: /^Change the record of/ });

async function lgaOf(personId: number | undefined): Promise<readonly [lga: string | null, state: string | null]> {
  const [rows] = await world.root.query<(RowDataPacket & { city_village: string | null; state_province: string | null })[]>(
    "SELECT city_village, state_province FROM person_address WHERE person_id = ? AND voided = 0 ORDER BY preferred DESC",
    [personId],
  );
  return [rows[0]?.city_village ?? null, rows[0]?.state_province ?? null];
}

async function expectSound(page: Page, pane: Frame): Promise<void> {
  const { wide, shown } = await pane.evaluate(() => ({ wide: document.documentElement.scrollWidth, shown: document.documentElement.clientWidth }));
  expect(wide).toBeLessThanOrEqual(shown);
  const { violations } = await new AxeBuilder({ page }).include("iframe").exclude({ fromFrames: ["iframe", "[data-tabster-dummy]"] }).analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.filter(({ target }) => target.length > 1).map(({ target }) => `${id}: ${target.slice(1).join(" ")}`))).toEqual([]);
}

test("a patient who was searched for: phone and LGA are changed after old and new were seen, and taken back from the same history", async () => {
  const patient = await buildPatient(world.root);
  const { page, pane, faults, close } = await openList(world.browser, workbookOf([["ART ID"]]));
  await find(page, pane, patient);
  await form(pane).getByText("08031234567", { exact: true }).waitFor();
  await form(pane).getByRole("textbox", { name: "New phone" }).fill("0802 219 0001");
  await form(pane).getByText("The phone number was read as 08022190001.").waitFor();
  await form(pane).getByRole("combobox", { name: "New LGA" }).fill("epe");
  await page.keyboard.press("Tab");
  await form(pane).getByRole("textbox", { name: "Reason" }).fill("She called");
  await check(pane);
  await dialog(pane).getByText("IKORODU").waitFor();
  await dialog(pane).getByText("EPE").waitFor();
  await dialog(pane).getByText("08022190001").waitFor();
  expect(await phoneOf(world.root, patient.personId)).toBe("08031234567");
  await dialog(pane).getByRole("button", { name: "Submit" }).click();
  await pane.getByRole("heading", { name: "Changed", exact: true }).waitFor({ timeout: 30_000 });
  expect(await phonesOf(world.root, patient.personId)).toEqual(["08031234567 voided", "08022190001"]);
  expect(await lgaOf(patient.personId)).toEqual(["EPE", "LAGOS"]);
  // The card has read the record anew.
  await pane.getByRole("region", { name: "How to reach this patient" }).getByText("08022190001").waitFor();

  await form(pane).getByRole("button", { name: "Open the submission" }).click();
  await pane.getByText("One patient, in the form").first().waitFor();
  await pane.getByText("Reason: She called").waitFor();
  await pane.getByRole("button", { name: "Undo this submission" }).click();
  await pane.getByRole("alertdialog").getByRole("button", { name: "Take back 1 row" }).click();
  await pane.getByRole("heading", { name: "Taken back", exact: true }).waitFor({ timeout: 30_000 });
  expect(await phoneOf(world.root, patient.personId)).toBe("08031234567");
  expect(await lgaOf(patient.personId)).toEqual(["IKORODU", "LAGOS"]);
  expect(faults).toEqual([]);
  await close();
});

test("selected rows one by one: hidden ones are skipped, each patient is changed, and the sheet says so beside the row", async () => {
  const [a, b, c] = await buildPatients(world.root, 3);
  const { pane, excel, faults, close } = await openList(
    world.browser,
    workbookOf([["ART ID", "New phone"], [a?.artId ?? "", "08022190011"], [b?.artId ?? "", "08022190012"], [c?.artId ?? "", 8022190013]]),
  );
  await excel("hideRows", "List", 3, 3);
  await excel("select", "List", "A2:B4");
  await pane.getByRole("tab", { name: "Patients" }).click();
  await pane.getByRole("button", { name: "Go through the selected rows" }).click();
  await pane.getByText("Row 2 of the selection (1 of 2)").waitFor();
  await until(async () => (await form(pane).getByRole("textbox", { name: "New phone" }).inputValue()) === "08022190011");
  await check(pane);
  await dialog(pane).getByRole("button", { name: "Submit" }).click();
  await pane.getByText("Status and Detail were written beside 1 row.", { exact: false }).waitFor({ timeout: 30_000 });

  await pane.getByRole("button", { name: "Next row" }).click();
  await pane.getByText("Row 4 of the selection (2 of 2)").waitFor();
  await form(pane).getByRole("button", { name: "Use 08022190013" }).click();
  await check(pane);
  await dialog(pane).getByRole("button", { name: "Submit" }).click();
  await pane.getByRole("heading", { name: "Changed", exact: true }).waitFor({ timeout: 30_000 });
  await until(async () => (await excel("texts", "List", "C1:C4")).flat().join() === "Status,Updated,,Updated", 30);
  expect((await excel("texts", "List", "D2:D2")).flat().join()).toMatch(/^Changed: Phone\. Ref [0-9A-F]{8}-[0-9A-F]{6}$/);
  expect([await phoneOf(world.root, a?.personId), await phoneOf(world.root, b?.personId), await phoneOf(world.root, c?.personId)]).toEqual(["08022190011", "08031234567", "08022190013"]);
  expect(faults).toEqual([]);
  await close();
});

test("somebody else changes the phone between look and submit: nothing is overwritten, and mine goes only when I say so", async () => {
  const patient = await buildPatient(world.root);
  const { page, pane, close } = await openList(world.browser, workbookOf([["ART ID"]]));
  await find(page, pane, patient);
  await form(pane).getByRole("textbox", { name: "New phone" }).fill("08022190021");
  await check(pane);
  await dialog(pane).getByText("08031234567").waitFor();
  await changePhoneInNmrs(world.root, patient.personId, "08022190029");
  await dialog(pane).getByRole("button", { name: "Submit" }).click();
  await pane.getByRole("heading", { name: "Somebody else changed the record meanwhile" }).waitFor({ timeout: 30_000 });
  expect(await phoneOf(world.root, patient.personId)).toBe("08022190029");
  await form(pane).getByRole("button", { name: "Decide now" }).click();
  const settling = form(pane).getByRole("region").filter({ hasText: "What you saw" });
  await settling.getByText("08022190029").waitFor();
  await settling.getByText("08031234567").waitFor();
  await settling.getByRole("radio", { name: "Take mine" }).check();
  await form(pane).getByRole("button", { name: "Send my decision" }).click();
  await pane.getByRole("heading", { name: "Changed", exact: true }).waitFor({ timeout: 30_000 });
  expect(await phoneOf(world.root, patient.personId)).toBe("08022190021");
  await close();
});

test("without the server the update is kept here, goes by itself when it is back, and waits for a look at what it would replace", async () => {
  const patient = await buildPatient(world.root);
  const { page, pane, close } = await openList(world.browser, workbookOf([["ART ID"]]));
  await find(page, pane, patient);
  await page.context().setOffline(true);
  await form(pane).getByRole("textbox", { name: "New phone" }).fill("08022190031");
  await check(pane);
  await dialog(pane).getByText(/could not be compared with the record/).waitFor();
  await dialog(pane).getByRole("button", { name: "Submit" }).click();
  await pane.getByText("Kept safe on this computer, waiting for the server").first().waitFor();
  expect(await phoneOf(world.root, patient.personId)).toBe("08031234567");
  await page.context().setOffline(false);
  await pane.getByRole("heading", { name: "Waits for you", exact: true }).waitFor({ timeout: 60_000 });
  expect(await phoneOf(world.root, patient.personId)).toBe("08031234567");
  await form(pane).getByRole("button", { name: "Decide now" }).click();
  await form(pane).getByRole("radio", { name: "Take mine" }).check();
  await form(pane).getByRole("button", { name: "Send my decision" }).click();
  await pane.getByRole("heading", { name: "Changed", exact: true }).waitFor({ timeout: 30_000 });
  expect(await phoneOf(world.root, patient.personId)).toBe("08022190031");
  await close();
});

const looks: readonly (readonly [name: string, options: BrowserContextOptions])[] = [
  ["light", { colorScheme: "light", forcedColors: "none" }],
  ["dark", { colorScheme: "dark", forcedColors: "none" }],
  ["high contrast", { colorScheme: "dark", forcedColors: "active" }],
];

test.each(looks)("at 320 pixels, %s, every step fits and axe finds nothing", async (name, options) => {
  const patient = await buildPatient(world.root, { birthdateEstimated: true });
  const { page, pane } = await openPreview(world.browser, options);
  await page.getByRole("separator").first().focus();
  for (let step = 0; step < 40; step += 1) await page.keyboard.press("ArrowRight");
  await page.evaluate((given) => window.excelHost?.loadWorkbook(given), workbookOf([["ART ID", "New phone", "New birthdate"], [patient.artId, 8022190041, "3/4/1987"], ["NOBODY/1", "", ""]]));
  await page.evaluate(() => window.excelHost?.select("List", "A2:C3"));
  await signIn(pane, "supervisor", "Supervisor-Demo-2026");
  await pane.getByRole("tab", { name: "Patients" }).click();
  await pane.getByRole("button", { name: "Go through the selected rows" }).click();
  await pane.getByText("Row 2 of the selection (1 of 2)").waitFor();
  await form(pane).getByRole("button", { name: "Show the contacts" }).waitFor();
  await form(pane).scrollIntoViewIfNeeded();
  await picture(page, `320 ${name} update hidden`);
  await expectSound(page, pane);
  await form(pane).getByRole("button", { name: "Show the contacts" }).click();
  await form(pane).getByText("08031234567", { exact: true }).waitFor();
  await form(pane).getByRole("heading", { name: "Correct this patient" }).evaluate((heading) => heading.scrollIntoView());
  await picture(page, `320 ${name} update phone`);
  await form(pane).getByRole("heading", { name: "Birthdate" }).evaluate((heading) => heading.scrollIntoView());
  await picture(page, `320 ${name} update birthdate`);
  await expectSound(page, pane);
  await form(pane).getByRole("textbox", { name: "New birthdate" }).fill("");
  await form(pane).getByRole("button", { name: "Use 08022190041" }).click();
  await form(pane).getByRole("button", { name: "Erase the street" }).click();
  await pane.getByRole("alertdialog", { name: "Erase the street?" }).waitFor();
  await picture(page, `320 ${name} update erase`);
  await expectSound(page, pane);
  await pane.getByRole("alertdialog").getByRole("button", { name: "Keep it" }).click();
  await check(pane);
  await dialog(pane).getByText("08022190041").waitFor();
  await picture(page, `320 ${name} update confirm`);
  await expectSound(page, pane);
  await changePhoneInNmrs(world.root, patient.personId, "08022190049");
  await dialog(pane).getByRole("button", { name: "Submit" }).click();
  await form(pane).getByRole("button", { name: "Decide now" }).click({ timeout: 30_000 });
  await form(pane).getByRole("radio", { name: "Take mine" }).waitFor();
  await picture(page, `320 ${name} update conflict`);
  await expectSound(page, pane);
  await pane.getByRole("button", { name: "Next row" }).click();
  await pane.getByText(/This row's patient cannot be opened/).waitFor();
  await picture(page, `320 ${name} update nobody`);
  await expectSound(page, pane);
  await page.context().close();
});
