import type { Pool, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import type { Submission } from "./submissionStore";
import { findSubmissionById } from "./submissionStore";

/** How long an instance may be silent before another carries its submission on. By the database's clock: servers' clocks differ. */
const leaseSeconds = 30;

/** How often a lease is renewed while work goes on. */
export const heartbeatMilliseconds = 10_000;

/**
 * Takes one submission that nobody is working on: new, or left behind by an instance that fell silent. Compare-and-set on the row, so
 * it works on replicated databases where `GET_LOCK` does not. Gives null where there is nothing to do.
 */
export async function claimSubmission(pool: Pool, owner: string): Promise<Submission | null> {
  const [candidates] = await pool.query<(RowDataPacket & { submissionId: number })[]>(
    `SELECT submission_id AS submissionId FROM submission
      WHERE state IN ('accepted', 'running') AND (lease_until IS NULL OR lease_until < UTC_TIMESTAMP(3)) ORDER BY submission_id LIMIT 5`,
  );
  for (const { submissionId } of candidates) {
    const [result] = await pool.query<ResultSetHeader>(
      `UPDATE submission SET state = 'running', started_at = COALESCE(started_at, UTC_TIMESTAMP(3)), lease_owner = ?, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
        WHERE submission_id = ? AND state IN ('accepted', 'running') AND (lease_until IS NULL OR lease_until < UTC_TIMESTAMP(3))`,
      [owner, leaseSeconds, submissionId],
    );
    if (result.affectedRows === 1) return findSubmissionById(pool, submissionId);
  }
  return null;
}

/** Says that the work goes on. False where the lease has been lost: the instance must stop. */
export async function renewLease(pool: Pool, owner: string, submissionId: number): Promise<boolean> {
  const [result] = await pool.query<ResultSetHeader>(
    "UPDATE submission SET lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND WHERE submission_id = ? AND lease_owner = ? AND state = 'running'",
    [leaseSeconds, submissionId, owner],
  );
  return result.affectedRows === 1;
}

/** Lets go of a submission that is not finished, after `retrySeconds` for anyone to take. */
export async function releaseLease(pool: Pool, owner: string, submissionId: number, retrySeconds = 0): Promise<void> {
  await pool.query(
    "UPDATE submission SET lease_owner = NULL, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND WHERE submission_id = ? AND lease_owner = ?",
    [retrySeconds, submissionId, owner],
  );
}

/** Ends a submission that this instance holds. False where it no longer does. */
export async function finishSubmission(
  pool: Pool,
  owner: string,
  { submissionId, state, stopReason, finishedAt }: { submissionId: number; state: "done" | "cancelled" | "stopped"; stopReason: string | null; finishedAt: string },
): Promise<boolean> {
  const [result] = await pool.query<ResultSetHeader>(
    `UPDATE submission SET state = ?, stop_reason = ?, finished_at = ?, lease_owner = NULL, lease_until = NULL
      WHERE submission_id = ? AND lease_owner = ? AND state = 'running'`,
    [state, stopReason, finishedAt, submissionId, owner],
  );
  return result.affectedRows === 1;
}
