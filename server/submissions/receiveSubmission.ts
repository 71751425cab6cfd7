import { createHash } from "node:crypto";
import { parseArtId } from "../../src/domain/artId";
import type { OpenSubmissionRequest, SubmissionPart, SubmissionStatus } from "../../src/contract/submissions";
import { insertAuditEvent } from "../audit/auditEvents";
import { inRetriedTransaction, isDuplicateKey } from "../database/transaction";
import type { Caller, Deps } from "../deps";
import { ApiError } from "../http/apiError";
import type { Input } from "../http/endpoint";
import { findPatientsByArtId } from "../patients/identities";
import { insertRowsOfPart } from "./rowStore";
import { requireReceiving } from "./submissionStates";
import { statusOf } from "./submissionStatus";
import type { Submission } from "./submissionStore";
import { findSubmission, insertPart, insertSubmission, markAccepted, readParts } from "./submissionStore";

export interface SubmissionParams {
  readonly uuid: string;
}
export interface PartParams extends SubmissionParams {
  readonly part: number;
}

/** The person's own submission of that uuid, else the request stops. Whether another person has one of that uuid is not said. */
export function requireOwnSubmission(submission: Submission | null, caller: Caller): Submission {
  if (submission === null) throw new ApiError(404, "not-found");
  if (submission.userId !== caller.userId) throw new ApiError(409, "submission-of-another");
  return submission;
}

function isSame(submission: Submission, request: OpenSubmissionRequest): boolean {
  return (
    submission.digest === request.digest &&
    submission.rowCount === request.rowCount &&
    submission.partCount === request.partCount &&
    submission.reason === request.reason &&
    JSON.stringify([submission.reading, submission.source]) === JSON.stringify([request.reading, request.source])
  );
}

/** `PUT /api/submissions/{uuid}`: opens a submission; the same again changes nothing, anything else under its uuid is refused. */
export async function openSubmission(deps: Deps, caller: Caller, { body, params }: Input<OpenSubmissionRequest, SubmissionParams, undefined>): Promise<SubmissionStatus> {
  const { isNew } = await insertSubmission(deps.pool, { uuid: params.uuid.toLowerCase(), request: body, caller, at: deps.clock.now() });
  const submission = requireOwnSubmission(await findSubmission(deps.pool, params.uuid), caller);
  if (!isSame(submission, body)) throw new ApiError(409, "submission-differs");
  if (isNew) {
    await insertAuditEvent(deps.pool, {
      at: deps.clock.now(),
      caller,
      action: "open-submission",
      result: "done",
      submissionId: submission.submissionId,
      details: { rows: body.rowCount, parts: body.partCount },
    });
  }
  return statusOf(deps, caller, submission);
}

/** `PUT /api/submissions/{uuid}/parts/{n}`: takes rows in. A part that came before is the same part, or refused. */
export async function receivePart(deps: Deps, caller: Caller, { body, params, bodyDigest }: Input<SubmissionPart, PartParams, undefined>): Promise<SubmissionStatus> {
  const submission = requireOwnSubmission(await findSubmission(deps.pool, params.uuid), caller);
  const { submissionId } = submission;
  if (params.part > submission.partCount) throw new ApiError(404, "not-found");
  const known = (await readParts(deps.pool, submissionId)).find(({ partNumber }) => partNumber === params.part);
  if (known !== undefined) return afterKnownPart(deps, caller, submission, known.digest === bodyDigest);
  if (submission.state !== "receiving") throw new ApiError(409, "submission-state");
  const identities = await findPatientsByArtId(deps.pool, deps.site, {
    artIds: body.rows.map(({ cells: { artId } }) => (artId === undefined ? null : parseArtId(artId).value)),
    facilityIds: submission.facilityIds,
    lock: "none",
  });
  try {
    await inRetriedTransaction(deps, async (tx) => {
      await requireReceiving(tx, submissionId);
      await insertPart(tx, submissionId, { partNumber: params.part, digest: bodyDigest, rowCount: body.rows.length });
      const part = body.rows.map((row, index) => ({ row, identity: identities[index] ?? { found: false as const, reason: "art-id-not-found" as const } }));
      await insertRowsOfPart(tx, submissionId, params.part, part);
    });
  } catch (error) {
    // The same part came in by another connection meanwhile, and perhaps everything has been accepted since.
    if (!isDuplicateKey(error) && !(error instanceof ApiError)) throw error;
    const other = (await readParts(deps.pool, submissionId)).find(({ partNumber }) => partNumber === params.part);
    if (other === undefined) throw error;
    return afterKnownPart(deps, caller, requireOwnSubmission(await findSubmission(deps.pool, params.uuid), caller), other.digest === bodyDigest);
  }
  return statusOf(deps, caller, submission);
}

function afterKnownPart(deps: Deps, caller: Caller, submission: Submission, isSamePart: boolean): Promise<SubmissionStatus> {
  if (!isSamePart) throw new ApiError(409, "part-differs");
  return statusOf(deps, caller, submission);
}

/** `POST /api/submissions/{uuid}/accept`: everything has come in whole; from here on the server carries it out by itself. */
export async function acceptSubmission(deps: Deps, caller: Caller, { params }: Input<undefined, SubmissionParams, undefined>): Promise<SubmissionStatus> {
  await inRetriedTransaction(deps, async (tx) => {
    const submission = requireOwnSubmission(await findSubmission(tx, params.uuid, true), caller);
    if (submission.state !== "receiving") return;
    const parts = await readParts(tx, submission.submissionId);
    if (parts.length !== submission.partCount) throw new ApiError(409, "parts-missing");
    const rows = parts.reduce((sum, { rowCount }) => sum + rowCount, 0);
    const digest = createHash("sha256").update(parts.map((part) => part.digest).join("")).digest("hex");
    if (rows !== submission.rowCount || digest !== submission.digest) throw new ApiError(409, "digest-differs");
    await markAccepted(tx, submission.submissionId, deps.clock.now());
    await insertAuditEvent(tx, {
      at: deps.clock.now(),
      caller,
      action: "accept-submission",
      result: "done",
      submissionId: submission.submissionId,
      details: { rows },
    });
  });
  deps.engine.wake();
  return statusOf(deps, caller, requireOwnSubmission(await findSubmission(deps.pool, params.uuid), caller));
}
