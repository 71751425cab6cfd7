import { randomUUID } from "node:crypto";
import { Command } from "commander";
import type { RowDataPacket } from "mysql2/promise";
import { readConfig } from "../../server/config";
import { openSite } from "../../server/database/openSite";
import { createPool } from "../../server/database/pool";
import type { Caller, Deps } from "../../server/deps";
import { createLogger } from "../../server/log";
import { startGathering } from "../../server/worklists/gatherWorklists";
import { standingsSql } from "../../server/worklists/standings";
import { readWorklistRows } from "../../server/worklists/worklistRows";
import { makeWorklist, readWorklists } from "../../server/worklists/worklists";
import { worklistReasons } from "../../src/domain/worklistRules";
import { benchAccounts } from "./bed";
import type { Bed, BenchEngine } from "./bed";
import { processorSeconds } from "./processorTime";
import { openSearchBed, searchBenchKey } from "./searchBed";

const options = new Command()
  .description("How long a worklist takes to be gathered, for every reason, and how long its counts and its rows take. The last line is JSON.")
  .option("--engines <names>", "mariadb, mysql56 or both", "mariadb,mysql56")
  .option("--patients <numbers>", "sizes of the record", "50000,200000")
  .parse()
  .opts<{ engines: string; patients: string }>();

interface Cost {
  /** Seconds from asking until it is ready, its rests included: for every reason, and without the one that looks for shared numbers. */
  readonly gatherSeconds: number;
  readonly unsharedSeconds: number;
  readonly databaseSeconds: number;
  readonly matched: number;
  /** Milliseconds: the list of two worklists with counts of 5,000 patients each, after work; the same of as many as are ever listed; and a page of 1,000 rows. */
  readonly listMilliseconds: number;
  readonly fullListMilliseconds: number;
  readonly rowsMilliseconds: number;
  /** Index by table that the counts use. */
  readonly indexes: Readonly<Record<string, string>>;
}

const supervisor: Caller = { userId: 1, userUuid: "bench", username: "bench", displayName: "Bench", role: "supervisor", facilityIds: null, requestId: "bench", address: "127.0.0.1" };
const criteria = {
  reasons: [...worklistReasons],
  unverifiedMonths: 6,
  ...{ facility: null, state: null, lga: null, sex: null, ageFrom: null, ageTo: null, lastEncounterFrom: null, lastEncounterTo: null },
};

/** Three submissions that had a row for every second patient, and a call to every fourth. */
async function work({ root }: Bed): Promise<void> {
  for (const turn of [1, 2, 3]) {
    await root.query(
      `INSERT INTO patient_contacts.submission (uuid, user_id, role, state, row_count, part_count, digest, header, request_id, address, opened_at)
       VALUES (UUID(), 1, 'clerk', 'done', 0, 1, REPEAT('x', 32), '{}', '', '', UTC_TIMESTAMP(3))`,
    );
    await root.query(
      `INSERT INTO patient_contacts.row_outcome (submission_id, row_key, status, person_id, finished_at)
       SELECT (SELECT MAX(submission_id) FROM patient_contacts.submission), patient_id, IF(patient_id % 10 = 0, 'failed', 'updated'), patient_id, UTC_TIMESTAMP(3) + INTERVAL ? SECOND
         FROM openmrs.patient WHERE patient_id % 2 = 0`,
      [turn],
    );
  }
  await root.query(
    `INSERT INTO patient_contacts.contact_attempt (uuid, person_id, outcome, day, tried, digest, created_by, created_at)
     SELECT UUID(), patient_id, 'no-answer', '2026-11-20', 'unknown', REPEAT('x', 32), 1, UTC_TIMESTAMP(3) + INTERVAL 1 SECOND FROM openmrs.patient WHERE patient_id % 4 = 1`,
  );
}

