import type { Pool, RowDataPacket } from "mysql2/promise";
import { statusesOf } from "../../../src/contract/reports";
import type { RowsStatus, UpdateStatus } from "../../../src/contract/reports";
import { contactFields } from "../../../src/domain/types";
import type { ContactField, FieldStatus, IssueCode } from "../../../src/domain/types";
import { openmrsTable } from "../../database/names";
import type { Site } from "../../deps";
import { placeSql } from "../../tally/place";
import type { ListedSubmission } from "./periodSubmissions";
import type { RowsQuery } from "./rowFilters";

/** An outcome with what a list says about it beside its submission. */
export interface OutcomeRecord extends RowDataPacket {
  submissionId: number;
  rowKey: number;
  rowNumber: number;
  content: Buffer;
  personId: number | null;
  patient: string | null;
  /** `location_id` of the patient's ART ID; 0: none. */
  facilityId: number;
  phoneStatus: FieldStatus | null;
  phoneGiven: Buffer | null;
  phoneBefore: Buffer | null;
  phoneAfter: Buffer | null;
  phoneReason: IssueCode | null;
  addressStatus: FieldStatus | null;
  addressGiven: Buffer | null;
  addressBefore: Buffer | null;
  addressAfter: Buffer | null;
  addressReason: IssueCode | null;
  birthdateStatus: FieldStatus | null;
  birthdateGiven: Buffer | null;
  birthdateBefore: string | null;
  birthdateBeforeEstimated: number | null;
  birthdateAfter: string | null;
  birthdateAfterEstimated: number | null;
  birthdateReason: IssueCode | null;
  finishedAt: string;
}

/** What a field's outcome is called in the list; null where it does not belong there. */
export function listedStatus(kind: ListedSubmission["kind"], status: FieldStatus | null): UpdateStatus | null {
  if (status === null || status === "waiting") return null;
  if (kind !== "undo") return status;
  // An undo is a change only where it took something back; what it left alone nobody had asked for anew.
  return status === "changed" ? "undone" : null;
}

/** Statuses of a field as stored that belong to a list, by the kind of the submission. */
function storedStatuses(isUndo: boolean, wanted: RowsStatus | null): readonly FieldStatus[] {
  const all: readonly FieldStatus[] = ["changed", "unchanged", "conflict", "failed"];
  return all.filter((status) => {
    const listed = listedStatus(isUndo ? "undo" : "update", status);
    return listed !== null && statusesOf(wanted).includes(listed);
  });
}

interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** Whether a field of an outcome `o` of a submission belongs to the list. */
function fieldCondition(field: ContactField, isUndo: boolean, { status, cause, from, until }: FieldQuery): Condition {
  const statuses = storedStatuses(isUndo, status);
  if (statuses.length === 0) return { sql: "0", values: [] };
  const because = cause === null ? { sql: "", values: [] } : { sql: ` AND ${causeSql(field)} = ?`, values: [cause] };
  const found =
    status === "overwritten"
      ? {
          sql: " AND EXISTS (SELECT 1 FROM row_reverted v WHERE v.submission_id = o.submission_id AND v.row_key = o.row_key AND v.field = ? AND v.found_at >= ? AND v.found_at < ?)",
          values: [field, from, until],
        }
      : { sql: "", values: [] };
  return { sql: `(o.${field}_status IN (?)${because.sql}${found.sql})`, values: [statuses, ...because.values, ...found.values] };
}

type FieldQuery = Pick<RowsQuery, "status" | "cause" | "from" | "until">;

/** A row that could not be written has no field of its own that says why. */
function causeSql(field: ContactField): string {
  return `(CASE WHEN o.${field}_status IN ('conflict', 'failed') THEN COALESCE(o.${field}_reason, 'write-failed') ELSE o.${field}_reason END)`;
}

export function listedFields({ field }: Pick<RowsQuery, "field">): readonly ContactField[] {
  return field === null ? contactFields : [field];
}

