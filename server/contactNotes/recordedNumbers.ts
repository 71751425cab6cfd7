import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import { phoneKey } from "../../src/domain/phone";
import { openmrsTable } from "../database/names";
import type { Deps, Site } from "../deps";
import { sliced } from "../patients/sql";
import { keyedDigest } from "../submissions/baselineDigest";

/** The same digits, however they were written: `0XXXXXXXXXX` where the text means a number, else the text itself. */
export function numberOf(text: string): string {
  return phoneKey(text) ?? text.trim();
}

/** Says, as hex, whether two calls were made to the same number; bound to the person, so that it cannot link people who share one. */
export function numberDigest({ config }: Pick<Deps, "config">, personId: number, phone: string): string {
  return keyedDigest(config.DIGEST_KEY, "tried number", String(personId), numberOf(phone));
}

interface PhoneRow extends RowDataPacket {
  personId: number;
  value: string;
}

/** Every active telephone number that NMRS holds of these persons, the oldest first, as it is written there. */
export async function readRecordedNumbers(connection: Pool | PoolConnection, site: Site, personIds: readonly number[]): Promise<ReadonlyMap<number, readonly string[]>> {
  const byPerson = new Map<number, string[]>();
  for (const slice of sliced(personIds)) {
    const [rows] = await connection.query<PhoneRow[]>(
      `SELECT person_id AS personId, value FROM ${openmrsTable(site, "person_attribute")}
        WHERE person_id IN (?) AND person_attribute_type_id = ? AND voided = 0 AND value <> '' ORDER BY person_attribute_id`,
      [slice, site.phoneTypeId],
    );
    for (const { personId, value } of rows) {
      const known = byPerson.get(personId);
      if (known === undefined) byPerson.set(personId, [value]);
      else known.push(value);
    }
  }
  return byPerson;
}
