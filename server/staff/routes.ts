import { GrantRoleRequest } from "../../src/contract/staff";
import { insertAuditEvent } from "../audit/auditEvents";
import type { Deps } from "../deps";
import { endpoint } from "../http/endpoint";
import type { Route } from "../http/route";
import { grantRole } from "./grantRole";
import { listStaff } from "./staffMembers";

export function staffRoutes(deps: Deps): readonly Route[] {
  return [
    {
      method: "get",
      path: "/staff",
      handler: endpoint(deps, {
        action: "manage-staff",
        run: async (_deps, caller) => {
          const staff = await listStaff(deps.pool, deps.site);
          await insertAuditEvent(deps.pool, { at: deps.clock.now(), caller, action: "list-staff", result: "done", details: { staff: staff.length } });
          return { staff };
        },
      }),
    },
    {
      method: "post",
      path: "/staff",
      bodyLimit: "64kb",
      handler: endpoint(deps, { action: "manage-staff", body: GrantRoleRequest, run: async (_deps, caller, { body }) => await grantRole(deps, caller, body) }),
    },
  ];
}
