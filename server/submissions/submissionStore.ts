import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import type { OpenSubmissionRequest, Reading, SubmissionKind, SubmissionState } from "../../src/contract/submissions";
import type { Role } from "../../src/domain/types";
import { isDuplicateKey } from "../database/errors";
import { textBytes, textBytesOrNull, textOf } from "../database/bytes";
import type { Caller } from "../deps";
import { toUtcText } from "../database/time";

type Connection = Pool | PoolConnection;

/** A submission as stored. Times are UTC text as in the columns. */
export interface Submission {
  readonly submissionId: number;
  readonly uuid: string;
  readonly userId: number;
  readonly role: Role;
  readonly facilityIds: readonly number[] | null;
  readonly state: SubmissionState;
  readonly rowCount: number;
  readonly partCount: number;
  readonly digest: string;
  readonly reading: Reading;
  readonly source: OpenSubmissionRequest["source"];
  readonly reason: string | null;
  readonly requestId: string;
  readonly address: string;
  readonly cancelRequested: boolean;
  readonly kind: SubmissionKind;
  /** The submission that this one takes back or carries on. */
  readonly originId: number | null;
  readonly stopReason: string | null;
  readonly openedAt: string;
  readonly acceptedAt: string | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

interface SubmissionRecord extends RowDataPacket {
  submissionId: number;
  uuid: string;
  userId: number;
  role: Role;
  facilityIds: string | null;
  state: SubmissionState;
  rowCount: number;
  partCount: number;
  digest: string;
  header: Buffer;
  reason: Buffer | null;
  requestId: string;
  address: string;
  cancelRequested: number;
  kind: SubmissionKind;
  originId: number | null;
  stopReason: string | null;
  openedAt: string;
  acceptedAt: string | null;
  startedAt: string | null;
  finishedAt: string | null;
}

type Header = Pick<OpenSubmissionRequest, "reading" | "source">;

const select = `
  SELECT submission_id AS submissionId, uuid, user_id AS userId, role, facility_ids AS facilityIds, state, row_count AS rowCount,
         part_count AS partCount, LOWER(HEX(digest)) AS digest, header, reason, request_id AS requestId, address,
         cancel_requested AS cancelRequested, kind, origin_id AS originId, stop_reason AS stopReason,
         opened_at AS openedAt, accepted_at AS acceptedAt, started_at AS startedAt, finished_at AS finishedAt
    FROM submission`;

function submissionOf({ facilityIds, header, reason, cancelRequested, ...row }: SubmissionRecord): Submission {
  const { reading, source } = JSON.parse(textOf(header)) as Header;
  return {
    ...row,
    facilityIds: facilityIds === null ? null : (JSON.parse(facilityIds) as number[]),
    reading,
    source,
    reason: reason === null ? null : textOf(reason),
    cancelRequested: cancelRequested !== 0,
  };
}

export interface NewSubmission {
  readonly uuid: string;
  readonly request: OpenSubmissionRequest;
  readonly caller: Caller;
  readonly at: Date;
}

/** Opens a submission unless one of that uuid is there already; the caller reads it back and compares. */
export async function insertSubmission(connection: Connection, { uuid, request, caller, at }: NewSubmission): Promise<{ readonly isNew: boolean }> {
  const header: Header = { reading: request.reading, source: request.source };
  try {
    await connection.query<ResultSetHeader>(
      `INSERT INTO submission
         (uuid, user_id, role, facility_ids, state, row_count, part_count, digest, header, reason, request_id, address, opened_at)
       VALUES (?, ?, ?, ?, 'receiving', ?, ?, UNHEX(?), ?, ?, ?, ?, ?)`,
      [
        uuid,
        caller.userId,
        caller.role,
        caller.facilityIds === null ? null : JSON.stringify(caller.facilityIds),
        request.rowCount,
        request.partCount,
        request.digest,
        textBytes(JSON.stringify(header)),
        textBytesOrNull(request.reason),
        caller.requestId,
        caller.address,
        toUtcText(at),
      ],
    );
    return { isNew: true };
  } catch (error) {
    if (isDuplicateKey(error)) return { isNew: false };
    throw error;
  }
}

export async function findSubmission(connection: Connection, uuid: string, lock = false): Promise<Submission | null> {
  const [rows] = await connection.query<SubmissionRecord[]>(`${select} WHERE uuid = ?${lock ? " FOR UPDATE" : ""}`, [uuid.toLowerCase()]);
  return rows[0] === undefined ? null : submissionOf(rows[0]);
}

export async function findSubmissionById(connection: Connection, submissionId: number): Promise<Submission | null> {
  const [rows] = await connection.query<SubmissionRecord[]>(`${select} WHERE submission_id = ?`, [submissionId]);
  return rows[0] === undefined ? null : submissionOf(rows[0]);
}

/** Those of the submissions that are there, newest first. */
export async function findSubmissionsById(connection: Connection, submissionIds: readonly number[]): Promise<readonly Submission[]> {
  if (submissionIds.length === 0) return [];
  const [rows] = await connection.query<SubmissionRecord[]>(`${select} WHERE submission_id IN (?) ORDER BY submission_id DESC`, [submissionIds]);
  return rows.map(submissionOf);
}

export interface ListedQuery {
  /** Null: everyone's. */
  readonly userId: number | null;
  /** Only older ones than this one; null: from the newest. */
  readonly before: number | null;
  readonly limit: number;
}

/** Newest first. */
export async function listSubmissions(connection: Connection, { userId, before, limit }: ListedQuery): Promise<readonly Submission[]> {
  const conditions = [...(userId === null ? [] : ["user_id = ?"]), ...(before === null ? [] : ["submission_id < ?"])];
  const [rows] = await connection.query<SubmissionRecord[]>(
    `${select} ${conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`} ORDER BY submission_id DESC LIMIT ?`,
    [...[userId, before].filter((value) => value !== null), limit],
  );
  return rows.map(submissionOf);
}

export interface StoredPart {
  readonly partNumber: number;
  readonly digest: string;
  readonly rowCount: number;
}

/** The parts that have come in, in order. */
export async function readParts(connection: Connection, submissionId: number): Promise<readonly StoredPart[]> {
  const [rows] = await connection.query<(RowDataPacket & StoredPart)[]>(
    "SELECT part_number AS partNumber, LOWER(HEX(digest)) AS digest, row_count AS rowCount FROM submission_part WHERE submission_id = ? ORDER BY part_number",
    [submissionId],
  );
  return rows;
}

/** How many rows each part has, in order; a part that never came (of a submission cancelled while it came in) has none. */
export async function readRowsOfParts(connection: Connection, { submissionId, partCount }: Pick<Submission, "submissionId" | "partCount">): Promise<readonly number[]> {
  const rows = new Map((await readParts(connection, submissionId)).map(({ partNumber, rowCount }) => [partNumber, rowCount]));
  return Array.from({ length: partCount }, (_, index) => rows.get(index + 1) ?? 0);
}

export async function insertPart(tx: PoolConnection, submissionId: number, { partNumber, digest, rowCount }: StoredPart): Promise<void> {
  await tx.query("INSERT INTO submission_part (submission_id, part_number, digest, row_count) VALUES (?, ?, UNHEX(?), ?)", [
    submissionId,
    partNumber,
    digest,
    rowCount,
  ]);
}

export async function markAccepted(tx: PoolConnection, submissionId: number, at: Date): Promise<void> {
  await tx.query("UPDATE submission SET state = 'accepted', accepted_at = ? WHERE submission_id = ? AND state = 'receiving'", [
    toUtcText(at),
    submissionId,
  ]);
}
