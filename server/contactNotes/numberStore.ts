import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import type { OtherNumber } from "../../src/contract/contactNotes";
import type { NumberChecked, Relation } from "../../src/domain/contactNotes";
import { toInstant } from "../database/time";
import type { Site } from "../deps";
import { sliced } from "../patients/sql";
import { readText, storedText } from "./notedText";
import { voidedBySql, writtenBySql } from "./whoSql";

/** Another number as it is to be kept. */
export interface NewNumber extends NumberChecked {
  readonly uuid: string;
  readonly personId: number;
  /** Keyed digest (hex) of what was asked under the uuid. */
  readonly digest: string;
  /** The row of a submission in whose cell it stood; null where a person entered it. */
  readonly row: { readonly submissionId: number; readonly rowKey: number } | null;
  readonly userId: number;
  /** UTC, `YYYY-MM-DD HH:MM:SS.mmm`. */
  readonly at: string;
}

/** Keeps numbers, in one statement. A uuid that is there already is a duplicate key. */
export async function insertNumbers(tx: PoolConnection, numbers: readonly NewNumber[]): Promise<void> {
  for (const slice of sliced(numbers, 1_000)) {
    const rows = slice.map((one) => [
      one.uuid, one.personId, one.phone, one.relation, storedText(one.relationWord), storedText(one.name), storedText(one.note),
      Buffer.from(one.digest, "hex"), one.row?.submissionId ?? null, one.row?.rowKey ?? null, one.userId, one.at,
    ]);
    await tx.query(
      `INSERT INTO other_number
         (uuid, person_id, phone, relation, relation_word, contact_name, note, digest, submission_id, row_key, created_by, created_at) VALUES ?`,
      [rows],
    );
  }
}

export interface KnownNote {
  readonly id: number;
  readonly personId: number;
  readonly digest: string;
  readonly isVoided: boolean;
}

interface KnownRow extends RowDataPacket {
  id: number;
  personId: number;
  digest: string;
  voided: number;
}

/** What is noted under a uuid. Asked after the patient is locked: whoever noted it before has committed by then. */
export async function findNumber(tx: PoolConnection, uuid: string): Promise<(KnownNote & { readonly phone: string }) | null> {
  const [[row]] = await tx.query<(KnownRow & { phone: Buffer })[]>(
    `SELECT other_number_id AS id, person_id AS personId, LOWER(HEX(digest)) AS digest, (voided_at IS NOT NULL) AS voided, phone
       FROM other_number WHERE uuid = ?`,
    [uuid],
  );
  return row === undefined ? null : { id: row.id, personId: row.personId, digest: row.digest, isVoided: row.voided !== 0, phone: row.phone.toString() };
}

/** Persons of these with the other numbers that hold. */
export async function readHeldNumbers(
  connection: Pool | PoolConnection,
  personIds: readonly number[],
): Promise<readonly { readonly personId: number; readonly phone: string; readonly relation: Relation }[]> {
  const held: { personId: number; phone: string; relation: Relation }[] = [];
  for (const slice of sliced(personIds)) {
    const [rows] = await connection.query<(RowDataPacket & { personId: number; phone: Buffer; relation: Relation })[]>(
      "SELECT person_id AS personId, phone, relation FROM other_number WHERE person_id IN (?) AND voided_at IS NULL",
      [slice],
    );
    for (const { personId, phone, relation } of rows) held.push({ personId, phone: phone.toString(), relation });
  }
  return held;
}

export interface Voiding {
  readonly userId: number;
  readonly at: string;
  readonly reason: string;
}

/** Gives how many rows were still held. */
export async function voidNumber(tx: PoolConnection, id: number, { userId, at, reason }: Voiding): Promise<number> {
  const [result] = await tx.query<ResultSetHeader>(
    "UPDATE other_number SET voided_by = ?, voided_at = ?, void_reason = ? WHERE other_number_id = ? AND voided_at IS NULL",
    [userId, at, storedText(reason), id],
  );
  return result.affectedRows;
}

interface NumberRow extends RowDataPacket {
  uuid: string;
  phone: Buffer;
  relation: Relation;
  relationWord: Buffer | null;
  name: Buffer | null;
  note: Buffer | null;
  writtenBy: string;
  at: string;
  submission: string | null;
  voidedBy: string | null;
  voidedAt: string | null;
  voidReason: Buffer | null;
}

/** Every other number that a person ever had: those that hold first, then newest first. */
export async function listNumbers(pool: Pool, site: Site, personId: number): Promise<readonly OtherNumber[]> {
  const [rows] = await pool.query<NumberRow[]>(
    `SELECT n.uuid, n.phone, n.relation, n.relation_word AS relationWord, n.contact_name AS name, n.note, ${writtenBySql(site, "n")} AS writtenBy,
            n.created_at AS at, s.uuid AS submission, ${voidedBySql(site, "n")} AS voidedBy, n.voided_at AS voidedAt, n.void_reason AS voidReason
       FROM other_number n LEFT JOIN submission s ON s.submission_id = n.submission_id
      WHERE n.person_id = ? ORDER BY (n.voided_at IS NOT NULL), n.other_number_id DESC`,
    [personId],
  );
  return rows.map((row) => ({
    uuid: row.uuid,
    phone: row.phone.toString(),
    relation: row.relation,
    relationWord: readText(row.relationWord),
    name: readText(row.name),
    note: readText(row.note),
    by: row.writtenBy,
    at: toInstant(row.at),
    submission: row.submission,
    voided: row.voidedAt === null ? null : { reason: readText(row.voidReason) ?? "", by: row.voidedBy ?? "", at: toInstant(row.voidedAt) },
  }));
}
