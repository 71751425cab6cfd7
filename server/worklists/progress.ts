import type { PoolConnection, RowDataPacket } from "mysql2/promise";
import type { WorklistProgress } from "../../src/contract/worklistProgress";
import { openmrsTable } from "../database/names";
import { toInstant, toUtcText } from "../database/time";
import type { Caller, Deps } from "../deps";
import { displayNameSql } from "../staff/people";
import { countsOf, readStandings } from "./standings";
import type { StandingCount } from "./standings";
import { listWorklists } from "./worklistStore";

/** Worklists whose patients are counted by one query. */
const listsAtOnce = 200;

/**
 * How far every worklist is that was made in the period or is still open, within the caller's reach. `place`: only patients of this facility.
 * Each patient counts for whoever had the last word.
 */
export async function readProgress(
  connection: PoolConnection,
  { site }: Pick<Deps, "site">,
  caller: Caller,
  { from, until, place }: { readonly from: Date; readonly until: Date; readonly place: number | null },
): Promise<readonly WorklistProgress[]> {
  const lists = await listWorklists(connection, site, caller, { limit: null, span: { from: toUtcText(from), until: toUtcText(until) } });
  const standings: StandingCount[] = [];
  for (let at = 0; at < lists.length; at += listsAtOnce) {
    const some = lists.slice(at, at + listsAtOnce).map(({ worklistId }) => worklistId);
    standings.push(...(await readStandings(connection, site, some, place === null ? caller.facilityIds : [place])));
  }
  const counted = new Map(lists.map(({ worklistId }) => [worklistId, [] as StandingCount[]]));
  for (const count of standings) counted.get(count.worklistId)?.push(count);
  const people = await readPeople(connection, site, standings);
  return lists.map(({ worklistId, uuid, name, madeBy, madeAt }) => ({
    uuid,
    name,
    madeBy,
    madeAt: toInstant(madeAt),
    counts: countsOf(counted.get(worklistId) ?? [], worklistId),
    people: peopleOf(counted.get(worklistId) ?? [], people),
  }));
}

type Person = WorklistProgress["people"][number]["person"];

function peopleOf(standings: readonly StandingCount[], people: ReadonlyMap<number, Person>): WorklistProgress["people"] {
  const byUser = new Map<number, { done: number; called: number; stuck: number }>();
  for (const { standing, userId, patients } of standings) {
    if (userId === null || standing === "open") continue;
    const own = byUser.get(userId) ?? { done: 0, called: 0, stuck: 0 };
    own[standing] += patients;
    byUser.set(userId, own);
  }
  return [...byUser]
    .map(([userId, counts]) => ({ person: people.get(userId) ?? { uuid: `user-${userId}`, name: String(userId) }, ...counts }))
    .sort((one, other) => other.done - one.done || one.person.name.localeCompare(other.person.name, "en"));
}

async function readPeople(connection: PoolConnection, site: Deps["site"], standings: readonly StandingCount[]): Promise<ReadonlyMap<number, Person>> {
  const userIds = [...new Set(standings.flatMap(({ userId }) => (userId === null ? [] : [userId])))];
  if (userIds.length === 0) return new Map();
  const [rows] = await connection.query<(RowDataPacket & Person & { userId: number })[]>(
    `SELECT u.user_id AS userId, u.uuid, ${displayNameSql(site)} AS name FROM ${openmrsTable(site, "users")} u WHERE u.user_id IN (?)`,
    [userIds],
  );
  return new Map(rows.map(({ userId, uuid, name }) => [userId, { uuid, name }]));
}