/** As many worklists as are ever listed at once, each like the first. */
async function fillList({ root }: Bed): Promise<void> {
  const columns = "user_id, facility_ids, name, criteria, most, digest, state, day, made_at, after_person_id, looked, looked_of, matched";
  for (let number = 3; number <= 100; number += 1) {
    await root.query(`INSERT INTO patient_contacts.worklist (uuid, ${columns}) SELECT UUID(), ${columns} FROM patient_contacts.worklist WHERE worklist_id = 1`);
    await root.query(
      `INSERT INTO patient_contacts.worklist_item (worklist_id, person_id, place, reasons, reason_count, last_encounter, ordinal)
       SELECT (SELECT MAX(worklist_id) FROM patient_contacts.worklist), person_id, place, reasons, reason_count, last_encounter, ordinal
         FROM patient_contacts.worklist_item WHERE worklist_id = 1 AND ordinal IS NOT NULL`,
    );
  }
}

async function measure(kind: BenchEngine, patients: number): Promise<Cost> {
  const { bed } = await openSearchBed(kind, patients, (line) => process.stderr.write(`${line}\n`));
  const { user, password } = benchAccounts.runtime;
  const config = readConfig({
    ENVIRONMENT: "demo",
    DATABASE_URL: `mysql://${user}:${password}@${bed.engine.host}:${bed.engine.port}/`,
    DIGEST_KEY: searchBenchKey,
    TLS_AT_PROXY: "true",
    LOG_LEVEL: "error",
  });
  const pool = createPool(config.DATABASE_URL, { connectionLimit: 6, database: config.CONTACTS_SCHEMA });
  const clock = { now: () => new Date() };
  const deps: Deps = { pool, config, clock, site: await openSite(pool, config, { clock }), log: createLogger(config), engine: { wake: () => undefined } };
  const loop = startGathering(deps, 50);
  const gather = async (reasons: typeof criteria.reasons): Promise<{ uuid: string; seconds: number; matched: number }> => {
    const uuid = randomUUID();
    const begun = performance.now();
    await makeWorklist(deps, supervisor, { params: { uuid }, body: { name: "Bench", criteria: { ...criteria, reasons }, most: 5_000 }, bodyDigest: uuid, query: undefined });
    for (;;) {
      const list = (await readWorklists(deps, supervisor)).worklists.find((worklist) => worklist.uuid === uuid);
      if (list?.state === "failed") throw new Error("The worklist could not be gathered.");
      if (list?.state === "ready") return { uuid, seconds: (performance.now() - begun) / 1000, matched: list.matched };
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  try {
    const processor = processorSeconds(bed.engine.pid());
    const all = await gather(criteria.reasons);
    const databaseSeconds = processorSeconds(bed.engine.pid()) - processor;
    const unshared = await gather(criteria.reasons.filter((reason) => reason !== "shared-phone"));
    await work(bed);
    const listMilliseconds = await timed(() => readWorklists(deps, supervisor));
    const rowsMilliseconds = await timed(() => readWorklistRows(deps, supervisor, { params: { uuid: all.uuid }, body: { after: 0, limit: 1_000 }, bodyDigest: "", query: undefined }));
    await fillList(bed);
    const fullListMilliseconds = await timed(() => readWorklists(deps, supervisor));
    const { sql, values } = standingsSql(deps.site, [1, 2], null);
    const [plan] = await pool.query<RowDataPacket[]>(`EXPLAIN ${sql}`, [...values]);
    const indexes = Object.fromEntries(plan.map((row) => [String(row.table), `${String(row.type)} ${String(row.key)}`]));
    return { gatherSeconds: all.seconds, unsharedSeconds: unshared.seconds, databaseSeconds, matched: all.matched, listMilliseconds, fullListMilliseconds, rowsMilliseconds, indexes };
  } finally {
    await loop.stop();
    await pool.end();
    await bed.close();
  }
}

/** The middle of five. */
async function timed(run: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const begun = performance.now();
    await run();
    took.push(performance.now() - begun);
  }
  return Math.round(took.sort((one, other) => one - other)[2] ?? 0);
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
