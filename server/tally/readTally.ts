import type { PoolConnection, RowDataPacket } from "mysql2/promise";
import type { ReportSource } from "../../src/contract/reports";
import type { SubmissionKind } from "../../src/contract/submissions";
import { splitByMonths } from "../../src/domain/reportPeriod";
import type { Period } from "../../src/domain/reportPeriod";
import { toUtcText } from "../database/time";
import type { Site } from "../deps";
import { searchTextOf } from "./counts";
import type { CauseCell, CountName, CountedSubmission, Counts, SubmissionCell, SubmissionsName } from "./counts";
import { findStanding, findSubmissions } from "./countedSubmissions";
import { countCauses, countOutcomes, countReverted } from "./countOutcomes";

/** What is counted. All of it is decided here by the same words for what is summed up and for what still stands as rows. */
export interface TallyQuery {
  /** Days of the site, both included, and the instants at which the first begins and the last ends. */
  readonly fromDay: string;
  readonly toDay: string;
  /** The site's. */
  readonly today: string;
  readonly from: Date;
  readonly until: Date;
  /** The sender; null: all. */
  readonly userId: number | null;
  /** The patients' facility; null: all. */
  readonly place: number | null;
  readonly source: ReportSource | null;
  /** Part of the names of workbook or sheet, as `searchedName` gives it; null: all. */
  readonly sheet: string | null;
  /** Whose submissions may be counted at all: one's own, or (null: everybody's) those of senders whose facilities are allowed. */
  readonly reach: Reach;
}

export interface Reach {
  readonly userId: number;
  /** `none`: one's own only. */
  readonly others: "all" | "none" | "allowed";
  /** Of `allowed`: whether the facilities of a sender, as stored, are within reach. */
  allows(facilityIds: string | null): boolean;
}

/** Conditions on a table `t` of the tallies, and what must be joined for them. */
export interface Where {
  readonly joins: string;
  readonly sql: string;
  readonly values: readonly unknown[];
}

interface ScopeRecord extends RowDataPacket {
  scopeId: number;
  facilityIds: string | null;
}

/** Where what is asked for was summed up. */
export interface Pieces {
  /** Of tables with a line a day. */
  readonly all: Where;
  /** The same period as whole months, of tables with a line a month, and the days beside them; null where there is none. */
  readonly months: Where | null;
  readonly days: Where | null;
}

export async function piecesOf(connection: PoolConnection, query: TallyQuery): Promise<Pieces> {
  const all = await whereOf(connection, query, [{ from: query.fromDay, to: query.toDay }]);
  const { months, days } = splitByMonths({ from: query.fromDay, to: query.toDay }, query.today);
  // Months do not know the names of sheets.
  if (query.sheet !== null || months === null) return { all, months: null, days: all };
  return { all, months: await whereOf(connection, query, [months]), days: days.length === 0 ? null : await whereOf(connection, query, days) };
}

/** Conditions on a table `t` with the columns that all tallies have. */
async function whereOf(connection: PoolConnection, query: TallyQuery, periods: readonly Period[]): Promise<Where> {
  const conditions: { readonly sql: string; readonly values: readonly unknown[] }[] = [
    { sql: `(${periods.map(() => "t.day BETWEEN ? AND ?").join(" OR ")})`, values: periods.flatMap(({ from, to }) => [from, to]) },
  ];
  const { reach, userId, place, source, sheet } = query;
  if (reach.others === "none") conditions.push({ sql: "t.user_id = ?", values: [reach.userId] });
  if (reach.others === "allowed") {
    const scopeIds = await readScopeIds(connection, reach);
    if (scopeIds.length === 0) conditions.push({ sql: "t.user_id = ?", values: [reach.userId] });
    else conditions.push({ sql: "(t.user_id = ? OR t.scope_id IN (?))", values: [reach.userId, scopeIds] });
  }
  if (userId !== null) conditions.push({ sql: "t.user_id = ?", values: [userId] });
  if (place !== null) conditions.push({ sql: "t.place = ?", values: [place] });
  if (source !== null) conditions.push({ sql: "x.source_kind = ?", values: [source] });
  if (sheet !== null) conditions.push({ sql: "LOCATE(?, x.search_text) > 0", values: [Buffer.from(sheet, "utf8")] });
  return {
    joins: source === null && sheet === null ? "" : "STRAIGHT_JOIN report_source x ON x.source_id = t.source_id",
    sql: conditions.map((condition) => condition.sql).join(" AND "),
    values: conditions.flatMap((condition) => condition.values),
  };
}

async function readScopeIds(connection: PoolConnection, reach: Reach): Promise<readonly number[]> {
  const [rows] = await connection.query<ScopeRecord[]>("SELECT scope_id AS scopeId, facility_ids AS facilityIds FROM report_scope");
  return rows.filter(({ facilityIds }) => reach.allows(facilityIds)).map(({ scopeId }) => scopeId);
}

/** The same conditions on a cell that was counted from rows. */
function isWanted({ submission, day, place }: Pick<SubmissionCell, "submission" | "day" | "place">, query: TallyQuery): boolean {
  return day >= query.fromDay && day <= query.toDay && (query.place === null || place === query.place) && isOfWanted(submission, query);
}

