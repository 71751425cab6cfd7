import type { RowDataPacket } from "mysql2/promise";
import type { CompletenessCounts } from "../../../src/contract/reports";
import { judgeCompleteness } from "../../../src/domain/completeness";
import { neverCalled } from "../../../src/domain/reachability";
import { readReachability } from "../../contactNotes/reachability";
import { readRecordedNumbers } from "../../contactNotes/recordedNumbers";
import { openmrsTable } from "../../database/names";
import type { Deps } from "../../deps";
import { isNoTestPatient, readPlacesOf, readSliceEnd } from "../../patients/patientSlices";
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
  const upTo = await readSliceEnd(deps, afterPersonId, patientsPerSlice);
  const counts = new Map<number, CompletenessCounts>();
  if (upTo === null) return { upTo, counts };
  const placeOf = await readPatients(deps, afterPersonId, upTo);
  const personIds = [...placeOf.keys()];
  if (personIds.length === 0) return { upTo, counts };
  const [phones, addresses, reachability, places] = await Promise.all([
    readRecordedNumbers(pool, site, personIds),
    readPlacesOf(deps, personIds),
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

/** Unvoided, living patients with an unvoided ART ID, each with where the ART ID belongs: of several the preferred one, else the oldest. */
async function readPatients({ pool, site }: SliceDeps, afterPersonId: number, upTo: number): Promise<ReadonlyMap<number, number>> {
  const isNoTest = isNoTestPatient(site, "p.patient_id");
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
