import type { RowDataPacket } from "mysql2/promise";
import type { WorklistCriteria } from "../../src/contract/worklists";
import { columnText, currentAddress, lgaColumn, stateColumn } from "../../src/domain/addressView";
import { neverCalled } from "../../src/domain/reachability";
import type { ActiveAddress } from "../../src/domain/types";
import { ageOn, reasonsOf } from "../../src/domain/worklistRules";
import type { WorklistReason } from "../../src/domain/worklistRules";
import { readReachability } from "../contactNotes/reachability";
import { readRecordedNumbers } from "../contactNotes/recordedNumbers";
import { openmrsTable } from "../database/names";
import type { Deps } from "../deps";
import { isNoTestPatient, readPlacesOf } from "../patients/patientSlices";
import { readSharing } from "../quality/sharedNumbers";
import { mapTakingTurns } from "../takeTurns";
import { readLastEncounters } from "./encounters";
import type { StoredWorklist } from "./worklistStore";

type SliceDeps = Pick<Deps, "pool" | "site" | "config">;

/** A patient who belongs on the worklist. */
export interface Match {
  readonly personId: number;
  /** Location of the ART ID; 0 where it has none. */
  readonly place: number;
  readonly reasons: readonly WorklistReason[];
  readonly lastEncounter: string | null;
}

export interface GatheredSlice {
  readonly looked: number;
  readonly matches: readonly Match[];
}

interface PatientRow extends RowDataPacket {
  personId: number;
  place: number | null;
  gender: string | null;
  birthdate: string | null;
  estimated: number;
}

/** Looks at the patients after one number up to another, as the record is now. `facility`: the location that the criteria name. */
export async function gatherSlice(
  deps: SliceDeps,
  worklist: StoredWorklist,
  { from, upTo, facility }: { readonly from: number; readonly upTo: number; readonly facility: number | null },
): Promise<GatheredSlice> {
  const { pool, site } = deps;
  const { criteria, day } = worklist;
  const patients = await readPatients(deps, worklist, { from, upTo, facility });
  const looked = patients.length;
  const within = patients.filter((patient) => isOfAge(patient, criteria, day));
  const encounters = await readLastEncounters(pool, site, idsOf(within));
  const seen = within.filter(({ personId }) => isBetween(encounters.get(personId) ?? null, criteria));
  if (seen.length === 0) return { looked, matches: [] };
  const personIds = idsOf(seen);
  const [phones, addresses, reachability, sharing, places] = await Promise.all([
    readRecordedNumbers(pool, site, personIds),
    readPlacesOf(deps, personIds),
    readReachability(deps, personIds),
    criteria.reasons.includes("shared-phone") ? readSharing(deps, personIds) : new Map<number, number>(),
    site.places(),
  ]);
  const wanted = new Set(criteria.reasons);
  const judged = await mapTakingTurns(seen, ({ personId, place, estimated }): readonly Match[] => {
    const own = addresses.get(personId) ?? [];
    if (!livesThere(own, criteria)) return [];
    const reasons = reasonsOf(
      {
        phones: phones.get(personId) ?? [],
        sharedBy: sharing.get(personId) ?? 0,
        addresses: own,
        birthdateEstimated: estimated !== 0,
        reachability: reachability.get(personId) ?? neverCalled,
      },
      { today: day, unverifiedMonths: criteria.unverifiedMonths, places },
    ).filter((reason) => wanted.has(reason));
    return reasons.length === 0 ? [] : [{ personId, place: place ?? 0, reasons, lastEncounter: encounters.get(personId) ?? null }];
  });
  return { looked, matches: judged.flat() };
}

const idsOf = (patients: readonly { readonly personId: number }[]): readonly number[] => patients.map(({ personId }) => personId);

function isOfAge({ gender, birthdate }: PatientRow, { sex, ageFrom, ageTo }: WorklistCriteria, day: string): boolean {
  if (sex !== null && !(gender ?? "").toLowerCase().startsWith(sex === "male" ? "m" : "f")) return false;
  if (ageFrom === null && ageTo === null) return true;
  const age = ageOn(birthdate, day);
  return age !== null && (ageFrom === null || age >= ageFrom) && (ageTo === null || age <= ageTo);
}

function isBetween(lastEncounter: string | null, { lastEncounterFrom, lastEncounterTo }: WorklistCriteria): boolean {
  if (lastEncounterFrom === null && lastEncounterTo === null) return true;
  return lastEncounter !== null && (lastEncounterFrom === null || lastEncounter >= lastEncounterFrom) && (lastEncounterTo === null || lastEncounter <= lastEncounterTo);
}

/** Compared as people compare names of places: without case and outer spaces. */
function livesThere(addresses: readonly ActiveAddress[], { state, lga }: WorklistCriteria): boolean {
  const columns = currentAddress(addresses)?.columns ?? {};
  const isSame = (wanted: string | null, column: string): boolean => wanted === null || (columnText(columns, column) ?? "").trim().toLowerCase() === wanted.trim().toLowerCase();
  return isSame(state, stateColumn) && isSame(lga, lgaColumn);
}

/** Unvoided, living patients with an unvoided ART ID within reach, each once: of several ART IDs the preferred one counts, else the oldest. */
async function readPatients({ pool, site }: SliceDeps, { facilityIds }: StoredWorklist, { from, upTo, facility }: { from: number; upTo: number; facility: number | null }): Promise<readonly PatientRow[]> {
  if (facilityIds?.length === 0) return [];
  const isNoTest = isNoTestPatient(site, "p.patient_id");
  const reach = facilityIds === null ? { sql: "", values: [] } : { sql: " AND i.location_id IN (?)", values: [facilityIds] };
  const chosen = facility === null ? { sql: "", values: [] } : { sql: " AND i.location_id = ?", values: [facility] };
  // In the order written: MySQL 5.6 may begin with the type of identifier, and look at everyone's.
  const [rows] = await pool.query<PatientRow[]>(
    `SELECT STRAIGHT_JOIN p.patient_id AS personId, i.location_id AS place, n.gender, CAST(n.birthdate AS CHAR) AS birthdate, n.birthdate_estimated AS estimated
       FROM ${openmrsTable(site, "patient")} p
       JOIN ${openmrsTable(site, "person")} n ON n.person_id = p.patient_id AND n.voided = 0 AND n.dead = 0
       JOIN ${openmrsTable(site, "patient_identifier")} i ON i.patient_id = p.patient_id AND i.identifier_type = ? AND i.voided = 0${reach.sql}${chosen.sql}
      WHERE p.patient_id > ? AND p.patient_id <= ? AND p.voided = 0${isNoTest.sql}
      ORDER BY p.patient_id, i.preferred DESC, i.patient_identifier_id`,
    [site.artTypeId, ...reach.values, ...chosen.values, from, upTo, ...isNoTest.values],
  );
  const first = new Map<number, PatientRow>();
  for (const row of rows) if (!first.has(row.personId)) first.set(row.personId, row);
  return [...first.values()];
}
