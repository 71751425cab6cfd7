import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createPool } from "mysql2/promise";
import { createAccounts, grantRuntimeOnContacts } from "../../scripts/database/accounts";
import { startEngine, stopLeftover, type Engine } from "../../scripts/database/engine";
import { localPath } from "../../scripts/support/paths";
import { isRunning } from "../../scripts/support/processes";
import { migrate } from "../../server/database/migrate";
import { requireFilledTemplate } from "./filledTemplate";
import { rememberDatabase, schemas, testAccounts, type TestDatabase } from "./database";

declare global {
  // jest hands nothing from its set-up to its tear-down but globals.
  var testEngine: { engine: Engine; directory: string } | undefined;
}

/** Before the server tests: a database server of their own, with OpenMRS at both levels and our accounts. */
export default async function setUpDatabase(): Promise<void> {
  const kind = process.env.TEST_DATABASE_ENGINE ?? "mariadb";
  if (kind !== "mariadb" && kind !== "mysql56") throw new Error(`TEST_DATABASE_ENGINE is ${kind}; it must be mariadb or mysql56.`);
  await removeLeftovers();
  const directory = localPath("test", `${kind}-${process.pid}`);
  mkdirSync(directory, { recursive: true });
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const template = await requireFilledTemplate(kind, say);
  const engine = await startEngine({ kind, directory, durability: "fast", template, say });
  globalThis.testEngine = { engine, directory };

  try {
    await addOurSchemas(engine);
  } catch (problem) {
    // jest runs no tear-down after a set-up that failed.
    await engine.kill();
    rmSync(directory, { recursive: true, force: true });
    throw problem;
  }
  const database: TestDatabase = { engine: kind, version: engine.version, host: engine.host, port: engine.port };
  rememberDatabase(database);
}

async function addOurSchemas({ rootUrl }: Engine): Promise<void> {
  for (const { openmrs, contacts } of schemas) {
    await createAccounts({ rootUrl, openmrsSchema: openmrs, contactsSchema: contacts, ...testAccounts });
    await migrateContacts(rootUrl, contacts);
    await grantRuntimeOnContacts({ rootUrl, contactsSchema: contacts, ...testAccounts });
  }
}

/** Our schema as a site gets it: by the migrations, with the account of migrations. */
async function migrateContacts(rootUrl: string, contactsSchema: string): Promise<void> {
  const { host } = new URL(rootUrl);
  const pool = createPool({ uri: `mysql://${host}/`, ...testAccounts.migration });
  try {
    await migrate(pool, { contactsSchema });
  } finally {
    await pool.end();
  }
}

/** A run that was killed leaves its server behind: end it and remove its data before the disk fills. */
async function removeLeftovers(): Promise<void> {
  const folder = localPath("test");
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const directory = join(folder, name);
    const owner = Number(name.split("-").at(-1));
    if (Number.isInteger(owner) && isRunning(owner)) continue;
    await stopLeftover(directory);
    rmSync(directory, { recursive: true, force: true });
  }
}
