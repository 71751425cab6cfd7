import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import { openmrsTable } from "../database/names";
import type { Site } from "../deps";
import type { StoredPassword } from "./passwords";

export interface Account extends StoredPassword {
  readonly userId: number;
  readonly username: string;
}

/**
 * The one account that OpenMRS's own sign-in would take for what was typed: by `username`, by `system_id`, or by a `system_id` whose dash
 * before the last digit was left out; retired ones do not count. Null where there is none, or more than one.
 */
export async function findAccount(connection: Pool | PoolConnection, site: Site, login: string): Promise<Account | null> {
  if (!isPossibleLogin(login)) return null;
  const withDash = /^\d{2,}$/.test(login) ? `${login.slice(0, -1)}-${login.slice(-1)}` : login;
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT user_id, username, system_id, password, salt FROM ${openmrsTable(site, "users")}
     WHERE (username = ? OR system_id = ? OR system_id = ?) AND retired = 0 LIMIT 2`,
    [login, login, withDash],
  );
  const [row] = rows;
  return row === undefined || rows.length > 1 ? null : readAccount(row);
}

function readAccount(row: RowDataPacket): Account {
  return {
    userId: Number(row.user_id),
    username: nameOfUser(row),
    password: typeof row.password === "string" && row.password !== "" ? row.password : null,
    salt: typeof row.salt === "string" ? row.salt : null,
  };
}

/** What a user is called here: the user name, or the system id of a user without one (OpenMRS's own `admin`). */
export function nameOfUser(row: RowDataPacket): string {
  const username: unknown = row.username;
  return typeof username === "string" && username.trim() !== "" ? username : String(row.system_id);
}

/** Text that the columns cannot hold is nobody's name; it must not reach the database, which would refuse or cut it. */
export function isPossibleLogin(login: string): boolean {
  return login.trim() !== "" && login.length <= 50 && !/[\p{Cc}\p{Cf}\p{Cs}]|[\u{10000}-\u{10FFFF}]/u.test(login);
}
