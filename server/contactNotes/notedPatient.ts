import type { PoolConnection, RowDataPacket } from "mysql2/promise";
import { openmrsTable } from "../database/names";
import type { Site } from "../deps";
import { ApiError } from "../http/apiError";

/**
 * Locks the patient until the transaction ends, so that what is noted of one patient is noted one after the other, and never of a patient who
 * has been voided meanwhile. The person's row comes first, as in every transaction that changes contacts.
 */
export async function lockPatient(tx: PoolConnection, site: Site, personId: number): Promise<void> {
  const [persons] = await tx.query<RowDataPacket[]>(
    `SELECT n.person_id FROM ${openmrsTable(site, "person")} n WHERE n.person_id = ? AND n.voided = 0 FOR UPDATE`,
    [personId],
  );
  const [patients] = await tx.query<RowDataPacket[]>(`SELECT 1 FROM ${openmrsTable(site, "patient")} WHERE patient_id = ? AND voided = 0`, [personId]);
  if (persons.length === 0 || patients.length === 0) throw new ApiError(404, "patient-not-found");
}
