import type { RecordNow } from "../../src/domain/afterCheck";
import { checkAfterwards } from "../../src/domain/afterCheck";
import { contactFields } from "../../src/domain/types";
import type { ContactField } from "../../src/domain/types";
import { insertAuditEvent } from "../audit/auditEvents";
import { inRetriedTransaction } from "../database/transaction";
import type { Deps } from "../deps";
import { keyedDigest } from "../submissions/baselineDigest";
import { holdNeeds, keepNeeds } from "../submissions/needStore";
import type { AppliedRow } from "./appliedRows";
import { findFollowedFields, readAppliedRows } from "./appliedRows";
import type { AfterCheck } from "./checkLease";
import { finishCheck, lockCheck } from "./checkLease";
import { readRecordNow } from "./recordNow";
import { findReverted, hasOpenReverted, insertReverted, settleReverted } from "./revertedStore";

/** Rows compared at a time: few enough that memory stays flat and nobody's statement waits long. */
const rowsPerSlice = 500;

/** Another instance has taken the check over; nothing more may be written. */
export class CheckLost extends Error {}

interface JudgedRow {
  readonly row: AppliedRow;
  readonly now: RecordNow;
  readonly reverted: readonly ContactField[];
}

/** Who looks: the server itself, on nobody's behalf. */
const system = { userId: null, requestId: "after-check", address: "" };

function personsWith(rows: readonly AppliedRow[], field: ContactField): readonly number[] {
  return rows.filter(({ applied }) => applied[field] !== undefined).map(({ personId }) => personId);
}

/** The record is read before what came later is: whoever took a change back in between is then seen. */
async function judgeSlice(deps: Deps, submissionId: number, rows: readonly AppliedRow[]): Promise<readonly JudgedRow[]> {
  const recordNow = await readRecordNow(deps.pool, deps.site, {
    phone: personsWith(rows, "phone"),
    address: personsWith(rows, "address"),
    all: rows.map(({ personId }) => personId),
  });
  const followed = await findFollowedFields(deps.pool, submissionId, rows);
  const none = new Set<ContactField>();
  return rows.map((row) => {
    const now = recordNow(row.personId);
    const verdicts = checkAfterwards(row.applied, now, followed.get(row.rowKey) ?? none);
    return { row, now, reverted: contactFields.filter((field) => verdicts[field] === "reverted") };
  });
}

export interface CheckRun {
  readonly check: AfterCheck;
  readonly owner: string;
}

/**
 * Keeps what was found in a slice: fields found overwritten for the first time, with their audit; and fields that were, but need nobody any
 * more. A field is kept once, whichever stage or instance finds it.
 */
async function keepFindings(deps: Deps, { check, owner }: CheckRun, slice: readonly JudgedRow[]): Promise<void> {
  const { submissionId, stage } = check;
  const keys = slice.map(({ row }) => row.rowKey);
  await inRetriedTransaction(deps, async (tx) => {
    await holdNeeds(tx, submissionId);
    if (!(await lockCheck(tx, owner, check))) throw new CheckLost();
    const known = await findReverted(tx, submissionId, { from: Math.min(...keys), to: Math.max(...keys) });
    const knownFields = new Set(known.map(({ rowKey, field }) => `${rowKey} ${field}`));
    const found = slice.map(({ row, now, reverted }) => ({ row, now, fields: reverted.filter((field) => !knownFields.has(`${row.rowKey} ${field}`)) }));
    const revertedOf = new Map(slice.map(({ row, reverted }) => [row.rowKey, reverted]));
    const at = deps.clock.now();
    const added = found.flatMap(({ row: { rowKey }, fields }) => fields.map((field) => ({ rowKey, field })));
    await insertReverted(tx, check, at, added);
    const gone = known.filter(({ rowKey, field, isOpen }) => isOpen && revertedOf.get(rowKey)?.includes(field) === false);
    await settleReverted(tx, submissionId, at, gone);
    if (added.length + gone.length > 0) await keepNeeds(tx, submissionId);
    if (added.length === 0) return;
    await insertAuditEvent(tx, {
      at,
      caller: system,
      action: "after-check",
      result: "done",
      submissionId,
      details: { stage, reverted: added.length },
      subjects: found
        .filter(({ fields }) => fields.length > 0)
        .map(({ row: { personId, rowKey }, now, fields }) => ({
          personId,
          fields: fields.join(","),
          digest: keyedDigest(deps.config.DIGEST_KEY, "after-check", String(submissionId), String(rowKey), JSON.stringify(now)),
        })),
    });
  });
}

/**
 * Compares every change of a submission with the record as it is now, slice by slice; reads lock nothing. Begun anew after a crash, it finds
 * the same and keeps nothing twice. Throws `CheckLost` where another instance has taken over.
 */
export async function checkSubmission(deps: Deps, run: CheckRun, mayGoOn: () => boolean): Promise<"done" | "unfinished"> {
  const { submissionId, stage } = run.check;
  const mayHaveToSettle = await hasOpenReverted(deps.pool, submissionId);
  let checked = 0;
  let reverted = 0;
  let afterKey = -1;
  for (;;) {
    if (!mayGoOn()) return "unfinished";
    const rows = await readAppliedRows(deps.pool, { submissionId, afterKey, limit: rowsPerSlice });
    const last = rows.at(-1);
    if (last === undefined) break;
    const slice = await judgeSlice(deps, submissionId, rows);
    const found = slice.filter((row) => row.reverted.length > 0).length;
    if (found > 0 || mayHaveToSettle) await keepFindings(deps, run, slice);
    checked += rows.length;
    reverted += found;
    afterKey = last.rowKey;
    if (rows.length < rowsPerSlice) break;
  }
  await inRetriedTransaction(deps, async (tx) => {
    const checkedAt = deps.clock.now();
    if (!(await finishCheck(tx, run.owner, { submissionId, stage, checkedAt, checked, reverted }))) throw new CheckLost();
    await insertAuditEvent(tx, {
      at: checkedAt,
      caller: system,
      action: "after-check",
      result: "done",
      submissionId,
      details: { stage, rows: checked, reverted },
    });
  });
  return "done";
}
