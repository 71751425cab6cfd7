import type { ReportKind } from "../../src/contract/reports";
import type { Action } from "../../src/domain/roles";
import { can } from "../../src/domain/roles";
import type { Role } from "../../src/domain/types";
import { insertAuditEvent } from "../audit/auditEvents";
import type { Caller, Deps } from "../deps";
import { ApiError } from "../http/apiError";

/** What one must be allowed to do for a report of a kind: figures are for all, lists of patients and of the audit are not. */
export function actionOf(kind: ReportKind): Action {
  if (kind === "updates" || kind === "quality") return "report-values";
  return kind === "audit" ? "read-audit" : "report";
}

export function mayReport(role: Role | null, kind: ReportKind): boolean {
  return can(role, "report") && can(role, actionOf(kind));
}

/** Stops a request for a report that the caller's role does not allow; the audit knows of it. */
export async function requireKind({ pool, clock }: Deps, caller: Caller, kind: ReportKind): Promise<void> {
  if (mayReport(caller.role, kind)) return;
  await insertAuditEvent(pool, { at: clock.now(), caller, action: actionOf(kind), result: "refused", details: { reason: "role", role: caller.role, kind } });
  throw new ApiError(403, "not-allowed");
}
