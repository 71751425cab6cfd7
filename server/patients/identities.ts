import type { RowDataPacket } from "mysql2/promise";
import type { LookupFailure } from "../../src/contract/patients";
import { overConnections } from "../database/connections";
import type { Connection } from "../database/connections";
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

/** The person that an ART ID names, as their row says in the moment of finding. */
export interface PersonFound {
  readonly patientId: number;
  readonly birthdate: string | null;
  readonly birthdateEstimated: boolean;
  readonly dead: boolean;
}

export type FoundOrReason = { readonly found: true; readonly person: PersonFound } | { readonly found: false; readonly reason: LookupFailure };

/** Columns by place: rows as arrays cost the driver a third less. */
interface IdentifierRow extends RowDataPacket {
  readonly [patientId]: number;
  readonly [identifier]: string;
  readonly [locationId]: number | null;
  readonly [identifierVoided]: number;
  readonly [patientVoided]: number;
  readonly [birthdate]: string | null;
  readonly [birthdateEstimated]: number;
  readonly [dead]: number;
}
const patientId = 0;
const identifier = 1;
const locationId = 2;
const identifierVoided = 3;
const patientVoided = 4;
const birthdate = 5;
const birthdateEstimated = 6;
const dead = 7;

/** From a thousand values on, MariaDB makes a table of an `IN (…)` and may read every identifier beside it. */
const artIdsPerQuery = 900;

/**
 * Letters that OpenMRS's collation (`general_ci`) takes for the same: case, accents and trailing spaces do not count. Where this folds
 * more than the site's collation, two identifiers become ambiguous and neither is taken; where it folds less, the ART ID is not found.
 */
function foldIdentifier(text: string): string {
  // Nearly every ART ID is plain: it needs no look at its accents.
  const isPlain = /^[\x20-\x7e]*$/.test(text);
  return (isPlain ? text : text.normalize("NFD").replace(/\p{M}+/gu, "")).toUpperCase().trimEnd();
}

type Judged = IdentifierRow | LookupFailure;

function judge(candidates: readonly IdentifierRow[] | undefined, facilityIds: readonly number[] | null): Judged {
  if (candidates === undefined) return "art-id-not-found";
  const visible = facilityIds === null ? candidates : candidates.filter((row) => row[locationId] !== null && facilityIds.includes(row[locationId]));
  const isActive = (row: IdentifierRow): boolean => row[identifierVoided] === 0 && row[patientVoided] === 0;
  const active = visible.find(isActive);
  if (active !== undefined) {
    const others = candidates.some((row) => isActive(row) && row[patientId] !== active[patientId]);
    return others ? "art-id-ambiguous" : active;
  }
  if (visible.some((row) => row[identifierVoided] === 0)) return "patient-voided";
  if (visible.length > 0) return "art-id-voided";
  return "art-id-not-found";
}

/**
 * Finds the patient of each ART ID: an unvoided identifier of the ART type, of an unvoided patient and person. Answers stand at the
 * same places as the ART IDs. With a lock, the identifier rows read are locked too, so the answer holds until the transaction ends.
 */
export async function findPatientsByArtId(connection: Connection, site: Site, query: IdentityQuery): Promise<readonly Identity[]> {
  const judged = await judgeArtIds([connection], site, query);
  return judged.map((one) => (typeof one === "string" ? { found: false, reason: one } : { found: true, patientId: one[patientId] }));
}

/** The same without a lock, over several connections at once, with what the person's row says of itself. */
export async function findPersonsByArtId(connections: readonly Connection[], site: Site, query: Omit<IdentityQuery, "lock">): Promise<readonly FoundOrReason[]> {
  const judged = await judgeArtIds(connections, site, { ...query, lock: "none" });
  return judged.map((one) =>
    typeof one === "string"
      ? { found: false, reason: one }
      : { found: true, person: { patientId: one[patientId], birthdate: one[birthdate], birthdateEstimated: one[birthdateEstimated] !== 0, dead: one[dead] !== 0 } },
  );
}

async function judgeArtIds(connections: readonly Connection[], site: Site, { artIds, facilityIds, lock }: IdentityQuery): Promise<readonly Judged[]> {
  const asked = [...new Set(artIds.filter((artId) => artId !== null))];
  const sql = `SELECT pi.patient_id, pi.identifier, pi.location_id, pi.voided, (p.voided <> 0 OR n.voided <> 0), n.birthdate, n.birthdate_estimated, n.dead
       FROM ${openmrsTable(site, "patient_identifier")} pi
       JOIN ${openmrsTable(site, "patient")} p ON p.patient_id = pi.patient_id
       JOIN ${openmrsTable(site, "person")} n ON n.person_id = pi.patient_id
      WHERE pi.identifier_type = ? AND pi.identifier IN (?)
      ORDER BY pi.patient_id${lockClause[lock]}`;
  const byIdentifier = new Map<string, IdentifierRow[]>();
  await overConnections(connections, sliced(asked, artIdsPerQuery), async (connection, slice) => {
    const [rows] = await connection.query<IdentifierRow[]>({ sql, rowsAsArray: true }, [site.artTypeId, slice]);
    for (const row of rows) {
      const key = foldIdentifier(row[identifier]);
      const known = byIdentifier.get(key);
      if (known === undefined) byIdentifier.set(key, [row]);
      else known.push(row);
    }
  });
  return artIds.map((artId) => (artId === null ? "art-id-missing" : judge(byIdentifier.get(foldIdentifier(artId)), facilityIds)));
}
