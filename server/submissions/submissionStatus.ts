import type { RowDataPacket } from "mysql2/promise";
import { noRows } from "../../src/contract/submissions";
import type { SubmissionStatus } from "../../src/contract/submissions";
import { openmrsTable } from "../database/names";
import { toInstant } from "../database/time";
import type { Caller, Deps } from "../deps";
import { readFacts } from "./submissionFacts";
import type { SubmissionFacts } from "./submissionFacts";
import type { Submission } from "./submissionStore";
import { readParts } from "./submissionStore";
import { undoRight } from "./undoRight";

interface Sender extends RowDataPacket {
  userId: number;
  name: string;
}

/** Names of senders for people to read: given and family name, else the username. */
async function readSenders(deps: Deps, userIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (userIds.length === 0) return new Map();
  const [rows] = await deps.pool.query<Sender[]>(
    `SELECT u.user_id AS userId, COALESCE(
              (SELECT CONCAT_WS(' ', n.given_name, n.family_name) FROM ${openmrsTable(deps.site, "person_name")} n
                WHERE n.person_id = u.person_id AND n.voided = 0 ORDER BY n.preferred DESC, n.person_name_id LIMIT 1),
              NULLIF(u.username, ''), u.system_id) AS name
       FROM ${openmrsTable(deps.site, "users")} u WHERE u.user_id IN (?)`,
    [userIds],
  );
  return new Map(rows.map(({ userId, name }) => [userId, name]));
}

/**
 * Rows that somebody must still look at: not everything of them was carried out, and nobody has dealt with that yet. What an undo left
 * alone stays as the record has it.
 */
function leftOver({ kind }: Submission, { counts, settled }: SubmissionFacts): number {
  if (kind === "undo") return 0;
  return Math.max(0, counts.waiting + counts.conflict + counts.failed + counts.partly + counts.withdrawn - settled);
}

function describe(deps: Deps, caller: Caller, submission: Submission, known: { facts: SubmissionFacts; sender: string; parts: readonly number[] }): SubmissionStatus {
  const { facts, sender, parts } = known;
  const { counts } = facts;
  const instant = (text: string | null): string | null => (text === null ? null : toInstant(text));
  return {
    uuid: submission.uuid,
    state: submission.state,
    rowCount: submission.rowCount,
    partCount: submission.partCount,
    partsReceived: [...parts],
    rowsDone: Object.values(counts).reduce((sum, found) => sum + found, 0),
    counts,
    source: submission.source,
    sentBy: sender,
    isOwn: submission.userId === caller.userId,
    reason: submission.reason,
    kind: submission.kind,
    origin: facts.originUuid,
    undo: undoRight(submission, counts, { caller, now: deps.clock.now(), undoHours: deps.site.settings.latest().undoHours, keepsNumbers: facts.keepsNumbers }),
    undoneBy: [...facts.undoneBy],
    followedBy: [...facts.followedBy],
    leftOver: leftOver(submission, facts),
    approvals: facts.approvals,
    reverted: facts.reverted,
    checkedAt: instant(facts.checkedAt),
    nextCheckAt: instant(facts.nextCheckAt),
    stopReason: submission.stopReason,
    openedAt: toInstant(submission.openedAt),
    acceptedAt: instant(submission.acceptedAt),
    startedAt: instant(submission.startedAt),
    finishedAt: instant(submission.finishedAt),
  };
}

const nothingKnown: SubmissionFacts = {
  counts: noRows,
  settled: 0,
  approvals: 0,
  keepsNumbers: false,
  reverted: 0,
  checkedAt: null,
  nextCheckAt: null,
  originUuid: null,
  undoneBy: [],
  followedBy: [],
};

/** Where submissions stand, as `caller` may act on them. In the order given. */
export async function statusesOf(deps: Deps, caller: Caller, submissions: readonly Submission[]): Promise<readonly SubmissionStatus[]> {
  const senders = await readSenders(deps, [...new Set(submissions.map(({ userId }) => userId))]);
  const facts = await readFacts(
    deps.pool,
    submissions.map(({ submissionId }) => submissionId),
  );
  const statuses: SubmissionStatus[] = [];
  for (const submission of submissions) {
    const { submissionId, userId, partCount, state } = submission;
    const received = state === "receiving" ? (await readParts(deps.pool, submissionId)).map(({ partNumber }) => partNumber) : null;
    statuses.push(
      describe(deps, caller, submission, {
        facts: facts.get(submissionId) ?? nothingKnown,
        sender: senders.get(userId) ?? "",
        parts: received ?? Array.from({ length: partCount }, (_, index) => index + 1),
      }),
    );
  }
  return statuses;
}

/** The same for one. */
export async function statusOf(deps: Deps, caller: Caller, submission: Submission): Promise<SubmissionStatus> {
  const [status] = await statusesOf(deps, caller, [submission]);
  if (status === undefined) throw new Error("A submission has no status.");
  return status;
}
