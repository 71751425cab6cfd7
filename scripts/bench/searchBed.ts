import { createHash, randomUUID } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createConnection } from "mysql2/promise";
import type { RowDataPacket } from "mysql2/promise";
import { readConfig } from "../../server/config";
import { openSite } from "../../server/database/openSite";
import { createPool } from "../../server/database/pool";
import { createUpkeep } from "../../server/search/upkeep";
import { localPath, projectFolder } from "../support/paths";
import { benchAccounts, copyBed, openDirectory } from "./bed";
import type { Bed, BenchEngine } from "./bed";

/** The same for every run, because the digests in a kept bed were made with it. */
export const searchBenchKey = "be".repeat(32);

/** What the first filling of the search table cost, at full speed. */
export interface Filling {
  readonly secondsPer100000: number;
  readonly rowsPerPatient: number;
  readonly bytesPerPatient: number;
  /** One look at everybody once nothing has changed. */
  readonly sweepSecondsPer100000: number;
}

export interface SearchBed {
  readonly bed: Bed;
  readonly filling: Filling;
}

/** A bed whose search table is filled; kept, because filling a million patients takes minutes. */
export async function openSearchBed(kind: BenchEngine, patients: number, say: (line: string) => void): Promise<SearchBed> {
  const directory = localPath("bench", `${kind}-${patients}-search`);
  const noteFile = join(directory, "filling.json");
  const rules = digestOfRules();
  const kept = existsSync(noteFile) ? (JSON.parse(readFileSync(noteFile, "utf8")) as { rules: string; filling: Filling }) : null;
  if (kept?.rules === rules) return { bed: await openDirectory({ kind, patients, directory, isKept: true, prepare: dropOtherTables }), filling: kept.filling };
  rmSync(directory, { recursive: true, force: true });
  await copyBed(kind, patients, directory);
  const bed = await openDirectory({ kind, patients, directory, isKept: true });
  try {
    const filling = await fill(bed, say);
    writeFileSync(noteFile, JSON.stringify({ rules, filling }));
    return { bed, filling };
  } catch (error) {
    await bed.close();
    throw error;
  }
}

/** Our other tables are made anew, so that a kept bed is never behind the migrations. */
async function dropOtherTables(rootUrl: string): Promise<void> {
  const connection = await createConnection({ uri: rootUrl });
  try {
    const [rows] = await connection.query<(RowDataPacket & { name: string })[]>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'patient_contacts' AND table_name NOT IN ('search_key', 'search_person', 'search_state')",
    );
    await connection.query("SET FOREIGN_KEY_CHECKS = 0");
    for (const { name } of rows) await connection.query("DROP TABLE patient_contacts.??", [name]);
  } finally {
    await connection.end();
  }
}

async function fill({ engine, root, patients }: Bed, say: (line: string) => void): Promise<Filling> {
  const { user, password } = benchAccounts.runtime;
  const config = readConfig({
    ENVIRONMENT: "demo",
    DATABASE_URL: `mysql://${user}:${password}@${engine.host}:${engine.port}/`,
    DIGEST_KEY: searchBenchKey,
    TLS_AT_PROXY: "true",
  });
  const pool = createPool(config.DATABASE_URL, { connectionLimit: 4, database: config.CONTACTS_SCHEMA });
  // Moved on before each look, which otherwise rests after the one before.
  let now = Date.now();
  const clock = { now: () => new Date(now) };
  try {
    const upkeep = createUpkeep({ pool, config, clock, site: await openSite(pool, config, { clock }) }, randomUUID());
    const lookAtAll = async (name: string): Promise<number> => {
      const begun = performance.now();
      for (let slices = 1; (await upkeep.turn()) !== "resting"; slices += 1) if (slices % 200 === 0) say(`${name}: ${slices * 500} of ${patients}, ${Math.round((performance.now() - begun) / 1000)} s`);
      return (performance.now() - begun) / 1000;
    };
    const seconds = await lookAtAll("filling");
    now += 600_000;
    const sweepSeconds = await lookAtAll("looking");
    const [[table]] = await root.query<(RowDataPacket & { keys: number })[]>("SELECT COUNT(*) AS `keys` FROM patient_contacts.search_key");
    await root.query("ANALYZE TABLE patient_contacts.search_key, patient_contacts.search_person");
    const [[size]] = await root.query<(RowDataPacket & { bytes: number })[]>(
      "SELECT SUM(data_length + index_length) AS bytes FROM information_schema.tables WHERE table_schema = 'patient_contacts' AND table_name IN ('search_key', 'search_person')",
    );
    const per = (value: number, each: number): number => Math.round((value / patients) * each * 10) / 10;
    return {
      secondsPer100000: per(seconds, 100_000),
      sweepSecondsPer100000: per(sweepSeconds, 100_000),
      rowsPerPatient: per(Number(table?.keys), 1),
      bytesPerPatient: Math.round(Number(size?.bytes) / patients),
    };
  } finally {
    await pool.end();
  }
}

/** Of everything that decides what stands in the table. */
function digestOfRules(): string {
  const hash = createHash("sha256");
  const files = ["src/domain/nameSearch.ts", "src/domain/searchKeys.ts", "src/domain/phone.ts", "src/domain/phoneDigits.ts"];
  for (const file of [...files, "server/database/migrations/004_patient_search.sql", "server/search/personKeys.ts", "server/search/searchDigest.ts", "scripts/openmrs/generatedRows.ts"]) {
    hash.update(readFileSync(join(projectFolder, file)));
  }
  return hash.digest("hex").slice(0, 16);
}
