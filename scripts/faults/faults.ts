import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { Command } from "commander";
import { benchAccounts, openBed } from "../bench/bed";
import { allSteps } from "./control";
import type { FaultStep } from "./control";
import { breakages } from "./hookedPool";
import type { Breakage } from "./hookedPool";
import { faultKinds, planInstants } from "./kinds";
import type { FaultKind, Instant } from "./kinds";
import { seededRandom } from "./random";
import { tryInstant } from "./scenario";
import type { InstantResult } from "./scenario";
import { bundleServer } from "./servers";
import { openSite } from "./site";
import type { FaultSite } from "./site";

type EngineName = "mariadb" | "mysql56";

const options = new Command()
  .description(
    "Kills servers and databases, cuts lines, sends twice and writes meanwhile, at many instants, and looks after each whether anything was lost, doubled or half done. The last line is JSON.",
  )
  .option("--engines <names>", "mariadb, mysql56 or both", "mariadb,mysql56")
  .option("--instants <number>", "instants for each engine", "60")
  .option("--seed <number>", "draws the same instants and rows again")
  .option("--kinds <names>", "only these kinds of fault", faultKinds.join(","))
  .option("--rows <number>", "rows of each submission", "48")
  .option("--patients <number>", "patients in the record", "2000")
  .option("--no-undo", "do not take the submissions back")
  .option("--broken [names]", "break the server on purpose, in each of these ways in turn; good only if every one is found out")
  .parse()
  .opts<{ engines: string; instants: string; seed?: string; kinds: string; rows: string; patients: string; undo: boolean; broken?: string | true }>();

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

function chosen<T extends string>(names: string, all: readonly T[], what: string): readonly T[] {
  return names.split(",").map((name) => {
    const found = all.find((one) => one === name);
    if (found === undefined) throw new Error(`${name} is no ${what}: ${all.join(", ")}.`);
    return found;
  });
}

const seed = Number(options.seed ?? Math.floor(Date.now() / 1000) % 1_000_000);
const engines = chosen(options.engines, ["mariadb", "mysql56"] as const, "engine");
const kinds = chosen(options.kinds, faultKinds, "kind of fault");
const instants = Number(options.instants);
/** Ends what is open, if the harness itself is ended. */
const open = new Set<() => Promise<void>>();

function describe({ kind, step, occurrence, phase, milliseconds }: Instant): string {
  return `${kind} ${step === "random" ? `after ${milliseconds} ms` : `at ${step} ${occurrence}`}${phase === "undo" ? " of the undo" : ""}`;
}

function report(number: number, { instant, happened, losses, seconds }: InstantResult): void {
  const verdict = losses.length > 0 ? `${losses.length} LOST` : happened ? "nothing lost" : "came too late";
  say(`${String(number).padStart(3)}  ${describe(instant).padEnd(58)} ${verdict.padEnd(14)} ${seconds.toFixed(1)} s`);
  for (const loss of losses.slice(0, 6)) say(`       ${loss}`);
}

/** Tries instants until enough of them have happened; for one that came too late another is drawn. */
async function runInstants(site: FaultSite): Promise<readonly InstantResult[]> {
  const random = seededRandom(seed);
  const results: InstantResult[] = [];
  const missing = (): number => instants - results.filter(({ happened }) => happened).length;
  let waiting: Instant[] = [];
  while (missing() > 0 && results.length < instants * 2) {
    if (waiting.length === 0) waiting = [...planInstants({ count: missing(), random, kinds })];
    const next = waiting.shift();
    if (next === undefined) break;
    const instant: Instant = options.undo ? next : { ...next, phase: "update" };
    const result = await tryInstant({ site, random, rows: Number(options.rows), withUndo: options.undo, patienceSeconds: 90 }, instant);
    results.push(result);
    report(results.length, result);
  }
  return results;
}

interface Line {
  readonly kind: FaultKind;
  readonly tried: number;
  readonly tooLate: number;
  readonly losses: number;
}

function linesOf(results: readonly InstantResult[]): readonly Line[] {
  return faultKinds.flatMap((kind) => {
    const own = results.filter(({ instant }) => instant.kind === kind);
    if (own.length === 0) return [];
    return [
      {
        kind,
        tried: own.filter(({ happened }) => happened).length,
        tooLate: own.filter(({ happened }) => !happened).length,
        losses: own.reduce((sum, { losses }) => sum + losses.length, 0),
      },
    ];
  });
}

function countOf(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of [...words].sort()) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function printTable(title: string, lines: readonly Line[]): void {
  say(`\n${title}`);
  say(`${"kind of fault".padEnd(24)}${"instants".padStart(9)}${"too late".padStart(10)}${"losses".padStart(8)}`);
  for (const { kind, tried, tooLate, losses } of lines) say(`${kind.padEnd(24)}${String(tried).padStart(9)}${String(tooLate).padStart(10)}${String(losses).padStart(8)}`);
}

