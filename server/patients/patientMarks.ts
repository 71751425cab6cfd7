import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import type { PatientHit, PatientIdentifier, PatientMark, PatientUuid } from "../../src/contract/patientSearch";
import { wholeYears } from "../../src/domain/calendar";
import { openmrsTable } from "../database/names";
import type { Caller, Deps, Site } from "../deps";
import { ApiError } from "../http/apiError";
import { facilityOf, isVisible, readIdentifiers, withinFacilities } from "./patientIdentifiers";
import type { IdentifierOfPatient } from "./patientIdentifiers";
import { sliced } from "./sql";

/** What tells a patient from others, and what stands in the way of updating them: the same in a list and on the card. */
export type PatientIdentity = Omit<PatientHit, "foundBy"> & {
  readonly personId: number;
  /** The ART ID by which the asker can update this patient; null where there is none or it names more than one patient. */
  readonly artId: string | null;
};

export interface IdentityRead {
  readonly personIds: readonly number[];
  /** Locations of the ART identifier that the asker may see; null means all. Patients elsewhere are left out. */
  readonly facilityIds: readonly number[] | null;
  /** The site's day. */
  readonly today: string;
}

interface PersonRow extends RowDataPacket {
  personId: number;
  uuid: string | null;
  sex: string | null;
  birthdate: string | null;
  dead: number;
  voided: number;
  test: number;
  transferred: number;
  given: string | null;
  middle: string | null;
  family: string | null;
  family2: string | null;
}

/**
 * Reads who patients are, by person id, voided ones too: two statements, whatever their number. Left out are persons who are no patients,
 * who are outside the asker's facilities, or whom nothing can name (very old records have no uuid).
 */
export async function readPatientIdentities(
  connection: Pool | PoolConnection,
  site: Site,
  { personIds, facilityIds, today }: IdentityRead,
): Promise<ReadonlyMap<number, PatientIdentity>> {
  const identities = new Map<number, PatientIdentity>();
  for (const slice of sliced([...new Set(personIds)])) {
    const [persons, identifiers] = await Promise.all([readPersons(connection, site, slice), readIdentifiers(connection, site, slice)]);
    for (const person of persons) {
      const own = identifiers.get(person.personId) ?? [];
      if (person.uuid === null || person.uuid === "" || !isVisible(own, facilityIds)) continue;
      identities.set(person.personId, {
        personId: person.personId,
        patient: person.uuid,
        name: nameOf(person),
        sex: person.sex === "" ? null : person.sex,
        age: person.birthdate === null || person.dead !== 0 ? null : wholeYears(person.birthdate, today),
        identifiers: own.map(({ identifier, type, isArtId, voided }): PatientIdentifier => ({ identifier, type, isArtId, voided })),
        facility: facilityOf(own),
        marks: marksOf(person, own),
        artId: person.voided === 0 ? (usableArtId(own, facilityIds)?.identifier ?? null) : null,
      });
    }
  }
  return identities;
}

/** The patient of whom a screen speaks, as `person_id`; null where there is none within these facilities. */
export async function findPatient(
  connection: Pool | PoolConnection,
  site: Site,
  { patient, facilityIds }: { readonly patient: PatientUuid; readonly facilityIds: readonly number[] | null },
): Promise<number | null> {
  const within = withinFacilities(site, facilityIds, "p.patient_id");
  const [rows] = await connection.query<(RowDataPacket & { personId: number })[]>(
    `SELECT p.patient_id AS personId FROM ${openmrsTable(site, "person")} n JOIN ${openmrsTable(site, "patient")} p ON p.patient_id = n.person_id
      WHERE n.uuid = ? AND ${within.sql}`,
    [patient, ...within.values],
  );
  return rows[0]?.personId ?? null;
}

/** The same, or 404 with a sentence: who may not see a patient does not learn whether there is one. */
export async function requirePatient({ pool, site }: Deps, caller: Caller, patient: PatientUuid): Promise<number> {
  const personId = await findPatient(pool, site, { patient, facilityIds: caller.facilityIds });
  if (personId === null) throw new ApiError(404, "patient-not-found");
  return personId;
}

async function readPersons(connection: Pool | PoolConnection, site: Site, personIds: readonly number[]): Promise<readonly PersonRow[]> {
  const test = isTestPatient(site);
  const transferred = isTransferredOut(site);
  const [rows] = await connection.query<PersonRow[]>(
    `SELECT n.person_id AS personId, n.uuid, n.gender AS sex, n.birthdate, n.dead, (n.voided <> 0 OR p.voided <> 0) AS voided,
            ${test.sql} AS test, ${transferred.sql} AS transferred,
            name.given_name AS given, name.middle_name AS middle, name.family_name AS family, name.family_name2 AS family2
       FROM ${openmrsTable(site, "person")} n
       JOIN ${openmrsTable(site, "patient")} p ON p.patient_id = n.person_id
       LEFT JOIN ${openmrsTable(site, "person_name")} name ON name.person_name_id = (
         SELECT pn.person_name_id FROM ${openmrsTable(site, "person_name")} pn
          WHERE pn.person_id = n.person_id ORDER BY pn.voided, pn.preferred DESC, pn.person_name_id LIMIT 1)
      WHERE n.person_id IN (?)`,
    [...test.values, ...transferred.values, personIds],
  );
  return rows;
}

interface Condition {
  readonly sql: string;
  readonly values: readonly number[];
}

function isTestPatient(site: Site): Condition {
  if (site.testPatientTypeId === null) return { sql: "0", values: [] };
  return {
    sql: `EXISTS (SELECT 1 FROM ${openmrsTable(site, "person_attribute")} t
      WHERE t.person_id = n.person_id AND t.person_attribute_type_id = ? AND t.voided = 0 AND t.value = 'true')`,
    values: [site.testPatientTypeId],
  };
}

function isTransferredOut(site: Site): Condition {
  if (site.transferOut === null) return { sql: "0", values: [] };
  return {
    sql: `EXISTS (SELECT 1 FROM ${openmrsTable(site, "obs")} o
      WHERE o.person_id = n.person_id AND o.concept_id = ? AND o.value_coded = ? AND o.voided = 0)`,
    values: [site.transferOut.reasonConceptId, site.transferOut.answerConceptId],
  };
}

function nameOf({ given, middle, family, family2 }: PersonRow): string | null {
  const name = [given, middle, family, family2].filter((part) => part !== null && part.trim() !== "").join(" ");
  return name === "" ? null : name;
}

/** The first unvoided ART ID within the asker's facilities that names nobody else: what a row of a sheet would find this patient by. */
function usableArtId(identifiers: readonly IdentifierOfPatient[], facilityIds: readonly number[] | null): IdentifierOfPatient | undefined {
  return identifiers.find(
    ({ isArtId, voided, isShared, locationId }) =>
      isArtId && !voided && !isShared && (facilityIds === null || (locationId !== null && facilityIds.includes(locationId))),
  );
}

function marksOf(person: PersonRow, identifiers: readonly IdentifierOfPatient[]): PatientMark[] {
  const artIds = identifiers.filter(({ isArtId, voided }) => isArtId && !voided);
  const isVoided = person.voided !== 0;
  const marks: readonly (readonly [PatientMark, boolean])[] = [
    ["voided", isVoided],
    ["ambiguous-art-id", !isVoided && artIds.some(({ isShared }) => isShared)],
    ["no-art-id", !isVoided && artIds.length === 0],
    ["dead", person.dead !== 0],
    ["transferred-out", person.transferred !== 0],
    ["test-patient", person.test !== 0],
  ];
  return marks.flatMap(([mark, applies]) => (applies ? [mark] : []));
}
