import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import { contactFields } from "../../src/domain/types";
import type { ContactField } from "../../src/domain/types";
import { dayOfQuarter, quarterSql } from "../database/siteDays";
import type { Site } from "../deps";
import { sliced } from "../patients/sql";
import { addCounts, changeNames, changeStatuses, countedRowStatuses, fieldRowNames, judgedRowStatuses } from "./counts";
import type { CauseCell, CountName, CountedSubmission, Counts, SubmissionCell } from "./counts";
import { placeSql } from "./place";

type Connection = Pool | PoolConnection;

/** The most submissions whose rows one statement groups. */
const submissionsAtOnce = 500;

export interface CountedRows {
  /** Of these rows only (of one submission); all where it is absent. */
  readonly rowKeys?: readonly number[];
  /** Of rows that ended in this span only, in UTC text as in the column; all where it is absent. */
  readonly span?: { readonly from: string; readonly until: string };
}

type CountRecord = RowDataPacket & Partial<Record<CountName, string | number | null>> & { submissionId: number; quarter: string | number; place: number };

/** Rows that were taken out before they were carried out asked for nothing yet: who sends them again asks then. */
const isJudged = `status IN (${judgedRowStatuses.map((status) => `'${status}'`).join(", ")})`;
const isGiven = (field: ContactField): string => `${field}_status IN (${changeStatuses.map((status) => `'${status}'`).join(", ")})`;
const sums = [
  ...countedRowStatuses.map((status) => `SUM(status = '${status}') AS ${status}`),
  ...contactFields.flatMap((field) => [
    ...changeStatuses.map((status) => `SUM(${isJudged} AND ${field}_status = '${status}') AS ${field}_${status}`),
    ...judgedRowStatuses.map((status) => `SUM(status = '${status}' AND ${isGiven(field)}) AS ${field}_row_${status}`),
  ]),
].join(", ");
const countedNames: readonly CountName[] = [...countedRowStatuses, ...changeNames, ...fieldRowNames];

/** Counts the outcomes of submissions as they stand, by submission, the site's day and the patients' facility. */
export async function countOutcomes(connection: Connection, site: Site, submissions: readonly CountedSubmission[], rows: CountedRows = {}): Promise<readonly SubmissionCell[]> {
  const known = new Map(submissions.map((submission) => [submission.submissionId, submission]));
  const cells = new Map<string, SubmissionCell>();
  for (const ids of sliced([...known.keys()], submissionsAtOnce)) {
    const outcomes = outcomesSql(site, ids, rows);
    const [records] = await connection.query<CountRecord[]>(
      `SELECT submission_id AS submissionId, quarter, place, ${sums} FROM (${outcomes.sql}) o GROUP BY submission_id, quarter, place`,
      [...outcomes.values],
    );
    for (const record of records) {
      const submission = known.get(record.submissionId);
      if (submission !== undefined) addCell(cells, { submission, ...dayAndPlace(record, site), counts: countsOf(record, countedNames) });
    }
  }
  return [...cells.values()].map(withSubmissions);
}

interface CauseRecord extends RowDataPacket {
  submissionId: number;
  quarter: string | number;
  place: number;
  code: string;
  changes: number;
  newestAt: string;
  rowKeys: string;
}

/** Counts why changes of submissions were not carried out; of undos nothing, for they ask for no change. */
export async function countCauses(connection: Connection, site: Site, submissions: readonly CountedSubmission[], rows: CountedRows = {}): Promise<readonly CauseCell[]> {
  const known = new Map(submissions.filter(({ kind }) => kind !== "undo").map((submission) => [submission.submissionId, submission]));
  const cells = new Map<string, CauseCell>();
  for (const ids of sliced([...known.keys()], submissionsAtOnce)) {
    for (const field of contactFields) {
      const outcomes = outcomesSql(site, ids, rows, `AND ${isJudged} AND ${field}_status IN ('conflict', 'failed')`);
      const [records] = await connection.query<CauseRecord[]>(
        `SELECT submission_id AS submissionId, quarter, place, COALESCE(${field}_reason, 'write-failed') AS code, COUNT(*) AS changes, MAX(finished_at) AS newestAt,
                SUBSTRING_INDEX(GROUP_CONCAT(row_key ORDER BY finished_at DESC, row_key DESC), ',', 3) AS rowKeys
           FROM (${outcomes.sql}) o GROUP BY submission_id, quarter, place, code`,
        [...outcomes.values],
      );
      for (const record of records) {
        const submission = known.get(record.submissionId);
        if (submission !== undefined) addCause(cells, { ...record, submission, field, ...dayAndPlace(record, site), rowKeys: record.rowKeys.split(",").map(Number) });
      }
    }
  }
  return [...cells.values()];
}

