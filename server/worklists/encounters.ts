import type { Pool, RowDataPacket } from "mysql2/promise";
import { openmrsTable } from "../database/names";
import type { Site } from "../deps";
import { sliced } from "../patients/sql";

interface EncounterRow extends RowDataPacket {
  personId: number;
  day: string;
}

/** The day of each patient's last encounter that is not voided; who has none is absent, as is everybody where this OpenMRS has no encounters. */
export async function readLastEncounters(pool: Pool, site: Site, personIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const days = new Map<number, string>();
  if (!site.hasEncounters) return days;
  for (const slice of sliced(personIds)) {
    const [rows] = await pool.query<EncounterRow[]>(
      `SELECT patient_id AS personId, CAST(MAX(encounter_datetime) AS CHAR) AS day FROM ${openmrsTable(site, "encounter")} WHERE patient_id IN (?) AND voided = 0 GROUP BY patient_id`,
      [slice],
    );
    for (const { personId, day } of rows) days.set(personId, day.slice(0, 10));
  }
  return days;
}
