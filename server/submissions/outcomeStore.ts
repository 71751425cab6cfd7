import type { PoolConnection, RowDataPacket } from "mysql2/promise";
import type { AddressView, Issue, IssueCode, RowStatus, FieldStatus } from "../../src/domain/types";
import { textBytes, textBytesOrNull } from "../database/bytes";

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

/** Persons of these who have an outcome in the submission already: a later row for one of them is a duplicate. */
export async function findPersonsWithOutcome(tx: PoolConnection, submissionId: number, personIds: readonly number[]): Promise<ReadonlySet<number>> {
  if (personIds.length === 0) return new Set();
  const [rows] = await tx.query<RowDataPacket[]>(
    "SELECT DISTINCT person_id AS personId FROM row_outcome WHERE submission_id = ? AND person_id IN (?) AND status <> 'collapsed'",
    [submissionId, personIds],
  );
  return new Set((rows as { personId: number }[]).map(({ personId }) => personId));
}
