import type { PoolConnection } from "mysql2/promise";
import type { FollowUpRequest, FollowUpRow } from "../../src/contract/followUps";
import type { RowInput, SubmissionStatus } from "../../src/contract/submissions";
import { parseArtId } from "../../src/domain/artId";
import { insertAuditEvent } from "../audit/auditEvents";
import { inRetriedTransaction } from "../database/transaction";
import type { Caller, Deps } from "../deps";
import { ApiError } from "../http/apiError";
import type { Input } from "../http/endpoint";
import { findPatientsByArtId } from "../patients/identities";
import { insertDerived, requireSameRequest, setRowCount } from "./derivedSubmission";
import { countLateRows } from "../tally/sumUp";
import { settleRows, wereLeftOut } from "./followUpStore";
import type { SettledRow } from "./followUpStore";
import { readLeftOver } from "./leftOverStore";
import { requireToCarryOn } from "./mayCarryOn";
import { keepNeeds } from "./needStore";
import type { SubmissionParams } from "./receiveSubmission";
import { restrictRow } from "./rowFields";
import { insertRowsByKey, readRows, rowKeyOf } from "./rowStore";
import type { KeyedRow } from "./rowStore";
import { statusOf } from "./submissionStatus";
import type { Submission } from "./submissionStore";
import { findSubmission, findSubmissionById, readRowsOfParts } from "./submissionStore";
import { insertUndo } from "./undoSubmission";

interface KeyedFollowUp extends FollowUpRow {
  readonly rowKey: number;
}

/** What a follow-up does, with the keys of its rows. */
interface FollowUp {
  readonly uuid: string;
  readonly origin: Submission;
  readonly caller: Caller;
  readonly reason: string | null;
  readonly digest: string;
  readonly rows: readonly KeyedFollowUp[];
  readonly leaveOut: readonly number[];
}

/**
 * `POST /api/submissions/{uuid}/follow-up`: carries on rows that were left over, in the asker's name, and takes out those that the asker
 * leaves as the record has them: all of it or nothing. A row that somebody has dealt with meanwhile stops the request.
 */
export async function followUp(deps: Deps, caller: Caller, input: Input<FollowUpRequest, SubmissionParams, undefined>): Promise<SubmissionStatus> {
  const { body, params, bodyDigest } = input;
  const origin = await requireToCarryOn(deps, caller, params.uuid, "follow-up");
  const kind = origin.kind === "undo" ? "undo" : "follow-up";
  const undone = origin.kind === "undo" && origin.originId !== null ? await findSubmissionById(deps.pool, origin.originId) : null;
  const same = { kind, origin: undone ?? origin, caller, digest: bodyDigest } as const;
  const known = await findSubmission(deps.pool, body.uuid);
  if (known === null) {
    const rowsOfParts = await readRowsOfParts(deps.pool, origin);
    const request: FollowUp = {
      uuid: body.uuid,
      origin,
      caller,
      reason: body.reason,
      digest: bodyDigest,
      rows: body.rows.map((row) => ({ ...row, rowKey: rowKeyOf(row.ordinal, rowsOfParts) })),
      leaveOut: body.leaveOut.map((ordinal) => rowKeyOf(ordinal, rowsOfParts)),
    };
    const stored = undone === null ? await rowsToSend(deps, request) : [];
    await inRetriedTransaction(deps, (tx) => carryOn(tx, deps, request, { stored, undone }));
    deps.engine.wake();
  }
  const made = known ?? (await findSubmission(deps.pool, body.uuid));
  if (made !== null) requireSameRequest(made, same);
  return statusOf(deps, caller, made ?? origin);
}

/** The rows as they will be stored: as sent first, cut down to the chosen fields, with what the asker has seen and confirmed now. */
async function rowsToSend(deps: Deps, { origin, caller, rows }: FollowUp): Promise<readonly KeyedRow[]> {
  const asked = new Map(rows.map((row) => [row.rowKey, row]));
  const stored = (await readRows(deps.pool, origin.submissionId, [...asked.keys()])).flatMap(({ rowKey, row }) => {
    const follow = asked.get(rowKey);
    return follow === undefined ? [] : [{ rowKey, row: rowAgain(row, follow) }];
  });
  const identities = await findPatientsByArtId(deps.pool, deps.site, {
    artIds: stored.map(({ row: { cells } }) => (cells.artId === undefined ? null : parseArtId(cells.artId).value)),
    facilityIds: caller.facilityIds,
    lock: "none",
  });
  return stored.map((row, index) => ({ ...row, identity: identities[index] ?? { found: false, reason: "art-id-not-found" } }));
}

