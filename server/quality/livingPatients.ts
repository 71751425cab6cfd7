import type { Pool, RowDataPacket } from "mysql2/promise";
import { openmrsTable } from "../database/names";
import type { Site } from "../deps";
import { isNoTestPatient } from "../patients/patientSlices";
import { sliced } from "../patients/sql";

interface PatientRow extends RowDataPacket {
  personId: number;
  place: number | null;
}

/** Who of these persons is a living patient, neither voided nor a test, each with the places of the ART IDs in use: none where there is no such ART ID. */
export async function readLivingPatients({ pool, site }: { readonly pool: Pool; readonly site: Site }, personIds: readonly number[]): Promise<ReadonlyMap<number, readonly number[]>> {
  const isNoTest = isNoTestPatient(site, "p.patient_id");
  const places = new Map<number, number[]>();
  for (const slice of sliced(personIds)) {
    const [rows] = await pool.query<PatientRow[]>(
      `SELECT STRAIGHT_JOIN p.patient_id AS personId, i.location_id AS place
         FROM ${openmrsTable(site, "patient")} p
         JOIN ${openmrsTable(site, "person")} n ON n.person_id = p.patient_id AND n.voided = 0 AND n.dead = 0
         LEFT JOIN ${openmrsTable(site, "patient_identifier")} i ON i.patient_id = p.patient_id AND i.identifier_type = ? AND i.voided = 0
        WHERE p.patient_id IN (?) AND p.voided = 0${isNoTest.sql}`,
      [site.artTypeId, slice, ...isNoTest.values],
    );
    for (const { personId, place } of rows) {
      const known = places.get(personId);
      const own = place === null ? [] : [place];
      if (known === undefined) places.set(personId, own);
      else known.push(...own);
    }
  }
  return places;
}
