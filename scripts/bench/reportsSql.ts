import type { FigureKind } from "../../src/contract/reports";
import { contactFields } from "../../src/domain/types";

export type MeasuredKind = Exclude<FigureKind, "completeness">;

/** Statements that come to the same figures. `?` twice in each: where the period begins and where it ends. */
export interface HandWritten {
  /** Over the roll-ups, with days: what the answer would cost without any of our code around it. */
  readonly rollUps: readonly string[];
  /** Over every row that ever had an outcome, with instants in UTC: what it would cost without roll-ups. */
  readonly rows: readonly string[];
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
const spread = (by: string): string => `SELECT ${by} COUNT(*) - COUNT(DISTINCT submission_id) AS surplus FROM ${ours}.report_spread ${inDays} AND kind <> 'undo' ${by === "" ? "" : "GROUP BY user_id"}`;

export const handWritten: Readonly<Record<MeasuredKind, HandWritten>> = {
  summary: {
    rollUps: [`SELECT kind, ${sums([...changes, ...rows, "submissions"])} FROM ${ours}.report_tally ${inDays} GROUP BY kind`, spread("")],
    rows: [`SELECT s.kind, ${rawChanges}, ${rawRows}, COUNT(DISTINCT s.submission_id) AS submissions FROM ${outcomes} ${inSpan} GROUP BY s.kind`],
  },
  trend: {
    rollUps: [`SELECT day, kind, ${sums(changes)} FROM ${ours}.report_tally ${inDays} GROUP BY day, kind`],
    rows: [`SELECT ${siteDay} AS day, s.kind, ${rawChanges} FROM ${outcomes} ${inSpan} GROUP BY ${siteDay}, s.kind`],
  },
  staff: {
    rollUps: [`SELECT user_id, kind, ${sums([...changes, ...rows, "submissions"])} FROM ${ours}.report_tally ${inDays} GROUP BY user_id, kind`, spread("user_id,")],
    rows: [`SELECT s.user_id, s.kind, ${rawChanges}, ${rawRows}, COUNT(DISTINCT s.submission_id) AS submissions FROM ${outcomes} ${inSpan} GROUP BY s.user_id, s.kind`],
  },
  failures: {
    rollUps: [
      `SELECT field, code, user_id, SUM(changes) AS changes FROM ${ours}.report_cause ${inDays} GROUP BY field, code, user_id`,
      `SELECT kind, ${sums(changes)} FROM ${ours}.report_tally ${inDays} GROUP BY kind`,
    ],
    rows: contactFields.map(
      (field) =>
        `SELECT o.${field}_reason AS code, s.user_id, COUNT(*) AS changes, MAX(o.finished_at) AS newest FROM ${outcomes} ${inSpan} AND s.kind <> 'undo' AND ${isJudged}
            AND o.${field}_status IN ('failed', 'conflict') GROUP BY o.${field}_reason, s.user_id`,
    ),
  },
};

/** Changes asked for, counted row by row: what the figures must agree with. */
export const givenByRows = `SELECT COALESCE(SUM(${contactFields.map((field) => `(${isJudged} AND o.${field}_status IN ('changed', 'unchanged', 'conflict', 'failed') IS TRUE)`).join(" + ")}), 0) AS given
  FROM ${outcomes} ${inSpan} AND s.kind <> 'undo'`;
