import { AxeBuilder } from "@axe-core/playwright";
import type { Pool, RowDataPacket } from "mysql2/promise";
import type { Browser, Frame, Page } from "playwright-core";
import { openBrowser, openPreview, openRoot, picture, signIn } from "../support/journeyStack";
import { buildPatient, insertPhone } from "../support/patients";
import { buildPatients, validate, workbookOf } from "../support/paneJourney";
import { changePhoneInNmrs, holdPatients } from "../support/recordReading";

jest.setTimeout(120_000);

const modes = [
  ["light", 320, { colorScheme: "light", forcedColors: "none" }],
  ["dark", 320, { colorScheme: "dark", forcedColors: "none" }],
  ["high contrast", 320, { colorScheme: "dark", forcedColors: "active" }],
  ["light", 450, { colorScheme: "light", forcedColors: "none" }],
] as const;

/** Everything about submissions that were sent, in the looks and widths that people work in. */
describe.each(modes)("submissions in the pane, %s at %i pixels", (name, width, options) => {
  let browser: Browser;
  let root: Pool;
  let page: Page;
  let pane: Frame;

  beforeAll(async () => {
    browser = await openBrowser();
    root = openRoot();
    ({ page, pane } = await openPreview(browser, options));
    const splitter = page.getByRole("separator").first();
    await splitter.focus();
    const paneWidth = (): Promise<number> => pane.evaluate(() => document.documentElement.clientWidth);
    for (let step = 0; step < 60 && (await paneWidth()) > width; step += 1) await page.keyboard.press("ArrowRight");
    for (let step = 0; step < 60 && (await paneWidth()) < width - 12; step += 1) await page.keyboard.press("ArrowLeft");
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await root.end();
  });

  /** Nothing is cut off or reached only by scrolling sideways, and axe finds no fault. */
  async function expectSound(screen: string): Promise<void> {
    await picture(page, `${width} ${name} ${screen}`);
    const { wide, shown } = await pane.evaluate(() => ({ wide: document.documentElement.scrollWidth, shown: document.documentElement.clientWidth }));
    expect(wide).toBeLessThanOrEqual(shown);
    const { violations } = await new AxeBuilder({ page }).include("iframe").exclude({ fromFrames: ["iframe", "[data-tabster-dummy]"] }).analyze();
    const inPane = violations.flatMap(({ id, nodes }) => nodes.filter(({ target }) => target.length > 1).map(({ target }) => `${id}: ${target.slice(1).join(" ")}`));
    expect(inPane).toEqual([]);
  }

  test("progress, and the question before cancelling", async () => {
    const stale = await buildPatient(root);
    await insertPhone(root, stale.personId, { value: "08021180009", voided: true });
    const patients = await buildPatients(root, 6);
    const rows = patients.map(({ artId }, at) => [artId, `0802118000${at}`, at === 0 ? "12 Very Long Avenue Behind the Central Mosque and Market" : ""]);
    const workbook = workbookOf([["ART ID", "New phone", "Street"], ...rows, [stale.artId, "08021180009", ""]]);
    await page.evaluate((given) => window.excelHost?.loadWorkbook(given), workbook);
    await signIn(pane, "supervisor", "Supervisor-Demo-2026");
    await validate(pane);
    for (const [at, { personId }] of patients.slice(0, 2).entries()) await changePhoneInNmrs(root, personId, `0802667000${at}`);
    const letGo = await holdPatients(root, [patients[5]?.personId]);
    await pane.getByRole("button", { name: /^Submit \d/ }).click();
    await pane.getByRole("alertdialog").getByRole("button", { name: /^Submit/ }).click();
    await pane.getByText("The server is changing the records").first().waitFor({ timeout: 30_000 });
    await expectSound("progress");
    await pane.getByRole("button", { name: "Cancel", exact: true }).click();
    await pane.getByRole("alertdialog").getByText(/Rows that are already written/).waitFor();
    await expectSound("cancel");
    await pane.getByRole("alertdialog").getByRole("button", { name: "Let it go on" }).click();
    await letGo();
    await pane.getByRole("heading", { name: "Submitted" }).waitFor({ timeout: 60_000 });
    await expectSound("result");
  });

  test("the submission with what can be done with it", async () => {
    await pane.getByRole("button", { name: "Settle or undo rows" }).click();
    await pane.getByRole("button", { name: "Undo this submission" }).waitFor();
    await pane.getByRole("heading", { name: "Submitted" }).waitFor();
    await expectSound("submission");
    await pane.getByRole("button", { name: "Undo this submission" }).click();
    await pane.getByRole("alertdialog").getByLabel("Why is it taken back?").waitFor();
    await expectSound("undo");
    await pane.getByRole("alertdialog").getByRole("button", { name: "Keep it" }).click();
    await pane.getByRole("button", { name: "Undo chosen rows" }).click();
    await pane.getByRole("checkbox").first().check();
    await expectSound("choose rows");
    await pane.getByRole("button", { name: "Back to the submission" }).click();
    await pane.getByRole("button", { name: "Download: Results as Excel" }).click();
    await pane.getByText(/is ready|opens in your browser/).waitFor();
    await expectSound("download");
  });

  test("rows to settle", async () => {
    // As the check afterwards finds it: one change has been overwritten in the record.
    const [found] = await root.query<RowDataPacket[]>("SELECT MAX(submission_id) AS id FROM patient_contacts.submission WHERE kind = 'update' AND user_id = (SELECT user_id FROM users WHERE username = 'supervisor')");
    await root.query(
      `INSERT INTO patient_contacts.row_reverted (submission_id, row_key, field, stage, found_at)
       SELECT submission_id, MAX(row_key), 'phone', 1, UTC_TIMESTAMP(3) FROM patient_contacts.row_outcome WHERE submission_id = ? AND status = 'updated' GROUP BY submission_id`,
      [found[0]?.id],
    );
    const [persons] = await root.query<RowDataPacket[]>("SELECT SUBSTRING_INDEX(GROUP_CONCAT(person_id ORDER BY row_key DESC), ',', 1) AS id FROM patient_contacts.row_outcome WHERE submission_id = ? AND status = 'updated'", [found[0]?.id]);
    await changePhoneInNmrs(root, Number(persons[0]?.id), "08031234567");
    await pane.getByRole("button", { name: /^Rows to settle/ }).first().click();
    await pane.getByRole("heading", { name: /^Changed by somebody else/ }).waitFor();
    await pane.getByRole("heading", { name: /^Overwritten afterwards/ }).waitFor();
    await expectSound("rows to settle");
    await pane.getByRole("heading", { name: /^Changed by somebody else/ }).scrollIntoViewIfNeeded();
    await pane.getByRole("radio", { name: "Take mine" }).first().check();
    await expectSound("rows to settle decided");
  });

  test("the list of everyone's submissions, and the banner on the other screens", async () => {
    await pane.getByRole("button", { name: "Back to the submission" }).click();
    await pane.getByRole("button", { name: "All submissions" }).click();
    await pane.getByRole("heading", { name: "Everyone's submissions" }).waitFor();
    await expectSound("everyone's submissions");
    await pane.getByRole("tab", { name: /^Needs somebody/ }).click();
    await expectSound("needs somebody");
    await pane.getByRole("tab", { name: "Submit" }).click();
    await pane.getByRole("button", { name: "Look", exact: true }).waitFor();
    await expectSound("banner");
  });
});
