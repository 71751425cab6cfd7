import type { PoolConnection, RowDataPacket } from "mysql2/promise";
import type { FailureFigures } from "../../../src/contract/reports";
import { ContactField as ContactFieldSchema, IssueCode as IssueCodeSchema } from "../../../src/contract/submissions";
import { toUtcText } from "../../database/time";
import { namesOfUsers } from "../names";
import type { CauseCell } from "../../tally/counts";
import { linesOf, piecesOf, readStanding, readTallied } from "../../tally/readTally";
import type { Pieces, TallyQuery, Where } from "../../tally/readTally";
import { changeCountNames, fieldsOf, sumOfFields } from "./changeCounts";
import { newestCells, readExamples } from "./examples";
import type { ExampleCell, ExampleReader } from "./examples";
import type { FigureContext } from "./figureKinds";

const shownPeople = 10;

/** One cause by one person, and how many changes were not carried out for it. */
interface CauseCount {
  readonly field: string;
  readonly code: string;
  readonly userId: number;
  readonly changes: number;
}

/** Why changes were not carried out: every cause, the most frequent first, with who meets it and what it looks like. */
export async function readFailures(context: FigureContext, reader: ExampleReader): Promise<FailureFigures> {
  const { deps, connection, query, field } = context;
  const pieces = await piecesOf(connection, query);
  const standing = await readStanding(connection, deps.site, query, { withCauses: true });
  const lines = [...(await readTallied(connection, "kind", changeCountNames, pieces)), ...linesOf(standing.cells, "kind")];
  const { given, conflict, failed } = sumOfFields(fieldsOf(lines, field));
  const causesStanding = standing.causes.filter((cause) => field === null || cause.field === field);
  const counts = [...(await readCauseCounts(connection, pieces, field)), ...causesStanding.map((cause) => ({ ...cause, userId: cause.submission.userId }))];
  const groups = groupCauses(counts);
  const names = await namesOfUsers({ pool: connection, site: deps.site }, [...new Set(counts.map(({ userId }) => userId))]);
  const cells = exampleCells(await readNewestCells(connection, groups, { where: pieces.all, query }), causesStanding);
  const examples = await readExamples(connection, cells, reader);
  const causes = groups.map(({ key, field: ofField, code, count, people }): FailureFigures["causes"][number] => ({
    code: IssueCodeSchema.parse(code),
    field: ContactFieldSchema.parse(ofField),
    count,
    people: [...people]
      .flatMap(([userId, changes]) => {
        const person = names.get(userId);
        return person === undefined ? [] : [{ ...person, count: changes }];
      })
      .sort((one, other) => other.count - one.count || one.name.localeCompare(other.name, "en") || (one.uuid < other.uuid ? -1 : 1))
      .slice(0, shownPeople),
    examples: [...(examples.get(key) ?? [])],
  }));
  return { kind: "failures", given, notDone: conflict + failed, causes };
}

type CauseRecord = RowDataPacket & Omit<CauseCount, "changes"> & { changes: string | number };

async function readCauseCounts(connection: PoolConnection, { months, days }: Pieces, field: string | null): Promise<readonly CauseCount[]> {
  const counts: CauseCount[] = [];
  for (const [table, where] of [["report_cause_month", months], ["report_cause", days]] as const) {
    if (where === null) continue;
    const [rows] = await connection.query<CauseRecord[]>(
      `SELECT t.field, t.code, t.user_id AS userId, SUM(t.changes) AS changes FROM ${table} t ${where.joins}
        WHERE ${where.sql} ${field === null ? "" : "AND t.field = ?"} GROUP BY t.field, t.code, t.user_id`,
      [...where.values, ...(field === null ? [] : [field])],
    );
    for (const { changes, ...row } of rows) counts.push({ ...row, changes: Number(changes) });
  }
  return counts;
}

interface CauseGroup {
  readonly key: string;
  readonly field: string;
  readonly code: string;
  readonly count: number;
  readonly people: ReadonlyMap<number, number>;
}

function groupCauses(counts: readonly CauseCount[]): readonly CauseGroup[] {
  const groups = new Map<string, { readonly field: string; readonly code: string; readonly people: Map<number, number> }>();
  for (const { field, code, userId, changes } of counts) {
    const key = `${field} ${code}`;
    const group = groups.get(key) ?? { field, code, people: new Map<number, number>() };
    group.people.set(userId, (group.people.get(userId) ?? 0) + changes);
    groups.set(key, group);
  }
  return [...groups]
    .map(([key, group]) => ({ key, ...group, count: [...group.people.values()].reduce((sum, changes) => sum + changes, 0) }))
    .sort((one, other) => other.count - one.count || (one.key < other.key ? -1 : 1));
}

interface NewestRecord extends RowDataPacket {
  submissionId: number;
  field: string;
  code: string;
  newestAt: string;
  rowKeys: string;
}

/**
 * Of each cause the three lines of the tallies with the newest rows: the newest three rows are among theirs. The index of causes by time is
 * read from its new end, so that years of history are not.
 */
async function readNewestCells(connection: PoolConnection, groups: readonly CauseGroup[], { where, query }: { readonly where: Where; readonly query: TallyQuery }): Promise<readonly ExampleCell[]> {
  if (groups.length === 0) return [];
  const span = [toUtcText(query.from), toUtcText(query.until)];
  const one = `(SELECT t.submission_id AS submissionId, t.field, t.code, t.newest_at AS newestAt, t.row_keys AS rowKeys
      FROM report_cause t FORCE INDEX (report_cause_newest) ${where.joins}
     WHERE t.field = ? AND t.code = ? AND t.newest_at >= ? AND t.newest_at < ? AND ${where.sql} ORDER BY t.newest_at DESC LIMIT 3)`;
  const [rows] = await connection.query<NewestRecord[]>(
    groups.map(() => one).join(" UNION ALL "),
    groups.flatMap(({ field, code }) => [field, code, ...span, ...where.values]),
  );
  return rows.map(({ submissionId, field, code, newestAt, rowKeys }) => ({ submissionId, key: `${field} ${code}`, newestAt, rowKeys: rowKeys.split(",").map(Number) }));
}

function exampleCells(tallied: readonly ExampleCell[], standing: readonly CauseCell[]): readonly ExampleCell[] {
  return [
    ...tallied,
    ...newestCells(standing.map(({ submission: { submissionId }, field, code, newestAt, rowKeys }) => ({ submissionId, key: `${field} ${code}`, newestAt, rowKeys }))),
  ];
}
