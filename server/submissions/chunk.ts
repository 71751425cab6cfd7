import type { PoolConnection } from "mysql2/promise";
import { insertAuditEvent } from "../audit/auditEvents";
import { keepNumbersOfRows, voidNumbersOfRows } from "../contactNotes/numbersOfRows";
import { toSiteText, toUtcText } from "../database/time";
import { inTransaction } from "../database/transaction";
import type { Deps } from "../deps";
import { applyContactWrites } from "../patients/contactWrites";
import { keyedDigest } from "./baselineDigest";
import type { ChunkWork } from "./chunkWork";
import { changedFields, unwrittenFields } from "./outcomes";
import type { StoredOutcome } from "./outcomeStore";
import { insertOutcomes } from "./outcomeStore";
import { findFinishedRows, movePendingRow, readRows } from "./rowStore";
import type { PendingRow } from "./rowStore";
import { prepareSentRows } from "./sentRows";
import { addTally, tallyOf } from "./submissionFacts";
import { requireGoingOn } from "./submissionStates";
import type { Submission } from "./submissionStore";
import { prepareUndoRows } from "./undoRows";

/** Named points between the steps of a chunk, at which a test may stop or kill the engine. */
export type ChunkStep = "begun" | "record-locked" | "record-written" | "outcomes-written" | "audited";

/** The audit of a chunk: who, when, on whose behalf, and for each patient what changed, as digests under the site's key. */
async function auditChunk(tx: PoolConnection, deps: Deps, submission: Submission, outcomes: readonly StoredOutcome[]): Promise<void> {
  const subjects = outcomes.flatMap((outcome) =>
    outcome.personId === null
      ? []
      : [
          {
            personId: outcome.personId,
            fields: changedFields(outcome),
            digest: keyedDigest(deps.config.DIGEST_KEY, "outcome", submission.uuid, String(outcome.rowKey), JSON.stringify(outcome)),
          },
        ],
  );
  await insertAuditEvent(tx, {
    at: deps.clock.now(),
    caller: { userId: submission.userId, requestId: submission.requestId, address: submission.address },
    action: "change-contacts",
    result: "done",
    submissionId: submission.submissionId,
    details: { rows: outcomes.length, changed: subjects.filter(({ fields }) => fields !== "").length },
    subjects,
  });
}

/**
 * Carries out the rows of one chunk in one transaction: lock, decide, write, check, outcome, audit, commit. Rows that another instance
 * has finished are left out. Rows whose ART ID names another patient now are put off until that patient is locked. Throws when nothing was done.
 */
export async function applyChunk(deps: Deps, work: ChunkWork, onStep: (step: ChunkStep) => Promise<void> | void = () => undefined): Promise<void> {
  const { submission } = work;
  const { submissionId } = submission;
  const decide = await (submission.kind === "undo" ? prepareUndoRows : prepareSentRows)(deps, work);
  let changed: readonly number[] = [];
  await inTransaction(deps, async (tx) => {
    await onStep("begun");
    const { moved, ...plan } = await decide(tx);
    const ended = [...plan.outcomes, ...plan.waiting];
    if (ended.length + moved.length === 0) return;
    await onStep("record-locked");
    const now = deps.clock.now();
    await applyContactWrites(
      tx,
      {
        site: deps.site,
        userId: submission.userId,
        localTime: toSiteText(now, deps.site.timeZone),
        addressVoidReason: plan.addressVoidReason ?? `Contact update, submission ${submission.uuid}`,
      },
      plan.writes,
    );
    await onStep("record-written");
    await requireGoingOn(tx, submissionId);
    const finishedAt = toUtcText(now);
    await insertOutcomes(tx, "row_outcome", { submissionId, finishedAt, outcomes: plan.outcomes });
    await insertOutcomes(tx, "row_waiting", { submissionId, finishedAt, outcomes: plan.waiting });
    await addTally(tx, submissionId, Math.min(...ended.map(({ rowKey }) => rowKey)), tallyOf(ended));
    for (const { rowKey, patientId } of moved) await movePendingRow(tx, submissionId, rowKey, patientId);
    if (plan.numbersToKeep !== undefined && plan.numbersToKeep.length > 0) await keepNumbersOfRows(tx, deps, submission, plan.numbersToKeep);
    // A patient who is gone, or not for the asker, is left alone altogether.
    if (submission.kind === "undo") await voidNumbersOfRows(tx, deps, submission, ended.filter(({ personId }) => personId !== null).map(({ rowKey }) => rowKey));
    await onStep("outcomes-written");
    await auditChunk(tx, deps, submission, ended);
    await onStep("audited");
    changed = plan.outcomes.flatMap((outcome) => (outcome.personId === null || changedFields(outcome) === "" ? [] : [outcome.personId]));
  });
  deps.recordChanged?.(changed);
}

/**
 * Records that a row could not be carried out, after its own transaction failed for a reason that lies in the row. The record is untouched.
 */
export async function failRow(deps: Deps, submission: Submission, { rowKey }: PendingRow): Promise<void> {
  await inTransaction(deps, async (tx) => {
    await requireGoingOn(tx, submission.submissionId);
    const finished = await findFinishedRows(tx, submission.submissionId, [rowKey]);
    if (finished.has(rowKey)) return;
    const [stored] = await readRows(tx, submission.submissionId, [rowKey]);
    const outcome: StoredOutcome = {
      rowKey,
      status: "failed",
      personId: null,
      issues: [{ code: "write-failed", severity: "error", field: null }],
      // An undo's rows give no values.
      ...unwrittenFields(stored === undefined || submission.kind === "undo" ? null : stored.row),
    };
    await insertOutcomes(tx, "row_outcome", { submissionId: submission.submissionId, finishedAt: toUtcText(deps.clock.now()), outcomes: [outcome] });
    await addTally(tx, submission.submissionId, rowKey, tallyOf([outcome]));
    await insertAuditEvent(tx, {
      at: deps.clock.now(),
      caller: { userId: submission.userId, requestId: submission.requestId, address: submission.address },
      action: "change-contacts",
      result: "failed",
      submissionId: submission.submissionId,
      details: { rows: 1, changed: 0 },
    });
  });
}
