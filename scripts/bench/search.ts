import { Command } from "commander";
import type { RowDataPacket } from "mysql2/promise";
import { readSearchQuestions } from "./searchQuestions";
import type { SearchQuestion } from "./searchQuestions";
import type { Bed, BenchEngine } from "./bed";
import { processorSeconds } from "./processorTime";
import { searchBenchKey, openSearchBed } from "./searchBed";
import type { Filling } from "./searchBed";
import { startBenchServer } from "./server";
import type { BenchServer } from "./server";
import { percentile } from "./statistics";

const options = new Command()
  .description("Times the first page of every kind of patient search over HTTPS, against hand-written indexed SQL for that one search. The last line is JSON.")
  .option("--engines <names>", "mariadb, mysql56 or both", "mariadb,mysql56")
  .option("--few <number>", "patients of the small record", "50000")
  .option("--many <number>", "patients of the large record", "1000000")
  .option("--searches <number>", "counted searches of each kind, each for another patient", "200")
  .parse()
  .opts<{ engines: string; few: string; many: string; searches: string }>();

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

interface Figures {
  /** Milliseconds over HTTPS: from sending to the whole answer. */
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of the hand-written SQL on an open connection, for the same page with the same columns. */
  readonly sqlP50: number;
  readonly sqlP99: number;
  readonly ratioP50: number;
  /** Milliseconds of an audited look-up of one ART ID that nobody has, between the searches: what any request costs (HTTPS, session, audit). */
  readonly requestP50: number;
  /** Of the SQL together with what any request costs. */
  readonly ratioWithRequestP50: number;
  /** Processor milliseconds of one search in our server and in the database, and of the SQL in the database: other work on the machine does not show in them. */
  readonly processor: { readonly server: number; readonly database: number; readonly sql: number };
}

interface Measured {
  readonly filling: Filling;
  readonly kinds: Readonly<Record<string, Figures>>;
}

async function measure(engine: BenchEngine, patients: number, searches: number): Promise<Measured> {
  const { bed, filling } = await openSearchBed(engine, patients, say);
  const server = await startBenchServer(bed, { DIGEST_KEY: searchBenchKey, SEARCH_UPKEEP: "true" });
  try {
    const questions = await readSearchQuestions(bed.root, searches);
    // A server that has just started is still being compiled: whichever kind came first would be measured at that.
    for (const ofKind of Object.values(questions)) {
      for (const { text, kind } of ofKind.slice(0, 10)) await server.client.search({ text, kind, after: null, limit: 20 });
    }
    const kinds: Record<string, Figures> = {};
    for (const [kind, ofKind] of Object.entries(questions)) {
      kinds[kind] = await measureKind(ofKind, server, bed);
      say(`${engine} ${patients} ${kind}: ${JSON.stringify(kinds[kind])}`);
    }
    return { filling, kinds };
  } finally {
    await server.stop();
    await bed.close();
  }
}

/** Search, plain request and hand-written SQL by turns, so that whatever else the machine does befalls all of them. */
async function measureKind(questions: readonly SearchQuestion[], { client, pid }: BenchServer, { root, engine }: Bed): Promise<Figures> {
  const warmUp = questions.slice(0, 10);
  const times = { search: [] as number[], request: [] as number[], sql: [] as number[] };
  const processor = { server: 0, database: 0, sql: 0 };
  for (const [index, { text, kind, sql, values, patient }] of [...warmUp, ...questions].entries()) {
    const begun = { server: processorSeconds(pid), database: processorSeconds(engine.pid()) };
    const search = await milliseconds(() => client.search({ text, kind, after: null, limit: 20 }));
    const searched = { server: processorSeconds(pid), database: processorSeconds(engine.pid()) };
    const byHand = await milliseconds(async () => (await root.query<RowDataPacket[]>(sql, [...values]))[0]);
    const asked = processorSeconds(engine.pid());
    const request = await milliseconds(() => client.lookUp([`NOBODY${index}`]));
    // A search that is quick because it finds nobody would be no search.
    if (patient !== null && !search.result.hits.some((hit) => hit.patient === patient) && search.result.next === null) throw new Error(`A search (${kind}) did not find the patient whom it was made for.`);
    if (patient !== null && byHand.result.length === 0) throw new Error(`The hand-written SQL (${kind}) found nobody.`);
    if (index < warmUp.length) continue;
    times.search.push(search.time);
    times.sql.push(byHand.time);
    times.request.push(request.time);
    processor.server += searched.server - begun.server;
    processor.database += searched.database - begun.database;
    processor.sql += asked - searched.database;
  }
  const [p50, p99, sqlP50, sqlP99, requestP50] = [
    percentile(times.search, 0.5),
    percentile(times.search, 0.99),
    percentile(times.sql, 0.5),
    percentile(times.sql, 0.99),
    percentile(times.request, 0.5),
  ];
  const each = (seconds: number): number => Math.round((seconds * 10_000) / questions.length) / 10;
  return {
    p50,
    p99,
    sqlP50,
    sqlP99,
    requestP50,
    ratioP50: round(p50 / sqlP50),
    ratioWithRequestP50: round(p50 / (sqlP50 + requestP50)),
    processor: { server: each(processor.server), database: each(processor.database), sql: each(processor.sql) },
  };
}

async function milliseconds<T>(work: () => Promise<T>): Promise<{ readonly time: number; readonly result: T }> {
  const begun = performance.now();
  const result = await work();
  return { time: performance.now() - begun, result };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

async function main(): Promise<void> {
  const [few, many, searches] = [Number(options.few), Number(options.many), Number(options.searches)];
  const results: object[] = [];
  for (const engine of options.engines.split(",")) {
    if (engine !== "mariadb" && engine !== "mysql56") throw new Error(`${engine} is not an engine of the benchmark: mariadb, mysql56.`);
    const small = await measure(engine, few, searches);
    const large = await measure(engine, many, searches);
    const growth = Object.fromEntries(
      Object.entries(large.kinds).flatMap(([kind, many]) => {
        const few = small.kinds[kind];
        if (few === undefined) return [];
        const work = ({ processor }: Figures): number => processor.server + processor.database;
        return [[kind, { p50: round(many.p50 / few.p50), p99: round(many.p99 / few.p99), processor: round(work(many) / work(few)) }]];
      }),
    );
    results.push({ engine, few: small, many: large, growth });
  }
  console.log(JSON.stringify({ benchmark: "search", few, many, searches, results }));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
