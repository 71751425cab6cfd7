import { createHash } from "node:crypto";
import type { PoolConnection, ResultSetHeader } from "mysql2/promise";
import type { UndoRequest } from "../../src/contract/followUps";
import type { SubmissionStatus, UndoRefusal } from "../../src/contract/submissions";
import { insertAuditEvent } from "../audit/auditEvents";
import { inRetriedTransaction } from "../database/transaction";
import type { Caller, Deps } from "../deps";
import { ApiError } from "../http/apiError";
import type { Input } from "../http/endpoint";
import { sliced } from "../patients/sql";
import { insertDerived, requireSameRequest, setRowCount } from "./derivedSubmission";
import type { DerivedSubmission } from "./derivedSubmission";
import { requireReadable } from "./readSubmissions";
import type { SubmissionParams } from "./receiveSubmission";
import { rowKeyOf } from "./rowStore";
import { statusOf } from "./submissionStatus";
import { findSubmission, readRowsOfParts } from "./submissionStore";
import { leftSomething } from "./undoStore";

const refused: Readonly<Record<UndoRefusal, () => ApiError>> = {
  "not-finished": () => new ApiError(409, "submission-state"),
  "nothing-changed": () => new ApiError(409, "undo-nothing"),
  "too-late": () => new ApiError(409, "undo-too-late"),
  "not-allowed": () => new ApiError(403, "not-allowed"),
};

/** Rows of the origin of which there is something to take back, under their own keys; of these keys, or all where it is null. Gives how many. */
async function insertUndoRows(tx: PoolConnection, ids: { readonly submissionId: number; readonly originId: number }, rowKeys: readonly number[] | null): Promise<number> {
  let inserted = 0;
  for (const slice of rowKeys === null ? [null] : sliced(rowKeys)) {
    const [result] = await tx.query<ResultSetHeader>(
      `INSERT INTO submission_row (submission_id, row_key, row_id, \`row_number\`, patient_id, content)
       SELECT ?, r.row_key, r.row_id, r.\`row_number\`, o.person_id, r.content
         FROM row_outcome o
         JOIN submission_row r ON r.submission_id = o.submission_id AND r.row_key = o.row_key
        WHERE o.submission_id = ? AND ${leftSomething}${slice === null ? "" : " AND o.row_key IN (?)"}`,
      [ids.submissionId, ids.originId, ...(slice === null ? [] : [slice])],
    );
    inserted += result.affectedRows;
  }
  return inserted;
}

/** Makes an undo of rows of `origin`, accepted at once, in the caller's transaction. Null where the uuid is taken; stops where there is nothing to take back. */
export async function insertUndo(tx: PoolConnection, derived: Omit<DerivedSubmission, "kind">, rowKeys: readonly number[] | null): Promise<number | null> {
  const submissionId = await insertDerived(tx, { ...derived, kind: "undo" });
  if (submissionId === null) return null;
  const rows = await insertUndoRows(tx, { submissionId, originId: derived.origin.submissionId }, rowKeys);
  if (rows === 0) throw new ApiError(409, "undo-nothing");
  await setRowCount(tx, submissionId, rows);
  await insertAuditEvent(tx, {
    at: derived.at,
    caller: derived.caller,
    action: "undo-submission",
    result: "done",
    submissionId,
    details: { origin: derived.origin.uuid, rows },
  });
  return submissionId;
}

/** `POST /api/submissions/{uuid}/undo`: takes back what a submission changed, as a submission of its own. */
export async function undoSubmission(deps: Deps, caller: Caller, { body, params }: Input<UndoRequest, SubmissionParams, undefined>): Promise<SubmissionStatus> {
  const origin = await requireReadable(deps, caller, params.uuid);
  const ordinals = body.ordinals === null ? null : [...new Set(body.ordinals)].sort((one, other) => one - other);
  const digest = createHash("sha256").update(JSON.stringify([origin.uuid, ordinals, body.reason])).digest("hex");
  const request = { kind: "undo", origin, caller, digest } as const;
  const known = await findSubmission(deps.pool, body.uuid);
  if (known === null) {
    const { undo } = await statusOf(deps, caller, origin);
    if (undo.refusal !== null) {
      await insertAuditEvent(deps.pool, {
        at: deps.clock.now(),
        caller,
        action: "undo-submission",
        result: "refused",
        submissionId: origin.submissionId,
        details: { reason: undo.refusal },
      });
      throw refused[undo.refusal]();
    }
    const rowsOfParts = await readRowsOfParts(deps.pool, origin);
    const rowKeys = ordinals?.map((ordinal) => rowKeyOf(ordinal, rowsOfParts)) ?? null;
    await inRetriedTransaction(deps, (tx) => insertUndo(tx, { ...request, uuid: body.uuid, reason: body.reason, at: deps.clock.now() }, rowKeys));
    deps.engine.wake();
  }
  const made = known ?? (await findSubmission(deps.pool, body.uuid));
  if (made === null) throw new Error("An undo was made and is not there.");
  requireSameRequest(made, request);
  return statusOf(deps, caller, made);
}
