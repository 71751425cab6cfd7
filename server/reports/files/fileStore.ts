import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import { MakeFileRequest } from "../../../src/contract/reportFiles";
import type { ReportFile, ReportFileList, ReportFileState } from "../../../src/contract/reportFiles";
import type { Role } from "../../../src/domain/types";
import { textBytes } from "../../database/bytes";
import { isDuplicateKey } from "../../database/errors";
import { toInstant, toUtcText } from "../../database/time";
import type { Rights } from "./reporter";
import { readEach, storedRequest } from "./storedRequest";

type Connection = Pool | PoolConnection;

/** A file of a report as stored. */
export interface StoredFile {
  readonly fileId: number;
  readonly uuid: string;
  readonly userId: number;
  readonly request: MakeFileRequest;
  readonly state: ReportFileState;
  readonly attempt: number;
  readonly crashes: number;
  readonly requestId: string;
  readonly address: string;
  /** Null until it is made. */
  readonly madeWith: Rights | null;
  /** Null until it is made. */
  readonly byteCount: number | null;
  /** Rows that went into it. */
  readonly rowCount: number;
  readonly fileName: string;
  readonly scheduleUuid: string | null;
  readonly expiresAt: string | null;
}

interface FileRecord extends RowDataPacket {
  fileId: number;
  uuid: string;
  userId: number;
  request: Buffer;
  scheduleUuid: string | null;
  state: ReportFileState;
  problem: ReportFile["problem"];
  done: number;
  total: number;
  fileName: string;
  bytes: number | null;
  dataDigest: string | null;
  madeRole: Role | null;
  madeFacilityIds: string | null;
  requestId: string;
  address: string;
  askedAt: string;
  finishedAt: string | null;
  expiresAt: string | null;
  attempt: number;
  crashes: number;
}

const select = `
  SELECT report_file_id AS fileId, uuid, user_id AS userId, request, schedule_uuid AS scheduleUuid, state, problem, rows_done AS done, rows_total AS total,
         file_name AS fileName, byte_count AS bytes, LOWER(HEX(data_digest)) AS dataDigest, made_role AS madeRole, made_facility_ids AS madeFacilityIds,
         request_id AS requestId, address, asked_at AS askedAt, finished_at AS finishedAt, expires_at AS expiresAt, attempt, crashes
    FROM report_file`;

const requestOf = (stored: Buffer): MakeFileRequest => storedRequest(MakeFileRequest, stored);

function storedOf({ fileId, uuid, userId, request, state, attempt, crashes, requestId, address, madeRole, madeFacilityIds, done, ...row }: FileRecord): StoredFile {
  return {
    fileId,
    uuid,
    userId,
    request: requestOf(request),
    state,
    attempt,
    crashes,
    requestId,
    address,
    madeWith: madeRole === null ? null : { role: madeRole, facilityIds: madeFacilityIds === null ? null : (JSON.parse(madeFacilityIds) as number[]) },
    byteCount: row.bytes,
    rowCount: done,
    fileName: row.fileName,
    scheduleUuid: row.scheduleUuid,
    expiresAt: row.expiresAt,
  };
}

/** As the asker sees it. Bytes whose time is over are not offered any more, whether they are deleted yet or not. */
function shownOf({ uuid, request, state, ...row }: FileRecord, now: string): ReportFile {
  const isOver = state === "ready" && row.expiresAt !== null && row.expiresAt <= now;
  return {
    uuid,
    ...requestOf(request),
    state: isOver ? "expired" : state,
    done: row.done,
    total: row.total,
    problem: row.problem,
    fileName: row.fileName,
    bytes: row.bytes,
    dataDigest: row.dataDigest,
    askedAt: toInstant(row.askedAt),
    finishedAt: row.finishedAt === null ? null : toInstant(row.finishedAt),
    expiresAt: row.expiresAt === null ? null : toInstant(row.expiresAt),
    schedule: row.scheduleUuid,
  };
}

export interface NewFile {
  readonly uuid: string;
  readonly userId: number;
  readonly request: MakeFileRequest;
  readonly fileName: string;
  readonly scheduleUuid: string | null;
  readonly requestId: string;
  readonly address: string;
  readonly at: Date;
}

/** False where the uuid is taken. */
export async function insertFile(connection: Connection, { uuid, userId, request, fileName, scheduleUuid, requestId, address, at }: NewFile): Promise<boolean> {
  try {
    await connection.query(
      `INSERT INTO report_file (uuid, user_id, request, schedule_uuid, state, file_name, request_id, address, asked_at)
       VALUES (?, ?, ?, ?, 'waiting', ?, ?, ?, ?)`,
      [uuid.toLowerCase(), userId, textBytes(JSON.stringify(request)), scheduleUuid, fileName, requestId, address, toUtcText(at)],
    );
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** Null where there is none. Throws `UnreadableRequest`. */
export async function findFile(connection: Connection, uuid: string): Promise<StoredFile | null> {
  const [[row]] = await connection.query<FileRecord[]>(`${select} WHERE uuid = ?`, [uuid.toLowerCase()]);
  return row === undefined ? null : storedOf(row);
}

/** Null where there is none. Throws `UnreadableRequest`. */
export async function findFileById(connection: Connection, fileId: number): Promise<StoredFile | null> {
  const [[row]] = await connection.query<FileRecord[]>(`${select} WHERE report_file_id = ?`, [fileId]);
  return row === undefined ? null : storedOf(row);
}

export async function readShownFile(connection: Connection, uuid: string, now: Date): Promise<ReportFile | null> {
  const [[row]] = await connection.query<FileRecord[]>(`${select} WHERE uuid = ?`, [uuid.toLowerCase()]);
  return row === undefined ? null : shownOf(row, toUtcText(now));
}

/** A person's own, newest first. */
export async function listFiles(connection: Connection, userId: number, { now, limit }: { readonly now: Date; readonly limit: number }): Promise<ReportFileList> {
  const [rows] = await connection.query<FileRecord[]>(`${select} WHERE user_id = ? ORDER BY report_file_id DESC LIMIT ?`, [userId, limit]);
  const { readable, unreadable } = readEach(rows, (row) => shownOf(row, toUtcText(now)));
  return { files: [...readable], unreadable: unreadable.map(({ uuid, askedAt }) => ({ uuid, at: toInstant(askedAt) })) };
}

/** How many of a person's are still to be made. */
export async function countOpenFiles(connection: Connection, userId: number): Promise<number> {
  const [[row]] = await connection.query<(RowDataPacket & { found: number })[]>(
    "SELECT COUNT(*) AS found FROM report_file WHERE user_id = ? AND state IN ('waiting', 'making')",
    [userId],
  );
  return row?.found ?? 0;
}

/** Ends one that is not made yet. False where it is no longer being made. */
export async function cancelFile(connection: Connection, fileId: number, at: Date): Promise<boolean> {
  const [result] = await connection.query<ResultSetHeader>(
    "UPDATE report_file SET state = 'cancelled', finished_at = ?, lease_owner = NULL, lease_until = NULL WHERE report_file_id = ? AND state IN ('waiting', 'making')",
    [toUtcText(at), fileId],
  );
  return result.affectedRows === 1;
}

/** Says of one that is ready that its bytes are gone. */
export async function expireFile(connection: Connection, fileId: number): Promise<void> {
  await connection.query("UPDATE report_file SET state = 'expired' WHERE report_file_id = ? AND state = 'ready'", [fileId]);
}
