import type { PoolConnection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import type { ContactField, IssueCode } from "../../src/domain/types";
import { toUtcText } from "../database/time";
import { sliced } from "../patients/sql";
import type { LeftOver } from "./leftOverStore";
import { outcomeColumns } from "./outcomeStore";
import { addTally } from "./submissionFacts";

/** A left-over row that is dealt with now: these fields of it sent again, or (null) all of it left as the record has it. */
export interface SettledRow {
  readonly leftOver: LeftOver;
  readonly fields: readonly ContactField[] | null;
}

export interface Settling {
  readonly submissionId: number;
  /** The submission that carries rows on; null where none is sent. */
  readonly followUpId: number | null;
  readonly userId: number;
  readonly at: Date;
}

/** Waiting rows get their outcome: taken out, with what they had waited for. The submission's row is locked by the caller. */
async function withdrawWaiting(tx: PoolConnection, { submissionId, at }: Settling, rowKeys: readonly number[], code: IssueCode): Promise<void> {
  const issues = JSON.stringify([{ code, severity: "info", field: null }]);
  const own = new Set(["submission_id", "row_key", "status", "issues", "finished_at"]);
  const copied = outcomeColumns.filter((column) => !own.has(column)).join(", ");
  for (const slice of sliced(rowKeys)) {
    await tx.query<ResultSetHeader>(
      `INSERT INTO row_outcome (submission_id, row_key, status, issues, finished_at, ${copied})
       SELECT submission_id, row_key, 'withdrawn', ?, ?, ${copied} FROM row_waiting WHERE submission_id = ? AND row_key IN (?)`,
      [issues, toUtcText(at), submissionId, slice],
    );
    const [gone] = await tx.query<ResultSetHeader>("DELETE FROM row_waiting WHERE submission_id = ? AND row_key IN (?)", [submissionId, slice]);
    if (gone.affectedRows !== slice.length) throw new Error("A waiting row went away under a lock.");
  }
  if (rowKeys.length === 0) return;
  await addTally(tx, submissionId, 0, new Map([["waiting", -rowKeys.length], ["withdrawn", rowKeys.length]]));
}

/** Says of each row by whom and when it was dealt with. A row that is settled already is refused by its key. */
async function insertSettled(tx: PoolConnection, { submissionId, userId, at }: Settling, rows: readonly SettledRow[], followUpId: number | null): Promise<void> {
  const records = rows.filter(({ leftOver }) => leftOver.isUnsettled).map(({ leftOver }) => [submissionId, leftOver.rowKey, followUpId, userId, toUtcText(at)]);
  for (const slice of sliced(records)) {
    await tx.query("INSERT INTO row_settled (submission_id, row_key, follow_up_id, user_id, settled_at) VALUES ?", [slice]);
  }
}

/** Overwritten fields that are applied again, or left as they are. */
async function settleReverted(tx: PoolConnection, { submissionId, at }: Settling, rows: readonly SettledRow[], settledBy: number | null): Promise<void> {
  const pairs = rows.flatMap(({ leftOver: { rowKey, reverted }, fields }) => reverted.filter((field) => fields === null || fields.includes(field)).map((field) => [rowKey, field]));
  for (const slice of sliced(pairs)) {
    await tx.query(
      `UPDATE row_reverted SET settled_at = ?, settled_by = ? WHERE submission_id = ? AND settled_at IS NULL AND (row_key, field) IN (?)`,
      [toUtcText(at), settledBy, submissionId, slice],
    );
  }
}

/** Takes rows off the list of what is left over, in the transaction that sends them again. */
export async function settleRows(tx: PoolConnection, settling: Settling, rows: readonly SettledRow[]): Promise<void> {
  const sent = rows.filter(({ fields }) => fields !== null);
  const leftOut = rows.filter(({ fields }) => fields === null);
  const waiting = (some: readonly SettledRow[]): readonly number[] => some.filter(({ leftOver }) => leftOver.isWaiting).map(({ leftOver }) => leftOver.rowKey);
  await withdrawWaiting(tx, settling, waiting(sent), "sent-again");
  await withdrawWaiting(tx, settling, waiting(leftOut), "left-out");
  await insertSettled(tx, settling, sent, settling.followUpId);
  await insertSettled(tx, settling, leftOut, null);
  await settleReverted(tx, settling, sent, settling.followUpId);
  await settleReverted(tx, settling, leftOut, null);
}

interface Found extends RowDataPacket {
  found: number;
}

/** Whether this person has left every one of these rows out before. */
export async function wereLeftOut(
  tx: PoolConnection,
  { submissionId, userId, rowKeys }: { readonly submissionId: number; readonly userId: number; readonly rowKeys: readonly number[] },
): Promise<boolean> {
  let found = 0;
  for (const slice of sliced(rowKeys)) {
    const [rows] = await tx.query<Found[]>(
      "SELECT COUNT(*) AS found FROM row_settled WHERE submission_id = ? AND user_id = ? AND follow_up_id IS NULL AND row_key IN (?)",
      [submissionId, userId, slice],
    );
    found += rows[0]?.found ?? 0;
  }
  return found === rowKeys.length;
}