/** Outcomes of submissions of one kind (undos, or all others) that have anything for the list; what was taken out before it was carried out has nothing. */
export function outcomeCondition(site: Site, query: RowsQuery, isUndo: boolean): Condition {
  const fields = listedFields(query).map((field) => fieldCondition(field, isUndo, query));
  const facility: Condition = query.tally.place === null ? { sql: "", values: [] } : { sql: `AND ${placeSql(site, "o.person_id")} = ?`, values: [site.artTypeId, query.tally.place] };
  // What was found overwritten is listed by the day of the finding.
  const period: Condition = query.status === "overwritten" ? { sql: "", values: [] } : { sql: "o.finished_at >= ? AND o.finished_at < ? AND", values: [query.from, query.until] };
  return {
    sql: `${period.sql} o.status <> 'withdrawn' AND (${fields.map(({ sql }) => sql).join(" OR ")}) ${facility.sql}`,
    values: [...period.values, ...fields.flatMap(({ values }) => values), ...facility.values],
  };
}

export interface Slice {
  readonly submissionIds: readonly number[];
  readonly isUndo: boolean;
  /** Only rows after this key; only sensible for one submission. */
  readonly afterKey: number;
  readonly limit: number;
}

/** In the order of the key of outcomes. */
export async function readOutcomeRecords(pool: Pool, site: Site, query: RowsQuery, { submissionIds, isUndo, afterKey, limit }: Slice): Promise<readonly OutcomeRecord[]> {
  const condition = outcomeCondition(site, query, isUndo);
  // In the order written: an outcome leads to one row and one person, never the other way round.
  const [rows] = await pool.query<OutcomeRecord[]>(
    `SELECT STRAIGHT_JOIN o.submission_id AS submissionId, o.row_key AS rowKey, r.\`row_number\` AS rowNumber, r.content, o.person_id AS personId, p.uuid AS patient,
            ${placeSql(site, "o.person_id")} AS facilityId,
            o.phone_status AS phoneStatus, o.phone_given AS phoneGiven, o.phone_before AS phoneBefore, o.phone_after AS phoneAfter, ${causeSql("phone")} AS phoneReason,
            o.address_status AS addressStatus, o.address_given AS addressGiven, o.address_before AS addressBefore, o.address_after AS addressAfter, ${causeSql("address")} AS addressReason,
            o.birthdate_status AS birthdateStatus, o.birthdate_given AS birthdateGiven, o.birthdate_before AS birthdateBefore, o.birthdate_before_estimated AS birthdateBeforeEstimated,
            o.birthdate_after AS birthdateAfter, o.birthdate_after_estimated AS birthdateAfterEstimated, ${causeSql("birthdate")} AS birthdateReason,
            o.finished_at AS finishedAt
       FROM row_outcome o
       JOIN submission_row r ON r.submission_id = o.submission_id AND r.row_key = o.row_key
       LEFT JOIN ${openmrsTable(site, "person")} p ON p.person_id = o.person_id
      WHERE o.submission_id IN (?) AND o.row_key > ? AND ${condition.sql}
      ORDER BY o.submission_id, o.row_key LIMIT ?`,
    [site.artTypeId, submissionIds, afterKey, ...condition.values, limit],
  );
  return rows;
}

/** How many changes of the submissions belong to the list. */
export async function countChanges(pool: Pool, site: Site, query: RowsQuery, { submissionIds, isUndo }: Pick<Slice, "submissionIds" | "isUndo">): Promise<number> {
  const condition = outcomeCondition(site, query, isUndo);
  const counted = listedFields(query).map((field) => fieldCondition(field, isUndo, query));
  const [[row]] = await pool.query<(RowDataPacket & { found: string | null })[]>(
    `SELECT SUM(${counted.map(({ sql }) => `COALESCE(${sql}, 0)`).join(" + ")}) AS found FROM row_outcome o WHERE o.submission_id IN (?) AND ${condition.sql}`,
    [...counted.flatMap(({ values }) => values), submissionIds, ...condition.values],
  );
  return Number(row?.found ?? 0);
}
