import type { PoolConnection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import { insertAuditEvent } from "../audit/auditEvents";
import { toUtcText } from "../database/time";
import type { Deps } from "../deps";
import { sliced } from "../patients/sql";
import { keyedDigest } from "../submissions/baselineDigest";
import type { Submission } from "../submissions/submissionStore";
import { insertNumbers, readHeldNumbers } from "./numberStore";
import { storedText } from "./notedText";
import { uuidOf } from "./uuidOf";

/** A number that stood beside the chosen one in the phone cell of a row. */
export interface NumberOfRow {
  readonly rowKey: number;
  readonly personId: number;
  readonly phone: string;
}

const callerOf = ({ userId, requestId, address }: Submission): { userId: number; requestId: string; address: string } => ({ userId, requestId, address });

/**
 * Keeps the other numbers of cells as the patients' own, in the transaction that carries their rows out: so they are kept exactly when, and as
 * often as, the row is done. The patients are locked. A number that is kept already stays as it is.
 */
export async function keepNumbersOfRows(tx: PoolConnection, deps: Deps, submission: Submission, numbers: readonly NumberOfRow[]): Promise<void> {
  const held = await readHeldNumbers(tx, [...new Set(numbers.map(({ personId }) => personId))]);
  const known = new Set(held.map(({ personId, phone }) => `${personId} ${phone}`));
  const fresh = numbers.filter(({ personId, phone }) => !known.has(`${personId} ${phone}`));
  if (fresh.length === 0) return;
  const { submissionId, userId, uuid } = submission;
  const now = deps.clock.now();
  const rows = fresh.map(({ rowKey, personId, phone }) => {
    const digest = keyedDigest(deps.config.DIGEST_KEY, "number of a row", uuid, String(rowKey), phone);
    return { uuid: uuidOf(digest), personId, phone, relation: "own" as const, relationWord: null, name: null, note: null, digest, row: { submissionId, rowKey }, userId, at: toUtcText(now) };
  });
  await insertNumbers(tx, rows);
  await insertAuditEvent(tx, {
    at: now,
    caller: callerOf(submission),
    action: "note-add-number",
    result: "done",
    submissionId,
    details: { relation: "own", rows: rows.length },
    subjects: rows.map(({ personId, digest }) => ({ personId, fields: "other-number", digest })),
  });
}

/** Voids what the same rows of the submission that is taken back had kept. */
export async function voidNumbersOfRows(tx: PoolConnection, deps: Deps, submission: Submission, rowKeys: readonly number[]): Promise<void> {
  const found: { id: number; personId: number }[] = [];
  for (const slice of sliced(rowKeys)) {
    const [rows] = await tx.query<(RowDataPacket & { id: number; personId: number })[]>(
      "SELECT other_number_id AS id, person_id AS personId FROM other_number WHERE submission_id = ? AND row_key IN (?) AND voided_at IS NULL",
      [submission.originId, slice],
    );
    found.push(...rows);
  }
  if (found.length === 0) return;
  const now = deps.clock.now();
  await tx.query<ResultSetHeader>("UPDATE other_number SET voided_by = ?, voided_at = ?, void_reason = ? WHERE other_number_id IN (?) AND voided_at IS NULL", [
    submission.userId,
    toUtcText(now),
    storedText(`Undo, submission ${submission.uuid}`),
    found.map(({ id }) => id),
  ]);
  await insertAuditEvent(tx, {
    at: now,
    caller: callerOf(submission),
    action: "note-void-number",
    result: "done",
    submissionId: submission.submissionId,
    details: { rows: found.length },
    subjects: found.map(({ personId }) => ({ personId, fields: "other-number" })),
  });
}
