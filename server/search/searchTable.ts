import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import { bytesOf } from "../database/buffers";
import { inRetriedTransaction } from "../database/transaction";
import type { Deps } from "../deps";
import { entryBytes, readPersonKeys } from "./personKeys";
import { digestBytes } from "./searchDigest";

interface ListRow extends RowDataPacket {
  personId: number;
  keyList: unknown;
}

type TableDeps = Pick<Deps, "pool" | "site" | "config">;

/** Rows of one INSERT and conditions of one DELETE: more and the range optimiser of MySQL 5.7 reads the whole table. */
const rowsPerInsert = 5_000;
const rowsPerDelete = 200;

/**
 * Brings the entries of these persons in step with the record, and gives of how many anything had to be changed. The lists are locked before
 * the record is read: of two instances at the same patient the later one has the later record. `areNew`: nothing is known of them yet.
 */
export async function updatePersons(deps: TableDeps, personIds: readonly number[], { areNew = false } = {}): Promise<number> {
  if (personIds.length === 0) return 0;
  const ids = [...new Set(personIds)].sort((a, b) => a - b);
  if (!areNew && !(await isAnyChanged(deps, ids))) return 0;
  return await inRetriedTransaction(deps, async (tx) => {
    await tx.query("INSERT IGNORE INTO search_person (person_id, key_list) VALUES ?", [ids.map((personId) => [personId, ""])]);
    const before = await readLists(tx, ids, " FOR UPDATE");
    const now = await readPersonKeys(tx, deps.site, deps.config.DIGEST_KEY, ids);
    const changed = ids.filter((personId) => !listIn(before, personId).equals(listIn(now, personId)));
    const added = changed.flatMap((personId) => difference(personId, listIn(now, personId), listIn(before, personId)));
    const gone = changed.flatMap((personId) => difference(personId, listIn(before, personId), listIn(now, personId)));
    await insertKeys(tx, added);
    await deleteKeys(tx, gone);
    if (changed.length > 0) {
      await tx.query("INSERT INTO search_person (person_id, key_list) VALUES ? ON DUPLICATE KEY UPDATE key_list = VALUES(key_list)", [
        changed.map((personId) => [personId, listIn(now, personId)]),
      ]);
    }
    return changed.length;
  });
}

/** Nearly always nothing has changed: then nothing is locked and nothing written. */
async function isAnyChanged({ pool, site, config }: TableDeps, personIds: readonly number[]): Promise<boolean> {
  const [known, now] = await Promise.all([readLists(pool, personIds), readPersonKeys(pool, site, config.DIGEST_KEY, personIds)]);
  return personIds.some((personId) => !listIn(known, personId).equals(listIn(now, personId)));
}

const nothing = Buffer.alloc(0);

function listIn(lists: ReadonlyMap<number, Buffer>, personId: number): Buffer {
  return lists.get(personId) ?? nothing;
}

async function readLists(connection: Pool | PoolConnection, personIds: readonly number[], lock = ""): Promise<ReadonlyMap<number, Buffer>> {
  const [rows] = await connection.query<ListRow[]>(
    `SELECT person_id AS personId, key_list AS keyList FROM search_person WHERE person_id IN (?) ORDER BY person_id${lock}`,
    [personIds],
  );
  return new Map(rows.map(({ personId, keyList }) => [personId, bytesOf(keyList)]));
}

interface KeyRow {
  readonly digest: Buffer;
  readonly place: number;
  readonly personId: number;
}

/** Entries of one list that the other has not. */
function difference(personId: number, list: Buffer, other: Buffer): readonly KeyRow[] {
  const known = new Set(entriesOf(other).map((entry) => entry.toString("latin1")));
  return entriesOf(list)
    .filter((entry) => !known.has(entry.toString("latin1")))
    .map((entry) => ({ digest: entry.subarray(0, digestBytes), place: entry.readInt32BE(digestBytes), personId }));
}

function entriesOf(list: Buffer): readonly Buffer[] {
  return Array.from({ length: list.length / entryBytes }, (_, index) => list.subarray(index * entryBytes, (index + 1) * entryBytes));
}

/** In the order of the table, so that its pages are touched one after another and writers meet in the same order. */
function ordered(rows: readonly KeyRow[]): KeyRow[] {
  return [...rows].sort((a, b) => Buffer.compare(a.digest, b.digest) || a.place - b.place || a.personId - b.personId);
}

async function insertKeys(tx: PoolConnection, rows: readonly KeyRow[]): Promise<void> {
  const all = ordered(rows);
  for (let from = 0; from < all.length; from += rowsPerInsert) {
    // As hexadecimal literals: half of what the driver makes of a buffer's escapes.
    const values = all.slice(from, from + rowsPerInsert).map(({ digest, place, personId }) => `(x'${digest.toString("hex")}',${place},${personId})`);
    await tx.query(`INSERT IGNORE INTO search_key (key_digest, place, person_id) VALUES ${values.join(",")}`);
  }
}

async function deleteKeys(tx: PoolConnection, rows: readonly KeyRow[]): Promise<void> {
  const all = ordered(rows);
  for (let from = 0; from < all.length; from += rowsPerDelete) {
    const slice = all.slice(from, from + rowsPerDelete);
    const conditions = slice.map(() => "(key_digest = ? AND place = ? AND person_id = ?)").join(" OR ");
    await tx.query(`DELETE FROM search_key WHERE ${conditions}`, slice.flatMap(({ digest, place, personId }) => [digest, place, personId]));
  }
}
