import type { RowDataPacket } from "mysql2/promise";
import type { CompletenessCounts } from "../../../src/contract/reports";
import { lgaColumn, stateColumn } from "../../../src/domain/addressView";
import { judgeCompleteness } from "../../../src/domain/completeness";
import { neverCalled } from "../../../src/domain/reachability";
import type { ActiveAddress } from "../../../src/domain/types";
import { readReachability } from "../../contactNotes/reachability";
import { readRecordedNumbers } from "../../contactNotes/recordedNumbers";
import { openmrsTable } from "../../database/names";
import type { Deps } from "../../deps";
import { mapTakingTurns } from "../../takeTurns";

export interface CountedSlice {
  /** The last patient of the slice; null where there is nobody left. */
  readonly upTo: number | null;
  /** By facility: location of the ART ID; 0 where it has none. */
  readonly counts: ReadonlyMap<number, CompletenessCounts>;
}

export interface SliceQuery {
  readonly afterPersonId: number;
  /** The site's day by which six months are reckoned. */
  readonly day: string;
  readonly patientsPerSlice: number;
}

type SliceDeps = Pick<Deps, "pool" | "site" | "config">;

/** Counts the next patients, as the record is now. */
export async function countSlice(deps: SliceDeps, { afterPersonId, day, patientsPerSlice }: SliceQuery): Promise<CountedSlice> {
  const { pool, site } = deps;
  const upTo = await readEnd(deps, afterPersonId, patientsPerSlice);
  const counts = new Map<number, CompletenessCounts>();
  if (upTo === null) return { upTo, counts };
  const placeOf = await readPatients(deps, afterPersonId, upTo);
  const personIds = [...placeOf.keys()];
  if (personIds.length === 0) return { upTo, counts };
  const [phones, addresses, reachability, places] = await Promise.all([
    readRecordedNumbers(pool, site, personIds),
    readAddresses(deps, personIds),
    readReachability(deps, personIds),
    site.places(),
  ]);
  await mapTakingTurns(personIds, (personId) => {
    const contact = { phones: phones.get(personId) ?? [], addresses: addresses.get(personId) ?? [], reachability: reachability.get(personId) ?? neverCalled };
    const judged = judgeCompleteness(contact, { today: day, places });
    const place = placeOf.get(personId) ?? 0;
    const known = counts.get(place) ?? { patients: 0, validPhone: 0, verifiedPhone: 0, canonicalLga: 0 };
    counts.set(place, {
      patients: known.patients + 1,
      validPhone: known.validPhone + Number(judged.validPhone),
      verifiedPhone: known.verifiedPhone + Number(judged.verifiedPhone),
      canonicalLga: known.canonicalLga + Number(judged.canonicalLga),
    });
  });
  return { upTo, counts };
}

async function readEnd({ pool, site }: SliceDeps, afterPersonId: number, patientsPerSlice: number): Promise<number | null> {
  const [[last]] = await pool.query<(RowDataPacket & { upTo: number | null })[]>(
    `SELECT MAX(patient_id) AS upTo FROM (SELECT patient_id FROM ${openmrsTable(site, "patient")} WHERE patient_id > ? ORDER BY patient_id LIMIT ?) next_patients`,
    [afterPersonId, patientsPerSlice],
  );
  return last?.upTo ?? null;
}

/** Unvoided, living patients with an unvoided ART ID, each with where the ART ID belongs: of several the preferred one, else the oldest. */
async function readPatients({ pool, site }: SliceDeps, afterPersonId: number, upTo: number): Promise<ReadonlyMap<number, number>> {
  const isNoTest =
    site.testPatientTypeId === null
      ? { sql: "", values: [] }
      : {
          sql: ` AND NOT EXISTS (SELECT 1 FROM ${openmrsTable(site, "person_attribute")} t
            WHERE t.person_id = p.patient_id AND t.person_attribute_type_id = ? AND t.voided = 0 AND t.value = 'true')`,
          values: [site.testPatientTypeId],
        };
  // In the order written: MySQL 5.6 may begin with the type of identifier, and look at everyone's.
  const [rows] = await pool.query<(RowDataPacket & { personId: number; place: number | null })[]>(
    `SELECT STRAIGHT_JOIN p.patient_id AS personId, i.location_id AS place
       FROM ${openmrsTable(site, "patient")} p
       JOIN ${openmrsTable(site, "person")} n ON n.person_id = p.patient_id AND n.voided = 0 AND n.dead = 0
       JOIN ${openmrsTable(site, "patient_identifier")} i ON i.patient_id = p.patient_id AND i.identifier_type = ? AND i.voided = 0
      WHERE p.patient_id > ? AND p.patient_id <= ? AND p.voided = 0${isNoTest.sql}
      ORDER BY p.patient_id, i.preferred DESC, i.patient_identifier_id`,
    [site.artTypeId, afterPersonId, upTo, ...isNoTest.values],
  );
  const placeOf = new Map<number, number>();
  for (const { personId, place } of rows) if (!placeOf.has(personId)) placeOf.set(personId, place ?? 0);
  return placeOf;
}

interface AddressRecord extends RowDataPacket {
  personAddressId: number;
  personId: number;
  preferred: number;
  lga: string | null;
  state: string | null;
}

async function readAddresses({ pool, site }: SliceDeps, personIds: readonly number[]): Promise<ReadonlyMap<number, readonly ActiveAddress[]>> {
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