/** What was confirmed and accepted before still holds: the asker was shown the row as judged with it. */
function rowAgain(row: RowInput, { fields, baseline, seen, confirmations = [], acceptedRepairs = [] }: FollowUpRow): RowInput {
  const kept = (row.acceptedRepairs ?? []).filter((old) => !acceptedRepairs.some(({ field, code }) => field === old.field && code === old.code));
  return restrictRow(
    {
      ...row,
      acceptedRepairs: [...kept, ...acceptedRepairs],
      confirmations: [...new Set([...(row.confirmations ?? []), ...confirmations])],
      baseline,
      seen: seen ?? {},
    },
    fields,
  );
}

interface Prepared {
  readonly stored: readonly KeyedRow[];
  /** What an undo took back, where it is an undo's rows that are carried on. */
  readonly undone: Submission | null;
}

async function carryOn(tx: PoolConnection, deps: Deps, request: FollowUp, { stored, undone }: Prepared): Promise<void> {
  const { uuid, origin, caller, digest, rows, leaveOut } = request;
  const at = deps.clock.now();
  // Whoever else deals with rows of this submission, and the engine, wait for each other here.
  const now = await findSubmission(tx, origin.uuid, true);
  if (now === null || now.state === "receiving") throw new ApiError(409, "submission-state");
  // The same request by another connection came first.
  if ((await findSubmission(tx, uuid)) !== null) return;
  const settled = await requireOpen(tx, request);
  if (settled === null) return;
  const derived = { uuid, origin: undone ?? origin, caller, reason: request.reason ?? origin.reason, digest, at };
  let newId: number | null = null;
  if (rows.length > 0 && undone !== null) newId = await insertUndo(tx, derived, rows.map(({ rowKey }) => rowKey));
  else if (rows.length > 0) {
    newId = await insertDerived(tx, { ...derived, kind: "follow-up" });
    if (newId !== null) {
      await insertRowsByKey(tx, newId, stored);
      await setRowCount(tx, newId, stored.length);
    }
  }
  if (rows.length > 0 && newId === null) throw new ApiError(409, "submission-differs");
  await settleRows(tx, { submissionId: origin.submissionId, followUpId: newId, userId: caller.userId, at }, settled);
  await countLateRows(tx, deps.site, origin.submissionId, settled.filter(({ leftOver }) => leftOver.isWaiting).map(({ leftOver }) => leftOver.rowKey));
  await keepNeeds(tx, origin.submissionId);
  await insertAuditEvent(tx, {
    at,
    caller,
    action: "follow-up",
    result: "done",
    submissionId: newId ?? origin.submissionId,
    details: { origin: origin.uuid, rows: rows.length, leftOut: leaveOut.length },
  });
}

/**
 * Every row must be left over still, and named once. Null where nothing is sent and the asker has left these very rows out before: the
 * same request again.
 */
async function requireOpen(tx: PoolConnection, { origin, caller, rows, leaveOut }: FollowUp): Promise<readonly SettledRow[] | null> {
  const keys = [...rows.map(({ rowKey }) => rowKey), ...leaveOut];
  if (new Set(keys).size !== keys.length) throw new ApiError(400, "body-invalid");
  const open = await readLeftOver(tx, { submissionId: origin.submissionId, isUndo: origin.kind === "undo" }, keys);
  const chosen = new Map(rows.map(({ rowKey, fields }) => [rowKey, fields]));
  const settled = keys.flatMap((rowKey): readonly SettledRow[] => {
    const leftOver = open.get(rowKey);
    const fields = chosen.get(rowKey) ?? null;
    // A field that was carried out is not sent again.
    const isOpen = leftOver !== undefined && (leftOver.open === null || fields === null || fields.every((field) => leftOver.open?.includes(field)));
    return isOpen ? [{ leftOver, fields }] : [];
  });
  if (settled.length === keys.length) return settled;
  if (rows.length === 0 && settled.length === 0 && (await wereLeftOut(tx, { submissionId: origin.submissionId, userId: caller.userId, rowKeys: keys }))) return null;
  throw new ApiError(409, "rows-settled");
}
