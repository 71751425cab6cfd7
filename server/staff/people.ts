import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import { roles, type Role } from "../../src/domain/types";
import { openmrsTable } from "../database/names";
import type { Site } from "../deps";

/** SQL of the name by which a user (alias `u` of `users`) is shown: the preferred name that is not voided, else the first. */
export function displayNameSql(site: Site): string {
  return `COALESCE(
    (SELECT NULLIF(TRIM(CONCAT_WS(' ', n.given_name, n.family_name)), '') FROM ${openmrsTable(site, "person_name")} n
     WHERE n.person_id = u.person_id AND n.voided = 0 ORDER BY n.preferred DESC, n.person_name_id LIMIT 1),
    NULLIF(u.username, ''), u.system_id)`;
}

/** A role as stored; anything that is not one of ours is none. */
export function readRole(value: unknown): Role | null {
  return roles.find((role) => role === value) ?? null;
}

export interface Facility {
  readonly locationId: number;
  readonly name: string;
}

/** The facilities of each of the users, by user id; users without any have no entry. */
export async function findFacilities(
  connection: Pool | PoolConnection,
  site: Site,
  userIds: readonly number[],
): Promise<ReadonlyMap<number, readonly Facility[]>> {
  const byUser = new Map<number, Facility[]>();
  if (userIds.length === 0) return byUser;
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT f.user_id, f.location_id, l.name FROM staff_facility f
     LEFT JOIN ${openmrsTable(site, "location")} l ON l.location_id = f.location_id
     WHERE f.user_id IN (?) ORDER BY f.user_id, f.location_id`,
    [userIds],
  );
  for (const row of rows) {
    const locationId = Number(row.location_id);
    const facility = { locationId, name: typeof row.name === "string" ? row.name : `Location ${locationId}` };
    byUser.set(Number(row.user_id), [...(byUser.get(Number(row.user_id)) ?? []), facility]);
  }
  return byUser;
}
