import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import type { FieldResults, RowOutcome } from "../../src/contract/submissions";
import type { AddressView, ContactField, Issue, IssueCode, RowStatus, FieldStatus } from "../../src/domain/types";
import { textBytes, textBytesOrNull, textOf } from "../database/bytes";
import { toInstant } from "../database/time";

type Connection = Pool | PoolConnection;

/** What became of one field, with what an undo needs to know: which rows were voided and which was inserted. */
export interface StoredField<T> {
  readonly status: FieldStatus;
  readonly given: string | null;
  readonly before: T | null;
  readonly after: T | null;
  readonly reason: IssueCode | null;
  readonly voided: readonly number[];
  readonly inserted: string | null;
}

/** One row's outcome, as stored once and for all, or as a waiting row was last judged. */
export interface StoredOutcome {
  readonly rowKey: number;
  readonly status: RowStatus;
  readonly personId: number | null;
  readonly issues: readonly Issue[];
  readonly phone: StoredField<string> | null;
  readonly address:
    | (StoredField<AddressView> & {
        /** The row that people saw before: the one that the new row was copied from. */
        readonly copyOf: number | null;
        /** Keyed digest of every data column of the inserted row, as hex: says whether it was edited in place since. */
        readonly mark: string | null;
      })
    | null;
  readonly birthdate: StoredField<{ readonly birthdate: string | null; readonly estimated: boolean }> | null;
}

/** The columns of row_outcome, which row_waiting has too. */
export const outcomeColumns = [
  "submission_id",
  "row_key",
  "status",
  "person_id",
  "issues",
  "phone_status",
  "phone_given",
  "phone_before",
  "phone_after",
  "phone_reason",
  "phone_voided",
  "phone_inserted",
  "address_status",
  "address_given",
  "address_before",
  "address_after",
  "address_reason",
  "address_voided",
  "address_copy_of",
  "address_inserted",
  "address_mark",
  "birthdate_status",
  "birthdate_given",
  "birthdate_before",
  "birthdate_before_estimated",
  "birthdate_after",
  "birthdate_after_estimated",
  "birthdate_reason",
  "finished_at",
] as const;

function idList(ids: readonly number[] | undefined): string | null {
  return ids === undefined || ids.length === 0 ? null : ids.join(",");
}

function jsonBytes(value: unknown): string | Buffer | null {
  return value === null || value === undefined ? null : textBytes(JSON.stringify(value));
}

function record(submissionId: number, finishedAt: string, { rowKey, status, personId, issues, phone, address, birthdate }: StoredOutcome): unknown[] {
  return [
    submissionId,
    rowKey,
    status,
    personId,
    issues.length === 0 ? null : jsonBytes(issues),
    phone?.status ?? null,
    textBytesOrNull(phone?.given ?? null),
    textBytesOrNull(phone?.before ?? null),
    textBytesOrNull(phone?.after ?? null),
    phone?.reason ?? null,
    idList(phone?.voided),
    phone?.inserted ?? null,
    address?.status ?? null,
    textBytesOrNull(address?.given ?? null),
    jsonBytes(address?.before),
    jsonBytes(address?.after),
    address?.reason ?? null,
    idList(address?.voided),
    address?.copyOf ?? null,
    address?.inserted ?? null,
    address?.mark == null ? null : Buffer.from(address.mark, "hex"),
    birthdate?.status ?? null,
    textBytesOrNull(birthdate?.given ?? null),
    birthdate?.before?.birthdate ?? null,
    birthdate?.before == null ? null : Number(birthdate.before.estimated),
    birthdate?.after?.birthdate ?? null,
    birthdate?.after == null ? null : Number(birthdate.after.estimated),
    birthdate?.reason ?? null,
    finishedAt,
  ];
}

/** Rows in one INSERT: outcomes are about half a kilobyte each. */
const insertRows = 500;

/**
 * Writes outcomes (or what waiting rows wait for). A row that has an outcome already is refused by the key: the caller's transaction
 * fails and nothing is done twice.
 */
export async function insertOutcomes(
  tx: PoolConnection,
  table: "row_outcome" | "row_waiting",
  { submissionId, finishedAt, outcomes }: { readonly submissionId: number; readonly finishedAt: string; readonly outcomes: readonly StoredOutcome[] },
): Promise<void> {
  for (let start = 0; start < outcomes.length; start += insertRows) {
    const rows = outcomes.slice(start, start + insertRows).map((outcome) => record(submissionId, finishedAt, outcome));
    await tx.query(`INSERT INTO ${table} (${outcomeColumns.join(", ")}) VALUES ?`, [rows]);
  }
}

