import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import type { StaffMember } from "../../src/contract/staff";
import type { Role } from "../../src/domain/types";
import { openmrsTable } from "../database/names";
import { toUtcText } from "../database/time";
import type { Site } from "../deps";
import { nameOfUser } from "../session/accounts";
import { displayNameSql, findFacilities, readRole } from "./people";

/** The role of a user here; null where there is none, or where it was taken. */
export async function findRole(connection: Pool | PoolConnection, userId: number): Promise<Role | null> {
  const [[row]] = await connection.query<RowDataPacket[]>("SELECT role FROM staff WHERE user_id = ?", [userId]);
  return readRole(row?.role);
}

/** Everyone who has or had a role, by name; or one user, with or without a role. */
export async function listStaff(connection: Pool | PoolConnection, site: Site, userId?: number): Promise<StaffMember[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT u.user_id, u.username, u.system_id, st.role, st.whole_site, ${displayNameSql(site)} AS display_name
     FROM ${openmrsTable(site, "users")} u ${userId === undefined ? "JOIN" : "LEFT JOIN"} staff st ON st.user_id = u.user_id
     ${userId === undefined ? "" : "WHERE u.user_id = ?"} ORDER BY display_name, u.user_id`,
    userId === undefined ? [] : [userId],
  );
  const facilities = await findFacilities(
    connection,
    site,
    rows.map((row) => Number(row.user_id)),
  );
  return rows.map((row) => ({
    userId: Number(row.user_id),
    username: nameOfUser(row),
    displayName: String(row.display_name),
    role: readRole(row.role),
    facilities: row.whole_site === null || Number(row.whole_site) === 1 ? null : [...(facilities.get(Number(row.user_id)) ?? [])],
  }));
}

export interface StaffGrant {
  readonly userId: number;
  /** Null takes the role away. */
  readonly role: Role | null;
  /** Location ids; null means the whole site. */
  readonly facilityIds: readonly number[] | null;
  /** `users.user_id` of the administrator; null from the command line. */
  readonly grantedBy: number | null;
  readonly now: Date;
}

export async function writeStaff(tx: PoolConnection, grant: StaffGrant): Promise<void> {
  const { userId, role, facilityIds, grantedBy, now } = grant;
  await tx.query(
    `INSERT INTO staff (user_id, role, whole_site, granted_by, granted_at) VALUES (?, ?, ?, ?, ?)
     ON DUPLICATE KEY UPDATE role = VALUES(role), whole_site = VALUES(whole_site), granted_by = VALUES(granted_by), granted_at = VALUES(granted_at)`,
    [userId, role, facilityIds === null ? 1 : 0, grantedBy, toUtcText(now)],
  );
  await tx.query("DELETE FROM staff_facility WHERE user_id = ?", [userId]);
  if (facilityIds !== null && facilityIds.length > 0) {
    await tx.query("INSERT INTO staff_facility (user_id, location_id) VALUES ?", [[...new Set(facilityIds)].map((id) => [userId, id])]);
  }
}

/** Locks the rows of all administrators and counts them, so that two cannot take the last two roles at once. */
export async function countAdministrators(tx: PoolConnection): Promise<number> {
  const [rows] = await tx.query<RowDataPacket[]>("SELECT user_id FROM staff WHERE role = 'administrator' FOR UPDATE");
  return rows.length;
}
