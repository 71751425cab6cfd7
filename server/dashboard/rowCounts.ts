import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import type { SubmissionKind } from "../../src/contract/submissions";
import { toUtcText } from "../database/time";
import { sliced } from "../patients/sql";
import { dayOfQuarter, quarterSql } from "./siteDays";

type Connection = Pool | PoolConnection;

/** What is counted of rows that have an outcome; the names are those of the columns of `day_tally`. */
export const countNames = ["phone", "address", "birthdate", "updated", "partly", "unchanged", "conflict", "failed", "collapsed", "withdrawn"] as const;
export type RowTally = Readonly<Record<(typeof countNames)[number], number>>;
const noRowTally: RowTally = { phone: 0, address: 0, birthdate: 0, updated: 0, partly: 0, unchanged: 0, conflict: 0, failed: 0, collapsed: 0, withdrawn: 0 };

export function addTallies(one: RowTally, other: RowTally): RowTally {
  const sum = { ...one };
  for (const name of countNames) sum[name] += other[name];
  return sum;
}

/** Whose rows are counted: a submission's sender, the facilities that the sender had, and its kind. */
export interface CountedSubmission {
  readonly submissionId: number;
  readonly userId: number;
  /** As stored: a JSON list of location ids; null means the whole site. */
  readonly facilityIds: string | null;
  readonly kind: SubmissionKind;
}

/** Rows of one sender on one day of the site. */
export interface DayRows extends Omit<CountedSubmission, "submissionId"> {
  readonly day: string;
  readonly rows: RowTally;
}

interface CountRecord extends RowDataPacket, Record<(typeof countNames)[number], string | number> {
  submissionId: number;
  quarter: string | number;
}

const fieldSql = (field: string): string => `SUM(${field}_status <=> 'changed') AS ${field}`;
const statusSql = (status: string): string => `SUM(status = '${status}') AS ${status}`;
const countsSql = [...countNames.slice(0, 3).map(fieldSql), ...countNames.slice(3).map(statusSql)].join(", ");

/** Counts the outcomes of submissions as they stand, by the site's days; only those since `from` where it is given. */
export async function countRows(
  connection: Connection,
  submissions: readonly CountedSubmission[],
  { timeZone, from }: { readonly timeZone: string; readonly from?: Date },
): Promise<readonly DayRows[]> {
  const known = new Map(submissions.map((submission) => [submission.submissionId, submission]));
  const days = new Map<string, DayRows>();
  for (const ids of sliced([...known.keys()])) {
    const [records] = await connection.query<CountRecord[]>(
      `SELECT submission_id AS submissionId, ${quarterSql("finished_at")} AS quarter, ${countsSql}
         FROM row_outcome WHERE submission_id IN (?) ${from === undefined ? "" : "AND finished_at >= ?"} GROUP BY submission_id, quarter`,
      [ids, ...(from === undefined ? [] : [toUtcText(from)])],
    );
    for (const record of records) {
      const submission = known.get(record.submissionId);
      if (submission === undefined) continue;
      const { userId, facilityIds, kind } = submission;
      const day = dayOfQuarter(Number(record.quarter), timeZone);
      const key = JSON.stringify([day, userId, kind, facilityIds]);
      days.set(key, { day, userId, facilityIds, kind, rows: addTallies(days.get(key)?.rows ?? noRowTally, tallyOfRecord(record)) });
    }
  }
  return [...days.values()];
}

function tallyOfRecord(record: Readonly<Record<(typeof countNames)[number], string | number>>): RowTally {
  const tally = { ...noRowTally };
  // A SUM is a DECIMAL, which comes as text.
  for (const name of countNames) tally[name] = Number(record[name]);
  return tally;
}

/** Which submissions a tally of days is wanted of: one person's, or everyone's. */
export interface CountQuery {
  readonly userId: number | null;
  /** The first day of the site that is wanted, and the instant at which it begins. */
  readonly fromDay: string;
  readonly from: Date;
  readonly timeZone: string;
}

type TallyRecord = RowDataPacket & Record<(typeof countNames)[number], string | number> & Omit<CountedSubmission, "submissionId"> & { day: string };

const ended = "('done', 'cancelled')";

/** Rows by sender and day: what was summed up of submissions that have ended, and what stands of all others. In one snapshot of the reader. */
export async function readDayRows(connection: PoolConnection, { userId, fromDay, from, timeZone }: CountQuery): Promise<readonly DayRows[]> {
  const own = userId === null ? { sql: "", values: [] } : { sql: "AND user_id = ?", values: [userId] };
  const [tallies] = await connection.query<TallyRecord[]>(
    `SELECT day, user_id AS userId, facility_ids AS facilityIds, kind, ${countNames.join(", ")} FROM day_tally WHERE day >= ? ${own.sql}`,
    [fromDay, ...own.values],
  );
  const [uncounted] = await connection.query<(RowDataPacket & CountedSubmission)[]>(
    `SELECT submission_id AS submissionId, user_id AS userId, facility_ids AS facilityIds, kind FROM submission
      WHERE counted_at IS NULL AND state IN ('accepted', 'running', 'stopped', 'done', 'cancelled') AND (finished_at IS NULL OR finished_at >= ?) ${own.sql}`,
    [toUtcText(from), ...own.values],
  );
  const standing = await countRows(connection, uncounted, { timeZone, from });
  return [...tallies.map((record) => ({ ...record, rows: tallyOfRecord(record) })), ...standing];
}

/** Submissions that have ended for good and are not yet summed up, oldest first; locked, so that no other server sums them up too. */
export async function lockUncounted(tx: PoolConnection, ids: readonly number[]): Promise<readonly CountedSubmission[]> {
  const [rows] = await tx.query<(RowDataPacket & CountedSubmission)[]>(
    `SELECT submission_id AS submissionId, user_id AS userId, facility_ids AS facilityIds, kind FROM submission
      WHERE submission_id IN (?) AND counted_at IS NULL AND state IN ${ended} ORDER BY submission_id FOR UPDATE`,
    [ids],
  );
  return rows;
}

/** Their ids and sizes, without locks. */
export async function findUncounted(pool: Pool, limit: number): Promise<readonly { readonly submissionId: number; readonly rowCount: number }[]> {
  const [rows] = await pool.query<(RowDataPacket & { submissionId: number; rowCount: number })[]>(
    `SELECT submission_id AS submissionId, row_count AS rowCount FROM submission
      WHERE counted_at IS NULL AND state IN ${ended} ORDER BY submission_id LIMIT ?`,
    [limit],
  );
  return rows;
}
