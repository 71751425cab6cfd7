import type { PoolConnection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import type { SubmissionState } from "../../src/contract/submissions";
import { toUtcText } from "../database/time";
import type { Deps } from "../deps";
import { ApiError } from "../http/apiError";
import { keepNeeds } from "./needStore";
import { addTally } from "./submissionFacts";

/** Thrown inside a chunk whose submission was ended by another hand meanwhile: the chunk is rolled back and nobody carries it on. */
export class SubmissionEnded extends Error {}

interface StateOf extends RowDataPacket {
  state: SubmissionState;
}

/**
 * Holds the submission's state until the transaction ends: whoever ends a submission waits for the chunks that are being written, and a
 * chunk that comes after the end (of an instance that lost its lease long ago) writes nothing. Chunks side by side do not wait for each other.
 */
export async function requireGoingOn(tx: PoolConnection, submissionId: number): Promise<void> {
  const state = await heldState(tx, submissionId);
  if (state !== "accepted" && state !== "running") throw new SubmissionEnded(`The submission is ${state ?? "gone"}.`);
}

/** The same for parts that come in: none comes in after its submission was cancelled. */
export async function requireReceiving(tx: PoolConnection, submissionId: number): Promise<void> {
  if ((await heldState(tx, submissionId)) !== "receiving") throw new ApiError(409, "submission-state");
}

async function heldState(tx: PoolConnection, submissionId: number): Promise<SubmissionState | undefined> {
  const [rows] = await tx.query<StateOf[]>("SELECT state FROM submission WHERE submission_id = ? LOCK IN SHARE MODE", [submissionId]);
  return rows[0]?.state;
}

const withdrawnIssues = JSON.stringify([{ code: "cancelled", severity: "info", field: null }]);

/** Rows that were not reached get their outcome: taken out because the submission was cancelled. Gives how many. */
async function withdrawPending(tx: PoolConnection, submissionId: number, finishedAt: string): Promise<number> {
  const [result] = await tx.query<ResultSetHeader>(
    `INSERT INTO row_outcome (submission_id, row_key, status, issues, finished_at)
     SELECT r.submission_id, r.row_key, 'withdrawn', ?, ?
       FROM submission_row r
       LEFT JOIN row_outcome o ON o.submission_id = r.submission_id AND o.row_key = r.row_key
       LEFT JOIN row_waiting w ON w.submission_id = r.submission_id AND w.row_key = r.row_key
      WHERE r.submission_id = ? AND o.row_key IS NULL AND w.row_key IS NULL`,
    [withdrawnIssues, finishedAt, submissionId],
  );
  // No chunk counts under key 0: rows of the first part begin at 10,000.
  if (result.affectedRows > 0) await addTally(tx, submissionId, 0, new Map([["withdrawn", result.affectedRows]]));
  return result.affectedRows;
}

interface Found extends RowDataPacket {
  /** A DECIMAL, so text. */
  found: string | null;
}

/** The changes of a submission that ends now are compared with the record later, once for each stage that the site has set. */
async function scheduleAfterChecks(tx: PoolConnection, deps: Pick<Deps, "config">, submissionId: number, finishedAt: Date): Promise<void> {
  const stages = deps.config.AFTER_CHECK_MINUTES;
  const [rows] = await tx.query<Found[]>(
    "SELECT SUM(row_count) AS found FROM submission_tally WHERE submission_id = ? AND status IN ('updated', 'partly')",
    [submissionId],
  );
  if (Number(rows[0]?.found ?? 0) === 0) return;
  const due = stages.map((minutes, stage) => [submissionId, stage, toUtcText(new Date(finishedAt.getTime() + minutes * 60_000))]);
  await tx.query("INSERT INTO after_check (submission_id, stage, due_at) VALUES ?", [due]);
}

/**
 * Ends a submission whose row the caller has locked, in the caller's transaction: rows not reached are withdrawn, its after-checks set.
 * A submission that was cancelled after its last row is simply done. Gives the state that it ended in.
 */
export async function endSubmission(
  tx: PoolConnection,
  deps: Pick<Deps, "config" | "clock">,
  { submissionId, end, allReceived = true }: { readonly submissionId: number; readonly end: "done" | "cancelled"; readonly allReceived?: boolean },
): Promise<"done" | "cancelled"> {
  const now = deps.clock.now();
  const finishedAt = toUtcText(now);
  const withdrawn = end === "cancelled" ? await withdrawPending(tx, submissionId, finishedAt) : 0;
  const state = withdrawn > 0 || !allReceived ? "cancelled" : "done";
  await tx.query(
    "UPDATE submission SET state = ?, stop_reason = NULL, finished_at = ?, lease_owner = NULL, lease_until = NULL WHERE submission_id = ?",
    [state, finishedAt, submissionId],
  );
  await scheduleAfterChecks(tx, deps, submissionId, now);
  await keepNeeds(tx, submissionId, { hasJustEnded: true });
  return state;
}
