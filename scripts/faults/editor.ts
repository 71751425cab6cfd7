import { randomUUID } from "node:crypto";
import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import type { Random } from "./random";

/** An edit that somebody made in OpenMRS itself: what the record must go on saying, and the rows that it accounts for. */
export interface Edit {
  readonly personId: number;
  readonly field: "phone" | "address" | "birthdate";
  /** Value of the phone, street of the address, or the birthdate. */
  readonly value: string;
  readonly inserted: string | null;
  readonly touchedIds: readonly number[];
}

/** User of the generated database who works in OpenMRS meanwhile. */
const nurse = 6;
let made = 0;

async function ids(tx: PoolConnection, sql: string, personId: number): Promise<readonly number[]> {
  const [rows] = await tx.query<(RowDataPacket & { id: number })[]>(sql, [personId]);
  return rows.map(({ id }) => id);
}

/** As OpenMRS's `Person.addAttribute`: every active one of the type is voided with `New value: …`, a new row is added. */
async function editPhone(tx: PoolConnection, personId: number): Promise<Edit> {
  const value = `0906${String(1_000_000 + made).slice(-7)}`;
  const active = await ids(tx, "SELECT person_attribute_id AS id FROM person_attribute WHERE person_id = ? AND person_attribute_type_id = 8 AND voided = 0", personId);
  for (const id of active) {
    await tx.query(
      `UPDATE person_attribute SET voided = 1, voided_by = ?, date_voided = NOW(), void_reason = ?, changed_by = ?, date_changed = NOW()
        WHERE person_attribute_id = ?`,
      [nurse, `New value: ${value}`, nurse, id],
    );
  }
  const uuid = randomUUID();
  await tx.query(
    "INSERT INTO person_attribute (person_id, value, person_attribute_type_id, creator, date_created, voided, uuid) VALUES (?, ?, 8, ?, NOW(), 0, ?)",
    [personId, value, nurse, uuid],
  );
  return { personId, field: "phone", value, inserted: uuid, touchedIds: active };
}

const currentAddress = "SELECT person_address_id AS id FROM person_address WHERE person_id = ? AND voided = 0 ORDER BY preferred DESC, person_address_id LIMIT 1";

/** As OpenMRS's REST interface: the current address is changed in place; one without any gets a new row. */
async function editAddressInPlace(tx: PoolConnection, personId: number): Promise<Edit> {
  const [id] = await ids(tx, currentAddress, personId);
  if (id === undefined) return enterAddress(tx, personId);
  const street = `${made} In Place Street`;
  await tx.query("UPDATE person_address SET preferred = 1, address1 = ?, address2 = ?, changed_by = ?, date_changed = NOW() WHERE person_address_id = ?", [street, street, nurse, id]);
  return { personId, field: "address", value: street, inserted: null, touchedIds: [id] };
}

/** As the contact page of the registration app: the new address is preferred, the old one is voided without a reason. */
async function enterAddress(tx: PoolConnection, personId: number): Promise<Edit> {
  const street = `${made} Registration Street`;
  const [id] = await ids(tx, currentAddress, personId);
  const uuid = randomUUID();
  await tx.query(
    `INSERT INTO person_address (person_id, preferred, address1, address2, city_village, state_province, country, creator, date_created, voided, uuid)
     VALUES (?, 1, ?, ?, 'IKEJA', 'LAGOS', 'NIGERIA', ?, NOW(), 0, ?)`,
    [personId, street, street, nurse, uuid],
  );
  if (id !== undefined) {
    await tx.query("UPDATE person_address SET preferred = 0, voided = 1, voided_by = ?, date_voided = NOW(), changed_by = ?, date_changed = NOW() WHERE person_address_id = ?", [nurse, nurse, id]);
  }
  return { personId, field: "address", value: street, inserted: uuid, touchedIds: id === undefined ? [] : [id] };
}

/** In place on person, and both dates of change, as OpenMRS's interceptor sets them. */
async function editBirthdate(tx: PoolConnection, personId: number): Promise<Edit> {
  const value = new Date(Date.UTC(1960, 0, 1) + (made % 15_000) * 86_400_000).toISOString().slice(0, 10);
  await tx.query<ResultSetHeader>("UPDATE person SET birthdate = ?, birthdate_estimated = 0, changed_by = ?, date_changed = NOW() WHERE person_id = ?", [value, nurse, personId]);
  await tx.query("UPDATE patient SET changed_by = ?, date_changed = NOW() WHERE patient_id = ?", [nurse, personId]);
  return { personId, field: "birthdate", value, inserted: null, touchedIds: [] };
}

/**
 * Edits one field of a patient in a transaction of its own. The person is locked first: what OpenMRS does when nobody writes between its
 * reading and its writing. (A stale cache that overwrites later is no lock's matter; it is found by looking at the record again.)
 */
export async function editInOpenmrs(root: Pool, personId: number, field: Edit["field"], random: Random): Promise<Edit> {
  made += 1;
  const inPlace = random.next() < 0.5;
  for (let tries = 0; ; tries += 1) {
    const tx = await root.getConnection();
    try {
      await tx.beginTransaction();
      await tx.query("SELECT person_id FROM person WHERE person_id = ? FOR UPDATE", [personId]);
      const edit =
        field === "phone"
          ? await editPhone(tx, personId)
          : field === "birthdate"
            ? await editBirthdate(tx, personId)
            : await (inPlace ? editAddressInPlace : enterAddress)(tx, personId);
      await tx.commit();
      tx.release();
      return edit;
    } catch (error) {
      tx.destroy();
      // The engine under test may hold the patient, or the database be on its way up.
      if (tries >= 40) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