interface RevertedRecord extends RowDataPacket, Record<ContactField, string | number> {
  submissionId: number;
  quarter: string | number;
  place: number;
}

/** Counts findings that a change was overwritten, on the days of the finding; `where` chooses them (`v` is row_reverted). */
export async function countReverted(
  connection: Connection,
  site: Site,
  submissions: readonly CountedSubmission[],
  where: { readonly sql: string; readonly values: readonly unknown[] },
): Promise<readonly SubmissionCell[]> {
  if (submissions.length === 0) return [];
  const known = new Map(submissions.map((submission) => [submission.submissionId, submission]));
  const cells = new Map<string, SubmissionCell>();
  const [records] = await connection.query<RevertedRecord[]>(
    `SELECT submission_id AS submissionId, quarter, place, ${contactFields.map((field) => `SUM(field = '${field}') AS ${field}`).join(", ")}
       FROM (SELECT v.submission_id, v.field, ${quarterSql("v.found_at")} AS quarter, ${placeSql(site, "o.person_id")} AS place
               FROM row_reverted v LEFT JOIN row_outcome o ON o.submission_id = v.submission_id AND o.row_key = v.row_key WHERE ${where.sql}) f
      GROUP BY submission_id, quarter, place`,
    [site.artTypeId, ...where.values],
  );
  for (const record of records) {
    const submission = known.get(record.submissionId);
    const counts = Object.fromEntries(contactFields.map((field) => [`${field}_reverted`, Number(record[field])]));
    if (submission !== undefined) addCell(cells, { submission, ...dayAndPlace(record, site), counts });
  }
  return [...cells.values()];
}

function outcomesSql(site: Site, submissionIds: readonly number[], { rowKeys, span }: CountedRows, more = ""): { readonly sql: string; readonly values: readonly unknown[] } {
  const columns = contactFields.flatMap((field) => [`r.${field}_status`, `r.${field}_reason`]).join(", ");
  return {
    sql: `SELECT r.submission_id, r.row_key, r.status, r.finished_at, ${columns}, ${quarterSql("r.finished_at")} AS quarter, ${placeSql(site, "r.person_id")} AS place
            FROM row_outcome r WHERE r.submission_id IN (?) ${rowKeys === undefined ? "" : "AND r.row_key IN (?)"}
             ${span === undefined ? "" : "AND r.finished_at >= ? AND r.finished_at < ?"} ${more}`,
    values: [site.artTypeId, submissionIds, ...(rowKeys === undefined ? [] : [rowKeys]), ...(span === undefined ? [] : [span.from, span.until])],
  };
}

function dayAndPlace({ quarter, place }: { readonly quarter: string | number; readonly place: number }, { timeZone }: Site): { readonly day: string; readonly place: number } {
  return { day: dayOfQuarter(Number(quarter), timeZone), place };
}

function countsOf(record: CountRecord, names: readonly CountName[]): Counts {
  // A SUM is a DECIMAL, which comes as text.
  return Object.fromEntries(names.map((name) => [name, Number(record[name] ?? 0)]));
}

function addCell(cells: Map<string, SubmissionCell>, cell: SubmissionCell): void {
  const key = `${cell.submission.submissionId} ${cell.day} ${cell.place}`;
  const known = cells.get(key);
  cells.set(key, known === undefined ? cell : { ...known, counts: addCounts(known.counts, cell.counts) });
}

function addCause(cells: Map<string, CauseCell>, cell: CauseCell): void {
  const { submission, day, place, field, code } = cell;
  const key = `${submission.submissionId} ${day} ${place} ${field} ${code}`;
  const known = cells.get(key);
  if (known === undefined) {
    cells.set(key, cell);
    return;
  }
  // Quarters of an hour of one day: all rows of the later one are newer.
  const [newer, older] = known.newestAt > cell.newestAt ? [known, cell] : [cell, known];
  cells.set(key, { ...newer, changes: newer.changes + older.changes, rowKeys: [...newer.rowKeys, ...older.rowKeys].slice(0, 3) });
}

/** A submission counts where rows of it were judged. */
function withSubmissions(cell: SubmissionCell): SubmissionCell {
  const total = (names: readonly CountName[]): number => names.reduce((sum, name) => sum + (cell.counts[name] ?? 0), 0);
  const one = (names: readonly CountName[]): number => (total(names) > 0 ? 1 : 0);
  const ofFields = Object.fromEntries(contactFields.map((field) => [`${field}_submissions`, one(changeStatuses.map((status): CountName => `${field}_${status}`))]));
  return { ...cell, counts: { ...cell.counts, submissions: one(judgedRowStatuses), ...ofFields } };
}
