import type { FigureKind } from "../../src/contract/reports";
import { splitByMonths } from "../../src/domain/reportPeriod";
import { contactFields } from "../../src/domain/types";

export type MeasuredKind = Exclude<FigureKind, "completeness" | "worklists" | "quality">;

export interface Statement {
  readonly sql: string;
  readonly values: readonly string[];
}

/** Statements that come to the same figures. */
export interface HandWritten {
  /** Over the roll-ups, as tightly as we can put it: what the answer would cost without any of our code around it. */
  readonly rollUps: readonly Statement[];
  /** Over every row that ever had an outcome: what it would cost without roll-ups. */
  readonly rows: readonly Statement[];
}

export interface BenchPeriod {
  /** Days of the site, and the same as instants in UTC. */
  readonly from: string;
  readonly to: string;
  readonly span: readonly [string, string];
  readonly today: string;
}

const ours = "patient_contacts";
const changes = contactFields.flatMap((field) => [`${field}_changed`, `${field}_unchanged`, `${field}_conflict`, `${field}_failed`, `${field}_reverted`]);
const rows = ["updated", "partly", "unchanged", "conflict", "failed", "collapsed", "withdrawn"];
const sums = (names: readonly string[]): string => names.map((name) => `SUM(${name}) AS ${name}`).join(", ");
const inDays = "WHERE day BETWEEN ? AND ?";
const isJudged = "o.status NOT IN ('withdrawn', 'collapsed')";
const rawChanges = contactFields
  .flatMap((field) => ["changed", "unchanged", "conflict", "failed"].map((status) => `SUM(${isJudged} AND o.${field}_status = '${status}') AS ${field}_${status}`))
  .join(", ");
const rawRows = rows.map((status) => `SUM(o.status = '${status}') AS ${status}`).join(", ");
const inSpan = "WHERE o.finished_at >= ? AND o.finished_at < ?";
const outcomes = `${ours}.row_outcome o JOIN ${ours}.submission s ON s.submission_id = o.submission_id`;
// Lagos has no summer time.
const siteDay = "DATE(DATE_ADD(o.finished_at, INTERVAL 1 HOUR))";

/** A statement over the whole months of the period, and one over each of the spans of days beside them. */
function split({ from, to, today }: BenchPeriod, tables: { readonly months: string; readonly days: string }, statement: (table: string) => string): readonly Statement[] {
  const { months, days } = splitByMonths({ from, to }, today);
  return [
    ...(months === null ? [] : [{ sql: statement(tables.months), values: [months.from, months.to] }]),
    ...days.map((span) => ({ sql: statement(tables.days), values: [span.from, span.to] })),
  ];
}

const tallies = { months: `${ours}.report_month`, days: `${ours}.report_tally` };
const causes = { months: `${ours}.report_cause_month`, days: `${ours}.report_cause` };

export function handWritten(kind: MeasuredKind, period: BenchPeriod): HandWritten {
  const days = [period.from, period.to];
  const byRows = (sql: string): Statement => ({ sql, values: period.span });
  switch (kind) {
    case "summary":
      return {
        rollUps: [
          ...split(period, tallies, (table) => `SELECT kind, ${sums([...changes, ...rows, "submissions"])} FROM ${table} ${inDays} GROUP BY kind`),
          { sql: `SELECT COUNT(*) - COUNT(DISTINCT submission_id) AS surplus FROM ${ours}.report_spread ${inDays} AND kind <> 'undo'`, values: days },
        ],
        rows: [byRows(`SELECT s.kind, ${rawChanges}, ${rawRows}, COUNT(DISTINCT s.submission_id) AS submissions FROM ${outcomes} ${inSpan} GROUP BY s.kind`)],
      };
    case "trend":
      return {
        rollUps: [{ sql: `SELECT day, kind, ${sums(changes)} FROM ${ours}.report_tally ${inDays} GROUP BY day, kind`, values: days }],
        rows: [byRows(`SELECT ${siteDay} AS day, s.kind, ${rawChanges} FROM ${outcomes} ${inSpan} GROUP BY ${siteDay}, s.kind`)],
      };
    case "staff":
      return {
        rollUps: [
          ...split(period, tallies, (table) => `SELECT user_id, kind, ${sums([...changes, ...rows, "submissions"])} FROM ${table} ${inDays} GROUP BY user_id, kind`),
          { sql: `SELECT user_id, COUNT(*) - COUNT(DISTINCT submission_id) AS surplus FROM ${ours}.report_spread ${inDays} AND kind <> 'undo' GROUP BY user_id`, values: days },
        ],
        rows: [byRows(`SELECT s.user_id, s.kind, ${rawChanges}, ${rawRows}, COUNT(DISTINCT s.submission_id) AS submissions FROM ${outcomes} ${inSpan} GROUP BY s.user_id, s.kind`)],
      };
    case "failures":
      return {
        rollUps: [
          ...split(period, causes, (table) => `SELECT field, code, user_id, SUM(changes) AS changes FROM ${table} ${inDays} GROUP BY field, code, user_id`),
          ...split(period, tallies, (table) => `SELECT kind, ${sums(changes)} FROM ${table} ${inDays} GROUP BY kind`),
        ],
        rows: contactFields.map((field) =>
          byRows(
            `SELECT o.${field}_reason AS code, s.user_id, COUNT(*) AS changes, MAX(o.finished_at) AS newest FROM ${outcomes} ${inSpan} AND s.kind <> 'undo' AND ${isJudged}
                AND o.${field}_status IN ('failed', 'conflict') GROUP BY o.${field}_reason, s.user_id`,
          ),
        ),
      };
  }
}

/** Changes asked for, counted row by row: what the figures must agree with. */
export const givenByRows = `SELECT COALESCE(SUM(${contactFields.map((field) => `(${isJudged} AND o.${field}_status IN ('changed', 'unchanged', 'conflict', 'failed') IS TRUE)`).join(" + ")}), 0) AS given
  FROM ${outcomes} ${inSpan} AND s.kind <> 'undo'`;
