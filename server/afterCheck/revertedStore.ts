import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import type { ContactField } from "../../src/domain/types";
import { toUtcText } from "../database/time";
import type { AfterCheck } from "./checkLease";

/** One field of one row. */
export interface RowField {
  readonly rowKey: number;
  readonly field: ContactField;
}

interface RevertedRecord extends RowDataPacket, RowField {
  isOpen: number;
}

export interface KnownReverted extends RowField {
  /** Nobody has dealt with it yet. */
  readonly isOpen: boolean;
}

/** What is known already to have been overwritten, between two row keys. */
export async function findReverted(tx: PoolConnection, submissionId: number, { from, to }: { readonly from: number; readonly to: number }): Promise<readonly KnownReverted[]> {
  const [rows] = await tx.query<RevertedRecord[]>(
    "SELECT row_key AS rowKey, field, settled_at IS NULL AS isOpen FROM row_reverted WHERE submission_id = ? AND row_key BETWEEN ? AND ?",
    [submissionId, from, to],
  );
  return rows.map(({ rowKey, field, isOpen }) => ({ rowKey, field, isOpen: isOpen === 1 }));
}

/** Whether anything of the submission is known to have been overwritten and still open. */
export async function hasOpenReverted(pool: Pool, submissionId: number): Promise<boolean> {
  const [rows] = await pool.query<RowDataPacket[]>("SELECT 1 FROM row_reverted WHERE submission_id = ? AND settled_at IS NULL LIMIT 1", [submissionId]);
  return rows.length > 0;
}

export async function insertReverted(tx: PoolConnection, { submissionId, stage }: AfterCheck, at: Date, fields: readonly RowField[]): Promise<void> {
  if (fields.length === 0) return;
  await tx.query("INSERT INTO row_reverted (submission_id, row_key, field, stage, found_at) VALUES ?", [
    fields.map(({ rowKey, field }) => [submissionId, rowKey, field, stage, toUtcText(at)]),
  ]);
}

/** Nobody needs to look any more: the record says again what was sent, or somebody has put something else. No submission of ours did it. */
export async function settleReverted(tx: PoolConnection, submissionId: number, at: Date, fields: readonly RowField[]): Promise<void> {
  if (fields.length === 0) return;
  await tx.query("UPDATE row_reverted SET settled_at = ? WHERE submission_id = ? AND (row_key, field) IN (?) AND settled_at IS NULL", [
    toUtcText(at),
    submissionId,
    fields.map(({ rowKey, field }) => [rowKey, field]),
  ]);
}
