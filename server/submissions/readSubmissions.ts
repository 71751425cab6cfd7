import { can } from "../../src/domain/roles";
import type { OutcomePage, SubmissionList, SubmissionStatus } from "../../src/contract/submissions";
import { insertAuditEvent } from "../audit/auditEvents";
import type { Caller, Deps } from "../deps";
import { ApiError } from "../http/apiError";
import type { Input } from "../http/endpoint";
import { readOutcomes } from "./outcomePages";
import type { SubmissionParams } from "./receiveSubmission";
import { ordinalOf, rowKeyOf } from "./rowStore";
import { statusesOf, statusOf } from "./submissionStatus";
import type { Submission } from "./submissionStore";
import { findSubmission, listSubmissions, readRowsOfParts } from "./submissionStore";

/**
 * A submission that the caller may read: one's own; everyone's for those whose role and facilities allow it. A submission that may not be
 * read is not there.
 */
export async function requireReadable(deps: Deps, caller: Caller, uuid: string): Promise<Submission> {
  const submission = await findSubmission(deps.pool, uuid);
  if (submission === null || !mayRead(caller, submission)) throw new ApiError(404, "not-found");
  return submission;
}

/** Whether what a sender with these facilities sent is within the caller's reach. */
export function mayRead(caller: Caller, { userId, facilityIds }: Pick<Submission, "userId" | "facilityIds">): boolean {
  if (userId === caller.userId) return true;
  if (!can(caller.role, "read-all-submissions")) return false;
  if (caller.facilityIds === null) return true;
  return facilityIds !== null && facilityIds.every((id) => caller.facilityIds?.includes(id) === true);
}

/** `GET /api/submissions/{uuid}`. */
export async function readSubmission(deps: Deps, caller: Caller, { params }: Input<undefined, SubmissionParams, undefined>): Promise<SubmissionStatus> {
  return statusOf(deps, caller, await requireReadable(deps, caller, params.uuid));
}

export interface ListQuery {
  readonly limit: number;
  /** The submission that the page before ended with. */
  readonly before?: string | undefined;
}

/** `GET /api/submissions?limit=&before=`: newest first. A page is full as long as there are older ones that the caller may read. */
export async function readSubmissionList(deps: Deps, caller: Caller, { query }: Input<undefined, undefined, ListQuery>): Promise<SubmissionList> {
  const { limit } = query;
  const userId = can(caller.role, "read-all-submissions") ? null : caller.userId;
  let before = query.before === undefined ? null : (await requireReadable(deps, caller, query.before)).submissionId;
  const readable: Submission[] = [];
  // One more than is shown tells whether there are older ones. Where others' facilities lie between, further pages are read.
  for (;;) {
    const found = await listSubmissions(deps.pool, { userId, before, limit: limit + 1 });
    readable.push(...found.filter((submission) => mayRead(caller, submission)));
    before = found.at(-1)?.submissionId ?? null;
    if (found.length <= limit || readable.length > limit) break;
  }
  const shown = readable.slice(0, limit);
  return { submissions: [...(await statusesOf(deps, caller, shown))], next: readable.length > limit ? (shown.at(-1)?.uuid ?? null) : null };
}

export interface OutcomeQuery {
  /** Ordinal of the last row that the asker has; -1 for the beginning. */
  readonly after: number;
  readonly limit: number;
}

/** `GET /api/submissions/{uuid}/outcomes?after=&limit=`: what became of each row so far, in the order of the submission. */
export async function readOutcomePage(deps: Deps, caller: Caller, { params, query }: Input<undefined, SubmissionParams, OutcomeQuery>): Promise<OutcomePage> {
  const submission = await requireReadable(deps, caller, params.uuid);
  const { submissionId } = submission;
  const rowsOfParts = await readRowsOfParts(deps.pool, submission);
  const afterKey = query.after < 0 ? -1 : rowKeyOf(query.after, rowsOfParts);
  const found = await readOutcomes(deps.pool, { submissionId, afterKey, limit: query.limit });
  if (submission.userId !== caller.userId) {
    await insertAuditEvent(deps.pool, { at: deps.clock.now(), caller, action: "read-outcomes", result: "done", submissionId, details: { rows: found.length } });
  }
  const outcomes = found.map(({ rowKey, outcome }) => ({ ordinal: ordinalOf(rowKey, rowsOfParts), ...outcome }));
  const last = outcomes.at(-1);
  return { outcomes, next: found.length < query.limit || last === undefined ? null : last.ordinal, state: submission.state };
}
