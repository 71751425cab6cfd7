import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import type { LeftOverReason } from "../../src/contract/followUps";
import { contactFields } from "../../src/domain/types";
import type { ContactField, FieldStatus, RowStatus } from "../../src/domain/types";
import { sliced } from "../patients/sql";

type Connection = Pick<Pool | PoolConnection, "query">;

/** A row that somebody must still look at. */
export interface LeftOver {
  readonly rowKey: number;
  readonly status: RowStatus;
  readonly why: LeftOverReason;
  /** Fields that were not carried out or were overwritten since; null where nothing is known of the fields, so that all that were given are open. */
  readonly open: readonly ContactField[] | null;
  /** Its outcome says that something is left to do, and nobody has dealt with that. */
  readonly isUnsettled: boolean;
  readonly isWaiting: boolean;
  readonly reverted: readonly ContactField[];
}

interface KeyRecord extends RowDataPacket {
  rowKey: number;
}

/** Outcomes after which something is left to do. */
const leftOverStatuses = "('conflict', 'failed', 'partly', 'withdrawn')";

/** Keys of rows that are left over, after a key and in order. An undo leaves over only what was overwritten in the record afterwards. */
export async function findLeftOverKeys(
  connection: Connection,
  { submissionId, isUndo, afterKey, limit }: { readonly submissionId: number; readonly isUndo: boolean; readonly afterKey: number; readonly limit: number },
): Promise<readonly number[]> {
  // Each branch stops at the page's end by itself: a page of a long list costs no more than a page.
  const page = [submissionId, afterKey, limit];
  const reverted =
    "(SELECT DISTINCT row_key AS rowKey FROM row_reverted WHERE submission_id = ? AND row_key > ? AND settled_at IS NULL ORDER BY row_key LIMIT ?)";
  const waiting = "(SELECT row_key AS rowKey FROM row_waiting WHERE submission_id = ? AND row_key > ? ORDER BY row_key LIMIT ?)";
  const unfinished = `(SELECT o.row_key AS rowKey FROM row_outcome o
      LEFT JOIN row_settled s ON s.submission_id = o.submission_id AND s.row_key = o.row_key
     WHERE o.submission_id = ? AND o.row_key > ? AND o.status IN ${leftOverStatuses} AND s.row_key IS NULL ORDER BY o.row_key LIMIT ?)`;
  const branches = isUndo ? [reverted] : [reverted, waiting, unfinished];
  const [rows] = await connection.query<KeyRecord[]>(`${branches.join(" UNION ")} ORDER BY rowKey LIMIT ?`, [...branches.flatMap(() => page), limit]);
  return rows.map(({ rowKey }) => rowKey);
}

interface StateRecord extends RowDataPacket {
  rowKey: number;
  status: RowStatus;
  phone: FieldStatus | null;
  address: FieldStatus | null;
  birthdate: FieldStatus | null;
  isWaiting: number;
  isSettled: number;
  reverted: string | null;
}

const stateOf = (table: "row_outcome" | "row_waiting"): string => `
  SELECT o.row_key AS rowKey, o.status, o.phone_status AS phone, o.address_status AS address, o.birthdate_status AS birthdate,
         ${table === "row_waiting" ? 1 : 0} AS isWaiting,
         EXISTS (SELECT 1 FROM row_settled s WHERE s.submission_id = o.submission_id AND s.row_key = o.row_key) AS isSettled,
         (SELECT GROUP_CONCAT(v.field) FROM row_reverted v WHERE v.submission_id = o.submission_id AND v.row_key = o.row_key AND v.settled_at IS NULL) AS reverted
    FROM ${table} o WHERE o.submission_id = ? AND o.row_key IN (?)`;

/** Those of the rows that are left over now, by key. */
export async function readLeftOver(
  connection: Connection,
  { submissionId, isUndo }: { readonly submissionId: number; readonly isUndo: boolean },
  rowKeys: readonly number[],
): Promise<ReadonlyMap<number, LeftOver>> {
  const found = new Map<number, LeftOver>();
  for (const slice of sliced(rowKeys)) {
    const [rows] = await connection.query<StateRecord[]>(`${stateOf("row_outcome")} UNION ALL ${stateOf("row_waiting")}`, [submissionId, slice, submissionId, slice]);
    for (const row of rows) {
      const leftOver = leftOverOf(row, isUndo);
      if (leftOver !== null) found.set(row.rowKey, leftOver);
    }
  }
  return found;
}

const whyOf: Readonly<Partial<Record<RowStatus, LeftOverReason>>> = { waiting: "waiting", conflict: "conflict", failed: "failed", withdrawn: "not-carried-out" };

function leftOverOf(row: StateRecord, isUndo: boolean): LeftOver | null {
  const { rowKey, status } = row;
  const reverted = contactFields.filter((field) => row.reverted?.split(",").includes(field) === true);
  const ofOutcome = status === "partly" ? whyPartly(row) : (whyOf[status] ?? null);
  const isUnsettled = !isUndo && ofOutcome !== null && row.isSettled === 0;
  const why = isUnsettled ? ofOutcome : reverted.length > 0 ? "reverted" : null;
  if (why === null) return null;
  const nothingKnown = contactFields.every((field) => row[field] === null);
  const undone = isUnsettled ? contactFields.filter((field) => isOpen(row[field])) : [];
  const open = isUnsettled && nothingKnown ? null : contactFields.filter((field) => undone.includes(field) || reverted.includes(field));
  return { rowKey, status, why, open, isUnsettled, isWaiting: row.isWaiting !== 0, reverted };
}

function isOpen(status: FieldStatus | null): boolean {
  return status === "conflict" || status === "failed" || status === "waiting";
}

/** Of a row that was carried out in part, what keeps the rest. */
function whyPartly(row: StateRecord): LeftOverReason {
  const statuses = contactFields.map((field) => row[field]);
  if (statuses.includes("conflict")) return "conflict";
  return statuses.includes("waiting") ? "waiting" : "failed";
}
