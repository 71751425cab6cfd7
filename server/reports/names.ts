import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import type { Named } from "../../src/contract/reports";
import { openmrsTable } from "../database/names";
import type { Site } from "../deps";
import { displayNameSql } from "../staff/people";

interface UserRecord extends RowDataPacket {
  userId: number;
  uuid: string;
  name: string | null;
}

/** Users as people read them, by `user_id`. One whom OpenMRS does not know any more is named by number. */
export async function namesOfUsers(
  { pool, site }: { readonly pool: Pool | PoolConnection; readonly site: Site },
  userIds: readonly number[],
): Promise<ReadonlyMap<number, Named>> {
  if (userIds.length === 0) return new Map();
  const [rows] = await pool.query<UserRecord[]>(
    `SELECT u.user_id AS userId, u.uuid, ${displayNameSql(site)} AS name FROM ${openmrsTable(site, "users")} u WHERE u.user_id IN (?)`,
    [userIds],
  );
  const known = new Map(rows.map(({ userId, uuid, name }) => [userId, { uuid, name: name ?? `User ${userId}` }]));
  return new Map(userIds.map((userId) => [userId, known.get(userId) ?? { uuid: `user-${userId}`, name: `User ${userId}` }]));
}
