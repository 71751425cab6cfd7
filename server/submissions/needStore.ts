import type { PoolConnection, RowDataPacket } from "mysql2/promise";
import type { Need } from "../../src/contract/dashboard";
import type { SubmissionKind, SubmissionState } from "../../src/contract/submissions";
import type { IssueCode, Role } from "../../src/domain/types";
import { can } from "../../src/domain/roles";

interface HeldSubmission extends RowDataPacket {
  userId: number;
  role: Role;
  facilityIds: string | null;
  kind: SubmissionKind;
  state: SubmissionState;
}

interface CountRecord extends RowDataPacket {
  /** A DECIMAL or a BIGINT, so maybe text. */
  found: string | number | null;
}

/** Why a row could not be carried out by its sender and can be by a supervisor. */
const needsSupervisor: IssueCode = "clear-needs-supervisor";

/** Nothing can be settled before a submission has ended. */
const ended: ReadonlySet<SubmissionState> = new Set(["done", "cancelled", "stopped"]);

/**
 * Takes the submission's own row, for which everyone waits who changes what is left to do of it. To be called before anything else is read in the
 * transaction, so that what is counted then is what stands.
 */
export async function holdNeeds(tx: PoolConnection, submissionId: number): Promise<void> {
  await findHeld(tx, submissionId);
}

async function findHeld(tx: PoolConnection, submissionId: number): Promise<HeldSubmission> {
  const [rows] = await tx.query<HeldSubmission[]>(
    "SELECT user_id AS userId, role, facility_ids AS facilityIds, kind, state FROM submission WHERE submission_id = ? FOR UPDATE",
    [submissionId],
  );
  if (rows[0] === undefined) throw new Error("A submission went away under a lock.");
  return rows[0];
}

/**
 * Counts what somebody must still look at of a submission, in the transaction that has just changed that. Its outcomes are looked through for
 * rows that only a supervisor may carry out when it has just ended; later there can only be fewer.
 */
export async function keepNeeds(tx: PoolConnection, submissionId: number, { hasJustEnded = false }: { readonly hasJustEnded?: boolean } = {}): Promise<void> {
  const submission = await findHeld(tx, submissionId);
  const mayWaitForApproval = !can(submission.role, "clear") && (hasJustEnded || (await hasApprovals(tx, submissionId)));
  await tx.query("DELETE FROM submission_need WHERE submission_id = ?", [submissionId]);
  if (!ended.has(submission.state)) return;
  // What an undo left alone stays as the record has it.
  const leftOver = submission.kind === "undo" ? 0 : await countLeftOver(tx, submissionId);
  const approvals = leftOver > 0 && mayWaitForApproval ? await countApprovals(tx, submissionId) : 0;
  const counts: readonly (readonly [Need, number])[] = [
    ["left-over", leftOver - approvals],
    ["approval", approvals],
    ["reverted", await countReverted(tx, submissionId)],
    ["stopped", submission.state === "stopped" ? 1 : 0],
  ];
  const open = counts.filter(([, count]) => count > 0);
  if (open.length === 0) return;
  const values = open.flatMap(([need, count]) => [submissionId, need, submission.userId, submission.facilityIds ?? "", count]);
  await tx.query(`INSERT INTO submission_need (submission_id, need, user_id, scope, row_count) VALUES ${open.map(() => "(?, ?, ?, UNHEX(SHA1(?)), ?)").join(", ")}`, values);
}

async function hasApprovals(tx: PoolConnection, submissionId: number): Promise<boolean> {
  const [rows] = await tx.query<RowDataPacket[]>("SELECT 1 FROM submission_need WHERE submission_id = ? AND need = 'approval'", [submissionId]);
  return rows.length > 0;
}

async function countLeftOver(tx: PoolConnection, submissionId: number): Promise<number> {
  return await count(
    tx,
    `SELECT COALESCE(SUM(row_count), 0) - (SELECT COUNT(*) FROM row_settled WHERE submission_id = ?) AS found
       FROM submission_tally WHERE submission_id = ? AND status IN ('waiting', 'conflict', 'failed', 'partly', 'withdrawn')`,
    [submissionId, submissionId],
  );
}

async function countReverted(tx: PoolConnection, submissionId: number): Promise<number> {
  return await count(tx, "SELECT COUNT(DISTINCT row_key) AS found FROM row_reverted WHERE submission_id = ? AND settled_at IS NULL", [submissionId]);
}

const approvalsOf = (table: "row_outcome" | "row_waiting"): string => `
  SELECT COUNT(*) AS found FROM ${table} o LEFT JOIN row_settled s ON s.submission_id = o.submission_id AND s.row_key = o.row_key
   WHERE o.submission_id = ? AND s.row_key IS NULL
     AND ((o.phone_status = 'failed' AND o.phone_reason = ?) OR (o.address_status = 'failed' AND o.address_reason = ?))`;

async function countApprovals(tx: PoolConnection, submissionId: number): Promise<number> {
  const values = [submissionId, needsSupervisor, needsSupervisor];
  return (await count(tx, approvalsOf("row_outcome"), values)) + (await count(tx, approvalsOf("row_waiting"), values));
}

async function count(tx: PoolConnection, sql: string, values: readonly (string | number)[]): Promise<number> {
  const [rows] = await tx.query<CountRecord[]>(sql, [...values]);
  return Math.max(0, Number(rows[0]?.found ?? 0));
}
