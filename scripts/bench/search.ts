import { Command } from "commander";
import type { Pool, RowDataPacket } from "mysql2/promise";
import { readSearchQuestions } from "./searchQuestions";
import type { SearchQuestion } from "./searchQuestions";
import type { BenchEngine } from "./bed";
import type { BenchClient } from "./httpClient";
import { searchBenchKey, openSearchBed } from "./searchBed";
import type { Filling } from "./searchBed";
import { startBenchServer } from "./server";
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
  /** Of the SQL together with what every request of this server costs (`request`): session, audit, HTTPS. */
  readonly ratioWithRequestP50: number;
}

interface Measured {
  readonly filling: Filling;
  /** Milliseconds of an audited look-up of one ART ID that nobody has: what a request costs that finds nothing. */
  readonly request: { readonly p50: number; readonly p99: number };
  readonly kinds: Readonly<Record<string, Figures>>;
}

async function measure(engine: BenchEngine, patients: number, searches: number): Promise<Measured> {
  const { bed, filling } = await openSearchBed(engine, patients, say);
  const server = await startBenchServer(bed, { DIGEST_KEY: searchBenchKey, SEARCH_UPKEEP: "true" });
  try {
    const questions = await readSearchQuestions(bed.root, searches);
    const request = await measureRequest(server.client, searches);
    say(`${engine} ${patients} a request: ${JSON.stringify(request)}`);
    const kinds: Record<string, Figures> = {};
    for (const [kind, ofKind] of Object.entries(questions)) {
      kinds[kind] = await measureKind(ofKind, server.client, { root: bed.root, request: request.p50 });
      say(`${engine} ${patients} ${kind}: ${JSON.stringify(kinds[kind])}`);
    }
    return { filling, request, kinds };
  } finally {
    await server.stop();
    await bed.close();
  }
}

async function measureRequest(client: BenchClient, searches: number): Promise<Measured["request"]> {
  const times: number[] = [];
  for (let index = 0; index < searches + 20; index += 1) {
    const { time } = await milliseconds(() => client.lookUp([`NOBODY${index}`]));
    if (index >= 20) times.push(time);
  }
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

/** Search and hand-written SQL by turns, so that whatever else the machine does befalls both. */
async function measureKind(questions: readonly SearchQuestion[], client: BenchClient, { root, request }: { readonly root: Pool; readonly request: number }): Promise<Figures> {
  const warmUp = Math.min(10, questions.length);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (const [index, { text, kind, sql, values, patient }] of [...questions.slice(0, warmUp), ...questions].entries()) {
    const [search, byHand] = [
      await milliseconds(() => client.search({ text, kind, after: null, limit: 20 })),
      await milliseconds(async () => (await root.query<RowDataPacket[]>(sql, [...values]))[0]),
    ];
    // A search that is quick because it finds nobody would be no search.
    if (patient !== null && !search.result.hits.some((hit) => hit.patient === patient) && search.result.next === null) throw new Error(`A search (${kind}) did not find the patient whom it was made for.`);
    if (patient !== null && byHand.result.length === 0) throw new Error(`The hand-written SQL (${kind}) found nobody.`);
    if (index < warmUp) continue;
    ours.push(search.time);
    theirs.push(byHand.time);
  }
  const figures = { p50: percentile(ours, 0.5), p99: percentile(ours, 0.99), sqlP50: percentile(theirs, 0.5), sqlP99: percentile(theirs, 0.99) };
  return { ...figures, ratioP50: round(figures.p50 / figures.sqlP50), ratioWithRequestP50: round(figures.p50 / (figures.sqlP50 + request)) };
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
      Object.entries(large.kinds).map(([kind, { p50, p99 }]) => [kind, { p50: round(p50 / (small.kinds[kind]?.p50 ?? Number.NaN)), p99: round(p99 / (small.kinds[kind]?.p99 ?? Number.NaN)) }]),
    );
    results.push({ engine, few: small, many: large, growth });
  }
  console.log(JSON.stringify({ benchmark: "search", few, many, searches, results }));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
