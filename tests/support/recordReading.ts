import { randomUUID } from "node:crypto";
import type { Pool, ResultSetHeader, RowDataPacket } from "mysql2/promise";

/*
 * The record as OpenMRS's tables hold it, for journeys that read back what a submission did; and the hand of somebody else who works in
 * NMRS at the same time.
 */

/** Phones of a patient, voided ones first, e.g. `["08031234567 voided", "08021130001"]`. */
export async function phonesOf(root: Pool, personId: number | undefined): Promise<string[]> {
  const [rows] = await root.query<(RowDataPacket & { value: string; voided: number })[]>(
    "SELECT value, voided FROM person_attribute WHERE person_id = ? AND person_attribute_type_id = 8 ORDER BY voided DESC, person_attribute_id",
    [personId],
  );
  return rows.map(({ value, voided }) => (voided === 0 ? value : `${value} voided`));
}

export async function phoneOf(root: Pool, personId: number | undefined): Promise<string | undefined> {
  return (await phonesOf(root, personId)).find((phone) => !phone.endsWith("voided"));
}

/** The street that NMRS shows, and how many addresses are active: it must be one. */
export async function streetOf(root: Pool, personId: number | undefined): Promise<string> {
  const [rows] = await root.query<(RowDataPacket & { address2: string | null })[]>(
    "SELECT address2 FROM person_address WHERE person_id = ? AND voided = 0 ORDER BY preferred DESC, person_address_id",
    [personId],
  );
  if (rows.length !== 1) throw new Error(`The patient has ${rows.length} active addresses.`);
  return rows[0]?.address2 ?? "";
}

/** Somebody else gives the patient another phone in NMRS, as OpenMRS does it: the old one is voided, a new one entered. */
export async function changePhoneInNmrs(root: Pool, personId: number | undefined, phone: string): Promise<void> {
  await root.query(
    `UPDATE person_attribute SET voided = 1, voided_by = 1, date_voided = NOW(), void_reason = ?
      WHERE person_id = ? AND person_attribute_type_id = 8 AND voided = 0`,
    [`New value: ${phone}`, personId],
  );
  await root.query<ResultSetHeader>("INSERT INTO person_attribute SET ?", [
    { person_id: personId, value: phone, person_attribute_type_id: 8, creator: 1, date_created: new Date(), voided: 0, uuid: randomUUID() },
  ]);
}

/** Holds the rows of these patients as a long transaction elsewhere would; the engine waits for them. Gives what lets go. */
export async function holdPatients(root: Pool, personIds: readonly (number | undefined)[]): Promise<() => Promise<void>> {
  const connection = await root.getConnection();
  await connection.beginTransaction();
  await connection.query("SELECT person_id FROM person WHERE person_id IN (?) FOR UPDATE", [personIds]);
  return async () => {
    await connection.rollback();
    connection.release();
  };
}
