import type { Pool, RowDataPacket } from "mysql2/promise";
import type { AppliedChanges } from "../../src/domain/afterCheck";
import type { ContactField } from "../../src/domain/types";
import { textOf } from "../database/bytes";

/** A row of a submission by which the record was changed, and when. */
export interface AppliedRow {
  readonly rowKey: number;
  readonly personId: number;
  /** UTC text as in the column. */
  readonly finishedAt: string;
  readonly applied: AppliedChanges;
}

interface AppliedRecord extends RowDataPacket {
  rowKey: number;
  personId: number;
  finishedAt: string;
  phone: number;
  phoneBefore: Buffer | null;
  phoneAfter: Buffer | null;
  phoneVoided: string | null;
  phoneInserted: string | null;
  address: number;
  addressVoided: string | null;
  addressInserted: string | null;
  birthdate: number;
  birthdateBefore: string | null;
  birthdateBeforeEstimated: number | null;
  birthdateAfter: string | null;
  birthdateAfterEstimated: number | null;
}

/** `<=>` because a field that was not given has no status: it is 0 then, not null. */
const changed = (field: ContactField): string => `(${field}_status <=> 'changed')`;

function idsOf(list: string | null): readonly number[] {
  return list === null ? [] : list.split(",").map(Number);
}

function changesOf(row: AppliedRecord): AppliedChanges {
  const text = (bytes: Buffer | null): string | null => (bytes === null ? null : textOf(bytes));
  return {
    ...(row.phone === 1
      ? { phone: { before: text(row.phoneBefore), after: text(row.phoneAfter), voidedIds: idsOf(row.phoneVoided), insertedUuid: row.phoneInserted } }
      : {}),
    ...(row.address === 1 ? { address: { voidedIds: idsOf(row.addressVoided), insertedUuid: row.addressInserted } } : {}),
    ...(row.birthdate === 1
      ? {
          birthdate: {
            before: { birthdate: row.birthdateBefore, estimated: row.birthdateBeforeEstimated === 1 },
            after: { birthdate: row.birthdateAfter, estimated: row.birthdateAfterEstimated === 1 },
          },
        }
      : {}),
  };
}

/** The next rows after a key by which the record was changed, in the order of the submission. */
export async function readAppliedRows(
  pool: Pool,
  { submissionId, afterKey, limit }: { readonly submissionId: number; readonly afterKey: number; readonly limit: number },
): Promise<readonly AppliedRow[]> {
  const [rows] = await pool.query<AppliedRecord[]>(
    `SELECT row_key AS rowKey, person_id AS personId, finished_at AS finishedAt,
            ${changed("phone")} AS phone, phone_before AS phoneBefore, phone_after AS phoneAfter, phone_voided AS phoneVoided, phone_inserted AS phoneInserted,
            ${changed("address")} AS address, address_voided AS addressVoided, address_inserted AS addressInserted,
            ${changed("birthdate")} AS birthdate, birthdate_before AS birthdateBefore, birthdate_before_estimated AS birthdateBeforeEstimated,
            birthdate_after AS birthdateAfter, birthdate_after_estimated AS birthdateAfterEstimated
       FROM row_outcome
      WHERE submission_id = ? AND row_key > ? AND status IN ('updated', 'partly') AND person_id IS NOT NULL ORDER BY row_key LIMIT ?`,
    [submissionId, afterKey, limit],
  );
  return rows.map((row) => ({ rowKey: row.rowKey, personId: row.personId, finishedAt: row.finishedAt, applied: changesOf(row) }));
}

interface LaterRecord extends RowDataPacket {
  submissionId: number;
  personId: number;
  finishedAt: string;
  phone: number;
  address: number;
  birthdate: number;
}

/**
 * For each row the fields that another submission of ours has changed since for the same patient, taking back included. Rows without any
 * are absent.
 */
export async function findFollowedFields(pool: Pool, submissionId: number, rows: readonly AppliedRow[]): Promise<ReadonlyMap<number, ReadonlySet<ContactField>>> {
  const [others] = await pool.query<LaterRecord[]>(
    `SELECT submission_id AS submissionId, person_id AS personId, finished_at AS finishedAt,
            ${changed("phone")} AS phone, ${changed("address")} AS address, ${changed("birthdate")} AS birthdate
       FROM row_outcome WHERE person_id IN (?) AND submission_id <> ? AND status IN ('updated', 'partly')`,
    [rows.map(({ personId }) => personId), submissionId],
  );
  const othersOf = new Map<number, LaterRecord[]>();
  for (const other of others) othersOf.set(other.personId, [...(othersOf.get(other.personId) ?? []), other]);
  const followed = new Map<number, ReadonlySet<ContactField>>();
  for (const { rowKey, personId, finishedAt } of rows) {
    const fields = new Set<ContactField>();
    for (const other of othersOf.get(personId) ?? []) {
      // The number of a submission says when it was opened, not when it reached this patient; it decides only within one instant.
      const isLater = other.finishedAt > finishedAt || (other.finishedAt === finishedAt && other.submissionId > submissionId);
      if (!isLater) continue;
      if (other.phone === 1) fields.add("phone");
      if (other.address === 1) fields.add("address");
      if (other.birthdate === 1) fields.add("birthdate");
    }
    if (fields.size > 0) followed.set(rowKey, fields);
  }
  return followed;
}
