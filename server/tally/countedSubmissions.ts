import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import type { SubmissionKind } from "../../src/contract/submissions";
import { textOf } from "../database/bytes";
import type { CountedSource, CountedSubmission } from "./counts";

type Connection = Pool | PoolConnection;

/** Ended for good: no chunk of theirs is carried out any more. */
export const ended = "('done', 'cancelled')";
/** All that may have outcomes. */
const begun = "('accepted', 'running', 'stopped', 'done', 'cancelled')";

interface SubmissionRecord extends RowDataPacket {
  submissionId: number;
  userId: number;
  facilityIds: string | null;
  kind: SubmissionKind;
  header: Buffer;
}

const select = "SELECT submission_id AS submissionId, user_id AS userId, facility_ids AS facilityIds, kind, header FROM submission";

function submissionOf({ submissionId, userId, facilityIds, kind, header }: SubmissionRecord): CountedSubmission {
  const { source } = JSON.parse(textOf(header)) as { readonly source: CountedSource };
  return { submissionId, userId, facilityIds, kind, source: { kind: source.kind, workbook: source.workbook, sheet: source.sheet } };
}

/**
 * Submissions of which nothing is summed up yet; one person's, or everyone's; without those of which no row can have ended since `from`, in UTC
 * text: a row that waited may get its outcome long after the others, when somebody deals with it.
 */
export async function findStanding(connection: Connection, { userId, from }: { readonly userId: number | null; readonly from: string }): Promise<readonly CountedSubmission[]> {
  const [rows] = await connection.query<SubmissionRecord[]>(
    `${select} WHERE counted_at IS NULL AND state IN ${begun} ${userId === null ? "" : "AND user_id = ?"}
        AND (finished_at IS NULL OR finished_at >= ?
             OR EXISTS (SELECT 1 FROM row_settled w WHERE w.submission_id = submission.submission_id AND w.settled_at >= ?))`,
    [...(userId === null ? [] : [userId]), from, from],
  );
  return rows.map(submissionOf);
}

/** Of these, the submissions that have ended and are not yet summed up, oldest first; locked, so that no other server sums them up too. */
export async function lockUncounted(tx: PoolConnection, ids: readonly number[]): Promise<readonly CountedSubmission[]> {
  const [rows] = await tx.query<SubmissionRecord[]>(
    `${select} WHERE submission_id IN (?) AND counted_at IS NULL AND state IN ${ended} ORDER BY submission_id FOR UPDATE`,
    [ids],
  );
  return rows.map(submissionOf);
}

/** Ids and sizes of submissions that have ended and are not yet summed up, without locks. */
export async function findUncounted(pool: Pool, limit: number): Promise<readonly { readonly submissionId: number; readonly rowCount: number }[]> {
  const [rows] = await pool.query<(RowDataPacket & { submissionId: number; rowCount: number })[]>(
    `SELECT submission_id AS submissionId, row_count AS rowCount FROM submission WHERE counted_at IS NULL AND state IN ${ended} ORDER BY submission_id LIMIT ?`,
    [limit],
  );
  return rows;
}

export async function findSubmissions(connection: Connection, ids: readonly number[]): Promise<readonly CountedSubmission[]> {
  if (ids.length === 0) return [];
  const [rows] = await connection.query<SubmissionRecord[]>(`${select} WHERE submission_id IN (?)`, [ids]);
  return rows.map(submissionOf);
}

/** The submission if it was summed up already; its row is locked by the caller. */
export async function findCounted(tx: PoolConnection, submissionId: number): Promise<CountedSubmission | null> {
  const [rows] = await tx.query<SubmissionRecord[]>(`${select} WHERE submission_id = ? AND counted_at IS NOT NULL LOCK IN SHARE MODE`, [submissionId]);
  return rows[0] === undefined ? null : submissionOf(rows[0]);
}
