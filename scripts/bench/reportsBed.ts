import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createConnection } from "mysql2/promise";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { readConfig } from "../../server/config";
import { openSite } from "../../server/database/openSite";
import { createPool } from "../../server/database/pool";
import { countEndedSubmissions } from "../../server/tally/sumUp";
import { localPath, projectFolder } from "../support/paths";
import { copyBed, benchAccounts, openDirectory } from "./bed";
import type { Bed, BenchEngine } from "./bed";
import { fillHistory } from "./reportsHistory";

export const reportsBenchKey = "be".repeat(32);
export const bedPatients = 50_000;

/** What is kept of making the bed. */
export interface Making {
  /** Rows that submissions ended with. */
  readonly outcomes: number;
  readonly submissions: number;
  /** First and last day of the history, on the clocks of the site. */
  readonly from: string;
  readonly to: string;
  /** Summing all of it up, as the server does in the background. */
  readonly summingUp: { readonly seconds: number; readonly secondsPer100000: number; readonly lines: number; readonly causes: number; readonly megabytes: number; readonly historyMegabytes: number };
}

export interface ReportsBed {
  readonly bed: Bed;
  readonly making: Making;
}

/** Three years of a site of twenty senders and six facilities, summed up; kept, because making it takes minutes. `outcomes`: how many rows of sheets and forms. */
export async function openReportsBed(kind: BenchEngine, outcomes: number, say: (line: string) => void): Promise<ReportsBed> {
  const directory = localPath("bench", `${kind}-reports-${outcomes}`);
  const noteFile = join(directory, "making.json");
  const rules = digestOfRules();
  const kept = existsSync(noteFile) ? (JSON.parse(readFileSync(noteFile, "utf8")) as { rules: string; making: Making }) : null;
  const request = { kind, patients: bedPatients, directory, isKept: true, prepare: dropOtherTables };
  if (kept?.rules === rules) return { bed: await openDirectory(request), making: kept.making };
  rmSync(directory, { recursive: true, force: true });
  await copyBed(kind, bedPatients, directory);
  const bed = await openDirectory(request);
  try {
    const making = await make(bed, outcomes, say);
    writeFileSync(noteFile, JSON.stringify({ rules, making }));
    return { bed, making };
  } catch (error) {
    await bed.close();
    throw error;
  }
}

/** Tables of the first eight migrations, which make the history and its tallies. */
const lastKeptMigration = 8;
const keptTables = [
  ...["submission", "submission_part", "submission_row", "submission_tally", "row_outcome", "row_waiting", "row_settled", "row_reverted", "after_check"],
  ...["report_scope", "report_source", "report_tally", "report_spread", "report_cause", "report_month", "report_cause_month", "search_key", "search_person", "search_state"],
  ...["staff", "staff_facility", "session", "sign_in_failure", "audit_event", "audit_subject", "audit_chain", "download", "site_settings"],
  ...["other_number", "contact_attempt", "street_sweep", "street_tally", "place_street", "schema_migration"],
];

/** Tables of later migrations are made anew, so that a kept bed is never behind them. */
async function dropOtherTables(rootUrl: string): Promise<void> {
  const connection = await createConnection({ uri: rootUrl });
  try {
    const [rows] = await connection.query<(RowDataPacket & { name: string })[]>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'patient_contacts' AND table_name NOT IN (?)",
      [keptTables],
    );
    const [kept] = await connection.query<RowDataPacket[]>("SELECT 1 FROM information_schema.tables WHERE table_schema = 'patient_contacts' AND table_name = 'schema_migration'");
    await connection.query("SET FOREIGN_KEY_CHECKS = 0");
    for (const { name } of rows) await connection.query("DROP TABLE patient_contacts.??", [name]);
    if (kept.length > 0) await connection.query("DELETE FROM patient_contacts.schema_migration WHERE version > ?", [lastKeptMigration]);
  } finally {
    await connection.end();
  }
}

async function make({ engine }: Bed, outcomes: number, say: (line: string) => void): Promise<Making> {
  const connection = await createConnection({ uri: `${engine.rootUrl}patient_contacts`, charset: "UTF8_GENERAL_CI", dateStrings: true });
  try {
    await connection.query("SET SESSION time_zone = '+00:00'");
    const history = await fillHistory(connection, { outcomes, say });
    const seconds = await sumUp(engine, say);
    await connection.query("ANALYZE TABLE submission, submission_row, row_outcome, row_reverted, report_tally, report_month, report_cause, report_cause_month, report_spread");
    const lines = await count(connection, "SELECT COUNT(*) AS found FROM report_tally");
    const causes = await count(connection, "SELECT COUNT(*) AS found FROM report_cause");
    const size = (tables: readonly string[]): Promise<number> =>
      count(connection, "SELECT ROUND(SUM(data_length + index_length) / 1048576) AS found FROM information_schema.tables WHERE table_schema = 'patient_contacts' AND table_name IN (?)", [tables]);
    return {
      ...history,
      summingUp: {
        seconds: Math.round(seconds * 10) / 10,
        secondsPer100000: Math.round((seconds / history.outcomes) * 1_000_000) / 10,
        lines,
        causes,
        megabytes: await size(["report_tally", "report_month", "report_cause", "report_cause_month", "report_spread", "report_source", "report_scope"]),
        historyMegabytes: await size(["submission", "submission_row", "row_outcome"]),
      },
    };
  } finally {
    await connection.end();
  }
}

async function sumUp(engine: Bed["engine"], say: (line: string) => void): Promise<number> {
  const { user, password } = benchAccounts.runtime;
  const config = readConfig({
    ENVIRONMENT: "demo",
    DATABASE_URL: `mysql://${user}:${password}@${engine.host}:${engine.port}/`,
    DIGEST_KEY: reportsBenchKey,
    TLS_AT_PROXY: "true",
  });
  const pool = createPool(config.DATABASE_URL, { connectionLimit: 4, database: config.CONTACTS_SCHEMA });
  try {
    const clock = { now: () => new Date() };
    const site = await openSite(pool, config, { clock });
    const begun = performance.now();
    let turns = 0;
    await countEndedSubmissions({ pool, site, clock }, () => {
      turns += 1;
      if (turns % 20 === 0) say(`summing up: ${turns} transactions, ${Math.round((performance.now() - begun) / 1000)} s`);
      return true;
    });
    return (performance.now() - begun) / 1000;
  } finally {
    await pool.end();
  }
}

async function count(connection: Connection, sql: string, values: readonly unknown[] = []): Promise<number> {
  const [[row]] = await connection.query<(RowDataPacket & { found: number | string })[]>(sql, [...values]);
  return Number(row?.found);
}

/** Of everything that decides what stands in the bed. */
function digestOfRules(): string {
  const hash = createHash("sha256");
  const migrations = ["002_submissions", "003_follow_ups", "006_settings", "008_report_tally"].map((name) => `server/database/migrations/${name}.sql`);
  const tally = ["counts", "countOutcomes", "place", "tallyStore", "sumUp", "dimensions"].map((name) => `server/tally/${name}.ts`);
  for (const file of [...migrations, ...tally, "scripts/bench/reportsHistory.ts", "scripts/openmrs/generatedRows.ts"]) hash.update(readFileSync(join(projectFolder, file)));
  return hash.digest("hex").slice(0, 16);
}