interface OutcomeRecord extends RowDataPacket {
  rowKey: number;
  rowId: Buffer;
  rowNumber: number;
  waiting: number;
  status: RowStatus;
  issues: Buffer | null;
  phoneStatus: FieldStatus | null;
  phoneBefore: Buffer | null;
  phoneAfter: Buffer | null;
  phoneReason: IssueCode | null;
  addressStatus: FieldStatus | null;
  addressBefore: Buffer | null;
  addressAfter: Buffer | null;
  addressReason: IssueCode | null;
  birthdateStatus: FieldStatus | null;
  birthdateBefore: string | null;
  birthdateBeforeEstimated: number | null;
  birthdateAfter: string | null;
  birthdateAfterEstimated: number | null;
  reverted: string | null;
  birthdateReason: IssueCode | null;
  finishedAt: string;
}

function fieldsOf(row: OutcomeRecord): FieldResults {
  const fields: FieldResults = {};
  const text = (bytes: Buffer | null): string | null => (bytes === null ? null : textOf(bytes));
  const address = (bytes: Buffer | null): AddressView | null => (bytes === null ? null : (JSON.parse(textOf(bytes)) as AddressView));
  if (row.phoneStatus !== null) {
    fields.phone = { status: row.phoneStatus, before: text(row.phoneBefore), after: text(row.phoneAfter), reason: row.phoneReason };
  }
  if (row.addressStatus !== null) {
    fields.address = { status: row.addressStatus, before: address(row.addressBefore), after: address(row.addressAfter), reason: row.addressReason };
  }
  if (row.birthdateStatus !== null) {
    fields.birthdate = {
      status: row.birthdateStatus,
      before: row.birthdateBeforeEstimated === null ? null : { birthdate: row.birthdateBefore, estimated: row.birthdateBeforeEstimated !== 0 },
      after: row.birthdateAfterEstimated === null ? null : { birthdate: row.birthdateAfter, estimated: row.birthdateAfterEstimated !== 0 },
      reason: row.birthdateReason,
    };
  }
  return fields;
}

const select = (table: "row_outcome" | "row_waiting"): string => `
  SELECT o.row_key AS rowKey, r.row_id AS rowId, r.\`row_number\` AS rowNumber, ${table === "row_waiting" ? 1 : 0} AS waiting, o.status, o.issues,
         o.phone_status AS phoneStatus, o.phone_before AS phoneBefore, o.phone_after AS phoneAfter, o.phone_reason AS phoneReason,
         o.address_status AS addressStatus, o.address_before AS addressBefore, o.address_after AS addressAfter, o.address_reason AS addressReason,
         o.birthdate_status AS birthdateStatus, o.birthdate_before AS birthdateBefore,
         o.birthdate_before_estimated AS birthdateBeforeEstimated, o.birthdate_after AS birthdateAfter,
         o.birthdate_after_estimated AS birthdateAfterEstimated, o.birthdate_reason AS birthdateReason, o.finished_at AS finishedAt,
         (SELECT GROUP_CONCAT(v.field) FROM row_reverted v WHERE v.submission_id = o.submission_id AND v.row_key = o.row_key AND v.settled_at IS NULL) AS reverted
    FROM ${table} o
    JOIN submission_row r ON r.submission_id = o.submission_id AND r.row_key = o.row_key
   WHERE o.submission_id = ? AND o.row_key > ?`;

export interface OutcomeWithKey {
  readonly rowKey: number;
  readonly outcome: Omit<RowOutcome, "ordinal">;
}

/** Outcomes and waiting rows after a row key, in order of the submission. */
export async function readOutcomes(
  connection: Connection,
  { submissionId, afterKey, limit }: { readonly submissionId: number; readonly afterKey: number; readonly limit: number },
): Promise<readonly OutcomeWithKey[]> {
  const [rows] = await connection.query<OutcomeRecord[]>(
    `(${select("row_outcome")} ORDER BY o.row_key LIMIT ?) UNION ALL (${select("row_waiting")} ORDER BY o.row_key LIMIT ?) ORDER BY rowKey LIMIT ?`,
    [submissionId, afterKey, limit, submissionId, afterKey, limit, limit],
  );
  return rows.map((row) => ({
    rowKey: row.rowKey,
    outcome: {
      rowId: textOf(row.rowId),
      rowNumber: row.rowNumber,
      status: row.status,
      issues: row.issues === null ? [] : (JSON.parse(textOf(row.issues)) as RowOutcome["issues"]),
      fields: fieldsOf(row),
      reverted: row.reverted === null ? [] : (row.reverted.split(",") as ContactField[]),
      finishedAt: row.waiting === 1 ? null : toInstant(row.finishedAt),
    },
  }));
}

/** Persons of these who have an outcome in the submission already: a later row for one of them is a duplicate. */
export async function findPersonsWithOutcome(tx: PoolConnection, submissionId: number, personIds: readonly number[]): Promise<ReadonlySet<number>> {
  if (personIds.length === 0) return new Set();
  const [rows] = await tx.query<RowDataPacket[]>(
    "SELECT DISTINCT person_id AS personId FROM row_outcome WHERE submission_id = ? AND person_id IN (?) AND status <> 'collapsed'",
    [submissionId, personIds],
  );
  return new Set((rows as { personId: number }[]).map(({ personId }) => personId));
}
