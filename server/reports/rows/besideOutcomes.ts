import type { Pool, RowDataPacket } from "mysql2/promise";
import type { ContactField } from "../../../src/domain/types";
import { openmrsTable } from "../../database/names";
import type { Site } from "../../deps";
import { sliced } from "../../patients/sql";
import { displayNameSql } from "../../staff/people";
import type { OutcomeRecord } from "./outcomeRecords";
import type { ListedSubmission } from "./periodSubmissions";

/** What a list says about its rows that stands in other tables: names by id, numbers of rows by part, and what was found overwritten. */
export interface Beside {
  readonly people: ReadonlyMap<number, string>;
  readonly facilities: ReadonlyMap<number, string>;
  /** Rows of each part in order, by submission. */
  readonly rowsOfParts: ReadonlyMap<number, readonly number[]>;
  /** When it was found, as UTC text, by `submission:row key:field`. */
  readonly reverted: ReadonlyMap<string, string>;
}

/** Names are read once for a whole list: there are few of them, and every page needs the same. */
export interface KnownNames {
  readonly people: Map<number, string>;
  readonly facilities: Map<number, string>;
}

export function revertedKey(submissionId: number, rowKey: number, field: ContactField): string {
  return `${submissionId}:${rowKey}:${field}`;
}

export async function readBeside(
  { pool, site }: { readonly pool: Pool; readonly site: Site },
  { submissions, records, names }: { readonly submissions: readonly ListedSubmission[]; readonly records: readonly OutcomeRecord[]; readonly names: KnownNames },
): Promise<Beside> {
  const ids = [...new Set(records.map(({ submissionId }) => submissionId))];
  const shown = submissions.filter(({ submissionId }) => ids.includes(submissionId));
  await addPeople(pool, site, names.people, shown.map(({ userId }) => userId));
  await addFacilities(pool, site, names.facilities, records.map(({ facilityId }) => facilityId).filter((id) => id !== 0));
  return { ...names, rowsOfParts: await readParts(pool, shown), reverted: await readReverted(pool, records) };
}

function missing(known: ReadonlyMap<number, string>, ids: readonly number[]): readonly number[] {
  return [...new Set(ids)].filter((id) => !known.has(id));
}

interface NameRecord extends RowDataPacket {
  id: number;
  name: string;
}

async function addPeople(pool: Pool, site: Site, known: Map<number, string>, ids: readonly number[]): Promise<void> {
  const unknown = missing(known, ids);
  for (const slice of sliced(unknown)) {
    const [rows] = await pool.query<NameRecord[]>(
      `SELECT u.user_id AS id, ${displayNameSql(site)} AS name FROM ${openmrsTable(site, "users")} u WHERE u.user_id IN (?)`,
      [slice],
    );
    for (const { id, name } of rows) known.set(id, name);
  }
  // Who is no longer in NMRS is called by the number.
  for (const id of missing(known, unknown)) known.set(id, String(id));
}

async function addFacilities(pool: Pool, site: Site, known: Map<number, string>, ids: readonly number[]): Promise<void> {
  for (const slice of sliced(missing(known, ids))) {
    const [rows] = await pool.query<NameRecord[]>(
      `SELECT location_id AS id, name FROM ${openmrsTable(site, "location")} WHERE location_id IN (?)`,
      [slice],
    );
    for (const { id, name } of rows) known.set(id, name);
  }
}

interface PartRecord extends RowDataPacket {
  submissionId: number;
  partNumber: number;
  rowCount: number;
}

/** Most submissions have one part: its rows are counted from its beginning, whatever their number. */
async function readParts(pool: Pool, submissions: readonly ListedSubmission[]): Promise<ReadonlyMap<number, readonly number[]>> {
  const inParts = submissions.filter(({ partCount }) => partCount > 1);
  const parts = new Map<number, number[]>(inParts.map(({ submissionId, partCount }) => [submissionId, Array.from({ length: partCount }, () => 0)]));
  for (const slice of sliced([...parts.keys()])) {
    const [rows] = await pool.query<PartRecord[]>(
      "SELECT submission_id AS submissionId, part_number AS partNumber, row_count AS rowCount FROM submission_part WHERE submission_id IN (?)",
      [slice],
    );
    for (const { submissionId, partNumber, rowCount } of rows) {
      const counts = parts.get(submissionId);
      if (counts !== undefined) counts[partNumber - 1] = rowCount;
    }
  }
  return parts;
}

interface RevertedRecord extends RowDataPacket {
  submissionId: number;
  rowKey: number;
  field: ContactField;
  foundAt: string;
}

async function readReverted(pool: Pool, records: readonly OutcomeRecord[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(records.map(({ submissionId }) => submissionId))];
  if (ids.length === 0) return new Map();
  const keys = records.map(({ rowKey }) => rowKey);
  // Of one submission only the page's rows: a long list may have many, and is read in many pages.
  const [from, to] = ids.length === 1 ? [Math.min(...keys), Math.max(...keys)] : [0, 4_294_967_295];
  const [rows] = await pool.query<RevertedRecord[]>(
    "SELECT submission_id AS submissionId, row_key AS rowKey, field, found_at AS foundAt FROM row_reverted WHERE submission_id IN (?) AND row_key BETWEEN ? AND ?",
    [ids, from, to],
  );
  return new Map(rows.map(({ submissionId, rowKey, field, foundAt }) => [revertedKey(submissionId, rowKey, field), foundAt]));
}
