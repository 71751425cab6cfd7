import type { RowDataPacket } from "mysql2/promise";
import type { RowCounts, SubmissionStatus } from "../../src/contract/submissions";
import { openmrsTable } from "../database/names";
import { toInstant } from "../database/time";
import type { Deps } from "../deps";
import type { Submission } from "./submissionStore";
import { countRows, readParts } from "./submissionStore";

const noRows: RowCounts = { updated: 0, partly: 0, unchanged: 0, failed: 0, conflict: 0, waiting: 0, collapsed: 0 };

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

async function describe(deps: Deps, submission: Submission, sender: string): Promise<SubmissionStatus> {
  const isOpen = submission.state === "receiving" || submission.state === "accepted";
  const counts = isOpen ? noRows : await countRows(deps.pool, submission.submissionId);
  const parts = submission.state === "receiving" ? await readParts(deps.pool, submission.submissionId) : null;
  return {
    uuid: submission.uuid,
    state: submission.state,
    rowCount: submission.rowCount,
    partCount: submission.partCount,
    partsReceived: parts?.map(({ partNumber }) => partNumber) ?? Array.from({ length: submission.partCount }, (_, index) => index + 1),
    rowsDone: Object.values(counts).reduce((sum, found) => sum + found, 0),
    counts,
    source: submission.source,
    sentBy: sender,
    reason: submission.reason,
    openedAt: toInstant(submission.openedAt),
    acceptedAt: submission.acceptedAt === null ? null : toInstant(submission.acceptedAt),
    finishedAt: submission.finishedAt === null ? null : toInstant(submission.finishedAt),
  };
}

/** Where a submission stands, for its sender and for those who may read everyone's. */
export async function statusOf(deps: Deps, submission: Submission): Promise<SubmissionStatus> {
  const senders = await readSenders(deps, [submission.userId]);
  return describe(deps, submission, senders.get(submission.userId) ?? "");
}

/** The same for a list. */
export async function statusesOf(deps: Deps, submissions: readonly Submission[]): Promise<readonly SubmissionStatus[]> {
  const senders = await readSenders(deps, [...new Set(submissions.map(({ userId }) => userId))]);
  return Promise.all(submissions.map((submission) => describe(deps, submission, senders.get(submission.userId) ?? "")));
}
