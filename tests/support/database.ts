import { createPool, type Pool } from "mysql2/promise";
import type { OpenmrsLevel } from "../../scripts/openmrs/tables/level";

// Patients for a test are made by `buildPatient` in patients.ts.

/** The two pairs of schemas that every test database has: NMRS's own level, and an old site's. */
export const schemas: readonly { openmrs: string; contacts: string; level: OpenmrsLevel }[] = [
  { openmrs: "openmrs", contacts: "patient_contacts", level: "2.3" },
  { openmrs: "openmrs_111", contacts: "patient_contacts_111", level: "1.11" },
];

export const testAccounts = {
  runtime: { user: "contacts", password: "runtime-for-tests" },
  migration: { user: "contacts_migrate", password: "migration-for-tests" },
};

/** "runtime" has the rights of the running server and no more; "root" is for making patients and for reading back. */
export type TestAccount = "runtime" | "migration" | "root";

export interface TestDatabase {
  engine: "mariadb" | "mysql56";
  version: string;
  host: string;
  port: number;
}

const variable = "TEST_DATABASE";

/** Called by the set-up: the workers of jest inherit the environment. */
export function rememberDatabase(database: TestDatabase): void {
  process.env[variable] = JSON.stringify(database);
}

/** The server that this run of the tests has. */
export function testDatabase(): TestDatabase {
  const text = process.env[variable];
  if (text === undefined) throw new Error("There is no test database: server tests run in the jest project `server`.");
  const database: TestDatabase = JSON.parse(text);
  return database;
}

/** URL of the test database for an account, with the schema where one is named. */
export function databaseUrl(account: TestAccount = "runtime", schema = "openmrs"): string {
  const { host, port } = testDatabase();
  const who = account === "root" ? "root" : `${testAccounts[account].user}:${testAccounts[account].password}`;
  return `mysql://${who}@${host}:${port}/${schema}`;
}

const pools: Pool[] = [];

/** A pool that is closed by itself after the last test of the file. Dates come as text. */
export function openPool(account: TestAccount = "runtime", schema = "openmrs"): Pool {
  const pool = createPool({ uri: databaseUrl(account, schema), connectionLimit: 4, dateStrings: true });
  pools.push(pool);
  return pool;
}

if (typeof afterAll === "function") {
  afterAll(async () => {
    await Promise.all(pools.splice(0).map((pool) => pool.end()));
  });
}
