import type { PoolConnection, RowDataPacket } from "mysql2/promise";
import type { SubmissionKind } from "../../src/contract/submissions";
import { contactFields } from "../../src/domain/types";
import { toUtcText } from "../database/time";
import type { Site } from "../deps";
import { countedRowStatuses } from "../tally/counts";
import type { Counts } from "../tally/counts";
import { findStanding } from "../tally/countedSubmissions";
import { countOutcomes } from "../tally/countOutcomes";

/** What the home screen counts of rows that have an outcome: fields that were changed, and rows by what became of them. */
const countNames = [...contactFields, ...countedRowStatuses] as const;
export type RowTally = Readonly<Record<(typeof countNames)[number], number>>;

/** Rows of one sender on one day of the site. */
export interface DayRows {
  readonly userId: number;
  /** As stored: a JSON list of location ids; null means the whole site. */
  readonly facilityIds: string | null;
  readonly kind: SubmissionKind;
  readonly day: string;
  readonly rows: RowTally;
}

/** Which submissions a tally of days is wanted of: one person's, or everyone's. */
export interface CountQuery {
  readonly userId: number | null;
  /** The first day of the site that is wanted, and the instant at which it begins. */
  readonly fromDay: string;
  readonly from: Date;
  readonly timeZone: string;
}

type TallyRecord = RowDataPacket & Record<(typeof countNames)[number], string | number> & Omit<DayRows, "rows">;

const sums = [...contactFields.map((field) => `SUM(t.${field}_changed) AS ${field}`), ...countedRowStatuses.map((status) => `SUM(t.${status}) AS ${status}`)].join(", ");

/** Rows by sender and day: what was summed up of submissions that have ended, and what stands of all others. In one snapshot of the reader. */
export async function readDayRows(connection: PoolConnection, site: Site, { userId, fromDay, from }: CountQuery): Promise<readonly DayRows[]> {
  const own = userId === null ? { sql: "", values: [] } : { sql: "AND t.user_id = ?", values: [userId] };
  const [tallies] = await connection.query<TallyRecord[]>(
    `SELECT t.day, t.user_id AS userId, x.facility_ids AS facilityIds, t.kind, ${sums}
       FROM report_tally t STRAIGHT_JOIN report_scope x ON x.scope_id = t.scope_id WHERE t.day >= ? ${own.sql} GROUP BY t.day, t.kind, t.user_id, t.scope_id`,
    [fromDay, ...own.values],
  );
  const submissions = await findStanding(connection, { userId, from: toUtcText(from) });
  const standing = await countOutcomes(connection, site, submissions, { span: { from: toUtcText(from), until: endOfTime } });
  return [
    ...tallies.map((record) => ({ ...record, rows: tallyOf((name) => Number(record[name])) })),
    ...standing.map(({ submission, day, counts }) => ({
      ...submission,
      day,
      rows: tallyOf((name) => counts[name === "phone" || name === "address" || name === "birthdate" ? (`${name}_changed` satisfies keyof Counts) : name] ?? 0),
    })),
  ];
}

const endOfTime = "9999-12-31 23:59:59.999";

function tallyOf(count: (name: (typeof countNames)[number]) => number): RowTally {
  const tally = { phone: 0, address: 0, birthdate: 0, updated: 0, partly: 0, unchanged: 0, conflict: 0, failed: 0, collapsed: 0, withdrawn: 0 };
  for (const name of countNames) tally[name] = count(name);
  return tally;
}
