import { createHash } from "node:crypto";
import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import { textBytes } from "../database/bytes";
import { sliced } from "../patients/sql";
import { searchTextOf } from "./counts";
import type { CountedSource, CountedSubmission } from "./counts";

type Connection = Pool | PoolConnection;

/** Numbers under which the tallies know the facilities of senders and the sources of rows. */
export interface Dimensions {
  scopeId(submission: Pick<CountedSubmission, "facilityIds">): number;
  sourceId(submission: Pick<CountedSubmission, "source">): number;
  /** Of the kind of source alone, whatever its names. */
  sourceKindId(submission: Pick<CountedSubmission, "source">): number;
}

/**
 * Numbers for all of the submissions, new ones where need be. Given on the pool, before the transaction that counts: a number that nothing
 * refers to does no harm, and servers that make the same one do not wait for each other's counting.
 */
export async function ensureDimensions(connection: Connection, submissions: readonly CountedSubmission[]): Promise<Dimensions> {
  const scopes = new Map(submissions.map(({ facilityIds }) => [scopeDigest(facilityIds).toString("hex"), facilityIds]));
  const sources = new Map(
    submissions.flatMap(({ source }) => [
      [sourceDigest(source).toString("hex"), [source.kind, textBytes(searchTextOf(source))]] as const,
      [kindDigest(source).toString("hex"), [source.kind, ""]] as const,
    ]),
  );
  const scopeIds = await ensureIds(connection, "report_scope", new Map([...scopes].map(([digest, facilityIds]) => [digest, [facilityIds]])));
  const sourceIds = await ensureIds(connection, "report_source", sources);
  return {
    scopeId: ({ facilityIds }) => requireNumber(scopeIds, scopeDigest(facilityIds)),
    sourceId: ({ source }) => requireNumber(sourceIds, sourceDigest(source)),
    sourceKindId: ({ source }) => requireNumber(sourceIds, kindDigest(source)),
  };
}

interface IdRecord extends RowDataPacket {
  id: number;
  digest: string;
}

const columnsOf = { report_scope: "digest, facility_ids", report_source: "digest, source_kind, search_text" } as const;

/** `wanted`: by digest (hex), the other columns. */
async function ensureIds(connection: Connection, table: keyof typeof columnsOf, wanted: ReadonlyMap<string, readonly unknown[]>): Promise<ReadonlyMap<string, number>> {
  const known = await readIds(connection, table, [...wanted.keys()]);
  const missing = [...wanted].filter(([digest]) => !known.has(digest)).sort(([one], [other]) => (one < other ? -1 : 1));
  if (missing.length === 0) return known;
  const rows = missing.map(([digest, columns]) => [Buffer.from(digest, "hex"), ...columns]);
  for (const slice of sliced(rows, 500)) await connection.query(`INSERT IGNORE INTO ${table} (${columnsOf[table]}) VALUES ?`, [slice]);
  return new Map([...known, ...(await readIds(connection, table, missing.map(([digest]) => digest)))]);
}

async function readIds(connection: Connection, table: "report_scope" | "report_source", digests: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  const id = table === "report_scope" ? "scope_id" : "source_id";
  for (const slice of sliced(digests)) {
    const [rows] = await connection.query<IdRecord[]>(`SELECT ${id} AS id, LOWER(HEX(digest)) AS digest FROM ${table} WHERE digest IN (?)`, [
      slice.map((digest) => Buffer.from(digest, "hex")),
    ]);
    for (const row of rows) found.set(row.digest, row.id);
  }
  return found;
}

function requireNumber(ids: ReadonlyMap<string, number>, digest: Buffer): number {
  const id = ids.get(digest.toString("hex"));
  if (id === undefined) throw new Error("A number of the tallies was not given.");
  return id;
}

/** The facilities are a list without bound, which no key can hold. */
function scopeDigest(facilityIds: string | null): Buffer {
  return createHash("sha256").update(facilityIds ?? "the whole site").digest();
}

function sourceDigest({ kind, workbook, sheet }: CountedSource): Buffer {
  return createHash("sha256").update(JSON.stringify([kind, workbook, sheet])).digest();
}

function kindDigest({ kind }: CountedSource): Buffer {
  return createHash("sha256").update(JSON.stringify([kind])).digest();
}
