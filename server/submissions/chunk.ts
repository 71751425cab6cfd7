import type { PoolConnection } from "mysql2/promise";
import type { Places } from "../../src/domain/types";
import { insertAuditEvent } from "../audit/auditEvents";
import { toSiteDay, toSiteText, toUtcText } from "../database/time";
import { inTransaction } from "../database/transaction";
import type { Deps } from "../deps";
import { applyContactWrites } from "../patients/contactWrites";
import { readCurrentContacts } from "../patients/currentContacts";
import { findPatientsByArtId } from "../patients/identities";
import type { Identity } from "../patients/identities";
import { keyedDigest } from "./baselineDigest";
import { judgeRows, prepareRow } from "./judgement";
import type { JudgedRow, PreparedRow } from "./judgement";
import { changedFields, planChunk } from "./outcomes";
import type { StoredOutcome } from "./outcomeStore";
import { findPersonsWithOutcome, insertOutcomes } from "./outcomeStore";
import { sentRow } from "./rowContent";
import { findFinishedRows, movePendingRow, readRows } from "./rowStore";
import type { PendingRow } from "./rowStore";
import type { Submission } from "./submissionStore";

/** A row ready to be decided: read and parsed before any lock is taken, which its content allows because it never changes. */
interface ChunkRow {
  readonly rowKey: number;
  /** Whom the ART ID named when the row came in. */
  readonly expectedPatientId: number | null;
  readonly prepared: PreparedRow;
}

export interface ChunkWork {
  readonly submission: Submission;
  readonly rows: readonly PendingRow[];
  readonly places: Places;
  /** Rows whose patient changed since they came in have been put off before: look for earlier rows of the same patient. */
  readonly afterMoves: boolean;
}

/** Named points between the steps of a chunk, at which a test may stop or kill the engine. */
export type ChunkStep = "begun" | "record-locked" | "record-written" | "outcomes-written" | "audited";

async function readChunk(deps: Deps, { submission, rows }: ChunkWork): Promise<readonly ChunkRow[]> {
  const expected = new Map(rows.map(({ rowKey, patientId }) => [rowKey, patientId]));
  const reading = { ...submission.reading, today: toSiteDay(deps.clock.now(), deps.site.timeZone) };
  const stored = await readRows(deps.pool, submission.submissionId, [...expected.keys()]);
  return stored.map(({ rowKey, row }) => ({
    rowKey,
    expectedPatientId: expected.get(rowKey) ?? null,
    prepared: prepareRow(sentRow(row), reading),
  }));
}

interface KeyedJudgement {
  readonly rowKey: number;
  readonly judged: JudgedRow;
}

/** Locks persons in ascending order, then phones, addresses and identifiers, and decides; nothing read before the locks decides. */
async function judgeUnderLock(
  tx: PoolConnection,
  deps: Deps,
  { submission, places, afterMoves }: ChunkWork,
  chunk: readonly ChunkRow[],
): Promise<{ judged: readonly KeyedJudgement[]; moved: readonly PendingRow[] }> {
  const { submissionId } = submission;
  const expectedIds = [...new Set(chunk.flatMap(({ expectedPatientId }) => (expectedPatientId === null ? [] : [expectedPatientId])))];
  const withIdentity = chunk.some(({ prepared: { checked } }) => Object.keys(checked.guard).length > 0);
  const contacts = await readCurrentContacts(tx, deps.site, { personIds: expectedIds, lock: "update", withIdentity });
  const finished = await findFinishedRows(tx, submissionId, chunk.map(({ rowKey }) => rowKey));
  const rows = chunk.filter(({ rowKey }) => !finished.has(rowKey));
  const identities = await findPatientsByArtId(tx, deps.site, {
    artIds: rows.map(({ prepared }) => prepared.checked.artId),
    facilityIds: submission.facilityIds,
    lock: "share",
  });
  const staying: { row: ChunkRow; identity: Identity }[] = [];
  const moved: PendingRow[] = [];
  for (const [index, row] of rows.entries()) {
    const identity: Identity = identities[index] ?? { found: false, reason: "art-id-not-found" };
    // An ART ID that names another patient now waits for that patient's lock; one that names nobody any more can fail here.
    if (identity.found && identity.patientId !== row.expectedPatientId) moved.push({ rowKey: row.rowKey, patientId: identity.patientId });
    else staying.push({ row, identity });
  }
  const judged = judgeRows(
    staying.map(({ row }) => row.prepared),
    staying.map(({ identity }) => identity),
    contacts,
    {
      reading: { ...submission.reading, today: toSiteDay(deps.clock.now(), deps.site.timeZone) },
      role: submission.role,
      reason: submission.reason,
      places,
      site: deps.site,
      digestKey: deps.config.DIGEST_KEY,
      mode: "submit",
      personsDone: afterMoves ? await findPersonsWithOutcome(tx, submissionId, expectedIds) : new Set(),
    },
  );
  const keyed = staying.flatMap(({ row }, index) => {
    const one = judged[index];
    return one === undefined ? [] : [{ rowKey: row.rowKey, judged: one }];
  });
  return { judged: keyed, moved };
}

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
  const chunk = await readChunk(deps, work);
  await inTransaction(deps, async (tx) => {
    await onStep("begun");
    const { judged, moved } = await judgeUnderLock(tx, deps, work, chunk);
    if (judged.length + moved.length === 0) return;
    await onStep("record-locked");
    const plan = planChunk(judged);
    const now = deps.clock.now();
    await applyContactWrites(
      tx,
      {
        site: deps.site,
        userId: submission.userId,
        localTime: toSiteText(now, deps.site.timeZone),
        addressVoidReason: `Contact update, submission ${submission.uuid}`,
      },
      plan.writes,
    );
    await onStep("record-written");
    const finishedAt = toUtcText(now);
    await insertOutcomes(tx, "row_outcome", { submissionId, finishedAt, outcomes: plan.outcomes });
    await insertOutcomes(tx, "row_waiting", { submissionId, finishedAt, outcomes: plan.waiting });
    for (const { rowKey, patientId } of moved) await movePendingRow(tx, submissionId, rowKey, patientId);
    await onStep("outcomes-written");
    await auditChunk(tx, deps, submission, [...plan.outcomes, ...plan.waiting]);
    await onStep("audited");
  });
}

/**
 * Records that a row could not be carried out, after its own transaction failed for a reason that lies in the row. The record is untouched.
 */
export async function failRow(deps: Deps, submission: Submission, { rowKey }: PendingRow): Promise<void> {
  await inTransaction(deps, async (tx) => {
    const finished = await findFinishedRows(tx, submission.submissionId, [rowKey]);
    if (finished.has(rowKey)) return;
    const outcome: StoredOutcome = {
      rowKey,
      status: "failed",
      personId: null,
      issues: [{ code: "write-failed", severity: "error", field: null }],
      phone: null,
      address: null,
      birthdate: null,
    };
    await insertOutcomes(tx, "row_outcome", { submissionId: submission.submissionId, finishedAt: toUtcText(deps.clock.now()), outcomes: [outcome] });
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
