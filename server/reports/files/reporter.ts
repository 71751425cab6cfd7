import type { Pool, RowDataPacket } from "mysql2/promise";
import { can } from "../../../src/domain/roles";
import type { Action } from "../../../src/domain/roles";
import type { Role } from "../../../src/domain/types";
import { openmrsTable } from "../../database/names";
import type { Caller, Site } from "../../deps";
import { nameOfUser } from "../../session/accounts";
import { uuidOfUser } from "../../session/sessions";
import { displayNameSql, findFacilities, readRole } from "../../staff/people";

/** A person with the rights of now, without a session: for what is done in their name later. Null where they may do nothing any more. */
export async function findReporter(pool: Pool, site: Site, who: Pick<Caller, "userId" | "requestId" | "address">): Promise<Caller | null> {
  const [[row]] = await pool.query<RowDataPacket[]>(
    `SELECT u.user_id, u.uuid, u.username, u.system_id, u.retired, st.role, st.whole_site, ${displayNameSql(site)} AS display_name
       FROM ${openmrsTable(site, "users")} u JOIN staff st ON st.user_id = u.user_id WHERE u.user_id = ?`,
    [who.userId],
  );
  const role = readRole(row?.role);
  if (row === undefined || role === null || Number(row.retired) !== 0) return null;
  const facilities = Number(row.whole_site) === 1 ? null : ((await findFacilities(pool, site, [who.userId])).get(who.userId) ?? []);
  return {
    userId: who.userId,
    requestId: who.requestId,
    address: who.address,
    userUuid: uuidOfUser(row),
    username: nameOfUser(row),
    displayName: String(row.display_name),
    role,
    facilityIds: facilities === null ? null : facilities.map(({ locationId }) => locationId),
  };
}

/** What decides what a report shows, and who may see it. */
export interface Rights {
  readonly role: Role;
  readonly facilityIds: readonly number[] | null;
}

const deciding: readonly Action[] = ["report", "report-values", "read-audit", "read-all-submissions"];

/** Whether rights of now reach as far as those with which a file was made: it holds what those let see. */
export function reachAsFar(now: Rights, made: Rights): boolean {
  if (deciding.some((action) => can(made.role, action) && !can(now.role, action))) return false;
  // Who was read for the own work only had no need of facilities.
  if (now.facilityIds === null || !can(made.role, "read-all-submissions")) return true;
  return made.facilityIds !== null && made.facilityIds.every((id) => now.facilityIds?.includes(id) === true);
}
