import { AuditQuery } from "../../src/contract/audit";
import type { Deps } from "../deps";
import { endpoint } from "../http/endpoint";
import type { Route } from "../http/route";
import { searchAudit } from "./searchAudit";

export function auditRoutes(deps: Deps): readonly Route[] {
  return [
    {
      method: "post",
      path: "/audit/search",
      bodyLimit: "4kb",
      handler: endpoint(deps, { action: "read-audit", body: AuditQuery, run: async (_deps, caller, { body }) => await searchAudit(deps, caller, body) }),
    },
  ];
}
