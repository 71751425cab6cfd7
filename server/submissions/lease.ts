import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import { toUtcText } from "../database/time";
import { inRetriedTransaction } from "../database/transaction";
import type { Deps } from "../deps";
import { keepNeeds } from "./needStore";
import { endSubmission } from "./submissionStates";
import type { Submission } from "./submissionStore";
import { findSubmissionById } from "./submissionStore";

/** How long an instance may be silent before another carries its submission on. By the database's clock: servers' clocks differ. */
export const leaseSeconds = 30;

/** How often a lease is renewed while work goes on. */
export const heartbeatMilliseconds = 10_000;

/**
 * Takes one submission that nobody is working on: new, or left behind by an instance that fell silent. Compare-and-set on the row, so
 * it works on replicated databases where `GET_LOCK` does not. Those of one person are carried out in the order in which they were accepted:
 * what was typed later must not be overwritten by what was typed before. Gives null where there is nothing to do.
 */
export async function claimSubmission(pool: Pool, owner: string): Promise<Submission | null> {
  const [candidates] = await pool.query<(RowDataPacket & { submissionId: number })[]>(
    `SELECT s.submission_id AS submissionId FROM submission s
      WHERE s.state IN ('accepted', 'running') AND (s.lease_until IS NULL OR s.lease_until < UTC_TIMESTAMP(3))
        AND NOT EXISTS (SELECT 1 FROM submission e
                         WHERE e.user_id = s.user_id AND e.state IN ('accepted', 'running')
                           AND (e.accepted_at < s.accepted_at OR (e.accepted_at = s.accepted_at AND e.submission_id < s.submission_id)))
      ORDER BY s.submission_id LIMIT 5`,
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

interface Held extends RowDataPacket {
  held: number;
}

/**
 * Ends a submission that this instance holds: carried out, cancelled between chunks, or stopped for a fault of the site. What follows
 * from the end happens in the same transaction. False where it no longer holds it.
 */
export async function finishSubmission(
  deps: Deps,
  owner: string,
  { submissionId, end, stopReason = null }: { readonly submissionId: number; readonly end: "done" | "cancelled" | "stopped"; readonly stopReason?: string | null },
): Promise<boolean> {
  return await inRetriedTransaction(deps, async (tx) => {
    const [rows] = await tx.query<Held[]>(
      "SELECT COUNT(*) AS held FROM submission WHERE submission_id = ? AND lease_owner = ? AND state = 'running' FOR UPDATE",
      [submissionId, owner],
    );
    if (rows[0]?.held !== 1) return false;
    if (end === "stopped") await stopSubmission(tx, { submissionId, stopReason, stoppedAt: toUtcText(deps.clock.now()) });
    else await endSubmission(tx, deps, { submissionId, end });
    return true;
  });
}

async function stopSubmission(tx: PoolConnection, { submissionId, stopReason, stoppedAt }: { submissionId: number; stopReason: string | null; stoppedAt: string }): Promise<void> {
  await tx.query(
    "UPDATE submission SET state = 'stopped', stop_reason = ?, finished_at = ?, lease_owner = NULL, lease_until = NULL WHERE submission_id = ?",
    [stopReason, stoppedAt, submissionId],
  );
  await keepNeeds(tx, submissionId, { hasJustEnded: true });
}
