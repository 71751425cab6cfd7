import type { Pool, RowDataPacket } from "mysql2/promise";
import type { Browser, Frame, Locator, Page } from "playwright-core";
import { sampleRow } from "../../scripts/openmrs/sampleRows";
import { journeyStack, openBrowser, openPreview, openRoot, picture, signIn } from "../support/journeyStack";
import { active, recordOf, voided } from "../support/submitting";

jest.setTimeout(90_000);

/** Other journeys go through the same database at the same time: what is counted here is this list's. */
const ofThisList = "s.header LIKE '%MissedAppointment%'";
const ofItsPatients = `person_id IN (SELECT o.person_id FROM patient_contacts.row_outcome o JOIN patient_contacts.submission s ON s.submission_id = o.submission_id WHERE ${ofThisList})`;

/**
 * The main job on real input: the sample NMRS line list (300 rows, damaged in every known way), the real pane with Microsoft's Office.js,
 * the built server over HTTPS and a real database, read back against literals.
 */
describe("a clerk brings a dirty line list into the record", () => {
  const root: Pool = openRoot();
  let browser: Browser;
  let page: Page;
  let pane: Frame;
  let strangers: readonly string[];
  let faults: readonly string[];

  beforeAll(async () => {
    browser = await openBrowser();
    ({ page, pane, strangers, faults } = await openPreview(browser));
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await root.end();
  });

  /** The button of a group of problems that does something about it. */
  function actionOf(heading: RegExp): Locator {
    return pane.getByRole("button", { name: heading }).locator("xpath=..").getByRole("button", { name: /^(Repair|Confirm)/ }).first();
  }

  /** Waits until the record has been asked about the rows that were just decided. */
  async function settled(): Promise<void> {
    await page.waitForTimeout(150);
    await pane.getByText("Comparing with the record…").waitFor({ state: "detached" });
    await pane.getByRole("button", { name: /^Submit \d/ }).waitFor();
  }

  async function sheetRow(row: number): Promise<{ phone: string; status: string; detail: string }> {
    const [texts] = await page.evaluate((address) => window.excelHost?.texts("MissedAppointment", address) ?? [], `A${row}:L${row}`);
    return { phone: texts?.[5] ?? "", status: texts?.[10] ?? "", detail: texts?.[11] ?? "" };
  }

  test("signs in with the NMRS account and sees who, where and that it is practice", async () => {
    await signIn(pane, "clerk", "Clerk-Demo-2026");
    await pane.getByText("Chidinma Okafor").waitFor();
    await pane.getByText("Clerk · Whole site").waitFor();
    await pane.getByText("DEMO", { exact: true }).waitFor();
    await pane.getByText("Demonstration clinic").waitFor();
  });

  test("is told what the pane found in the sheet", async () => {
    await pane.getByText("Sheet “MissedAppointment” in MissedAppointment.xlsx").waitFor();
    await pane.getByText("Headings in row 3").waitFor();
    await pane.getByText("300 rows", { exact: true }).waitFor();
    await pane.getByText("8 columns recognised").waitFor();
    await pane.getByText("2 rows are hidden by a filter or by hand").waitFor();
    await picture(page, "found");
  });

  test("validates, and sees problems by cause with their numbers; nothing has been sent", async () => {
    await pane.getByRole("button", { name: "Validate" }).first().click();
    await pane.getByText("Not sent yet").waitFor({ timeout: 60_000 });
    await settled();
    for (const heading of [
      "5 phone numbers lost their first 0",
      "2 phone numbers have the letter O for a zero",
      "1 cell holds more than one phone number",
      "1 birthdate has a two-digit year",
      "1 birthdate was turned into a number",
      "4 rows are about patients who are in other rows too",
      "2 ART IDs were not found",
      "1 ART ID belongs to more than one patient",
      "1 row has another name than the record",
      "1 phone number is an old one of the patient",
    ]) {
      await pane.getByText(heading, { exact: true }).waitFor();
    }
    const [rows] = await root.query<RowDataPacket[]>(`SELECT COUNT(*) AS found FROM patient_contacts.submission s WHERE ${ofThisList}`);
    expect(rows[0]?.found).toBe(0);
    await picture(page, "validated");
  });

  test("accepts repairs of a kind and one by one, and the cells are corrected", async () => {
    await actionOf(/5 phone numbers lost their first 0/).click();
    await settled();
    await actionOf(/2 phone numbers have the letter O/).click();
    await settled();
    await pane.getByRole("button", { name: /1 cell holds more than one phone number/ }).click();
    await pane.getByLabel("Choose for row 23").selectOption("08136660207");
    await pane.getByRole("button", { name: "Repair row 23" }).click();
    await settled();
    expect((await sheetRow(sampleRow("lost leading zero, cell is a number").row)).phone).toBe("08036660201");
    expect((await sheetRow(sampleRow("letter O for the first zero").row)).phone).toBe("08036660205");
    expect((await sheetRow(sampleRow("two numbers in one cell").row)).phone).toBe("08136660207");
    await picture(page, "repaired");
  });

  test("confirms what is right as it is, and leaves the rest", async () => {
    await actionOf(/1 patient is recorded as dead/).click();
    await settled();
    // A birthdate that moves by years is confirmed only with a reason.
    await pane.getByText("Reason for these changes").waitFor();
    expect(await actionOf(/birthdates? moves? by more than a year/).getAttribute("aria-disabled")).toBe("true");
    await pane.getByLabel("Reason for these changes").fill("Seen on the birth certificate");
    await actionOf(/birthdates? moves? by more than a year/).click();
    await settled();
    await picture(page, "confirmed");
  });

  test("submits after seeing the numbers, and every row gets its result", async () => {
    await pane.getByRole("button", { name: /^Submit \d/ }).click();
    const dialog = pane.getByRole("alertdialog");
    await dialog.getByText("This will be changed in the patients' records:").waitFor();
    await dialog.getByText("The changes are recorded under the name of Chidinma Okafor.").waitFor();
    await picture(page, "confirmation");
    await dialog.getByRole("button", { name: /^Submit/ }).click();
    await pane.getByText("Status and Detail were written beside 298 rows.", { exact: false }).waitFor({ timeout: 60_000 });
    await picture(page, "submitted");
  });

  test.each([
    ["lost leading zero, cell is a number", "08036660201"],
    ["lost leading zero, cell is text", "08036660202"],
    ["number shown in scientific notation, digits kept", "08036660204"],
    ["letter O for the first zero", "08036660205"],
    ["letter o inside", "08036660206"],
    ["two numbers in one cell", "08136660207"],
    ["no-break spaces", "08036660208"],
    ["visible apostrophe", "08036660209"],
    ["international form", "08036660210"],
    ["as NMRS prints it", "08036660211"],
    ["international prefix written out", "08036660212"],
    ["spaces and dashes", "08036660213"],
    ["identical twice, first", "08036660233"],
    ["dead patient", "08036660132"],
    ["ART ID with spaces around it", "08036660242"],
    ["ART ID in small letters", "08036660243"],
    ["plain number as ART ID, cell is a number", "08036660136"],
    ["patient without a phone gets one", "08036660117"],
    ["phone, birthdate and address at once", "08036660244"],
  ])("%s: the record has the number %s alone, in the clerk's name", async (name, phone) => {
    const { row, personId } = sampleRow(name);
    expect(await sheetRow(row)).toMatchObject({ status: "Updated" });
    const record = await recordOf(root, personId ?? 0);
    expect(active(record.phones)).toEqual([expect.objectContaining({ value: phone, creator: 3 })]);
    for (const old of voided(record.phones).filter(({ voided_by }) => voided_by === 3)) expect(old).toMatchObject({ void_reason: `New value: ${phone}` });
  });

  test("of two active phones only the given one is left", async () => {
    const { row, personId } = sampleRow("patient with two active phones keeps the newer");
    expect(await sheetRow(row)).toMatchObject({ status: "Updated" });
    const { phones } = await recordOf(root, personId ?? 0);
    expect(active(phones)).toEqual([expect.objectContaining({ value: "08061110002" })]);
  });

  test.each([
    ["address with a comma", "Umuoka, Amazu"],
    ["new street before the LGA, as NMRS prints it", "12 New Lane"],
    ["address that tries to be SQL", "1 Main St'); DROP TABLE person; --"],
    ["two lines in one cell", "9 Egbu Road Opposite the church"],
    ["phone, birthdate and address at once", "7 Rotibi Street"],
  ])("%s: one preferred address, the street «%s», and all other columns kept", async (name, street) => {
    const { row, personId } = sampleRow(name);
    expect(await sheetRow(row)).toMatchObject({ status: "Updated" });
    const { addresses } = await recordOf(root, personId ?? 0);
    const [now, ...others] = active(addresses);
    const before = voided(addresses).find(({ voided_by }) => voided_by === 3);
    expect(others).toEqual([]);
    expect(now).toMatchObject({ preferred: 1, creator: 3 });
    expect([now?.address1, now?.address2]).toContain(street);
    const kept = ["city_village", "state_province", "country", "county_district", "postal_code", "latitude", "longitude", "address3", "address4", "address15"];
    for (const column of kept) expect(now?.[column]).toEqual(before?.[column]);
    expect(before).toMatchObject({ preferred: 0, void_reason: expect.stringMatching(/^Contact update, submission [0-9a-f-]{36}$/) });
  });

  test("a birthdate is exact afterwards, and person and patient are dated", async () => {
    const { personId } = sampleRow("phone, birthdate and address at once");
    const { person, patient } = await recordOf(root, personId ?? 0);
    expect(person).toMatchObject({ birthdate: "1985-08-21", birthdate_estimated: 0, changed_by: 3 });
    expect(patient).toMatchObject({ changed_by: 3 });
  });

  test("a birthdate that moved by years was written with the reason that the clerk gave", async () => {
    const { row, personId } = sampleRow("birthdate moved by more than a year");
    expect(await sheetRow(row)).toMatchObject({ status: "Updated" });
    expect((await recordOf(root, personId ?? 0)).person).toMatchObject({ birthdate: "1985-06-02", birthdate_estimated: 0, changed_by: 3 });
    const [rows] = await root.query<RowDataPacket[]>(`SELECT CONVERT(reason USING utf8) AS reason FROM patient_contacts.submission s WHERE ${ofThisList}`);
    expect(rows).toEqual([{ reason: "Seen on the birth certificate" }]);
  });

  test.each([
    ["scientific notation as text, digits lost", "Excel has cut digits off this phone number"],
    ["words instead of a phone", "The phone number has letters or signs in it."],
    ["phone one digit short", "The phone number is too short"],
    ["error value in the phone", "holds the Excel error #N/A"],
    ["formula in the phone", "holds a formula"],
    ["word CLEAR", "Only a supervisor can erase the phone number."],
    ["30 February", "There is no such day in the calendar."],
    ["birthdate in the future", "The birthdate is in the future."],
    ["different twice, first", "Another row is about the same patient"],
    ["the same patient by his second ART ID", "Another row is about the same patient"],
    ["ART ID of two patients", "More than one patient has this ART ID."],
    ["voided patient", "The patient with this ART ID was taken out of NMRS."],
    ["voided ART ID", "This ART ID is no longer used."],
    ["name and sex of another patient", "The patient with this ART ID has another name."],
    ["number that was replaced before", "This is an old number of this patient, replaced on 14 March 2025."],
    ["test patient", "This is a test patient"],
    ["address over 255 characters", "The street is too long: 278 characters"],
    ["address with a picture character", "has a character that the record cannot keep"],
  ])("%s: says «%s» and leaves the record alone", async (name, sentence) => {
    const { row, personId } = sampleRow(name);
    const { status, detail } = await sheetRow(row);
    expect(status).toBe("Not sent");
    expect(detail).toContain(sentence);
    const { phones, addresses, person } = await recordOf(root, personId ?? 0);
    expect([...phones, ...addresses].filter(({ creator, voided_by }) => creator === 3 || voided_by === 3)).toEqual([]);
    expect(person?.changed_by).not.toBe(3);
  });

  test("hidden rows were not sent and have no status", async () => {
    for (const name of ["hidden row, first", "hidden row, second"]) {
      const { row, personId } = sampleRow(name);
      expect(await sheetRow(row)).toMatchObject({ status: "", detail: "" });
      expect((await recordOf(root, personId ?? 0)).phones.filter(({ creator }) => creator === 3)).toEqual([]);
    }
  });

  test("every status in the sheet is the one in the database, and the audit has the same rows", async () => {
    const [outcomes] = await root.query<RowDataPacket[]>(
      `SELECT r.\`row_number\` AS rowNumber, o.status
         FROM patient_contacts.row_outcome o
         JOIN patient_contacts.submission s ON s.submission_id = o.submission_id
         JOIN patient_contacts.submission_row r ON r.submission_id = o.submission_id AND r.row_key = o.row_key
        WHERE ${ofThisList}`,
    );
    expect(outcomes.length).toBeGreaterThan(70);
    const words: Record<string, string> = { updated: "Updated", unchanged: "Nothing to change", collapsed: "Same as an earlier row" };
    for (const { rowNumber, status } of outcomes) expect(await sheetRow(Number(rowNumber))).toMatchObject({ status: words[String(status)] });
    const [audited] = await root.query<RowDataPacket[]>(
      `SELECT o.person_id AS personId, s.fields,
              CONCAT_WS(',', IF(o.phone_status = 'changed', 'phone', NULL), IF(o.address_status = 'changed', 'address', NULL),
                        IF(o.birthdate_status = 'changed', 'birthdate', NULL)) AS changed
         FROM patient_contacts.row_outcome o
         JOIN patient_contacts.submission s0 ON s0.submission_id = o.submission_id
         LEFT JOIN patient_contacts.audit_event e ON e.submission_id = o.submission_id AND e.action = 'change-contacts' AND e.user_id = 3
         LEFT JOIN patient_contacts.audit_subject s ON s.audit_event_id = e.audit_event_id AND s.person_id = o.person_id
        WHERE ${ofThisList.replace("s.", "s0.")}`,
    );
    expect(audited).toHaveLength(outcomes.length);
    for (const { fields, changed } of audited) expect(fields).toBe(changed);
  });

  test("validating the list again finds nothing left to send, and nothing is written twice", async () => {
    const count = async (): Promise<unknown> =>
      (await root.query<RowDataPacket[]>(`SELECT (SELECT COUNT(*) FROM person_attribute WHERE ${ofItsPatients}) AS phones, (SELECT COUNT(*) FROM person_address WHERE ${ofItsPatients}) AS addresses`))[0][0];
    const before = await count();
    await pane.getByRole("button", { name: "Work on this list again" }).click();
    await pane.getByText(/rows were sent before and not changed since/).waitFor();
    await pane.getByRole("button", { name: "Validate" }).first().click();
    await pane.getByText("Not sent yet").waitFor({ timeout: 60_000 });
    await pane.getByRole("heading", { name: "0 rows will change" }).waitFor();
    expect(await count()).toEqual(before);
  });

  test("the result is still there after the page is loaded anew and the clerk signs in again", async () => {
    await page.reload();
    await page.evaluate(() => window.excelHost?.ready);
    const frame = await (await page.waitForSelector("iframe")).contentFrame();
    if (frame === null) throw new Error("The pane has no frame.");
    await frame.getByRole("button", { name: /sign in/i }).or(frame.getByRole("tab", { name: "My submissions" })).first().waitFor();
    if ((await frame.getByLabel("User name").count()) > 0) await signIn(frame, "clerk", "Clerk-Demo-2026");
    await frame.getByRole("tab", { name: "My submissions" }).click();
    await frame.getByText("MissedAppointment in MissedAppointment.xlsx").first().waitFor();
    await picture(page, "submissions");
  });

  test("no request left the clinic's own server, and its log names no patient", async () => {
    expect(strangers).toEqual([]);
    expect(faults).toEqual([]);
    const log = await import("node:fs/promises").then(({ readFile }) => readFile(journeyStack().serverLog, "utf8"));
    expect(log).not.toMatch(/IMO0200\d|0803666\d/);
  });
});
