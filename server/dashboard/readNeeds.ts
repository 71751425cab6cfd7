import type { RowDataPacket } from "mysql2/promise";
import { needs, noNeeds } from "../../src/contract/dashboard";
import type { Need, NeedCount, Needs } from "../../src/contract/dashboard";
import { can } from "../../src/domain/roles";
import type { Caller, Deps } from "../deps";
import { mayRead } from "../submissions/readSubmissions";
import { statusesOf } from "../submissions/submissionStatus";
import { findSubmissionsById } from "../submissions/submissionStore";

/** How many submissions of each kind are told by name, the newest; the others are counted. */
const named = 20;

interface SumRecord extends RowDataPacket {
  userId: number;
  need: Need;
  scope: Buffer;
  rowCount: string | number;
  submissions: number;
  newest: number;
}

/** What one sender's submissions need, sent with the same facilities. */
interface SenderNeed {
  readonly userId: number;
  readonly need: Need;
  readonly scope: Buffer;
  readonly rowCount: number;
  readonly submissions: number;
}

/** `GET /api/dashboard/needs`: what somebody must still look at, within the caller's reach, however long ago it was sent. */
export async function readNeeds(deps: Deps, caller: Caller): Promise<Needs> {
  const everyone = can(caller.role, "read-all-submissions");
  const readable = await sumNeeds(deps, caller, everyone ? null : caller.userId);
  const counts: Record<Need, NeedCount> = { ...noNeeds };
  const ids = new Map<Need, readonly number[]>();
  for (const need of needs) {
    const senders = readable.filter((sender) => sender.need === need);
    if (senders.length === 0) continue;
    ids.set(need, await findNewest(deps, need, senders));
    counts[need] = { rows: sum(senders.map(({ rowCount }) => rowCount)), submissions: sum(senders.map(({ submissions }) => submissions)), newest: [] };
  }
  const wanted = [...new Set([...ids.values()].flat())].sort((one, other) => other - one);
  // Once more by each: what is counted may be a moment old, what is named is read now.
  const found = (await findSubmissionsById(deps.pool, wanted)).filter((submission) => mayRead(caller, submission));
  const uuidOf = new Map(found.map(({ submissionId, uuid }) => [submissionId, uuid]));
  for (const need of needs) counts[need] = { ...counts[need], newest: (ids.get(need) ?? []).flatMap((id) => uuidOf.get(id) ?? []) };
  return { scope: everyone ? "everyone" : "own", mayApprove: can(caller.role, "clear"), counts, submissions: [...(await statusesOf(deps, caller, found))] };
}

/** By sender and facilities, those that the caller may read; `userId` null: everyone's. */
async function sumNeeds(deps: Deps, caller: Caller, userId: number | null): Promise<readonly SenderNeed[]> {
  const [rows] = await deps.pool.query<SumRecord[]>(
    `SELECT user_id AS userId, need, scope, SUM(row_count) AS rowCount, COUNT(*) AS submissions, MAX(submission_id) AS newest
       FROM submission_need FORCE INDEX (need_sender) ${userId === null ? "" : "WHERE user_id = ?"} GROUP BY user_id, need, scope`,
    userId === null ? [] : [userId],
  );
  // All submissions of a group were sent with the same facilities: one tells which.
  const known = new Map((await findSubmissionsById(deps.pool, [...new Set(rows.map(({ newest }) => newest))])).map((submission) => [submission.submissionId, submission]));
  return rows.flatMap(({ newest, rowCount, ...sender }) => {
    const submission = known.get(newest);
    return submission !== undefined && mayRead(caller, submission) ? [{ ...sender, rowCount: Number(rowCount) }] : [];
  });
}

/** The newest submissions of these senders, sent with these facilities, that have the need. */
async function findNewest(deps: Deps, need: Need, senders: readonly SenderNeed[]): Promise<readonly number[]> {
  const [only] = senders;
  const isOne = senders.length === 1 && only !== undefined;
  const [rows] = await deps.pool.query<(RowDataPacket & { submissionId: number })[]>(
    `SELECT submission_id AS submissionId FROM submission_need FORCE INDEX (${isOne ? "need_sender" : "need_newest"})
      WHERE need = ? AND ${isOne ? "user_id = ? AND scope = ?" : "(user_id, scope) IN (?)"} ORDER BY submission_id DESC LIMIT ?`,
    [need, ...(isOne ? [only.userId, only.scope] : [senders.map(({ userId, scope }) => [userId, scope])]), named],
  );
  return rows.map(({ submissionId }) => submissionId);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}
