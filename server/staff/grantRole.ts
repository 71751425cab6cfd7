import type { RowDataPacket } from "mysql2/promise";
import type { GrantRoleRequest, StaffMember } from "../../src/contract/staff";
import { insertAuditEvent } from "../audit/auditEvents";
import { openmrsTable } from "../database/names";
import { inRetriedTransaction, type TransactionDeps } from "../database/transaction";
import type { Caller, Clock, Site } from "../deps";
import { ApiError } from "../http/apiError";
import { findAccount } from "../session/accounts";
import { revokeSessionsOf } from "../session/sessions";
import { countAdministrators, findRole, listStaff, writeStaff } from "./staffMembers";

/** Who gives a role: an administrator, or whoever has the server's command line. */
export type Granter = Pick<Caller, "requestId" | "address" | "facilityIds"> & { readonly userId: number | null };
export interface GrantDeps extends TransactionDeps {
  readonly site: Site;
  readonly clock: Clock;
}

/** Gives a person of OpenMRS a role here, or takes it away; sessions of a person whose role was taken end at once. */
export async function grantRole(deps: GrantDeps, granter: Granter, request: GrantRoleRequest): Promise<StaffMember> {
  const { site } = deps;
  const account = await findAccount(deps.pool, site, request.username);
  if (account === null) throw new ApiError(404, "not-found", staffSentences.nobody);
  requireWithin(granter, request.facilities);
  await requireFacilities(deps, request.facilities);
  const now = deps.clock.now();
  return await inRetriedTransaction(deps, async (tx) => {
    const administrators = await countAdministrators(tx);
    const before = await findRole(tx, account.userId);
    if (before === "administrator" && request.role !== "administrator" && administrators < 2 && granter.userId !== null) {
      throw new ApiError(403, "not-allowed", staffSentences.lastAdministrator);
    }
    await writeStaff(tx, { userId: account.userId, role: request.role, facilityIds: request.facilities, grantedBy: granter.userId, now });
    if (request.role === null) await revokeSessionsOf(tx, account.userId, now);
    await insertAuditEvent(tx, {
      at: now,
      caller: granter,
      action: request.role === null ? "revoke-role" : "grant-role",
      result: "done",
      details: { user: account.userId, before: before ?? "none", after: request.role ?? "none", facilities: request.facilities?.join(" ").slice(0, 300) ?? "all" },
    });
    const [member] = await listStaff(tx, site, account.userId);
    if (member === undefined) throw new Error("The user whose role was written is gone.");
    return member;
  });
}

const staffSentences = {
  nobody: "NMRS has no active account of this name, or more than one.",
  lastAdministrator: "This is the only administrator. Give another person that role first.",
  facility: "One of the facilities is not a location of NMRS.",
  beyond: "You can give access only to the facilities that you have yourself.",
} as const;

/** Nobody gives more than they have: otherwise an administrator of one facility could open the whole site for themselves. */
function requireWithin({ facilityIds }: Granter, asked: readonly number[] | null): void {
  if (facilityIds === null) return;
  if (asked === null || asked.some((id) => !facilityIds.includes(id))) throw new ApiError(403, "not-allowed", staffSentences.beyond);
}

async function requireFacilities({ pool, site }: GrantDeps, facilityIds: readonly number[] | null): Promise<void> {
  if (facilityIds === null || facilityIds.length === 0) return;
  const [rows] = await pool.query<RowDataPacket[]>(`SELECT location_id FROM ${openmrsTable(site, "location")} WHERE location_id IN (?)`, [facilityIds]);
  if (rows.length < new Set(facilityIds).size) throw new ApiError(400, "body-invalid", staffSentences.facility);
}
