import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import { openmrsTable } from "../database/names";
import type { Site } from "../deps";

/** An identifier with what decides who may see the patient and whether a row of a sheet would find them by it. */
export interface IdentifierOfPatient {
  readonly identifier: string;
  readonly type: string;
  readonly isArtId: boolean;
  readonly voided: boolean;
  readonly locationId: number | null;
  readonly facility: string | null;
  /** An unvoided ART ID that another patient bears too. */
  readonly isShared: boolean;
}

interface IdentifierRow extends RowDataPacket {
  personId: number;
  identifier: string;
  type: string;
  isArtId: number;
  voided: number;
  locationId: number | null;
  facility: string | null;
  isShared: number;
}

/** Identifiers by person: unvoided ones first, ART IDs before others, the preferred one before others of its type. */
export async function readIdentifiers(
  connection: Pool | PoolConnection,
  site: Site,
  personIds: readonly number[],
): Promise<ReadonlyMap<number, readonly IdentifierOfPatient[]>> {
  const byPerson = new Map<number, IdentifierOfPatient[]>();
  if (personIds.length === 0) return byPerson;
  // In the order written: MySQL 5.6 may begin with the few types of identifiers, and look at everyone's.
  const [rows] = await connection.query<IdentifierRow[]>(
    `SELECT STRAIGHT_JOIN i.patient_id AS personId, i.identifier, t.name AS type, (i.identifier_type = ?) AS isArtId, (i.voided <> 0) AS voided,
            i.location_id AS locationId, l.name AS facility,
            (i.identifier_type = ? AND i.voided = 0 AND EXISTS (
              SELECT 1 FROM ${openmrsTable(site, "patient_identifier")} o
                JOIN ${openmrsTable(site, "patient")} p ON p.patient_id = o.patient_id
                JOIN ${openmrsTable(site, "person")} n ON n.person_id = o.patient_id
               WHERE o.identifier = i.identifier AND o.identifier_type = ? AND o.patient_id <> i.patient_id
                 AND o.voided = 0 AND p.voided = 0 AND n.voided = 0)) AS isShared
       FROM ${openmrsTable(site, "patient_identifier")} i
       JOIN ${openmrsTable(site, "patient_identifier_type")} t ON t.patient_identifier_type_id = i.identifier_type
       LEFT JOIN ${openmrsTable(site, "location")} l ON l.location_id = i.location_id
      WHERE i.patient_id IN (?)
      ORDER BY i.patient_id, i.voided, isArtId DESC, i.identifier_type, i.preferred DESC, i.patient_identifier_id`,
    [site.artTypeId, site.artTypeId, site.artTypeId, personIds],
  );
  for (const { personId, identifier, type, isArtId, voided, locationId, facility, isShared } of rows) {
    const known = byPerson.get(personId) ?? [];
    known.push({ identifier, type, isArtId: isArtId !== 0, voided: voided !== 0, locationId, facility, isShared: isShared !== 0 });
    byPerson.set(personId, known);
  }
  return byPerson;
}

/**
 * Whether people of these facilities may see the patient: by an unvoided ART ID of theirs, or, where the patient has none left (as after
 * voiding), by a voided one. Null means the whole site.
 */
export function isVisible(identifiers: readonly IdentifierOfPatient[], facilityIds: readonly number[] | null): boolean {
  if (facilityIds === null) return true;
  return deciding(identifiers).some(({ locationId }) => locationId !== null && facilityIds.includes(locationId));
}

/** The same as a condition of SQL, over the column that holds the patient's id. */
export function withinFacilities(site: Site, facilityIds: readonly number[] | null, column: string): { readonly sql: string; readonly values: readonly unknown[] } {
  if (facilityIds === null) return { sql: "1 = 1", values: [] };
  if (facilityIds.length === 0) return { sql: "1 = 0", values: [] };
  const table = openmrsTable(site, "patient_identifier");
  return {
    sql: `EXISTS (SELECT 1 FROM ${table} wi
      WHERE wi.patient_id = ${column} AND wi.identifier_type = ? AND wi.location_id IN (?)
        AND (wi.voided = 0 OR NOT EXISTS (SELECT 1 FROM ${table} wa WHERE wa.patient_id = ${column} AND wa.identifier_type = ? AND wa.voided = 0)))`,
    values: [site.artTypeId, facilityIds, site.artTypeId],
  };
}

/** Where the patient is in care: the place of the ART ID. */
export function facilityOf(identifiers: readonly IdentifierOfPatient[]): string | null {
  return deciding(identifiers).find(({ facility }) => facility !== null)?.facility ?? null;
}

function deciding(identifiers: readonly IdentifierOfPatient[]): readonly IdentifierOfPatient[] {
  const artIds = identifiers.filter(({ isArtId }) => isArtId);
  const active = artIds.filter(({ voided }) => !voided);
  return active.length > 0 ? active : artIds;
}
