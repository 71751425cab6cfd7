import { AxeBuilder } from "@axe-core/playwright";
import type { RowDataPacket } from "mysql2/promise";
import type { Frame, Page } from "playwright-core";
import { toSiteText } from "../../server/database/time";
import { journeyWorld, picture } from "../support/journeyStack";
import { openList, submit, until, validate, workbookOf } from "../support/paneJourney";
import { buildPatient, insertPhone } from "../support/patients";

/** One patient's card as a supervisor sees it, in the narrowest pane: hidden, shown on request, and what the record said before. */

jest.setTimeout(180_000);

const world = journeyWorld();

async function signInAsSupervisor(pane: Frame): Promise<void> {
  await pane.getByLabel("User name").fill("supervisor");
  await pane.getByLabel("Password", { exact: true }).fill("Supervisor-Demo-2026");
  await pane.getByRole("button", { name: "Sign in", exact: true }).click();
  await pane.getByRole("tab", { name: "Patients" }).waitFor();
}

async function narrow(page: Page): Promise<void> {
  await page.getByRole("separator").first().focus();
  for (let step = 0; step < 40; step += 1) await page.keyboard.press("ArrowRight");
}

/** By keyboard alone, as somebody does who has the folder in one hand. */
async function openPatient(page: Page, pane: Frame, artId: string): Promise<void> {
  await pane.getByRole("tab", { name: "Patients" }).click();
  await pane.getByRole("combobox", { name: "Find a patient" }).fill(artId);
  await pane.getByRole("option").filter({ hasText: artId }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await pane.getByRole("region", { name: "How to reach this patient" }).waitFor();
}

/** Nothing is cut off or reached only by scrolling sideways, and axe finds no fault. */
async function expectSound(page: Page, pane: Frame): Promise<void> {
  const { wide, shown } = await pane.evaluate(() => ({ wide: document.documentElement.scrollWidth, shown: document.documentElement.clientWidth }));
  expect(shown).toBeLessThanOrEqual(325);
  expect(wide).toBeLessThanOrEqual(shown);
  const { violations } = await new AxeBuilder({ page }).include("iframe").exclude({ fromFrames: ["iframe", "[data-tabster-dummy]"] }).exclude({ fromFrames: ["iframe", "[role=tooltip]"] }).analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.filter(({ target }) => target.length > 1).map(({ target }) => `${id}: ${target.slice(1).join(" ")}`))).toEqual([]);
}

async function eventsAbout(personId: number): Promise<string[]> {
  const [rows] = await world.root.query<(RowDataPacket & { action: string })[]>(
    `SELECT e.action FROM patient_contacts.audit_event e JOIN patient_contacts.audit_subject s ON s.audit_event_id = e.audit_event_id
      WHERE s.person_id = ? AND e.action IN ('open-card', 'reveal-contact') ORDER BY e.audit_event_id`,
    [personId],
  );
  return rows.map(({ action }) => action);
}

/** Somebody gives the patient another phone in NMRS, whose times are those of the clinic's clocks. */
async function enterInNmrs(personId: number, phone: string): Promise<void> {
  const now = toSiteText(new Date(), "Africa/Lagos");
  await world.root.query(
    "UPDATE person_attribute SET voided = 1, voided_by = 1, date_voided = ?, void_reason = ? WHERE person_id = ? AND person_attribute_type_id = 8 AND voided = 0",
    [now, `New value: ${phone}`, personId],
  );
  await insertPhone(world.root, personId, { value: phone, dateCreated: now });
}

