import type { PoolConnection, RowDataPacket } from "mysql2/promise";
import { noActivity } from "../../src/contract/dashboard";
import type { ActivityCounts, Dashboard } from "../../src/contract/dashboard";
import { addDays, daysBetween, monthStart, weekStart } from "../../src/domain/days";
import { can } from "../../src/domain/roles";
import { inSnapshot } from "../database/snapshot";
import { toSiteDay, toUtcText } from "../database/time";
import type { Caller, Deps } from "../deps";
import { mayRead } from "../submissions/readSubmissions";
import type { CountQuery, DayRows } from "./rowCounts";
import { readDayRows } from "./rowCounts";
import { dayOfQuarter, quarterSql, startOfSiteDay } from "../database/siteDays";

const chartDays = 14;

/** `GET /api/dashboard`: what became of rows today, this week, this month and on each of the last days, within the caller's reach. */
export async function readDashboard(deps: Deps, caller: Caller): Promise<Dashboard> {
  const { timeZone } = deps.site;
  const today = toSiteDay(deps.clock.now(), timeZone);
  const from = { today, week: weekStart(today), month: monthStart(today) };
  const chartFrom = addDays(today, 1 - chartDays);
  const fromDay = [from.week, from.month, chartFrom].reduce((earliest, day) => (day < earliest ? day : earliest));
  const everyone = can(caller.role, "read-all-submissions");
  const query: CountQuery = { userId: everyone ? null : caller.userId, fromDay, from: startOfSiteDay(fromDay, timeZone), timeZone };
  const activity = await inSnapshot(deps, async (connection) => [
    ...(await readDayRows(connection, deps.site, query)).map((rows) => ({ ...rows, counts: activityOf(rows) })),
    ...(await readReverted(connection, query)),
  ]);
  const byDay = sumByDay(activity.filter(({ userId, facilityIds }) => mayRead(caller, { userId, facilityIds: facilitiesOf(facilityIds) })));
  const since = (first: string): ActivityCounts & { from: string } => ({
    ...daysBetween(first, today).reduce((sum, day) => addActivity(sum, byDay.get(day) ?? noActivity), noActivity),
    from: first,
  });
  return {
    today,
    scope: everyone ? "everyone" : "own",
    periods: { today: since(from.today), week: since(from.week), month: since(from.month) },
    days: daysBetween(chartFrom, today).map((day) => ({ ...(byDay.get(day) ?? noActivity), day })),
  };
}

/** What one sender's rows of one day came to. */
interface SenderActivity {
  readonly day: string;
  readonly userId: number;
  readonly facilityIds: string | null;
  readonly counts: ActivityCounts;
}

/** What was taken back is told as such: it is no update of a phone. An undo that found nothing to take back did nothing. */
function activityOf({ kind, rows }: DayRows): ActivityCounts {
  const { phone, address, birthdate, updated, partly, unchanged, conflict, failed } = rows;
  if (kind === "undo") return { ...noActivity, takenBack: updated + partly, conflict, failed };
  return { ...noActivity, phone, address, birthdate, updated: updated + partly, unchanged, conflict, failed };
}

interface RevertedRecord extends RowDataPacket {
  userId: number;
  facilityIds: string | null;
  quarter: string | number;
  found: number;
}

/** Rows whose change was found overwritten, by the day of the finding. */
async function readReverted(connection: PoolConnection, { userId, from, timeZone }: CountQuery): Promise<readonly SenderActivity[]> {
  const [rows] = await connection.query<RevertedRecord[]>(
    `SELECT s.user_id AS userId, s.facility_ids AS facilityIds, ${quarterSql("v.found_at")} AS quarter, COUNT(DISTINCT v.row_key) AS found
       FROM row_reverted v JOIN submission s ON s.submission_id = v.submission_id
      WHERE v.found_at >= ? ${userId === null ? "" : "AND s.user_id = ?"} GROUP BY v.submission_id, quarter`,
    [toUtcText(from), ...(userId === null ? [] : [userId])],
  );
  return rows.map(({ quarter, found, ...sender }) => ({
    userId: sender.userId,
    facilityIds: sender.facilityIds,
    day: dayOfQuarter(Number(quarter), timeZone),
    counts: { ...noActivity, reverted: found },
  }));
}

function facilitiesOf(stored: string | null): readonly number[] | null {
  return stored === null ? null : (JSON.parse(stored) as number[]);
}

function sumByDay(activity: readonly SenderActivity[]): ReadonlyMap<string, ActivityCounts> {
  const days = new Map<string, ActivityCounts>();
  for (const { day, counts } of activity) days.set(day, addActivity(days.get(day) ?? noActivity, counts));
  return days;
}

function addActivity(one: ActivityCounts, other: ActivityCounts): ActivityCounts {
  return {
    phone: one.phone + other.phone,
    address: one.address + other.address,
    birthdate: one.birthdate + other.birthdate,
    updated: one.updated + other.updated,
    unchanged: one.unchanged + other.unchanged,
    conflict: one.conflict + other.conflict,
    failed: one.failed + other.failed,
    takenBack: one.takenBack + other.takenBack,
    reverted: one.reverted + other.reverted,
  };
}
