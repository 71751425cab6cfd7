import type { Pool, RowDataPacket } from "mysql2/promise";
import type { OpenSubmissionRequest, SubmissionKind } from "../../../src/contract/submissions";
import { textOf } from "../../database/bytes";
import { mayRead } from "../../submissions/readSubmissions";
import { searchTextOf } from "../../tally/counts";
import type { RowsQuery } from "./rowFilters";

/** A submission whose rows belong to a list. */
export interface ListedSubmission {
  readonly submissionId: number;
  readonly uuid: string;
  readonly userId: number;
  readonly kind: SubmissionKind;
  readonly rowCount: number;
  readonly partCount: number;
  readonly source: OpenSubmissionRequest["source"];
  readonly reason: string | null;
  /** UTC text; with the id it is the submission's place in the list, which never changes. */
  readonly acceptedAt: string;
}

interface Record extends RowDataPacket {
  submissionId: number;
  uuid: string;
  userId: number;
  facilityIds: string | null;
  kind: SubmissionKind;
  rowCount: number;
  partCount: number;
  header: Buffer;
  reason: Buffer | null;
  acceptedAt: string;
}

const submissionsAtOnce = 500;

/**
 * Submissions within the asker's reach that were being carried out at some time of the period, in the order of their acceptance, some
 * hundred at a time; from `first` on. An outcome lies between the acceptance and the end of its submission, so no other has rows to show.
 */
export async function* findListedSubmissions(
  pool: Pool,
  query: RowsQuery,
  first: { readonly acceptedAt: string; readonly submissionId: number } | null,
): AsyncGenerator<readonly ListedSubmission[]> {
  const { caller, tally } = query;
  // Who is read for the own work only never costs a look at others' submissions.
  const userId = tally.reach.others === "none" ? caller.userId : tally.userId;
  const own = userId === null ? { sql: "", values: [] } : { sql: "AND user_id = ?", values: [userId] };
  const failures = failuresOf(query);
  const period = periodOf(query);
  for (let after = first, isFirst = true; ; isFirst = false) {
    const onwards =
      after === null
        ? { sql: "", values: [] }
        : { sql: `AND accepted_at >= ? AND (accepted_at > ? OR submission_id ${isFirst ? ">=" : ">"} ?)`, values: [after.acceptedAt, after.acceptedAt, after.submissionId] };
    const [records] = await pool.query<Record[]>(
      `SELECT submission_id AS submissionId, uuid, user_id AS userId, facility_ids AS facilityIds, kind, row_count AS rowCount, part_count AS partCount,
              header, reason, accepted_at AS acceptedAt
         FROM submission
        WHERE ${period.sql} ${own.sql} ${failures.sql} ${onwards.sql}
        ORDER BY accepted_at, submission_id LIMIT ?`,
      [...period.values, ...own.values, ...failures.values, ...onwards.values, submissionsAtOnce],
    );
    const listed = records.filter((record) => mayRead(caller, { userId: record.userId, facilityIds: idsOf(record.facilityIds) })).map(listedOf);
    const wanted = listed.filter(({ source }) => isFrom(source, query));
    if (wanted.length > 0) yield wanted;
    const last = records.at(-1);
    if (last === undefined || records.length < submissionsAtOnce) return;
    after = last;
  }
}

function idsOf(stored: string | null): readonly number[] | null {
  return stored === null ? null : (JSON.parse(stored) as number[]);
}

function listedOf({ submissionId, uuid, userId, kind, rowCount, partCount, header, reason, acceptedAt }: Record): ListedSubmission {
  const { source } = JSON.parse(textOf(header)) as Pick<OpenSubmissionRequest, "source">;
  return { submissionId, uuid, userId, kind, rowCount, partCount, source, reason: reason === null ? null : textOf(reason), acceptedAt };
}

function isFrom(source: OpenSubmissionRequest["source"], { tally }: RowsQuery): boolean {
  return (tally.source === null || tally.source === source.kind) && (tally.sheet === null || searchTextOf(source).includes(tally.sheet));
}

interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** Submissions that were being carried out at some time of the period; of a list of what was found overwritten, those of which it was found then. */
function periodOf({ from, until, status }: RowsQuery): Condition {
  return status === "overwritten"
    ? { sql: "submission_id IN (SELECT v.submission_id FROM row_reverted v WHERE v.found_at >= ? AND v.found_at < ?)", values: [from, until] }
    : { sql: "accepted_at < ? AND (finished_at IS NULL OR finished_at >= ?)", values: [until, from] };
}

/** Only submissions in which a change failed for the wanted cause, as it was summed up; those that are not summed up yet may be among them. */
function failuresOf({ field, status, cause }: RowsQuery): Condition {
  if (cause === null && status !== "failed" && status !== "conflict" && status !== "not-done") return { sql: "", values: [] };
  const conditions = [...(field === null ? [] : [{ sql: "field = ?", value: field }]), ...(cause === null ? [] : [{ sql: "code = ?", value: cause }])];
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.map(({ sql }) => sql).join(" AND ")}`;
  return { sql: `AND (counted_at IS NULL OR submission_id IN (SELECT submission_id FROM report_cause ${where}))`, values: conditions.map(({ value }) => value) };
}
