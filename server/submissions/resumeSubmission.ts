import type { SubmissionStatus } from "../../src/contract/submissions";
import { insertAuditEvent } from "../audit/auditEvents";
import { inRetriedTransaction } from "../database/transaction";
import type { Caller, Deps } from "../deps";
import { ApiError } from "../http/apiError";
import type { Input } from "../http/endpoint";
import { requireToCarryOn } from "./mayCarryOn";
import { keepNeeds } from "./needStore";
import type { SubmissionParams } from "./receiveSubmission";
import { statusOf } from "./submissionStatus";
import { findSubmission } from "./submissionStore";

/**
 * `POST /api/submissions/{uuid}/resume`: carries on a submission that the engine stopped, once the site's fault is mended. It goes on in
 * its sender's name. One that goes on already is left to do so.
 */
export async function resumeSubmission(deps: Deps, caller: Caller, { params }: Input<undefined, SubmissionParams, undefined>): Promise<SubmissionStatus> {
  const { uuid } = await requireToCarryOn(deps, caller, params.uuid, "resume-submission");
  await inRetriedTransaction(deps, async (tx) => {
    const submission = await findSubmission(tx, uuid, true);
    if (submission === null) throw new ApiError(404, "not-found");
    const { submissionId, state } = submission;
    if (state === "accepted" || state === "running") return;
    if (state !== "stopped") throw new ApiError(409, "submission-state");
    await tx.query(
      "UPDATE submission SET state = 'accepted', stop_reason = NULL, finished_at = NULL, lease_owner = NULL, lease_until = NULL WHERE submission_id = ?",
      [submissionId],
    );
    await keepNeeds(tx, submissionId);
    await insertAuditEvent(tx, { at: deps.clock.now(), caller, action: "resume-submission", result: "done", submissionId });
  });
  deps.engine.wake();
  return statusOf(deps, caller, await requireToCarryOn(deps, caller, uuid, "resume-submission"));
}
