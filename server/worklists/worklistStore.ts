import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import { WorklistCriteria } from "../../src/contract/worklists";
import type { Worklist } from "../../src/contract/worklists";
import { textBytes, textOf } from "../database/bytes";
import { isDuplicateKey } from "../database/errors";
import { openmrsTable } from "../database/names";
import { toUtcText } from "../database/time";
import type { Caller, Site } from "../deps";
import { displayNameSql } from "../staff/people";

type Connection = Pool | PoolConnection;

export type WorklistState = Worklist["state"];

/** A worklist as stored; its patients stand apart. */
export interface StoredWorklist {
  readonly worklistId: number;
  readonly uuid: string;
  readonly userId: number;
  /** Of who made it, as far as OpenMRS still knows. */
  readonly madeBy: string;
  readonly facilityIds: readonly number[] | null;
  readonly name: string;
  readonly criteria: WorklistCriteria;
  readonly most: number;
  /** Hexadecimal, of all that was asked. */
  readonly digest: string;
  readonly state: WorklistState;
  readonly day: string;
  readonly madeAt: string;
  readonly afterPersonId: number;
  readonly looked: number;
  readonly lookedOf: number;
  readonly matched: number;
  readonly failures: number;
}

interface WorklistRecord extends RowDataPacket, Omit<StoredWorklist, "facilityIds" | "name" | "criteria"> {
  facilityIds: string | null;
  name: Buffer;
  criteria: Buffer;
}

function storedOf({ facilityIds, name, criteria, ...row }: WorklistRecord): StoredWorklist {
  return {
    ...row,
    facilityIds: facilityIds === null ? null : (JSON.parse(facilityIds) as number[]),
    name: textOf(name),
    criteria: WorklistCriteria.parse(JSON.parse(textOf(criteria))),
  };
}

function select(site: Site): string {
  return `SELECT w.worklist_id AS worklistId, w.uuid, w.user_id AS userId, w.facility_ids AS facilityIds, w.name, w.criteria, w.most, LOWER(HEX(w.digest)) AS digest, w.state, w.day,
       w.made_at AS madeAt, w.after_person_id AS afterPersonId, w.looked, w.looked_of AS lookedOf, w.matched, w.failures,
       COALESCE((SELECT ${displayNameSql(site)} FROM ${openmrsTable(site, "users")} u WHERE u.user_id = w.user_id), CAST(w.user_id AS CHAR)) AS madeBy
  FROM worklist w`;
}

export interface NewWorklist {
  readonly uuid: string;
  readonly caller: Caller;
  readonly name: string;
  readonly criteria: WorklistCriteria;
  readonly most: number;
  readonly digest: string;
  readonly day: string;
  readonly at: Date;
}

/** False where the uuid is taken. */
export async function insertWorklist(connection: Connection, { uuid, caller, name, criteria, most, digest, day, at }: NewWorklist): Promise<boolean> {
  try {
    await connection.query(
      `INSERT INTO worklist (uuid, user_id, facility_ids, name, criteria, most, digest, state, day, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'gathering', ?, ?)`,
      [
        ...[uuid.toLowerCase(), caller.userId, caller.facilityIds === null ? null : JSON.stringify(caller.facilityIds)],
        ...[textBytes(name), textBytes(JSON.stringify(criteria)), most, Buffer.from(digest, "hex"), day, toUtcText(at)],
      ],
    );
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

export async function findWorklist(connection: Connection, site: Site, uuid: string): Promise<StoredWorklist | null> {
  const [[row]] = await connection.query<WorklistRecord[]>(`${select(site)} WHERE w.uuid = ?`, [uuid.toLowerCase()]);
  return row === undefined ? null : storedOf(row);
}

export async function findWorklistById(connection: Connection, site: Site, worklistId: number): Promise<StoredWorklist | null> {
  const [[row]] = await connection.query<WorklistRecord[]>(`${select(site)} WHERE w.worklist_id = ?`, [worklistId]);
  return row === undefined ? null : storedOf(row);
}

/** Whether a caller may know of a worklist: who made it, who sees the whole site, and whoever sees one of its patients. */
function withinReach({ userId, facilityIds }: Pick<Caller, "userId" | "facilityIds">): { readonly sql: string; readonly values: readonly unknown[] } {
  if (facilityIds === null) return { sql: "1", values: [] };
  if (facilityIds.length === 0) return { sql: "w.user_id = ?", values: [userId] };
  return {
    sql: "(w.user_id = ? OR EXISTS (SELECT 1 FROM worklist_item i WHERE i.worklist_id = w.worklist_id AND i.ordinal IS NOT NULL AND i.place IN (?)))",
    values: [userId, facilityIds],
  };
}

export async function mayKnow(connection: Connection, caller: Caller, worklistId: number): Promise<boolean> {
  const reach = withinReach(caller);
  const [rows] = await connection.query<RowDataPacket[]>(`SELECT 1 FROM worklist w WHERE w.worklist_id = ? AND ${reach.sql}`, [worklistId, ...reach.values]);
  return rows.length > 0;
}

/** Newest first, closed ones last; no more than `limit`, all where it is null. `span`: only those made in it, or not closed. */
export async function listWorklists(
  connection: Connection,
  site: Site,
  caller: Caller,
  { limit, span }: { readonly limit: number | null; readonly span?: { readonly from: string; readonly until: string } },
): Promise<readonly StoredWorklist[]> {
  const reach = withinReach(caller);
  const [rows] = await connection.query<WorklistRecord[]>(
    `${select(site)} WHERE ${reach.sql}${span === undefined ? "" : " AND (w.state <> 'closed' OR (w.made_at >= ? AND w.made_at < ?))"}
      ORDER BY w.state = 'closed', w.made_at DESC, w.worklist_id DESC ${limit === null ? "" : "LIMIT ?"}`,
    [...reach.values, ...(span === undefined ? [] : [span.from, span.until]), ...(limit === null ? [] : [limit])],
  );
  return rows.map(storedOf);
}

/** How many are being gathered for a person. */
export async function countGathering(connection: Connection, userId: number): Promise<number> {
  const [[row]] = await connection.query<(RowDataPacket & { found: number })[]>("SELECT COUNT(*) AS found FROM worklist WHERE user_id = ? AND state = 'gathering'", [userId]);
  return row?.found ?? 0;
}

/** False where it is closed already. One that is being gathered is not gathered any further. */
export async function closeWorklist(connection: Connection, worklistId: number, at: Date): Promise<boolean> {
  const [result] = await connection.query<ResultSetHeader>(
    "UPDATE worklist SET state = 'closed', closed_at = ?, lease_owner = NULL, lease_until = NULL WHERE worklist_id = ? AND state <> 'closed'",
    [toUtcText(at), worklistId],
  );
  return result.affectedRows === 1;
}
