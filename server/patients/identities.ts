import type { RowDataPacket } from "mysql2/promise";
import type { BirthdateView, LookupFailure } from "../../src/contract/patients";
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

/** Columns by place: rows as arrays cost the driver a third less. The last three are read for those who ask for persons only. */
interface IdentifierRow extends RowDataPacket {
  readonly 0: number;
  readonly 1: string;
  readonly 2: number | null;
  readonly 3: number;
  readonly 4: number;
  readonly 5: string | null;
  readonly 6: number;
  readonly 7: number;
}
const patientIdAt = 0;
const identifierAt = 1;
const locationAt = 2;
const identifierVoidedAt = 3;
const patientVoidedAt = 4;
const birthdateAt = 5;
const estimatedAt = 6;
const deadAt = 7;

/** From a thousand values on, MariaDB makes a table of an `IN (…)` and may read every identifier beside it. */
const artIdsPerQuery = 900;

/**
 * Letters that OpenMRS's collation (`general_ci`) takes for the same: case, accents and trailing spaces do not count. Where this folds
 * more than the site's collation, two identifiers become ambiguous and neither is taken; where it folds less, the ART ID is not found.
 */
export function foldIdentifier(text: string): string {
  // Nearly every ART ID is plain: it needs no look at its accents.
  const isPlain = /^[\x20-\x7e]*$/.test(text);
  return (isPlain ? text : text.normalize("NFD").replace(/\p{M}+/gu, "")).toUpperCase().trimEnd();
}

/** What an ART ID came to: the row of the patient whom it names, or why there is none. */
export type PersonFound = IdentifierRow;

export const patientIdOf = (person: PersonFound): number => person[patientIdAt];
export const birthdateOf = (person: PersonFound): BirthdateView => ({ birthdate: person[birthdateAt], estimated: person[estimatedAt] !== 0 });
export const isDead = (person: PersonFound): boolean => person[deadAt] !== 0;

function isActive(row: IdentifierRow): boolean {
  return row[identifierVoidedAt] === 0 && row[patientVoidedAt] === 0;
}

function judge(candidates: readonly IdentifierRow[] | undefined, facilityIds: readonly number[] | null): PersonFound | LookupFailure {
  if (candidates === undefined) return "art-id-not-found";
  const visible = facilityIds === null ? candidates : candidates.filter((row) => row[locationAt] !== null && facilityIds.includes(row[locationAt]));
  const active = visible.find(isActive);
  if (active !== undefined) {
    const others = candidates.some((row) => isActive(row) && row[patientIdAt] !== active[patientIdAt]);
    return others ? "art-id-ambiguous" : active;
  }
  if (visible.some((row) => row[identifierVoidedAt] === 0)) return "patient-voided";
  if (visible.length > 0) return "art-id-voided";
  return "art-id-not-found";
}

/**
 * Finds the patient of each ART ID: an unvoided identifier of the ART type, of an unvoided patient and person. Answers stand at the
 * same places as the ART IDs. With a lock, the identifier rows read are locked too, so the answer holds until the transaction ends.
 */
export async function findPatientsByArtId(connection: Connection, site: Site, query: IdentityQuery): Promise<readonly Identity[]> {
  const judged = await judgeArtIds([connection], site, { ...query, more: "" });
  return judged.map((one) => (typeof one === "string" ? { found: false, reason: one } : { found: true, patientId: one[patientIdAt] }));
}

/** The same without a lock, over several connections at once, with what the person's row says of itself in the moment of finding; a word says why there is nobody. */
export async function findPersonsByArtId(connections: readonly Connection[], site: Site, query: Omit<IdentityQuery, "lock">): Promise<readonly (PersonFound | LookupFailure)[]> {
  return await judgeArtIds(connections, site, { ...query, lock: "none", more: ", n.birthdate, n.birthdate_estimated, n.dead" });
}

async function judgeArtIds(
  connections: readonly Connection[],
  site: Site,
  { artIds, facilityIds, lock, more }: IdentityQuery & { readonly more: string },
): Promise<readonly (PersonFound | LookupFailure)[]> {
  // In the order of the index, whose neighbours lie together.
  const asked = [...new Set(artIds.filter((artId) => artId !== null))].sort();
  const sql = `SELECT pi.patient_id, pi.identifier, pi.location_id, pi.voided, (p.voided <> 0 OR n.voided <> 0)${more}
       FROM ${openmrsTable(site, "patient_identifier")} pi
       JOIN ${openmrsTable(site, "patient")} p ON p.patient_id = pi.patient_id
       JOIN ${openmrsTable(site, "person")} n ON n.person_id = pi.patient_id
      WHERE pi.identifier_type = ? AND pi.identifier IN (?)${lock === "none" ? "" : ` ORDER BY pi.patient_id${lockClause[lock]}`}`;
  const byIdentifier = new Map<string, IdentifierRow[]>();
  await overConnections(connections, sliced(asked, artIdsPerQuery), async (connection, slice) => {
    const [rows] = await connection.query<IdentifierRow[]>({ sql, rowsAsArray: true }, [site.artTypeId, slice]);
    for (const row of rows) {
      const key = foldIdentifier(row[identifierAt]);
      const known = byIdentifier.get(key);
      if (known === undefined) byIdentifier.set(key, [row]);
      else known.push(row);
    }
  });
  return artIds.map((artId) => (artId === null ? "art-id-missing" : judge(byIdentifier.get(foldIdentifier(artId)), facilityIds)));
}
