import { can } from "../../src/domain/roles";
import type { Caller, Deps } from "../deps";
import { insertAuditEvent } from "../audit/auditEvents";
import { ApiError } from "../http/apiError";
import { requireReadable } from "./readSubmissions";
import type { Submission } from "./submissionStore";

/** A submission that the caller may carry on, cancel or clear up: its sender, and whoever may take over the work of others. Others are refused, and that is audited. */
export async function requireToCarryOn(deps: Deps, caller: Caller, uuid: string, action: string): Promise<Submission> {
  const submission = await requireReadable(deps, caller, uuid);
  if (submission.userId === caller.userId || can(caller.role, "take-over-submission")) return submission;
  await insertAuditEvent(deps.pool, {
    at: deps.clock.now(),
    caller,
    action,
    result: "refused",
    submissionId: submission.submissionId,
    details: { reason: "role", role: caller.role },
  });
  throw new ApiError(403, "not-allowed");
}
