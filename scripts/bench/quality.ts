import { randomBytes } from "node:crypto";
import { Command } from "commander";
import type { RowDataPacket } from "mysql2/promise";
import { readConfig } from "../../server/config";
import { openSite } from "../../server/database/openSite";
import { createPool } from "../../server/database/pool";
import type { Caller, Deps } from "../../server/deps";
import { createLogger } from "../../server/log";
import { readQuality } from "../../server/quality/readQuality";
import { scanNumbers } from "../../server/quality/scanNumbers";
import { benchAccounts, openBed } from "./bed";
import type { Bed, BenchEngine } from "./bed";
import { processorSeconds } from "./processorTime";

const options = new Command()
  .description("How long the data quality radar takes, in a record with many doubtful numbers. The last line is JSON.")
  .option("--engines <names>", "mariadb, mysql56 or both", "mariadb,mysql56")
  .option("--patients <numbers>", "sizes of the record", "50000,1000000")
  .option("--rounds <number>", "how often each is measured; the median counts", "3")
  .parse()
  .opts<{ engines: string; patients: string; rounds: string }>();

interface Cost {
  /** Telephone numbers of the record, voided ones too. */
  readonly numbers: number;
  /** Seconds: the reading of all numbers, and the whole report, that reading included. */
  readonly scanSeconds: number;
  readonly reportSeconds: number;
  /** Milliseconds for which nothing else had its turn on this server, at the most. */
  readonly longestTurn: number;
  readonly serverSeconds: number;
  readonly databaseSeconds: number;
  readonly megabytes: number;
  readonly clusters: number;
  readonly patients: number;
}

/** Of the patients 4 % share a number with three others, 0.5 % have a made-up one, 0.5 % one that has come back, 0.2 % one that a call found wrong. */
async function spoil({ root }: Bed): Promise<void> {
  const phone = "person_attribute_type_id = 8 AND voided = 0";
  await root.query(`UPDATE person_attribute SET value = CONCAT('0806', LPAD(FLOOR(person_id / 100), 7, '5')) WHERE ${phone} AND person_id % 100 < 4`);
  await root.query(`UPDATE person_attribute SET value = '08000000000' WHERE ${phone} AND person_id % 200 = 50`);
  await root.query(
    `INSERT INTO person_attribute (person_id, value, person_attribute_type_id, creator, date_created, voided, voided_by, date_voided, uuid)
     SELECT person_id, IF(past.at = 1, value, '08035550000'), 8, 1, DATE_ADD('2015-01-01', INTERVAL past.at YEAR), 1, 1, '2019-01-01', UUID()
       FROM person_attribute JOIN (SELECT 1 AS at UNION ALL SELECT 2) past WHERE ${phone} AND person_id % 200 = 60`,
  );
  await root.query(
    `INSERT INTO patient_contacts.contact_attempt (uuid, person_id, outcome, day, tried, digest, created_by, created_at)
     SELECT UUID(), patient_id, IF(patient_id % 500 = 0, 'wrong-number', 'reached'), '2026-01-15', 'unknown', REPEAT('x', 32), 1, '2026-01-15 10:00:00' FROM openmrs.patient WHERE patient_id % 5 = 0`,
  );
}

const supervisor: Caller = { userId: 1, userUuid: "bench", username: "bench", displayName: "Bench", role: "supervisor", facilityIds: null, requestId: "bench", address: "127.0.0.1" };

async function measure(kind: BenchEngine, patients: number): Promise<Cost> {
  const bed = await openBed(kind, patients);
  const { host, port } = bed.engine;
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
    await spoil(bed);
    const clock = { now: () => new Date() };
    const deps: Deps = { pool, config, clock, site: await openSite(pool, config, { clock }), log: createLogger(config), engine: { wake: () => undefined } };
    const rounds = Number(options.rounds);
    const scans: number[] = [];
    const reports: number[] = [];
    let figures = await readQuality(deps, supervisor, { place: null, today: "2026-11-23", shown: () => undefined });
    const before = { server: process.cpuUsage(), database: processorSeconds(bed.engine.pid()) };
    const turns = watchTurns();
    for (let round = 0; round < rounds; round += 1) {
      const startedAt = performance.now();
      figures = await readQuality(deps, supervisor, { place: null, today: "2026-11-23", shown: () => undefined });
      reports.push((performance.now() - startedAt) / 1000);
    }
    const longestTurn = turns.stop();
    const { user: own, system } = process.cpuUsage(before.server);
    const databaseSeconds = (processorSeconds(bed.engine.pid()) - before.database) / rounds;
    for (let round = 0; round < rounds; round += 1) {
      const startedAt = performance.now();
      await scanNumbers(deps, []);
      scans.push((performance.now() - startedAt) / 1000);
    }
    const [[count]] = await bed.root.query<RowDataPacket[]>("SELECT COUNT(*) AS numbers FROM person_attribute WHERE person_attribute_type_id = 8");
    return {
      numbers: Number(count?.numbers),
      scanSeconds: median(scans),
      reportSeconds: median(reports),
      longestTurn,
      serverSeconds: (own + system) / 1e6 / rounds,
      databaseSeconds,
      megabytes: Math.round(process.memoryUsage().rss / 1e6),
      clusters: figures.rules.reduce((sum, { clusters }) => sum + clusters, 0),
      patients: figures.rules.reduce((sum, rule) => sum + rule.patients, 0),
    };
  } finally {
    await pool.end();
    await bed.close();
  }
}

/** How late a timer of ten milliseconds comes: so long nothing else had its turn. */
function watchTurns(): { readonly stop: () => number } {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 10);
    last = now;
  }, 10);
  return {
    stop: () => {
      clearInterval(timer);
      return Math.round(longest);
    },
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
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
