import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import type { RowInput } from "../../src/contract/submissions";
import { textBytes, textOf } from "../database/bytes";
import type { Identity } from "../patients/identities";
import { sliced } from "../patients/sql";
import { decodeRowContent, encodeRowContent } from "./rowContent";

type Connection = Pool | PoolConnection;

/** Rows of one part have keys from `part_number * rowKeysPerPart`; parts are at most half that long. */
const rowKeysPerPart = 10_000;

/** Keeps one INSERT well under the smallest `max_allowed_packet` that a server ships with (4 MB). */
const insertBytes = 1_000_000;
const insertRows = 500;

export interface StoredRow {
  readonly rowKey: number;
  readonly row: RowInput;
}

/** A row that still has no outcome: whom it seemed to name when it came in, for putting the work in order. */
export interface PendingRow {
  readonly rowKey: number;
  readonly patientId: number | null;
}

/**
 * Cuts inserts so that each statement stays small, however long the rows. A statement's rows are made when its turn comes: between two the
 * server answers others, and never holds all rows as text.
 */
function* inserts(submissionId: number, keyed: readonly KeyedRow[]): Generator<readonly (readonly unknown[])[]> {
  let current: (readonly unknown[])[] = [];
  let size = 0;
  for (const { rowKey, row, identity } of keyed) {
    const content = encodeRowContent(row);
    const bytes = content.length * 2;
    if (current.length > 0 && (current.length >= insertRows || size + bytes > insertBytes)) {
      yield current;
      current = [];
      size = 0;
    }
    current.push([submissionId, rowKey, textBytes(row.rowId), row.rowNumber, identity.found ? identity.patientId : null, textBytes(content)]);
    size += bytes;
  }
  if (current.length > 0) yield current;
}

/** Stores the rows of one part. */
export async function insertRowsOfPart(
  tx: PoolConnection,
  submissionId: number,
  partNumber: number,
  part: readonly { readonly row: RowInput; readonly identity: Identity }[],
): Promise<void> {
  await insertRowsByKey(tx, submissionId, part.map((row, place) => ({ ...row, rowKey: partNumber * rowKeysPerPart + place })));
}

/** A row under the key that it has or had in another submission. */
export interface KeyedRow extends StoredRow {
  readonly identity: Identity;
}

/** Stores rows whose keys are known. */
export async function insertRowsByKey(tx: PoolConnection, submissionId: number, keyed: readonly KeyedRow[]): Promise<void> {
  for (const statement of inserts(submissionId, keyed)) {
    await tx.query(
      "INSERT INTO submission_row (submission_id, row_key, row_id, `row_number`, patient_id, content) VALUES ?",
      [statement],
    );
  }
}

interface PendingRecord extends RowDataPacket {
  rowKey: number;
  patientId: number | null;
}

/** Every row that still has no outcome and waits for nobody, in ascending order of patient; rows without a patient first. */
export async function findPendingRows(connection: Connection, submissionId: number): Promise<readonly PendingRow[]> {
  const [rows] = await connection.query<PendingRecord[]>(
    `SELECT r.row_key AS rowKey, r.patient_id AS patientId
       FROM submission_row r
       LEFT JOIN row_outcome o ON o.submission_id = r.submission_id AND o.row_key = r.row_key
       LEFT JOIN row_waiting w ON w.submission_id = r.submission_id AND w.row_key = r.row_key
      WHERE r.submission_id = ? AND o.row_key IS NULL AND w.row_key IS NULL ORDER BY r.patient_id, r.row_key`,
    [submissionId],
  );
  return rows;
}

interface RowRecord extends RowDataPacket {
  rowKey: number;
  rowId: Buffer;
  rowNumber: number;
  content: Buffer;
}

/** The rows as sent, in the order of their keys. */
export async function readRows(connection: Connection, submissionId: number, rowKeys: readonly number[]): Promise<readonly StoredRow[]> {
  const stored: StoredRow[] = [];
  for (const slice of sliced(rowKeys)) {
    const [rows] = await connection.query<RowRecord[]>(
      "SELECT row_key AS rowKey, row_id AS rowId, `row_number` AS rowNumber, content FROM submission_row WHERE submission_id = ? AND row_key IN (?) ORDER BY row_key",
      [submissionId, slice],
    );
    for (const { rowKey, rowId, rowNumber, content } of rows) {
      stored.push({ rowKey, row: decodeRowContent(textOf(content), textOf(rowId), rowNumber) });
    }
  }
  return stored;
}

interface KeyRecord extends RowDataPacket {
  rowKey: number;
}

/**
 * Those of the rows that another instance has brought to an end meanwhile. Asked after the patients are locked: whoever held them before
 * has committed by then. Rows without a patient are kept apart by the key of their outcome alone.
 */
export async function findFinishedRows(tx: PoolConnection, submissionId: number, rowKeys: readonly number[]): Promise<ReadonlySet<number>> {
  const [rows] = await tx.query<KeyRecord[]>(
    `SELECT row_key AS rowKey FROM row_outcome WHERE submission_id = ? AND row_key IN (?)
      UNION ALL SELECT row_key AS rowKey FROM row_waiting WHERE submission_id = ? AND row_key IN (?)`,
    [submissionId, rowKeys, submissionId, rowKeys],
  );
  return new Set(rows.map(({ rowKey }) => rowKey));
}

/** The ART ID names another patient than when the row came in: puts the row where that patient's turn comes. */
export async function movePendingRow(tx: PoolConnection, submissionId: number, rowKey: number, patientId: number | null): Promise<void> {
  await tx.query("UPDATE submission_row SET patient_id = ? WHERE submission_id = ? AND row_key = ?", [patientId, submissionId, rowKey]);
}

/** Position of a row in its submission, from 0, given the number of rows of each part in order. */
export function ordinalOf(rowKey: number, rowsOfParts: readonly number[]): number {
  const part = Math.floor(rowKey / rowKeysPerPart);
  return rowsOfParts.slice(0, part - 1).reduce((sum, rows) => sum + rows, 0) + (rowKey % rowKeysPerPart);
}

/** The key of the row at a position; beyond the last one it is greater than every key. */
export function rowKeyOf(ordinal: number, rowsOfParts: readonly number[]): number {
  let before = 0;
  for (const [index, rows] of rowsOfParts.entries()) {
    if (ordinal < before + rows) return (index + 1) * rowKeysPerPart + (ordinal - before);
    before += rows;
  }
  return (rowsOfParts.length + 1) * rowKeysPerPart;
}
