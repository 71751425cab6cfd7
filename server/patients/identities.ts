import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import type { LookupFailure } from "../../src/contract/patients";
import { openmrsTable } from "../database/names";
import type { Site } from "../deps";
import { lockClause, sliced } from "./sql";
import type { Lock } from "./sql";

/** Whom an ART ID names. Each way of naming nobody has a reason of its own. */
export type Identity = { readonly found: true; readonly patientId: number } | { readonly found: false; readonly reason: LookupFailure };

export interface IdentityQuery {
  /** As typed, trimmed; null where the sheet gave none. */
  readonly artIds: readonly (string | null)[];
  /** Locations of the ART identifier that the asker may see; null means all. */
  readonly facilityIds: readonly number[] | null;
  readonly lock: Lock;
}

interface IdentifierRow extends RowDataPacket {
  patientId: number;
  identifier: string;
  locationId: number | null;
  identifierVoided: number;
  patientVoided: number;
}

/**
 * Letters that OpenMRS's collation (`general_ci`) takes for the same: case, accents and trailing spaces do not count. Where this folds
 * more than the site's collation, two identifiers become ambiguous and neither is taken; where it folds less, the ART ID is not found.
 */
function foldIdentifier(text: string): string {
  return text.normalize("NFD").replace(/\p{M}+/gu, "").toUpperCase().trimEnd();
}

function judge(candidates: readonly IdentifierRow[], facilityIds: readonly number[] | null): Identity {
  const visible = facilityIds === null ? candidates : candidates.filter((row) => row.locationId !== null && facilityIds.includes(row.locationId));
  const isActive = (row: IdentifierRow): boolean => row.identifierVoided === 0 && row.patientVoided === 0;
  const [active] = visible.filter(isActive);
  if (active !== undefined) {
    const others = candidates.some((row) => isActive(row) && row.patientId !== active.patientId);
    return others ? { found: false, reason: "art-id-ambiguous" } : { found: true, patientId: active.patientId };
  }
  if (visible.some((row) => row.identifierVoided === 0)) return { found: false, reason: "patient-voided" };
  if (visible.length > 0) return { found: false, reason: "art-id-voided" };
  return { found: false, reason: "art-id-not-found" };
}

/**
 * Finds the patient of each ART ID: an unvoided identifier of the ART type, of an unvoided patient and person. Answers stand at the
 * same places as the ART IDs. With a lock, the identifier rows read are locked too, so the answer holds until the transaction ends.
 */
export async function findPatientsByArtId(connection: Pool | PoolConnection, site: Site, query: IdentityQuery): Promise<readonly Identity[]> {
  const asked = [...new Set(query.artIds.filter((artId) => artId !== null))];
  const byIdentifier = new Map<string, IdentifierRow[]>();
  for (const slice of sliced(asked)) {
    const [rows] = await connection.query<IdentifierRow[]>(
      `SELECT pi.patient_id AS patientId, pi.identifier, pi.location_id AS locationId, pi.voided AS identifierVoided,
              (p.voided <> 0 OR n.voided <> 0) AS patientVoided
         FROM ${openmrsTable(site, "patient_identifier")} pi
         JOIN ${openmrsTable(site, "patient")} p ON p.patient_id = pi.patient_id
         JOIN ${openmrsTable(site, "person")} n ON n.person_id = pi.patient_id
        WHERE pi.identifier_type = ? AND pi.identifier IN (?)
        ORDER BY pi.patient_id${lockClause[query.lock]}`,
      [site.artTypeId, slice],
    );
    for (const row of rows) {
      const key = foldIdentifier(row.identifier);
      const known = byIdentifier.get(key);
      if (known === undefined) byIdentifier.set(key, [row]);
      else known.push(row);
    }
  }
  return query.artIds.map((artId) =>
    artId === null ? { found: false, reason: "art-id-missing" } : judge(byIdentifier.get(foldIdentifier(artId)) ?? [], query.facilityIds),
  );
}
