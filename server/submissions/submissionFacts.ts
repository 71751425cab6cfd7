import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import { noRows } from "../../src/contract/submissions";
import type { RowCounts, SubmissionKind } from "../../src/contract/submissions";
import type { RowStatus } from "../../src/domain/types";

type Connection = Pool | PoolConnection;

/** What is known about a submission beside its own row. */
export interface SubmissionFacts {
  readonly counts: RowCounts;
  /** Left-over rows that somebody has dealt with. */
  readonly settled: number;
  /** Left-over rows that only a supervisor may carry out. */
  readonly approvals: number;
  /** Numbers that came with its rows are kept beside NMRS's. */
  readonly keepsNumbers: boolean;
  /** Rows whose change was overwritten and not yet applied again. */
  readonly reverted: number;
  /** UTC text as in the columns. */
  readonly checkedAt: string | null;
  readonly nextCheckAt: string | null;
  readonly originUuid: string | null;
  readonly undoneBy: readonly string[];
  readonly followedBy: readonly string[];
}

interface Tally extends RowDataPacket {
  submissionId: number;
  status: RowStatus;
  found: number;
}
interface Beside extends RowDataPacket {
  submissionId: number;
  settled: number;
  approvals: number;
  keepsNumbers: number;
  reverted: number;
  checkedAt: string | null;
  nextCheckAt: string | null;
  originUuid: string | null;
}
interface Later extends RowDataPacket {
  submissionId: number;
  kind: SubmissionKind;
  uuid: string;
}

async function countStatuses(connection: Connection, ids: readonly number[]): Promise<ReadonlyMap<number, RowCounts>> {
  const [rows] = await connection.query<Tally[]>(
    `SELECT submission_id AS submissionId, status, CAST(SUM(row_count) AS SIGNED) AS found FROM submission_tally
      WHERE submission_id IN (?) GROUP BY submission_id, status`,
    [ids],
  );
  const counts = new Map<number, RowCounts>();
  for (const { submissionId, status, found } of rows) {
    counts.set(submissionId, { ...(counts.get(submissionId) ?? noRows), [status]: found });
  }
  return counts;
}

/** Facts of each submission, in a handful of statements whatever their number: everyone who watches a submission asks twice a second. */
export async function readFacts(connection: Connection, submissionIds: readonly number[]): Promise<ReadonlyMap<number, SubmissionFacts>> {
  if (submissionIds.length === 0) return new Map();
  const counts = await countStatuses(connection, submissionIds);
  const [beside] = await connection.query<Beside[]>(
    `SELECT s.submission_id AS submissionId, o.uuid AS originUuid,
            (SELECT COUNT(*) FROM row_settled t WHERE t.submission_id = s.submission_id) AS settled,
            CAST(COALESCE((SELECT n.row_count FROM submission_need n WHERE n.submission_id = s.submission_id AND n.need = 'approval'), 0) AS SIGNED) AS approvals,
            EXISTS (SELECT 1 FROM other_number n WHERE n.submission_id = s.submission_id AND n.voided_at IS NULL) AS keepsNumbers,
            (SELECT COUNT(DISTINCT v.row_key) FROM row_reverted v WHERE v.submission_id = s.submission_id AND v.settled_at IS NULL) AS reverted,
            (SELECT MAX(c.checked_at) FROM after_check c WHERE c.submission_id = s.submission_id) AS checkedAt,
            (SELECT MIN(c.due_at) FROM after_check c WHERE c.submission_id = s.submission_id AND c.checked_at IS NULL) AS nextCheckAt
       FROM submission s LEFT JOIN submission o ON o.submission_id = s.origin_id
      WHERE s.submission_id IN (?)`,
    [submissionIds],
  );
  const [later] = await connection.query<Later[]>(
    "SELECT origin_id AS submissionId, kind, uuid FROM submission WHERE origin_id IN (?) ORDER BY submission_id",
    [submissionIds],
  );
  return new Map(
    beside.map(({ submissionId, settled, approvals, keepsNumbers, reverted, checkedAt, nextCheckAt, originUuid }) => {
      const own = later.filter((row) => row.submissionId === submissionId);
      return [
        submissionId,
        {
          counts: counts.get(submissionId) ?? noRows,
          settled,
          approvals,
          keepsNumbers: keepsNumbers !== 0,
          reverted,
          checkedAt,
          nextCheckAt,
          originUuid,
          undoneBy: own.filter(({ kind }) => kind === "undo").map(({ uuid }) => uuid),
          followedBy: own.filter(({ kind }) => kind === "follow-up").map(({ uuid }) => uuid),
        },
      ];
    }),
  );
}

/** Adds to the tally of a submission, under the key of a row that no other call counts at the same time. */
export async function addTally(
  tx: PoolConnection,
  submissionId: number,
  firstRowKey: number,
  counts: ReadonlyMap<RowStatus, number>,
): Promise<void> {
  if (counts.size === 0) return;
  await tx.query(
    `INSERT INTO submission_tally (submission_id, first_row_key, status, row_count) VALUES ?
       ON DUPLICATE KEY UPDATE row_count = row_count + VALUES(row_count)`,
    [[...counts].map(([status, count]) => [submissionId, firstRowKey, status, count])],
  );
}

/** The tally of rows that have just ended, or begun to wait. */
export function tallyOf(outcomes: readonly { readonly status: RowStatus }[]): ReadonlyMap<RowStatus, number> {
  const counts = new Map<RowStatus, number>();
  for (const { status } of outcomes) counts.set(status, (counts.get(status) ?? 0) + 1);
  return counts;
}
