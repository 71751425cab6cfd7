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
interface Found extends RowDataPacket {
  submissionId: number;
  found: number;
}
interface Checks extends RowDataPacket {
  submissionId: number;
  checkedAt: string | null;
  nextCheckAt: string | null;
}
interface Related extends RowDataPacket {
  submissionId: number;
  kind: SubmissionKind;
  uuid: string;
}

async function countByRow(connection: Connection, sql: string, ids: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const [rows] = await connection.query<Found[]>(sql, [ids]);
  return new Map(rows.map(({ submissionId, found }) => [submissionId, found]));
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

/** Facts of each submission, in a handful of statements whatever their number. */
export async function readFacts(
  connection: Connection,
  submissions: readonly { readonly submissionId: number; readonly originId: number | null }[],
): Promise<ReadonlyMap<number, SubmissionFacts>> {
  if (submissions.length === 0) return new Map();
  const ids = submissions.map(({ submissionId }) => submissionId);
  const counts = await countStatuses(connection, ids);
  const settled = await countByRow(
    connection,
    "SELECT submission_id AS submissionId, COUNT(*) AS found FROM row_settled WHERE submission_id IN (?) GROUP BY submission_id",
    ids,
  );
  const reverted = await countByRow(
    connection,
    `SELECT submission_id AS submissionId, COUNT(DISTINCT row_key) AS found FROM row_reverted
      WHERE submission_id IN (?) AND settled_at IS NULL GROUP BY submission_id`,
    ids,
  );
  const [checks] = await connection.query<Checks[]>(
    `SELECT submission_id AS submissionId, MAX(checked_at) AS checkedAt, MIN(CASE WHEN checked_at IS NULL THEN due_at END) AS nextCheckAt
       FROM after_check WHERE submission_id IN (?) GROUP BY submission_id`,
    [ids],
  );
  const checksOf = new Map(checks.map((row) => [row.submissionId, row]));
  const [later] = await connection.query<Related[]>(
    "SELECT origin_id AS submissionId, kind, uuid FROM submission WHERE origin_id IN (?) ORDER BY submission_id",
    [ids],
  );
  const originIds = submissions.flatMap(({ originId }) => (originId === null ? [] : [originId]));
  const origins =
    originIds.length === 0
      ? []
      : (await connection.query<Related[]>("SELECT submission_id AS submissionId, kind, uuid FROM submission WHERE submission_id IN (?)", [originIds]))[0];
  const originOf = new Map(origins.map(({ submissionId, uuid }) => [submissionId, uuid]));
  return new Map(
    submissions.map(({ submissionId, originId }) => {
      const own = later.filter((row) => row.submissionId === submissionId);
      return [
        submissionId,
        {
          counts: counts.get(submissionId) ?? noRows,
          settled: settled.get(submissionId) ?? 0,
          reverted: reverted.get(submissionId) ?? 0,
          checkedAt: checksOf.get(submissionId)?.checkedAt ?? null,
          nextCheckAt: checksOf.get(submissionId)?.nextCheckAt ?? null,
          originUuid: originId === null ? null : (originOf.get(originId) ?? null),
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
