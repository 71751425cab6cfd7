import { randomBytes, randomUUID } from "node:crypto";
import { Command } from "commander";
import type { RowDataPacket } from "mysql2/promise";
import { readConfig } from "../../server/config";
import { openSite } from "../../server/database/openSite";
import { createPool } from "../../server/database/pool";
import { sweepCompleteness } from "../../server/reports/completeness/sweep";
import { benchAccounts, openBed } from "./bed";
import type { Bed, BenchEngine } from "./bed";
import { processorSeconds } from "./processorTime";

const options = new Command()
  .description("What the daily counting of completeness costs: its work, and the time it is spread over. The last line is JSON.")
  .option("--engines <names>", "mariadb, mysql56 or both", "mariadb,mysql56")
  .option("--patients <numbers>", "sizes of the record", "50000,1000000")
  .parse()
  .opts<{ engines: string; patients: string }>();

interface Cost {
  readonly counted: number;
  readonly slices: number;
  /** Seconds of work without the rests, and with them: a rest is four times as long as the slice before it, 50 ms at least. */
  readonly workSeconds: number;
  readonly spreadSeconds: number;
  /** Milliseconds: the longest slice. */
  readonly longestSlice: number;
  /** Processor seconds of the whole counting, and the share of one core that they are while it runs. */
  readonly serverSeconds: number;
  readonly databaseSeconds: number;
  readonly shareOfCore: number;
}

/** One patient in five was called once. */
async function addCalls({ root }: Bed): Promise<void> {
  await root.query(
    `INSERT INTO patient_contacts.contact_attempt (uuid, person_id, outcome, day, tried, digest, created_by, created_at)
     SELECT UUID(), patient_id, 'reached', '2026-01-15', 'unknown', REPEAT('x', 32), 1, '2026-01-15 10:00:00' FROM openmrs.patient WHERE patient_id % 5 = 0`,
  );
}

async function measure(kind: BenchEngine, patients: number): Promise<Cost> {
  const bed = await openBed(kind, patients);
  const { host, port } = bed.engine;
  const pid = bed.engine.pid();
  const { user, password } = benchAccounts.runtime;
  const config = readConfig({
    ENVIRONMENT: "demo",
    DATABASE_URL: `mysql://${user}:${password}@${host}:${port}/`,
    DIGEST_KEY: randomBytes(32).toString("hex"),
    TLS_AT_PROXY: "true",
    LOG_LEVEL: "error",
  });
  const pool = createPool(config.DATABASE_URL, { connectionLimit: 4, database: config.CONTACTS_SCHEMA });
  try {
    await addCalls(bed);
    const clock = { now: () => new Date() };
    const deps = { pool, config, clock, site: await openSite(pool, config, { clock }) };
    const took: number[] = [];
    const before = { server: process.cpuUsage(), database: processorSeconds(pid) };
    const rest = (milliseconds: number): Promise<void> => {
      took.push(milliseconds);
      return Promise.resolve();
    };
    const end = await sweepCompleteness(deps, randomUUID(), { mayGoOn: () => true, rest });
    if (end !== "finished") throw new Error(`The counting ended as ${end}.`);
    const { user: own, system } = process.cpuUsage(before.server);
    const [serverSeconds, databaseSeconds] = [(own + system) / 1e6, processorSeconds(pid) - before.database];
    const workSeconds = took.reduce((sum, one) => sum + one, 0) / 1000;
    const spreadSeconds = took.reduce((sum, one) => sum + one + Math.max(50, 4 * one), 0) / 1000;
    const [[day]] = await pool.query<RowDataPacket[]>("SELECT patients FROM completeness_day");
    return {
      counted: Number(day?.patients), slices: took.length, workSeconds, spreadSeconds, longestSlice: Math.max(...took),
      serverSeconds, databaseSeconds, shareOfCore: (serverSeconds + databaseSeconds) / spreadSeconds,
    };
  } finally {
    await pool.end();
    await bed.close();
  }
}

async function main(): Promise<void> {
  const costs: Record<string, Cost> = {};
  for (const patients of options.patients.split(",").map(Number)) {
    for (const kind of (["mariadb", "mysql56"] as const).filter((name) => options.engines.split(",").includes(name))) {
      const cost = await measure(kind, patients);
      process.stderr.write(`${kind} ${patients}: ${JSON.stringify(cost)}\n`);
      costs[`${kind}-${patients}`] = cost;
    }
  }
  process.stdout.write(`${JSON.stringify(costs)}\n`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
