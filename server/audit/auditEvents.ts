import { createHash } from "node:crypto";
import type { Pool, PoolConnection, ResultSetHeader } from "mysql2/promise";
import { toUtcText } from "../database/time";

export const auditResults = ["done", "refused", "failed"] as const;
export type AuditResult = (typeof auditResults)[number];

export interface AuditSubject {
  /** `person.person_id` of OpenMRS. */
  readonly personId: number;
  /** Keyed digest of what was read or written, as hex. */
  readonly digest?: string | undefined;
  /** Names of the fields concerned, joined by commas; 40 characters at most. */
  readonly fields?: string | undefined;
}

export interface AuditEntry {
  readonly at: Date;
  /** `userId` is null where nobody has signed in. */
  readonly caller: { readonly userId: number | null; readonly requestId: string; readonly address: string };
  /** A word of 40 characters at most, such as `look-up`. */
  readonly action: string;
  readonly result: AuditResult;
  readonly submissionId?: number | null | undefined;
  /** Codes and counts only: never a value of a patient, never a name that was typed. */
  readonly details?: Readonly<Record<string, string | number>> | undefined;
  readonly subjects?: readonly AuditSubject[] | undefined;
}

/** Rows of one INSERT: about 100 KB of SQL, far below any server's packet size. */
const subjectsPerStatement = 2000;

/**
 * Writes one event and its subjects. A write is audited on its own transaction's connection; on the pool the event is a transaction of
 * its own. Gives `audit_event_id`.
 */
export async function insertAuditEvent(connection: Pool | PoolConnection, entry: AuditEntry): Promise<number> {
  if (!isPool(connection)) return await insertRows(connection, entry);
  const tx = await connection.getConnection();
  try {
    await tx.beginTransaction();
    const id = await insertRows(tx, entry);
    await tx.commit();
    tx.release();
    return id;
  } catch (error) {
    // Gone with the connection: an event without its subjects is never seen.
    tx.destroy();
    throw error;
  }
}

function isPool(connection: Pool | PoolConnection): connection is Pool {
  return "getConnection" in connection;
}

async function insertRows(connection: PoolConnection, entry: AuditEntry): Promise<number> {
  const subjects = entry.subjects ?? [];
  const event: AuditRecord = {
    at: toUtcText(entry.at),
    userId: entry.caller.userId,
    action: entry.action,
    result: entry.result,
    requestId: entry.caller.requestId,
    address: entry.caller.address,
    submissionId: entry.submissionId ?? null,
    details: JSON.stringify(entry.details ?? {}),
  };
  const [result] = await connection.query<ResultSetHeader>(
    `INSERT INTO audit_event (at, user_id, action, result, request_id, address, submission_id, details, subject_count, digest)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      event.at,
      event.userId,
      event.action,
      event.result,
      event.requestId,
      event.address,
      event.submissionId,
      event.details,
      subjects.length,
      digestAuditRecord(event, subjects),
    ],
  );
  const written: Promise<unknown>[] = [];
  // None waits for the one before: the server works at it while the next is put into words.
  for (let from = 0; from < subjects.length; from += subjectsPerStatement) {
    const rows = subjects
      .slice(from, from + subjectsPerStatement)
      .map(({ personId, fields, digest }, index) => [
        result.insertId,
        from + index,
        personId,
        fields ?? null,
        digest === undefined ? null : Buffer.from(digest, "hex"),
      ]);
    written.push(connection.query("INSERT INTO audit_subject (audit_event_id, position, person_id, fields, digest) VALUES ?", [rows]));
  }
  await Promise.all(written);
  return result.insertId;
}

/** An event as its row holds it. */
export interface AuditRecord {
  readonly at: string;
  readonly userId: number | null;
  readonly action: string;
  readonly result: string;
  readonly requestId: string;
  readonly address: string;
  readonly submissionId: number | null;
  readonly details: string;
}

/** SHA-256 over an event and its subjects in their order; the same from what was written and from what is read back. */
export function digestAuditRecord(event: AuditRecord, subjects: readonly AuditSubject[]): Buffer {
  const hash = createHash("sha256");
  hash.update(
    JSON.stringify([
      event.at,
      event.userId,
      event.action,
      event.result,
      event.requestId,
      event.address,
      event.submissionId,
      event.details,
      subjects.length,
    ]),
  );
  // In one piece: of ten thousand small ones, handing them over would cost more than hashing them.
  let text = "";
  for (const { personId, fields, digest } of subjects) text += `\n${personId} ${fields ?? ""} ${digest ?? ""}`;
  hash.update(text);
  return hash.digest();
}
