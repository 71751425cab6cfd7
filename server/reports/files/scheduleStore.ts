import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import { ScheduleRequest } from "../../../src/contract/reportFiles";
import type { ReportSchedule, UnreadableRequests } from "../../../src/contract/reportFiles";
import { textBytes } from "../../database/bytes";
import { isDuplicateKey } from "../../database/errors";
import { toInstant, toUtcText } from "../../database/time";
import { readEach, storedRequest } from "./storedRequest";

type Connection = Pool | PoolConnection;

/** A report that is made again and again. */
export interface StoredSchedule {
  readonly uuid: string;
  readonly userId: number;
  readonly request: ScheduleRequest;
  /** The site's day from which on the next one is due. */
  readonly nextDay: string;
  readonly shown: ReportSchedule;
}

interface ScheduleRecord extends RowDataPacket {
  uuid: string;
  userId: number;
  request: Buffer;
  nextDay: string;
  lastFile: string | null;
  problem: ReportSchedule["problem"];
  createdAt: string;
}

const select =
  "SELECT uuid, user_id AS userId, request, next_day AS nextDay, last_file AS lastFile, problem, created_at AS createdAt FROM report_schedule";

function scheduleOf({ uuid, userId, request: stored, nextDay, lastFile, problem, createdAt }: ScheduleRecord): StoredSchedule {
  const request = storedRequest(ScheduleRequest, stored);
  return { uuid, userId, request, nextDay, shown: { uuid, ...request, nextDay, lastFile, problem, createdAt: toInstant(createdAt) } };
}

export interface NewSchedule {
  readonly uuid: string;
  readonly userId: number;
  readonly request: ScheduleRequest;
  readonly nextDay: string;
  readonly at: Date;
}

/** False where the uuid is taken. */
export async function insertSchedule(connection: Connection, { uuid, userId, request, nextDay, at }: NewSchedule): Promise<boolean> {
  try {
    await connection.query("INSERT INTO report_schedule (uuid, user_id, request, next_day, created_at) VALUES (?, ?, ?, ?, ?)", [
      uuid.toLowerCase(),
      userId,
      textBytes(JSON.stringify(request)),
      nextDay,
      toUtcText(at),
    ]);
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** Null where there is none. Throws `UnreadableRequest`. */
export async function findSchedule(connection: Connection, uuid: string): Promise<StoredSchedule | null> {
  const [[row]] = await connection.query<ScheduleRecord[]>(`${select} WHERE uuid = ?`, [uuid.toLowerCase()]);
  return row === undefined ? null : scheduleOf(row);
}

/** Whose it is, and what is planned where that can be read. */
export async function findScheduleToEnd(connection: Connection, uuid: string): Promise<{ readonly uuid: string; readonly userId: number; readonly request: ScheduleRequest | null } | null> {
  const [rows] = await connection.query<ScheduleRecord[]>(`${select} WHERE uuid = ?`, [uuid.toLowerCase()]);
  const { readable, unreadable } = readEach(rows, scheduleOf);
  const [known] = readable;
  if (known !== undefined) return known;
  const [row] = unreadable;
  return row === undefined ? null : { uuid: row.uuid, userId: row.userId, request: null };
}

/** A person's own, oldest first. */
export async function listSchedules(connection: Connection, userId: number): Promise<{ readonly schedules: readonly StoredSchedule[]; readonly unreadable: UnreadableRequests }> {
  const [rows] = await connection.query<ScheduleRecord[]>(`${select} WHERE user_id = ? ORDER BY created_at, uuid`, [userId]);
  const { readable, unreadable } = readEach(rows, scheduleOf);
  return { schedules: readable, unreadable: unreadable.map(({ uuid, createdAt }) => ({ uuid, at: toInstant(createdAt) })) };
}

/** How many a person has, whether they can be read or not. */
export async function countSchedules(connection: Connection, userId: number): Promise<number> {
  const [[row]] = await connection.query<(RowDataPacket & { found: number })[]>("SELECT COUNT(*) AS found FROM report_schedule WHERE user_id = ?", [userId]);
  return row?.found ?? 0;
}

export async function deleteSchedule(connection: Connection, uuid: string): Promise<boolean> {
  const [result] = await connection.query<ResultSetHeader>("DELETE FROM report_schedule WHERE uuid = ?", [uuid.toLowerCase()]);
  return result.affectedRows === 1;
}

export type ScheduleTurn = Pick<StoredSchedule, "uuid" | "nextDay">;

/** Turns that are due on a day of the site, the longest due first, from the one after `after` on. What is to be made is read for each by itself: one may be unreadable. */
export async function findDueTurns(
  connection: Connection,
  { today, after, limit }: { readonly today: string; readonly after: ScheduleTurn | null; readonly limit: number },
): Promise<readonly ScheduleTurn[]> {
  const onwards = after === null ? { sql: "", values: [] } : { sql: "AND (next_day > ? OR (next_day = ? AND uuid > ?))", values: [after.nextDay, after.nextDay, after.uuid] };
  const [rows] = await connection.query<(RowDataPacket & ScheduleTurn)[]>(
    `SELECT uuid, next_day AS nextDay FROM report_schedule WHERE next_day <= ? ${onwards.sql} ORDER BY next_day, uuid LIMIT ?`,
    [today, ...onwards.values, limit],
  );
  return rows;
}

/**
 * Takes one turn of a schedule, by compare-and-set on the day that it was due: of several servers one does. False where another was faster, or
 * the schedule was ended.
 */
export async function takeTurn(
  tx: PoolConnection,
  { uuid, nextDay }: ScheduleTurn,
  next: { readonly day: string; readonly file: string | null; readonly problem: ReportSchedule["problem"] },
): Promise<boolean> {
  const [result] = await tx.query<ResultSetHeader>(
    "UPDATE report_schedule SET next_day = ?, last_file = COALESCE(?, last_file), problem = ? WHERE uuid = ? AND next_day = ?",
    [next.day, next.file, next.problem, uuid, nextDay],
  );
  return result.affectedRows === 1;
}
