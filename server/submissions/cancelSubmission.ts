import type { PoolConnection } from "mysql2/promise";
import type { SubmissionStatus } from "../../src/contract/submissions";
import { insertAuditEvent } from "../audit/auditEvents";
import { inRetriedTransaction } from "../database/transaction";
import type { Caller, Deps } from "../deps";
import { ApiError } from "../http/apiError";
import type { Input } from "../http/endpoint";
import { requireToCarryOn } from "./mayCarryOn";
import type { SubmissionParams } from "./receiveSubmission";
import { statusOf } from "./submissionStatus";
import { endSubmission } from "./submissionStates";
import type { Submission } from "./submissionStore";
import { findSubmission } from "./submissionStore";

async function cancel(tx: PoolConnection, deps: Deps, { submissionId, state, cancelRequested }: Submission): Promise<boolean> {
  switch (state) {
    case "receiving":
    case "accepted":
    case "stopped":
      await endSubmission(tx, deps, { submissionId, end: "cancelled", allReceived: state !== "receiving" });
      return true;
    case "running":
      if (cancelRequested) return false;
      await tx.query("UPDATE submission SET cancel_requested = 1 WHERE submission_id = ?", [submissionId]);
      return true;
    case "cancelled":
      return false;
    case "done":
      throw new ApiError(409, "submission-state");
  }
}

/**
 * `POST /api/submissions/{uuid}/cancel`: nothing more of it is carried out. One that is running ends between two chunks; what was done by
 * then stays done. Cancelling again changes nothing.
 */
export async function cancelSubmission(deps: Deps, caller: Caller, { params }: Input<undefined, SubmissionParams, undefined>): Promise<SubmissionStatus> {
  const { uuid } = await requireToCarryOn(deps, caller, params.uuid, "cancel-submission");
  await inRetriedTransaction(deps, async (tx) => {
    const submission = await findSubmission(tx, uuid, true);
    if (submission === null) throw new ApiError(404, "not-found");
    if (!(await cancel(tx, deps, submission))) return;
    await insertAuditEvent(tx, {
      at: deps.clock.now(),
      caller,
      action: "cancel-submission",
      result: "done",
      submissionId: submission.submissionId,
      details: { state: submission.state },
    });
  });
  deps.engine.wake();
  return statusOf(deps, caller, await requireToCarryOn(deps, caller, uuid, "cancel-submission"));
}
