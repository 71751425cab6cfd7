import type { RowDataPacket } from "mysql2/promise";
import { journeyWorld, picture } from "../support/journeyStack";
import { buildPatients, openList, until, workbookOf } from "../support/paneJourney";

/** Calls are noted one by one on a patient's card, and many at once from a column of the sheet. */

jest.setTimeout(180_000);

const world = journeyWorld();

async function callsOf(personIds: readonly number[]): Promise<string[]> {
  const [rows] = await world.root.query<(RowDataPacket & { personId: number; outcome: string; tried: string })[]>(
    "SELECT person_id AS personId, outcome, tried FROM patient_contacts.contact_attempt WHERE person_id IN (?) AND voided_at IS NULL",
    [personIds],
  );
  // Patients that are built together have numbers in any order.
  return rows.map(({ personId, outcome, tried }) => `${personIds.indexOf(personId)} ${outcome} ${tried}`).sort();
}

test("a clerk notes a call and a number on the card; the record of NMRS stays as it was", async () => {
  const [patient] = await buildPatients(world.root, 1);
  if (patient === undefined) throw new Error("There is no patient.");
  const { page, pane, faults, close } = await openList(world.browser, workbookOf([["ART ID", "New phone"]]));
  await pane.getByRole("tab", { name: "Patients" }).click();
  await pane.getByRole("combobox", { name: "Find a patient" }).fill(patient.artId);
  await pane.getByRole("option").filter({ hasText: patient.artId }).click();
  const calls = pane.getByRole("region", { name: "Calls" });
  await calls.getByText("No call has been noted.").waitFor();
  await calls.getByRole("button", { name: "No answer" }).click();
  await calls.getByText(/^Nobody could reach the patient since/).waitFor();
  const numbers = pane.getByRole("region", { name: "Other numbers" });
  await numbers.getByRole("button", { name: "Add a number" }).click();
  await numbers.getByRole("textbox", { name: "Number" }).fill("0805 555 4444");
  await numbers.getByRole("button", { name: "Keep this number" }).click();
  await numbers.getByRole("list", { name: "Other numbers" }).getByText("08055554444").waitFor();
  await picture(page, "calls-and-numbers");
  expect(await callsOf([patient.personId])).toEqual(["0 no-answer recorded"]);
  const [kept] = await world.root.query<RowDataPacket[]>("SELECT phone, relation FROM patient_contacts.other_number WHERE person_id = ?", [patient.personId]);
  expect(kept.map((row) => `${String(row.phone)} ${String(row.relation)}`)).toEqual(["08055554444 next-of-kin"]);
  const [phones] = await world.root.query<RowDataPacket[]>("SELECT value, voided FROM person_attribute WHERE person_id = ? AND person_attribute_type_id = 8", [patient.personId]);
  expect(phones).toEqual([{ value: "08031234567", voided: 0 }]);
  expect(faults).toEqual([]);
  await close();
});

test("calls are noted from a column of the sheet, answered beside the rows, and not doubled when sent again", async () => {
  const patients = await buildPatients(world.root, 2);
  const [one, other] = patients.map(({ artId }) => artId);
  const { page, pane, faults, close } = await openList(
    world.browser,
    workbookOf([["ART ID", "Call result"], [one ?? "", "Reached"], [other ?? "", "switched off"], ["NOBODY-77", "no answer"], [one ?? "", "perhaps"]]),
  );
  await pane.getByRole("tab", { name: "Patients" }).click();
  await pane.getByRole("button", { name: "Calls from the sheet" }).click();
  await pane.getByText("Row 5: “perhaps” is none of the results").waitFor();
  await picture(page, "calls-from-the-sheet");
  await pane.getByRole("button", { name: "Note 3 calls" }).click();
  await pane.getByText("2 calls noted.").waitFor();
  await pane.getByText("1 row not noted. The reason stands in the sheet.").waitFor();
  const ids = patients.map(({ personId }) => personId);
  expect(await callsOf(ids)).toEqual(["0 reached recorded", "1 switched-off recorded"]);
  const cell = (text: string) => page.getByText(text, { exact: true }).first();
  await until(async () => await cell("Call noted").isVisible());
  expect(await cell("Call not noted").isVisible()).toBe(true);
  await pane.getByRole("button", { name: "Look at the sheet" }).click();
  await pane.getByRole("button", { name: "Note 3 calls" }).click();
  await pane.getByText("2 rows were noted before: nothing was added.").waitFor();
  expect(await callsOf(ids)).toEqual(["0 reached recorded", "1 switched-off recorded"]);
  expect(faults).toEqual([]);
  await close();
});
