import { existsSync, rmSync } from "node:fs";
import { createConnection, type Connection, type RowDataPacket } from "mysql2/promise";
import { createPool } from "../../server/database/pool";
import { migrate } from "../../server/database/migrate";
import { createAccounts, grantRuntimeOnContacts } from "../database/accounts";
import { startEngine, type Engine } from "../database/engine";
import { createDemoDatabase } from "../openmrs/demoDatabase";
import { hasDemoMarker, requireDemoMarker } from "../openmrs/demoMarker";
import { generatePatients } from "../openmrs/generate";
import { localPath } from "../support/paths";
import type { Secrets } from "./secrets";

export const openmrsSchema = "openmrs";
export const contactsSchema = "patient_contacts";
const directory = localPath("database");
const demoPatients = 5000;

export interface PrivateDatabaseRequest {
  secrets: Secrets;
  isFresh: boolean;
  say: (line: string) => void;
}

/** The database server of this project folder, with generated patients, our schema and its two accounts; kept between starts. */
export async function startPrivateDatabase(request: PrivateDatabaseRequest): Promise<Engine & { runtimeUrl: string }> {
  if (request.isFresh) await removeDemoDatabase(request);
  const engine = await startEngine({ kind: "any", directory, say: request.say });
  try {
    request.say(`Database: ${engine.version}, private, at ${engine.host}:${engine.port}.`);
    await fillDemoDatabase(engine, request);
    const runtimeUrl = await prepareContacts(engine, request.secrets);
    return { ...engine, runtimeUrl };
  } catch (problem) {
    await engine.stop();
    throw problem;
  }
}

async function fillDemoDatabase(engine: Engine, { say }: PrivateDatabaseRequest): Promise<void> {
  const connection = await createConnection({ uri: engine.rootUrl });
  try {
    if (await isFilled(connection)) return;
    // A first start that was cut off left a part of the patients: begin anew, in a schema that bears our marker or has nothing in it.
    if (await hasDemoMarker(connection, openmrsSchema)) await connection.query("DROP DATABASE ??", [openmrsSchema]);
    say(`Generating ${demoPatients} patients …`);
    await createDemoDatabase({ rootUrl: engine.rootUrl, schema: openmrsSchema, level: "2.3" });
    await generatePatients(connection, { schema: openmrsSchema, patients: demoPatients, seed: 7 });
    const row = [openmrsSchema, filled, String(demoPatients)];
    await connection.query("INSERT INTO ??.global_property (property, property_value, uuid) VALUES (?, ?, UUID())", row);
  } finally {
    await connection.end();
  }
}

const filled = "patientcontacts.demoPatients";

async function isFilled(connection: Connection): Promise<boolean> {
  if (!(await hasDemoMarker(connection, openmrsSchema))) return false;
  const [rows] = await connection.query<RowDataPacket[]>("SELECT 1 FROM ??.global_property WHERE property = ?", [openmrsSchema, filled]);
  return rows.length > 0;
}

/** Our schema by its migrations, then the rights of the running server on it. Gives the running server's URL. */
async function prepareContacts(engine: Engine, secrets: Secrets): Promise<string> {
  const runtime = { user: "contacts", password: secrets.runtimePassword };
  const migration = { user: "contacts_migrate", password: secrets.migrationPassword };
  await createAccounts({ rootUrl: engine.rootUrl, openmrsSchema, contactsSchema, runtime, migration });
  const pool = createPool(`mysql://${migration.user}:${migration.password}@${engine.host}:${engine.port}/`);
  try {
    await migrate(pool, { contactsSchema });
  } finally {
    await pool.end();
  }
  await grantRuntimeOnContacts({ rootUrl: engine.rootUrl, contactsSchema, runtime });
  return `mysql://${runtime.user}:${runtime.password}@${engine.host}:${engine.port}/`;
}

/** `--fresh`: throws the private database away, but only when it says itself that it was generated. */
async function removeDemoDatabase({ say }: PrivateDatabaseRequest): Promise<void> {
  if (!existsSync(directory)) return;
  const engine = await startEngine({ kind: "any", directory, say });
  try {
    const connection = await createConnection({ uri: engine.rootUrl });
    try {
      // Where not even the schema is there, a first start was cut off: there is nothing to lose.
      const [schemata] = await connection.query<RowDataPacket[]>("SELECT 1 FROM information_schema.schemata WHERE schema_name = ?", [openmrsSchema]);
      if (schemata.length > 0) await requireDemoMarker(connection, openmrsSchema);
    } finally {
      await connection.end();
    }
  } finally {
    await engine.stop();
  }
  rmSync(directory, { recursive: true });
  say("The private database was thrown away.");
}