function isOfWanted({ userId, facilityIds, source }: CountedSubmission, query: TallyQuery): boolean {
  const { reach } = query;
  return (
    (userId === reach.userId || reach.others === "all" || (reach.others === "allowed" && reach.allows(facilityIds))) &&
    (query.userId === null || userId === query.userId) &&
    (query.source === null || source.kind === query.source) &&
    (query.sheet === null || searchTextOf(source).includes(query.sheet))
  );
}

/** What is not summed up yet, counted as it stands. In the reader's snapshot. */
export interface Standing {
  readonly cells: readonly SubmissionCell[];
  readonly causes: readonly CauseCell[];
}

/** `withCauses`: also why changes were not carried out. */
export async function readStanding(connection: PoolConnection, site: Site, query: TallyQuery, { withCauses }: { readonly withCauses: boolean }): Promise<Standing> {
  const span = { from: toUtcText(query.from), until: toUtcText(query.until) };
  const ofOne = query.reach.others === "none" ? query.reach.userId : query.userId;
  const submissions = (await findStanding(connection, { userId: ofOne, from: span.from })).filter((submission) => isOfWanted(submission, query));
  const found = { sql: "v.counted_at IS NULL AND v.found_at >= ? AND v.found_at < ?", values: [span.from, span.until] };
  const [ids] = await connection.query<(RowDataPacket & { id: number })[]>(`SELECT DISTINCT v.submission_id AS id FROM row_reverted v WHERE ${found.sql}`, found.values);
  const reverted = await countReverted(connection, site, await findSubmissions(connection, ids.map(({ id }) => id)), found);
  const counted = await countOutcomes(connection, site, submissions, { span });
  const causes = withCauses ? await countCauses(connection, site, submissions, { span }) : [];
  return { cells: [...counted, ...reverted].filter((cell) => isWanted(cell, query)), causes: causes.filter((cell) => isWanted(cell, query)) };
}

/** By which counts are told apart. */
export interface TallyLine {
  /** Null where it is not told apart by days. */
  readonly day: string | null;
  readonly userId: number | null;
  readonly kind: SubmissionKind;
  readonly counts: Counts;
}

type LineRecord = RowDataPacket & { day: string | null; userId: number | null; kind: SubmissionKind } & Partial<Record<CountName, string | number>>;

const groupings = {
  day: { select: "t.day, NULL AS userId, t.kind", by: "t.day, t.kind" },
  user: { select: "NULL AS day, t.user_id AS userId, t.kind", by: "t.user_id, t.kind" },
  kind: { select: "NULL AS day, NULL AS userId, t.kind", by: "t.kind" },
} as const;

/** Sums of counts that were summed up, told apart by day (or the first of the month), person or neither; and always by the kind of submission. */
export async function readTallied(connection: PoolConnection, by: keyof typeof groupings, names: readonly CountName[], { months, days }: Pick<Pieces, "months" | "days">): Promise<readonly TallyLine[]> {
  const lines: TallyLine[] = [];
  for (const [table, where] of [["report_month", months], ["report_tally", days]] as const) {
    if (where === null) continue;
    const grouping = groupings[by];
    const [records] = await connection.query<LineRecord[]>(
      `SELECT ${grouping.select}, ${names.map((name) => `SUM(t.${name}) AS ${name}`).join(", ")}
         FROM ${table} t ${where.joins} WHERE ${where.sql} GROUP BY ${grouping.by}`,
      [...where.values],
    );
    for (const record of records) {
      const counts: Partial<Record<CountName, number>> = {};
      // A SUM is a DECIMAL, which comes as text.
      for (const name of names) counts[name] = Number(record[name] ?? 0);
      lines.push({ day: record.day, userId: record.userId, kind: record.kind, counts });
    }
  }
  return lines;
}

/** Cells that stand, in the form of lines. */
export function linesOf(cells: readonly SubmissionCell[], by: keyof typeof groupings): readonly TallyLine[] {
  return cells.map(({ submission, day, counts }) => ({ day: by === "day" ? day : null, userId: by === "user" ? submission.userId : null, kind: submission.kind, counts }));
}

interface SpreadRecord extends RowDataPacket {
  userId: number;
  surplus: string | number;
}

/** How often submissions count more than once among the lines that were summed up, by person: their number is the sum of the lines less this. */
export async function readSurplus(connection: PoolConnection, name: SubmissionsName, where: Where): Promise<ReadonlyMap<number, number>> {
  const [rows] = await connection.query<SpreadRecord[]>(
    `SELECT t.user_id AS userId, COUNT(*) - COUNT(DISTINCT t.submission_id) AS surplus
       FROM report_spread t ${where.joins} WHERE ${where.sql} AND t.kind <> 'undo' AND t.${name} = 1 GROUP BY t.user_id`,
    [...where.values],
  );
  return new Map(rows.map(({ userId, surplus }) => [userId, Number(surplus)]));
}

/** The same among cells that stand. */
export function surplusOf(cells: readonly SubmissionCell[], name: SubmissionsName): ReadonlyMap<number, number> {
  const seen = new Set<number>();
  const surplus = new Map<number, number>();
  for (const { submission, counts } of cells) {
    if (submission.kind === "undo" || (counts[name] ?? 0) === 0) continue;
    if (seen.has(submission.submissionId)) surplus.set(submission.userId, (surplus.get(submission.userId) ?? 0) + 1);
    seen.add(submission.submissionId);
  }
  return surplus;
}
