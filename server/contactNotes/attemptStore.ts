import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import type { AttemptOutcome, Relation } from "../../src/domain/contactNotes";
import { toInstant } from "../database/time";
import type { Site } from "../deps";
import { sliced } from "../patients/sql";
import { readText, storedText } from "./notedText";
import type { KnownNote, Voiding } from "./numberStore";
import { voidedBySql, writtenBySql } from "./whoSql";

/** Which number was called. The number itself is not kept: see the migration. */
export interface Tried {
  readonly kind: "recorded" | "other" | "unknown";
  readonly otherNumberId: number | null;
  /** Hex; null where nobody can say which number. */
  readonly digest: string | null;
  readonly masked: string | null;
}

export interface NewAttempt {
  readonly uuid: string;
  readonly personId: number;
  readonly outcome: AttemptOutcome;
  readonly day: string;
  readonly tried: Tried;
  readonly note: string | null;
  readonly digest: string;
  readonly userId: number;
  readonly at: string;
}

/** Notes calls, a thousand a statement. A uuid that is there already is a duplicate key. */
export async function insertAttempts(tx: PoolConnection, attempts: readonly NewAttempt[]): Promise<void> {
  for (const slice of sliced(attempts, 1_000)) {
    const rows = slice.map(({ uuid, personId, outcome, day, tried, note, digest, userId, at }) => [
      uuid, personId, outcome, day, tried.kind, tried.otherNumberId, tried.digest === null ? null : Buffer.from(tried.digest, "hex"),
      storedText(tried.masked), storedText(note), Buffer.from(digest, "hex"), userId, at,
    ]);
    await tx.query(
      `INSERT INTO contact_attempt
         (uuid, person_id, outcome, day, tried, other_number_id, phone_digest, phone_masked, note, digest, created_by, created_at) VALUES ?`,
      [rows],
    );
  }
}

export interface KnownAttempt extends KnownNote {
  readonly uuid: string;
  readonly day: string;
  readonly at: string;
}

interface KnownRow extends RowDataPacket {
  id: number;
  uuid: string;
  personId: number;
  digest: string;
  voided: number;
  day: string;
  at: string;
}

/** What is noted under these uuids; those of which nothing is are left out. */
export async function findAttempts(connection: PoolConnection, uuids: readonly string[]): Promise<ReadonlyMap<string, KnownAttempt>> {
  const known = new Map<string, KnownAttempt>();
  for (const slice of sliced(uuids)) {
    const [rows] = await connection.query<KnownRow[]>(
      `SELECT contact_attempt_id AS id, uuid, person_id AS personId, LOWER(HEX(digest)) AS digest, (voided_at IS NOT NULL) AS voided, day, created_at AS at
         FROM contact_attempt WHERE uuid IN (?)`,
      [slice],
    );
    for (const { id, uuid, personId, digest, voided, day, at } of rows) {
      known.set(uuid, { id, uuid, personId, digest, isVoided: voided !== 0, day, at: toInstant(at) });
    }
  }
  return known;
}

/** Gives how many rows were not voided yet. */
export async function voidAttempt(tx: PoolConnection, id: number, { userId, at, reason }: Voiding): Promise<number> {
  const [result] = await tx.query<ResultSetHeader>(
    "UPDATE contact_attempt SET voided_by = ?, voided_at = ?, void_reason = ? WHERE contact_attempt_id = ? AND voided_at IS NULL",
    [userId, at, storedText(reason), id],
  );
  return result.affectedRows;
}

interface AttemptRow extends RowDataPacket {
  uuid: string;
  outcome: AttemptOutcome;
  day: string;
  tried: Tried["kind"];
  digest: string | null;
  masked: Buffer | null;
  relation: Relation | null;
  numberVoided: number | null;
  note: Buffer | null;
  writtenBy: string;
  at: string;
  voidedBy: string | null;
  voidedAt: string | null;
  voidReason: Buffer | null;
}

/** A call as it is kept; `digest` (hex) tells whether its number is still the one recorded. */
export interface StoredAttempt {
  readonly uuid: string;
  readonly outcome: AttemptOutcome;
  readonly day: string;
  readonly tried: { readonly kind: Tried["kind"]; readonly digest: string | null; readonly masked: string | null; readonly relation: Relation | null; readonly isVoided: boolean };
  readonly note: string | null;
  readonly by: string;
  readonly at: string;
  readonly voided: { readonly reason: string; readonly by: string; readonly at: string } | null;
}

/** The newest calls to reach a person, voided ones among them. */
export async function listAttempts(pool: Pool, site: Site, { personId, limit }: { readonly personId: number; readonly limit: number }): Promise<readonly StoredAttempt[]> {
  const [rows] = await pool.query<AttemptRow[]>(
    `SELECT a.uuid, a.outcome, a.day, a.tried, LOWER(HEX(a.phone_digest)) AS digest, a.phone_masked AS masked, n.relation,
            (n.voided_at IS NOT NULL) AS numberVoided, a.note, ${writtenBySql(site, "a")} AS writtenBy, a.created_at AS at,
            ${voidedBySql(site, "a")} AS voidedBy, a.voided_at AS voidedAt, a.void_reason AS voidReason
       FROM contact_attempt a LEFT JOIN other_number n ON n.other_number_id = a.other_number_id
      WHERE a.person_id = ? ORDER BY a.day DESC, a.contact_attempt_id DESC LIMIT ?`,
    [personId, limit],
  );
  return rows.map((row) => ({
    uuid: row.uuid,
    outcome: row.outcome,
    day: row.day,
    tried: { kind: row.tried, digest: row.digest, masked: readText(row.masked), relation: row.relation, isVoided: row.numberVoided === 1 },
    note: readText(row.note),
    by: row.writtenBy,
    at: toInstant(row.at),
    voided: row.voidedAt === null ? null : { reason: readText(row.voidReason) ?? "", by: row.voidedBy ?? "", at: toInstant(row.voidedAt) },
  }));
}
