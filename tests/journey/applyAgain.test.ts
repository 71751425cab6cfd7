import type { RowDataPacket } from "mysql2/promise";
import { journeyWorld, picture } from "../support/journeyStack";
import { buildPatients, openList, submit, until, validate, workbookOf } from "../support/paneJourney";
import { phoneOf, phonesOf } from "../support/recordReading";

/** NMRS puts an older value back after the submission; the clerk is told and applies the change again. */

jest.setTimeout(120_000);

const world = journeyWorld();

/** An NMRS page that was still open is saved: the voided row comes back whole, as it was read before the change, and ours goes. */
async function saveOldPageInNmrs(personId: number | undefined, old: string): Promise<void> {
  await world.root.query(
    `UPDATE person_attribute SET voided = (value <> ?), voided_by = NULL, date_voided = NULL, void_reason = NULL
      WHERE person_id = ? AND person_attribute_type_id = 8`,
    [old, personId],
  );
}

/** The look that is due some minutes after the submission's end is due now. */
async function letMinutesPass(personId: number | undefined): Promise<void> {
  await world.root.query(
    `UPDATE patient_contacts.after_check SET due_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND
      WHERE stage = 0 AND submission_id IN (SELECT submission_id FROM patient_contacts.row_outcome WHERE person_id = ?)`,
    [personId],
  );
}

test("a change that NMRS overwrote afterwards is named in its submission, and one click applies it again", async () => {
  const [a] = await buildPatients(world.root, 1);
  const { page, pane, close } = await openList(world.browser, workbookOf([["ART ID", "New phone"], [a?.artId ?? "", "08021160001"]]));
  await validate(pane);
  await submit(pane);
  expect(await phoneOf(world.root, a?.personId)).toBe("08021160001");

  await saveOldPageInNmrs(a?.personId, "08031234567");
  await letMinutesPass(a?.personId);
  await until(async () => {
    const [rows] = await world.root.query<RowDataPacket[]>(
      `SELECT 1 FROM patient_contacts.row_reverted r JOIN patient_contacts.row_outcome o ON o.submission_id = r.submission_id AND o.row_key = r.row_key
        WHERE o.person_id = ? AND r.settled_at IS NULL`,
      [a?.personId],
    );
    return rows.length === 1;
  }, 40);

  await pane.getByRole("button", { name: "Undo or download" }).click();
  await pane.getByText(/1 row of this submission was overwritten in the record afterwards/).waitFor({ timeout: 20_000 });
  await picture(page, "overwritten");
  await pane.getByRole("button", { name: "Apply again", exact: true }).click();
  await pane.getByRole("heading", { name: "Overwritten afterwards (1)" }).waitFor();
  await pane.getByRole("button", { name: "Apply 1 row again" }).click();
  await until(async () => (await phoneOf(world.root, a?.personId)) === "08021160001", 30);
  expect((await phonesOf(world.root, a?.personId)).filter((phone) => !phone.endsWith("voided"))).toEqual(["08021160001"]);
  await pane.getByRole("heading", { name: "Submitted" }).waitFor({ timeout: 30_000 });
  await close();
});