test("a supervisor opens a card: contacts are hidden, shown on request, and hidden again for whoever comes back; each look is noted", async () => {
  const patient = await buildPatient(world.root, { givenName: "Hauwa", familyName: "Garba", birthdateEstimated: true, hospitalNumber: "KRU/0042", phones: ["08037654321"] });
  const { page, pane, faults, close } = await openList(world.browser, workbookOf([["ART ID", "New phone"]]), { isSignedIn: false });
  await narrow(page);
  const sent: string[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith("/api/patients/card") || response.url().endsWith("/api/patients/history")) void response.text().then((text) => sent.push(text));
  });
  await signInAsSupervisor(pane);
  await openPatient(page, pane, patient.artId);
  const card = pane.getByRole("region", { name: "How to reach this patient" });
  await card.getByText("0803•••••21").waitFor();
  await pane.getByText("born in 1988 (estimated)", { exact: false }).waitFor();
  await until(() => Promise.resolve(sent.length === 2));
  for (const secret of ["08037654321", "Ayangburen", "1988-04"]) expect(sent.join()).not.toContain(secret);
  await pane.getByRole("region", { name: "History" }).getByRole("listitem").first().waitFor();
  await picture(page, "320 card hidden");
  await expectSound(page, pane);
  for (const look of [{ colorScheme: "dark", forcedColors: "none" }, { colorScheme: "dark", forcedColors: "active" }] as const) {
    await page.emulateMedia(look);
    await picture(page, `320 card hidden ${look.colorScheme} ${look.forcedColors}`);
    await expectSound(page, pane);
  }
  await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });

  await pane.getByRole("button", { name: "Show contacts" }).press("Enter");
  await card.getByText("08037654321", { exact: true }).waitFor();
  await card.getByText("14 Ayangburen Road").waitFor();
  expect(await pane.evaluate(() => document.activeElement?.textContent)).toBe("Hide contacts");
  await until(() => Promise.resolve(sent.length >= 4));
  await picture(page, "320 card shown");
  await expectSound(page, pane);
  expect([...new Set(await eventsAbout(patient.personId))]).toEqual(["open-card", "reveal-contact"]);

  await pane.getByRole("button", { name: "Back" }).click();
  await pane.getByRole("combobox", { name: "Find a patient" }).waitFor();
  await page.keyboard.press("Enter");
  await card.getByText("0803•••••21").waitFor();
  expect(await pane.getByText("08037654321").count()).toBe(0);
  expect(faults).toEqual([]);
  await close();
});

test("the history tells of a submission and of NMRS itself, leads to the submission, and gives an earlier number back to the form", async () => {
  const patient = await buildPatient(world.root, { givenName: "Zainab", familyName: "Musa" });
  const { page, pane, faults, close } = await openList(world.browser, workbookOf([["ART ID", "New phone"], [patient.artId, "08021150001"]]), { isSignedIn: false });
  await narrow(page);
  await signInAsSupervisor(pane);
  await pane.getByRole("tab", { name: "Submit" }).click();
  await validate(pane);
  await submit(pane);
  await enterInNmrs(patient.personId, "08029990000");

  await openPatient(page, pane, patient.artId);
  await pane.getByRole("button", { name: "Show contacts" }).click();
  const history = pane.getByRole("region", { name: "History" });
  await history.getByRole("tab", { name: "Phone" }).click();
  const items = history.getByRole("listitem");
  await items.first().getByText("08029990000").waitFor();
  expect(await items.count()).toBe(3);
  const texts = await items.allInnerTexts();
  expect(texts[0]).toMatch(/Now\s+08029990000\s+In NMRS .*, by Super User/);
  expect(texts[1]).toMatch(/Earlier\s+08021150001\s+Submitted .*, by Ibrahim Danjuma\s+List.*List\.xlsx, row 2\s+Until .*, by Super User\s+Because: New value: 08029990000/);
  expect(texts[2]).toMatch(/Earlier\s+08031234567\s+In NMRS .*, by Super User\s+Until .*, by Ibrahim Danjuma\s+Because: New value: 08021150001/);
  await items.first().scrollIntoViewIfNeeded();
  await picture(page, "320 card history");
  await expectSound(page, pane);

  await items.nth(2).getByRole("button", { name: "Use this value: 08031234567" }).press("Enter");
  const field = pane.getByRole("textbox", { name: "New phone" });
  await until(async () => (await field.inputValue()) === "08031234567");
  await until(() => field.evaluate((element) => element === document.activeElement));
  await picture(page, "320 card earlier value");

  await items.nth(1).getByRole("button", { name: /^Open the submission: .*row 2$/ }).click();
  await pane.getByText("Reason:").or(pane.getByRole("button", { name: "All submissions" })).first().waitFor();
  expect(faults).toEqual([]);
  await close();
});
