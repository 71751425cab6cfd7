import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import type { FieldResults, RowOutcome } from "../../src/contract/submissions";
import type { AddressView, ContactField, FieldStatus, IssueCode, RowStatus } from "../../src/domain/types";
import { textOf } from "../database/bytes";
import { toInstant } from "../database/time";
import { mapTakingTurns } from "../takeTurns";

type Connection = Pool | PoolConnection;

interface OutcomeRecord extends RowDataPacket {
  rowKey: number;
  rowId: Buffer;
  rowNumber: number;
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
  SELECT o.row_key AS rowKey, r.row_id AS rowId, r.\`row_number\` AS rowNumber, o.status, o.issues,
         o.phone_status AS phoneStatus, o.phone_before AS phoneBefore, o.phone_after AS phoneAfter, o.phone_reason AS phoneReason,
         o.address_status AS addressStatus, o.address_before AS addressBefore, o.address_after AS addressAfter, o.address_reason AS addressReason,
         o.birthdate_status AS birthdateStatus, o.birthdate_before AS birthdateBefore,
         o.birthdate_before_estimated AS birthdateBeforeEstimated, o.birthdate_after AS birthdateAfter,
         o.birthdate_after_estimated AS birthdateAfterEstimated, o.birthdate_reason AS birthdateReason, o.finished_at AS finishedAt
    FROM ${table} o
    JOIN submission_row r ON r.submission_id = o.submission_id AND r.row_key = o.row_key
   WHERE o.submission_id = ? AND o.row_key > ? ORDER BY o.row_key LIMIT ?`;

export interface OutcomeWithKey {
  readonly rowKey: number;
  readonly outcome: Omit<RowOutcome, "ordinal">;
}

interface OutcomeQuery {
  readonly submissionId: number;
  readonly afterKey: number;
  readonly limit: number;
}

interface RevertedRecord extends RowDataPacket {
  rowKey: number;
  field: ContactField;
}

async function readReverted(connection: Connection, { submissionId, afterKey }: OutcomeQuery, lastKey: number): Promise<ReadonlyMap<number, readonly ContactField[]>> {
  const [rows] = await connection.query<RevertedRecord[]>(
    "SELECT row_key AS rowKey, field FROM row_reverted WHERE submission_id = ? AND row_key > ? AND row_key <= ? AND settled_at IS NULL ORDER BY row_key, field",
    [submissionId, afterKey, lastKey],
  );
  const found = new Map<number, ContactField[]>();
  for (const { rowKey, field } of rows) found.set(rowKey, [...(found.get(rowKey) ?? []), field]);
  return found;
}

/**
 * Outcomes and waiting rows after a row key, in order of the submission. Waiting rows are read first: one that gets its outcome meanwhile
 * is met twice and has its outcome, instead of being met in neither. (As one UNION both engines put every row into a table on disk first.)
 */
export async function readOutcomes(connection: Connection, query: OutcomeQuery): Promise<readonly OutcomeWithKey[]> {
  const { submissionId, afterKey, limit } = query;
  const [waiting] = await connection.query<OutcomeRecord[]>(select("row_waiting"), [submissionId, afterKey, limit]);
  const [ended] = await connection.query<OutcomeRecord[]>(select("row_outcome"), [submissionId, afterKey, limit]);
  const endedKeys = new Set(waiting.length === 0 ? [] : ended.map(({ rowKey }) => rowKey));
  const stillWaiting = new Set(waiting.filter(({ rowKey }) => !endedKeys.has(rowKey)));
  const rows = stillWaiting.size === 0 ? ended : [...stillWaiting, ...ended].sort((one, other) => one.rowKey - other.rowKey).slice(0, limit);
  const lastKey = rows.at(-1)?.rowKey;
  const reverted = lastKey === undefined ? null : await readReverted(connection, query, lastKey);
  return await mapTakingTurns(rows, (row) => ({
    rowKey: row.rowKey,
    outcome: {
      rowId: textOf(row.rowId),
      rowNumber: row.rowNumber,
      status: row.status,
      issues: row.issues === null ? [] : (JSON.parse(textOf(row.issues)) as RowOutcome["issues"]),
      fields: fieldsOf(row),
      reverted: [...(reverted?.get(row.rowKey) ?? [])],
      finishedAt: stillWaiting.has(row) ? null : toInstant(row.finishedAt),
    },
  }));
}