async function withSite<T>(engine: EngineName, breakage: Breakage | null, work: (site: FaultSite) => Promise<T>): Promise<T> {
  const entry = await bundleServer();
  const bed = await openBed(engine, Number(options.patients));
  const close = async (): Promise<void> => {
    open.delete(close);
    await site?.close();
    await bed.close();
  };
  let site: FaultSite | null = null;
  open.add(close);
  try {
    site = await openSite({ engine: bed.engine, account: benchAccounts.runtime, entry, breakage });
    return await work(site);
  } finally {
    await close();
    rmSync(dirname(entry), { recursive: true, force: true });
  }
}

/** The build as it is: nothing may be lost. */
async function runEngine(engine: EngineName): Promise<{ engine: EngineName; version: string; instants: number; losses: number; unseen: readonly FaultStep[]; kinds: readonly Line[]; met: Readonly<Record<string, number>>; seconds: number }> {
  const started = Date.now();
  return withSite(engine, null, async (site) => {
    say(`\n${engine} ${site.engine.version}, seed ${seed}`);
    const results = await runInstants(site);
    const lines = linesOf(results);
    printTable(`${engine} ${site.engine.version}`, lines);
    const met = countOf(results.flatMap((result) => result.met));
    // A step that the servers are never at, because a statement reads otherwise now, would make its instants prove nothing.
    const unseen = allSteps.filter((step) => !site.servers.some(({ seen }) => seen.has(step)));
    if (unseen.length > 0) say(`never seen: ${unseen.join(", ")}`);
    say(`met: ${Object.entries(met).map(([what, count]) => `${count} ${what}`).join(", ")}`);
    const tried = lines.reduce((sum, line) => sum + line.tried, 0);
    const losses = lines.reduce((sum, line) => sum + line.losses, 0);
    return { engine, version: site.engine.version, instants: tried, losses, unseen, kinds: lines, met, seconds: Math.round((Date.now() - started) / 1000) };
  });
}

function at(kind: FaultKind, step: FaultStep, occurrence: number): Instant {
  return { kind, step, occurrence, milliseconds: 0, phase: "update" };
}

const halfDone = [at("kill-server", "audited", 2), at("kill-database", "audited", 1), at("cut-database-link", "committing", 3)];
/** Instants at which each breakage shows, if the harness can see it; tried in turn, again and again. */
const showing: Readonly<Record<Breakage, readonly Instant[]>> = {
  "outcome-outside": halfDone,
  "audit-outside": halfDone,
  "locks-left-out": [2, 3, 4, 5].map((occurrence) => at("edited-meanwhile", "record-locked", occurrence)),
  "once-only-key-gone": [at("two-at-once", "record-locked", 1), at("two-at-once", "record-written", 1)],
};
const triesPerBreakage = 16;

/** A build broken on purpose: the harness must find losses. */
async function runBroken(engine: EngineName, breakage: Breakage): Promise<{ engine: EngineName; breakage: Breakage; instants: number; losses: number; caught: boolean }> {
  return withSite(engine, breakage, async (site) => {
    say(`\n${engine}, broken on purpose: ${breakage}`);
    if (breakage === "once-only-key-gone") await site.contacts.query("ALTER TABLE row_outcome DROP PRIMARY KEY, ADD KEY (submission_id, row_key)");
    const random = seededRandom(seed);
    let tried = 0;
    let losses = 0;
    for (; tried < triesPerBreakage && losses === 0; tried += 1) {
      const instant = showing[breakage][tried % showing[breakage].length];
      if (instant === undefined) break;
      const result = await tryInstant({ site, random, rows: Number(options.rows), withUndo: false, patienceSeconds: 30 }, instant);
      report(tried + 1, result);
      losses += result.losses.length;
    }
    say(losses > 0 ? "found out" : "NOT FOUND OUT");
    return { engine, breakage, instants: tried, losses, caught: losses > 0 };
  });
}

async function main(): Promise<void> {
  if (options.broken !== undefined) {
    const names = options.broken === true ? breakages : chosen(options.broken, breakages, "way to break it");
    const results = [];
    for (const engine of engines) for (const breakage of names) results.push(await runBroken(engine, breakage));
    const caught = results.every((result) => result.caught);
    console.log(JSON.stringify({ faults: "broken on purpose", seed, caught, results }));
    process.exitCode = caught ? 0 : 1;
    return;
  }
  const results = [];
  for (const engine of engines) results.push(await runEngine(engine));
  const losses = results.reduce((sum, result) => sum + result.losses, 0);
  // Instants that never came prove nothing.
  const isWhole = results.every((result) => result.instants >= instants && result.unseen.length === 0);
  console.log(JSON.stringify({ faults: "submission engine", seed, instants: results.reduce((sum, result) => sum + result.instants, 0), losses, results }));
  process.exitCode = losses === 0 && isWhole ? 0 : 1;
}

async function closeAll(): Promise<void> {
  await Promise.allSettled([...open].map((close) => close()));
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    void closeAll().finally(() => process.exit(130));
  });
}
main().catch(async (error: unknown) => {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  await closeAll();
  process.exitCode = 1;
});
