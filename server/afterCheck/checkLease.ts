import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import { toUtcText } from "../database/time";

/** How long an instance may be silent before another takes its check over. By the database's clock, as servers' clocks differ. */
const leaseSeconds = 60;

/** How often a lease is renewed while a check goes on. */
export const heartbeatMilliseconds = 15_000;

/** One look at one submission. */
export interface AfterCheck {
  readonly submissionId: number;
  readonly stage: number;
}

interface CheckRecord extends RowDataPacket, AfterCheck {}

/**
 * Takes one check that is due and that nobody is at: new, or left behind by an instance that fell silent. Compare-and-set on the row, so
 * it works on replicated databases. `due_at` is compared with the time of who asks, in whose kind it was written. Null: nothing is due.
 */
export async function claimCheck(pool: Pool, owner: string, now: Date): Promise<AfterCheck | null> {
  const [candidates] = await pool.query<CheckRecord[]>(
    `SELECT submission_id AS submissionId, stage FROM after_check
      WHERE checked_at IS NULL AND due_at <= ? AND (lease_until IS NULL OR lease_until < UTC_TIMESTAMP(3)) ORDER BY due_at, submission_id, stage LIMIT 5`,
    [toUtcText(now)],
  );
  for (const { submissionId, stage } of candidates) {
    const [result] = await pool.query<ResultSetHeader>(
      `UPDATE after_check SET lease_owner = ?, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
        WHERE submission_id = ? AND stage = ? AND checked_at IS NULL AND (lease_until IS NULL OR lease_until < UTC_TIMESTAMP(3))`,
      [owner, leaseSeconds, submissionId, stage],
    );
    if (result.affectedRows === 1) return { submissionId, stage };
  }
  return null;
}

/** Says that the check goes on. False where the lease has been lost: the instance must stop. */
export async function renewCheck(pool: Pool, owner: string, { submissionId, stage }: AfterCheck): Promise<boolean> {
  const [result] = await pool.query<ResultSetHeader>(
    `UPDATE after_check SET lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
      WHERE submission_id = ? AND stage = ? AND lease_owner = ? AND checked_at IS NULL`,
    [leaseSeconds, submissionId, stage, owner],
  );
  return result.affectedRows === 1;
}

/** Lets go of a check that is not finished, after `retrySeconds` for anyone to take. */
export async function releaseCheck(pool: Pool, owner: string, { submissionId, stage }: AfterCheck, retrySeconds = 0): Promise<void> {
  await pool.query(
    "UPDATE after_check SET lease_owner = NULL, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND WHERE submission_id = ? AND stage = ? AND lease_owner = ?",
    [retrySeconds, submissionId, stage, owner],
  );
}

/**
 * Holds back, until the transaction ends, every other check of the submission that has something to write. False where this instance no
 * longer holds its own: then nothing may be written.
 */
export async function lockCheck(tx: PoolConnection, owner: string, { submissionId, stage }: AfterCheck): Promise<boolean> {
  const [rows] = await tx.query<(RowDataPacket & { stage: number; owner: string | null; checkedAt: string | null })[]>(
    "SELECT stage, lease_owner AS owner, checked_at AS checkedAt FROM after_check WHERE submission_id = ? ORDER BY stage FOR UPDATE",
    [submissionId],
  );
  return rows.some((row) => row.stage === stage && row.owner === owner && row.checkedAt === null);
}

/** Ends a check that this instance holds. False where it no longer does. */
export async function finishCheck(
  tx: PoolConnection,
  owner: string,
  { submissionId, stage, checkedAt, checked, reverted }: AfterCheck & { readonly checkedAt: Date; readonly checked: number; readonly reverted: number },
): Promise<boolean> {
  const [result] = await tx.query<ResultSetHeader>(
    `UPDATE after_check SET checked_at = ?, rows_checked = ?, rows_reverted = ?, lease_owner = NULL, lease_until = NULL
      WHERE submission_id = ? AND stage = ? AND lease_owner = ? AND checked_at IS NULL`,
    [toUtcText(checkedAt), checked, reverted, submissionId, stage, owner],
  );
  return result.affectedRows === 1;
}
