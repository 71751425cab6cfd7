import type { PoolConnection } from "mysql2/promise";
import type { StaffFigures, SummaryFigures, TrendFigures } from "../../../src/contract/reports";
import { bucketIndexOf, bucketsOf } from "../../../src/domain/reportPeriod";
import type { ReportStep } from "../../../src/domain/reportPeriod";
import type { ContactField } from "../../../src/domain/types";
import type { Deps } from "../../deps";
import { namesOfUsers } from "../names";
import { addCounts } from "../../tally/counts";
import type { Counts } from "../../tally/counts";
import { linesOf, piecesOf, readStanding, readSurplus, readTallied, surplusOf } from "../../tally/readTally";
import type { TallyLine, TallyQuery } from "../../tally/readTally";
import { changeCountNames, fieldsOf, rowCountNames, rowsOf, submissionsName, sumOfFields } from "./changeCounts";

type StaffLine = StaffFigures["people"][number];

export interface FigureContext {
  readonly deps: Deps;
  /** In the reader's snapshot. */
  readonly connection: PoolConnection;
  readonly query: TallyQuery;
  readonly field: ContactField | null;
}

export async function readSummary(context: FigureContext): Promise<SummaryFigures> {
  const { deps, connection, query, field } = context;
  const name = submissionsName(field);
  const pieces = await piecesOf(connection, query);
  const { cells } = await readStanding(connection, deps.site, query, { withCauses: false });
  const lines = [...(await readTallied(connection, "kind", [...changeCountNames, ...rowCountNames(field), name], pieces)), ...linesOf(cells, "kind")];
  const sent = sumOf(lines.filter(({ kind }) => kind !== "undo"));
  const surplus = [...(await readSurplus(connection, name, pieces.all)).values(), ...surplusOf(cells, name).values()].reduce((sum, more) => sum + more, 0);
  return { kind: "summary", fields: fieldsOf(lines, field), rows: rowsOf(sent, field), submissions: (sent[name] ?? 0) - surplus };
}

export async function readTrend(context: FigureContext, wanted: ReportStep): Promise<TrendFigures> {
  const { deps, connection, query, field } = context;
  const { step, buckets } = bucketsOf({ from: query.fromDay, to: query.toDay }, wanted);
  const indexOf = bucketIndexOf(buckets, step);
  const linesOfBucket: TallyLine[][] = buckets.map(() => []);
  const pieces = await piecesOf(connection, query);
  const { cells } = await readStanding(connection, deps.site, query, { withCauses: false });
  const tallied = await readTallied(connection, "day", changeCountNames, step === "month" ? pieces : { months: null, days: pieces.all });
  for (const line of [...tallied, ...linesOf(cells, "day")]) {
    const index = line.day === null ? undefined : indexOf(line.day);
    if (index !== undefined) linesOfBucket[index]?.push(line);
  }
  return { kind: "trend", step, buckets: buckets.map((bucket, index) => ({ ...bucket, ...fieldsOf(linesOfBucket[index] ?? [], field) })) };
}

export async function readStaff(context: FigureContext): Promise<StaffFigures> {
  const { deps, connection, query, field } = context;
  const name = submissionsName(field);
  const pieces = await piecesOf(connection, query);
  const { cells } = await readStanding(connection, deps.site, query, { withCauses: false });
  const lines = [...(await readTallied(connection, "user", [...changeCountNames, ...rowCountNames(field), name], pieces)), ...linesOf(cells, "user")];
  const surplus = [await readSurplus(connection, name, pieces.all), surplusOf(cells, name)];
  const byUser = new Map<number, TallyLine[]>();
  for (const line of lines) if (line.userId !== null) byUser.set(line.userId, [...(byUser.get(line.userId) ?? []), line]);
  const names = await namesOfUsers({ pool: connection, site: deps.site }, [...byUser.keys()]);
  const people = [...byUser].flatMap(([userId, own]): StaffLine[] => {
    const person = names.get(userId);
    if (person === undefined) return [];
    const sent = sumOf(own.filter(({ kind }) => kind !== "undo"));
    const first = rowsOf(sumOf(own.filter(({ kind }) => kind === "update")), field);
    const twice = surplus.reduce((sum, more) => sum + (more.get(userId) ?? 0), 0);
    return [
      {
        person,
        submissions: (sent[name] ?? 0) - twice,
        rows: first.sent,
        firstPassValid: first.updated + first.unchanged,
        changes: sumOfFields(fieldsOf(own, field)),
      },
    ];
  });
  return {
    kind: "staff",
    minutesPerRow: (await deps.site.settings.fresh()).minutesPerRow,
    people: people.filter(didSomething).sort((one, other) => other.rows - one.rows || one.person.name.localeCompare(other.person.name, "en") || (one.person.uuid < other.person.uuid ? -1 : 1)),
  };
}

/** With a field chosen, the lines of who gave only others are empty. */
function didSomething({ submissions, rows, changes }: StaffLine): boolean {
  return submissions + rows + changes.given + changes.undone + changes.reverted > 0;
}

function sumOf(lines: readonly TallyLine[]): Counts {
  return lines.reduce<Counts>((sum, { counts }) => addCounts(sum, counts), {});
}
