import type { LeftOverPage, LeftOverRequest, LeftOverRow } from "../../src/contract/followUps";
import type { RowInput } from "../../src/contract/submissions";
import type { ContactField } from "../../src/domain/types";
import { insertAuditEvent } from "../audit/auditEvents";
import { toSiteDay } from "../database/time";
import { inTransaction } from "../database/transaction";
import type { Caller, Deps } from "../deps";
import { ApiError } from "../http/apiError";
import type { Input } from "../http/endpoint";
import { readCurrentContacts } from "../patients/currentContacts";
import { findPatientsByArtId } from "../patients/identities";
import { baselineOf } from "./baselineDigest";
import { judgeRows, prepareRow } from "./judgement";
import { findLeftOverKeys, readLeftOver } from "./leftOverStore";
import type { LeftOver } from "./leftOverStore";
import { requireToCarryOn } from "./mayCarryOn";
import type { SubmissionParams } from "./receiveSubmission";
import { sentRow } from "./rowContent";
import { fieldsGiven, restrictRow } from "./rowFields";
import { ordinalOf, readRows, rowKeyOf } from "./rowStore";
import type { Submission } from "./submissionStore";
import { findSubmissionById, readRowsOfParts } from "./submissionStore";
import { judgeUndo } from "./undoRows";
import { readDoneRows } from "./undoStore";

/** A left-over row with what was sent of it, cut down to what is open. */
interface OpenRow {
  readonly leftOver: LeftOver;
  readonly open: readonly ContactField[];
  readonly row: RowInput;
}

/** What would happen to a row now. */
type Judgement = Pick<LeftOverRow, "fields" | "issues" | "baseline"> & { readonly personId: number | null };

/** `POST /api/submissions/{uuid}/left-over`: the rows that somebody must still look at, judged by the asker's rights against the record as it is now. */
export async function readLeftOverRows(deps: Deps, caller: Caller, { body, params }: Input<LeftOverRequest, SubmissionParams, undefined>): Promise<LeftOverPage> {
  const submission = await requireToCarryOn(deps, caller, params.uuid, "read-left-over");
  if (submission.state === "receiving") throw new ApiError(409, "submission-state");
  const { submissionId } = submission;
  const isUndo = submission.kind === "undo";
  const rowsOfParts = await readRowsOfParts(deps.pool, submission);
  const afterKey = body.after < 0 ? -1 : rowKeyOf(body.after, rowsOfParts);
  const keys = await findLeftOverKeys(deps.pool, { submissionId, isUndo, afterKey, limit: body.limit });
  const leftOver = await readLeftOver(deps.pool, { submissionId, isUndo }, keys);
  const stored = await readRows(deps.pool, submissionId, keys);
  const rows = stored.flatMap(({ rowKey, row }): readonly OpenRow[] => {
    const one = leftOver.get(rowKey);
    if (one === undefined) return [];
    const open = one.open ?? fieldsGiven(row);
    return [{ leftOver: one, open, row: restrictRow(row, open) }];
  });
  const judged = await (isUndo ? judgeUndone : judgeSent)(deps, caller, submission, rows);
  await insertAuditEvent(deps.pool, {
    at: deps.clock.now(),
    caller,
    action: "read-left-over",
    result: "done",
    submissionId,
    details: { rows: rows.length },
    subjects: [...new Set(judged.flatMap(({ personId }) => personId ?? []))].map((personId) => ({ personId })),
  });
  const answers = rows.flatMap(({ leftOver: { rowKey, why }, open, row }, index): readonly LeftOverRow[] => {
    const now = judged[index];
    if (now === undefined) return [];
    return [
      {
        ordinal: ordinalOf(rowKey, rowsOfParts),
        rowId: row.rowId,
        rowNumber: row.rowNumber,
        artId: row.cells.artId === undefined ? "" : String(row.cells.artId.value),
        why,
        open: [...open],
        seen: row.seen ?? {},
        fields: now.fields,
        issues: now.issues,
        baseline: now.baseline,
      },
    ];
  });
  return { rows: answers, next: keys.length < body.limit ? null : (answers.at(-1)?.ordinal ?? null) };
}

/** Rows as sent, judged as a preview by the asker would be. */
async function judgeSent(deps: Deps, caller: Caller, submission: Submission, rows: readonly OpenRow[]): Promise<readonly Judgement[]> {
  const reading = { ...submission.reading, today: toSiteDay(deps.clock.now(), deps.site.timeZone) };
  const prepared = rows.map(({ row }) => prepareRow(sentRow(row), reading));
  const identities = await findPatientsByArtId(deps.pool, deps.site, {
    artIds: prepared.map(({ checked }) => checked.artId),
    facilityIds: caller.facilityIds,
    lock: "none",
  });
  const contacts = await readCurrentContacts(deps.pool, deps.site, {
    personIds: identities.flatMap((identity) => (identity.found ? [identity.patientId] : [])),
    lock: "none",
    withIdentity: true,
  });
  const judged = await judgeRows(prepared, identities, contacts, {
    reading,
    role: caller.role,
    reason: submission.reason,
    places: await deps.site.places(),
    site: deps.site,
    digestKey: deps.config.DIGEST_KEY,
    mode: "preview",
  });
  return judged.map(({ current, decision }, index) => ({
    fields: decision.fields,
    issues: [...decision.issues] as LeftOverRow["issues"],
    baseline: current === null ? {} : baselineOf(deps.config.DIGEST_KEY, current, rows[index]?.open),
    personId: current?.personId ?? null,
  }));
}

/** Rows of an undo that were overwritten: what taking the same change back again comes to now. */
async function judgeUndone(deps: Deps, caller: Caller, submission: Submission, rows: readonly OpenRow[]): Promise<readonly Judgement[]> {
  const origin = submission.originId === null ? null : await findSubmissionById(deps.pool, submission.originId);
  if (origin === null) throw new Error("An undo has lost the submission that it takes back.");
  const done = await readDoneRows(deps.pool, origin.submissionId, rows.map(({ leftOver }) => leftOver.rowKey));
  const context = { deps, originId: origin.submissionId, places: await deps.site.places(), facilityIds: caller.facilityIds };
  const judged = new Map((await inTransaction(deps, (tx) => judgeUndo(tx, context, done, false))).map((row) => [row.rowKey, row]));
  return rows.map(({ leftOver, open }) => {
    const now = judged.get(leftOver.rowKey);
    if (now === undefined) return { fields: {}, issues: [], baseline: {}, personId: null };
    return {
      fields: Object.fromEntries(Object.entries(now.decision.fields).filter(([field]) => open.includes(field as ContactField))),
      issues: [...now.decision.issues] as LeftOverRow["issues"],
      baseline: now.current === null ? {} : baselineOf(deps.config.DIGEST_KEY, now.current, open),
      personId: now.current === null ? null : now.personId,
    };
  });
}
