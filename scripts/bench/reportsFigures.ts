import type { RowDataPacket } from "mysql2/promise";
import type { FiguresAnswer, FiguresRequest } from "../../src/contract/reports";
import { contactFields } from "../../src/domain/types";
import { processorSeconds } from "./processorTime";
import type { ReportsBed } from "./reportsBed";
import { givenByRows, handWritten } from "./reportsSql";
import type { BenchPeriod, MeasuredKind } from "./reportsSql";
import type { BenchServer } from "./server";
import { percentile, spreadOf } from "./statistics";
import type { Spread } from "./statistics";

export interface KindFigures {
  /** Milliseconds over HTTPS: from sending to the whole answer, for the whole history. */
  readonly p50: number;
  readonly p99: number;
  readonly spread: Spread;
  /** Milliseconds of the same sums over the roll-ups by hand-written SQL on an open connection. */
  readonly sqlP50: number;
  readonly ratioToSql: number;
  /** Milliseconds of an audited look-up of one ART ID that nobody has, between the answers: what any request costs (HTTPS, session, audit). */
  readonly requestP50: number;
  /** Of the SQL together with what any request costs. */
  readonly ratioWithRequest: number;
  /** Milliseconds of counting every row, and how many times faster we answer. */
  readonly rows: Spread;
  readonly timesFaster: number;
  /** Processor milliseconds of one answer in our server and in the database, of the hand-written SQL and of counting the rows in the database. */
  readonly processor: { readonly server: number; readonly database: number; readonly sql: number; readonly rows: number };
}

const kinds: readonly MeasuredKind[] = ["summary", "trend", "failures", "staff"];
const warmUp = 5;

interface Repeats {
  readonly answers: number;
  readonly counts: number;
}

/** Each kind of figure over all years, by turns with the SQL, so that whatever else the machine does befalls both. */
export async function measureFigures({ bed, making }: ReportsBed, server: BenchServer, repeats: Repeats, say: (line: string) => void): Promise<Record<string, KindFigures>> {
  const measured: Record<string, KindFigures> = {};
  await requireEqual({ bed, making }, server);
  for (const kind of kinds) {
    measured[kind] = await measureKind(kind, { bed, making }, server, repeats);
    say(`${kind}: ${JSON.stringify(measured[kind])}`);
  }
  return measured;
}

function requestOf(kind: MeasuredKind, { from, to }: ReportsBed["making"]): FiguresRequest {
  return { kind, step: "day", filters: { from, to, facility: null, person: null, field: null, source: null, sheet: null } };
}

/** The history as instants too: Lagos is an hour before UTC. */
function periodOf({ from, to }: ReportsBed["making"]): BenchPeriod {
  const instant = (day: string, hours: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + (hours - 1) * 3_600_000).toISOString().replace("T", " ").slice(0, 19);
  return { from, to, span: [instant(from, 0), instant(to, 24)], today: new Date(Date.now() + 3_600_000).toISOString().slice(0, 10) };
}

/** A report that is quick because it counts something else would be no report. */
async function requireEqual({ bed, making }: ReportsBed, { client }: BenchServer): Promise<void> {
  const { figures } = await client.post<FiguresAnswer>("/api/reports/figures", requestOf("summary", making));
  const [[raw]] = await bed.root.query<(RowDataPacket & { given: string })[]>(givenByRows, [...periodOf(making).span]);
  const given = figures.kind === "summary" ? contactFields.reduce((sum, field) => sum + figures.fields[field].given, 0) : Number.NaN;
  if (given !== Number(raw?.given)) throw new Error(`The figures say ${given} changes, the rows ${raw?.given}.`);
}

async function measureKind(kind: MeasuredKind, { bed, making }: ReportsBed, { client, pid }: BenchServer, { answers, counts }: Repeats): Promise<KindFigures> {
  const { root, engine } = bed;
  const request = requestOf(kind, making);
  const times = { answer: [] as number[], sql: [] as number[], request: [] as number[], rows: [] as number[] };
  const processor = { server: 0, database: 0, sql: 0, rows: 0 };
  const statements = handWritten(kind, periodOf(making));
  for (let turn = 0; turn < warmUp + answers; turn += 1) {
    const begun = { server: processorSeconds(pid), database: processorSeconds(engine.pid()) };
    const answer = await milliseconds(() => client.post<FiguresAnswer>("/api/reports/figures", request));
    const answered = { server: processorSeconds(pid), database: processorSeconds(engine.pid()) };
    const sql = await milliseconds(async () => {
      for (const { sql: text, values } of statements.rollUps) await root.query<RowDataPacket[]>(text, [...values]);
    });
    const asked = processorSeconds(engine.pid());
    const plain = await milliseconds(() => client.lookUp([`NOBODY${turn}`]));
    if (turn < warmUp) continue;
    times.answer.push(answer);
    times.sql.push(sql);
    times.request.push(plain);
    processor.server += answered.server - begun.server;
    processor.database += answered.database - begun.database;
    processor.sql += asked - answered.database;
  }
  for (let turn = 0; turn < counts; turn += 1) {
    const begun = processorSeconds(engine.pid());
    times.rows.push(
      await milliseconds(async () => {
        for (const { sql, values } of statements.rows) await root.query<RowDataPacket[]>(sql, [...values]);
      }),
    );
    processor.rows += processorSeconds(engine.pid()) - begun;
  }
  const [p50, sqlP50, requestP50, rows] = [percentile(times.answer, 0.5), percentile(times.sql, 0.5), percentile(times.request, 0.5), spreadOf(times.rows)];
  const each = (seconds: number, turns: number): number => Math.round((seconds * 10_000) / turns) / 10;
  return {
    p50,
    p99: percentile(times.answer, 0.99),
    spread: spreadOf(times.answer),
    sqlP50,
    ratioToSql: Math.round((p50 / sqlP50) * 100) / 100,
    requestP50,
    ratioWithRequest: Math.round((p50 / (sqlP50 + requestP50)) * 100) / 100,
    rows,
    timesFaster: Math.round((rows.median / p50) * 10) / 10,
    processor: { server: each(processor.server, answers), database: each(processor.database, answers), sql: each(processor.sql, answers), rows: each(processor.rows, counts) },
  };
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
