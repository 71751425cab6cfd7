import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import type { ReportFile, ReportFileState } from "../../../src/contract/reportFiles";
import { toUtcText } from "../../database/time";
import type { Attempt } from "./fileBytes";
import type { Rights } from "./reporter";

type Connection = Pool | PoolConnection;

/** How long an instance may be silent before another makes its file anew. By the database's clock, as servers' clocks differ. */
const leaseSeconds = 30;

/** How often whoever makes a file says how far it is. */
export const heartbeatMilliseconds = 1_000;

/** A file that ended so many servers, or was left behind by them, is not taken up once more. */
export const mostCrashes = 3;

interface CandidateRecord extends RowDataPacket {
  fileId: number;
  attempt: number;
  state: ReportFileState;
}

export interface ClaimedFile extends Attempt {
  readonly owner: string;
}

/**
 * Takes one file that nobody is at: new, or left behind by an instance that fell silent. Compare-and-set on the row, so it works on
 * replicated databases. Files that somebody waits for come before planned ones. Null: nothing is to be made.
 */
export async function claimFile(pool: Pool, owner: string): Promise<ClaimedFile | null> {
  const [candidates] = await pool.query<CandidateRecord[]>(
    `SELECT report_file_id AS fileId, attempt, state FROM report_file
      WHERE state IN ('waiting', 'making') AND (lease_until IS NULL OR lease_until < UTC_TIMESTAMP(3))
      ORDER BY schedule_uuid IS NOT NULL, report_file_id LIMIT 5`,
  );
  for (const { fileId, attempt, state } of candidates) {
    const [result] = await pool.query<ResultSetHeader>(
      `UPDATE report_file SET state = 'making', attempt = attempt + 1, crashes = crashes + ?, rows_done = 0, rows_total = 0,
              lease_owner = ?, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
        WHERE report_file_id = ? AND attempt = ? AND state = ? AND (lease_until IS NULL OR lease_until < UTC_TIMESTAMP(3))`,
      [state === "making" ? 1 : 0, owner, leaseSeconds, fileId, attempt, state],
    );
    if (result.affectedRows === 1) return { fileId, attempt: attempt + 1, owner };
  }
  return null;
}

const isHeld = "report_file_id = ? AND attempt = ? AND lease_owner = ? AND state = 'making'";

/** Says how far it is. False where the file has been cancelled or is another's: the instance must stop. */
export async function renewFile(pool: Pool, { fileId, attempt, owner }: ClaimedFile, { done, total }: { readonly done: number; readonly total: number }): Promise<boolean> {
  const [result] = await pool.query<ResultSetHeader>(
    `UPDATE report_file SET rows_done = ?, rows_total = ?, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND WHERE ${isHeld}`,
    [done, total, leaseSeconds, fileId, attempt, owner],
  );
  return result.affectedRows === 1;
}

/** Lets go of a file that is not made, after `retrySeconds` for anyone to take. What went wrong counts as a crash. */
export async function releaseFile(pool: Pool, { fileId, attempt, owner }: ClaimedFile, failed: { readonly retrySeconds: number } | null): Promise<void> {
  await pool.query(
    `UPDATE report_file SET state = 'waiting', crashes = crashes + ?, lease_owner = NULL, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND WHERE ${isHeld}`,
    [failed === null ? 0 : 1, failed?.retrySeconds ?? 0, fileId, attempt, owner],
  );
}

export interface FinishedFile {
  readonly rows: number;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly dataDigest: string;
  readonly madeWith: Rights;
  readonly at: Date;
  readonly expiresAt: Date;
}

/** Ends a file that this instance holds as ready. False where it no longer does. */
export async function finishFile(tx: PoolConnection, { fileId, attempt, owner }: ClaimedFile, { rows, bytes, dataDigest, madeWith, at, expiresAt }: FinishedFile): Promise<boolean> {
  const [result] = await tx.query<ResultSetHeader>(
    `UPDATE report_file SET state = 'ready', rows_done = ?, rows_total = ?, byte_count = ?, data_digest = ?, made_role = ?, made_facility_ids = ?,
            finished_at = ?, expires_at = ?, lease_owner = NULL, lease_until = NULL WHERE ${isHeld}`,
    [
      ...[rows, rows, bytes, Buffer.from(dataDigest, "hex"), madeWith.role, madeWith.facilityIds === null ? null : JSON.stringify(madeWith.facilityIds)],
      ...[toUtcText(at), toUtcText(expiresAt), fileId, attempt, owner],
    ],
  );
  return result.affectedRows === 1;
}

/** Ends a file that this instance holds as failed. False where it no longer does. */
export async function failFile(connection: Connection, { fileId, attempt, owner }: ClaimedFile, { problem, at }: { readonly problem: NonNullable<ReportFile["problem"]>; readonly at: Date }): Promise<boolean> {
  const [result] = await connection.query<ResultSetHeader>(
    `UPDATE report_file SET state = 'failed', problem = ?, finished_at = ?, lease_owner = NULL, lease_until = NULL WHERE ${isHeld}`,
    [problem, toUtcText(at), fileId, attempt, owner],
  );
  return result.affectedRows === 1;
}
