import type { PoolConnection } from "mysql2/promise";
import { monthStart } from "../../src/domain/days";
import { sliced } from "../patients/sql";
import { addCounts, countNames, submissionsNames } from "./counts";
import type { CauseCell, Counts, SubmissionCell } from "./counts";
import type { Dimensions } from "./dimensions";

const keyColumns = ["day", "kind", "user_id", "scope_id", "source_id", "place"] as const;
const rowsAtOnce = 500;

/** Adds cells to the tallies of days and of months, in the caller's transaction. */
export async function addToTallies(tx: PoolConnection, dimensions: Dimensions, cells: readonly SubmissionCell[]): Promise<void> {
  await addLines(tx, "report_tally", cells, ({ submission, day, place }) => [
    ...[day, submission.kind, submission.userId, dimensions.scopeId(submission), dimensions.sourceId(submission), place],
  ]);
  await addLines(tx, "report_month", cells, ({ submission, day, place }) => [
    ...[monthStart(day), submission.kind, submission.userId, dimensions.scopeId(submission), dimensions.sourceKindId(submission), place],
  ]);
}

type Key = readonly (string | number)[];

async function addLines(tx: PoolConnection, table: "report_tally" | "report_month", cells: readonly SubmissionCell[], keyOf: (cell: SubmissionCell) => Key): Promise<void> {
  const lines = new Map<string, { readonly key: Key; readonly counts: Counts }>();
  for (const cell of cells) {
    const key = keyOf(cell);
    const known = lines.get(key.join(" "));
    lines.set(key.join(" "), { key, counts: known === undefined ? cell.counts : addCounts(known.counts, cell.counts) });
  }
  // In one order, so that two servers never wait for each other crosswise.
  const rows = [...lines].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, { key, counts }]) => [...key, ...countNames.map((name) => counts[name] ?? 0)]);
  for (const slice of sliced(rows, rowsAtOnce)) {
    await tx.query(
      `INSERT INTO ${table} (${[...keyColumns, ...countNames].join(", ")}) VALUES ?
       ON DUPLICATE KEY UPDATE ${countNames.map((name) => `${name} = ${name} + VALUES(${name})`).join(", ")}`,
      [slice],
    );
  }
}

/** Names the submissions that count in several lines of the tallies. `cells` are all of each submission. */
export async function insertSpreads(tx: PoolConnection, dimensions: Dimensions, cells: readonly SubmissionCell[]): Promise<void> {
  const bySubmission = new Map<number, SubmissionCell[]>();
  for (const cell of cells) {
    if (cell.counts.submissions === 1) bySubmission.set(cell.submission.submissionId, [...(bySubmission.get(cell.submission.submissionId) ?? []), cell]);
  }
  const rows = [...bySubmission.values()]
    .filter((own) => own.length > 1)
    .flat()
    .map(({ submission, day, place, counts }) => [
      ...[day, submission.submissionId, place, submission.userId, dimensions.scopeId(submission), submission.kind, dimensions.sourceId(submission)],
      ...submissionsNames.map((name) => counts[name] ?? 0),
    ]);
  for (const slice of sliced(rows, rowsAtOnce)) {
    await tx.query(`INSERT INTO report_spread (day, submission_id, place, user_id, scope_id, kind, source_id, ${submissionsNames.join(", ")}) VALUES ?`, [slice]);
  }
}

export async function insertCauses(tx: PoolConnection, dimensions: Dimensions, causes: readonly CauseCell[]): Promise<void> {
  const rows = causes.map(({ submission, day, place, field, code, changes, newestAt, rowKeys }) => [
    ...[submission.submissionId, day, place, field, code, submission.userId, dimensions.scopeId(submission), submission.kind, dimensions.sourceId(submission)],
    ...[changes, newestAt, rowKeys.join(",")],
  ]);
  for (const slice of sliced(rows, rowsAtOnce)) {
    await tx.query(
      "INSERT INTO report_cause (submission_id, day, place, field, code, user_id, scope_id, kind, source_id, changes, newest_at, row_keys) VALUES ?",
      [slice],
    );
  }
}

/** Adds causes to those of the months. */
export async function addCausesOfMonths(tx: PoolConnection, dimensions: Dimensions, causes: readonly CauseCell[]): Promise<void> {
  const lines = new Map<string, readonly (string | number)[]>();
  const changes = new Map<string, number>();
  for (const { submission, day, place, field, code, changes: more } of causes) {
    const key = [monthStart(day), submission.kind, submission.userId, dimensions.scopeId(submission), dimensions.sourceKindId(submission), place, field, code];
    lines.set(key.join(" "), key);
    changes.set(key.join(" "), (changes.get(key.join(" ")) ?? 0) + more);
  }
  const rows = [...lines].sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, key]) => [...key, changes.get(name) ?? 0]);
  for (const slice of sliced(rows, rowsAtOnce)) {
    await tx.query(
      `INSERT INTO report_cause_month (${keyColumns.join(", ")}, field, code, changes) VALUES ? ON DUPLICATE KEY UPDATE changes = changes + VALUES(changes)`,
      [slice],
    );
  }
}
