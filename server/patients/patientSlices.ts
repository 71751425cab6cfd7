import type { RowDataPacket } from "mysql2/promise";
import { lgaColumn, stateColumn } from "../../src/domain/addressView";
import type { ActiveAddress } from "../../src/domain/types";
import { openmrsTable } from "../database/names";
import type { Deps, Site } from "../deps";

/*
 * For work that goes through all patients, slice by slice in the order of their numbers.
 */

type SliceDeps = Pick<Deps, "pool" | "site">;

/** The last patient of the next slice; null where there is nobody left. */
export async function readSliceEnd({ pool, site }: SliceDeps, afterPersonId: number, patientsPerSlice: number): Promise<number | null> {
  const [[last]] = await pool.query<(RowDataPacket & { upTo: number | null })[]>(
    `SELECT MAX(patient_id) AS upTo FROM (SELECT patient_id FROM ${openmrsTable(site, "patient")} WHERE patient_id > ? ORDER BY patient_id LIMIT ?) next_patients`,
    [afterPersonId, patientsPerSlice],
  );
  return last?.upTo ?? null;
}

/** SQL that leaves out patients whom the site marks as tests, where it marks them; `column` holds the person's id. */
export function isNoTestPatient(site: Site, column: string): { readonly sql: string; readonly values: readonly number[] } {
  if (site.testPatientTypeId === null) return { sql: "", values: [] };
  return {
    sql: ` AND NOT EXISTS (SELECT 1 FROM ${openmrsTable(site, "person_attribute")} t
            WHERE t.person_id = ${column} AND t.person_attribute_type_id = ? AND t.voided = 0 AND t.value = 'true')`,
    values: [site.testPatientTypeId],
  };
}

interface AddressRecord extends RowDataPacket {
  personAddressId: number;
  personId: number;
  preferred: number;
  lga: string | null;
  state: string | null;
}

/** Active addresses of these persons, with LGA and state alone. */
export async function readPlacesOf({ pool, site }: SliceDeps, personIds: readonly number[]): Promise<ReadonlyMap<number, readonly ActiveAddress[]>> {
  const [rows] = await pool.query<AddressRecord[]>(
    `SELECT person_address_id AS personAddressId, person_id AS personId, preferred, ${lgaColumn} AS lga, ${stateColumn} AS state
       FROM ${openmrsTable(site, "person_address")} WHERE person_id IN (?) AND voided = 0 ORDER BY person_address_id`,
    [personIds],
  );
  const byPerson = new Map<number, ActiveAddress[]>();
  for (const { personAddressId, personId, preferred, lga, state } of rows) {
    const address: ActiveAddress = { personAddressId, preferred: preferred !== 0, columns: { [lgaColumn]: lga, [stateColumn]: state } };
    const known = byPerson.get(personId);
    if (known === undefined) byPerson.set(personId, [address]);
    else known.push(address);
  }
  return byPerson;
}
