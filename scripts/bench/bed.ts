import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createConnection, createPool } from "mysql2/promise";
import type { Pool, RowDataPacket } from "mysql2/promise";
import { migrate } from "../../server/database/migrate";
import { createAccounts, grantRuntimeOnContacts } from "../database/accounts";
import { startEngine } from "../database/engine";
import type { Engine } from "../database/engine";
import { createDemoDatabase } from "../openmrs/demoDatabase";
import { generatePatients } from "../openmrs/generate";
import { localPath } from "../support/paths";

export type BenchEngine = "mariadb" | "mysql56";

export const benchAccounts = {
  runtime: { user: "contacts", password: "runtime-for-benchmarks" },
  migration: { user: "contacts_migrate", password: "migration-for-benchmarks" },
};
const bufferPoolMegabytes = 1024;

export interface Bed {
  readonly engine: Engine;
  /** Account root on the OpenMRS schema: for choosing patients and for the hand-written SQL. */
  readonly root: Pool;
  readonly patients: number;
  close(): Promise<void>;
}

/** A server with default durability and `patients` generated patients; made once, then copied, so that every benchmark begins alike. */
export async function openBed(kind: BenchEngine, patients: number): Promise<Bed> {
  const directory = localPath("bench", `${kind}-run-${process.pid}`);
  await copyBed(kind, patients, directory);
  return await openDirectory({ kind, patients, directory, isKept: false });
}

/** Puts the data of a bed into a directory of its own. */
export async function copyBed(kind: BenchEngine, patients: number, directory: string): Promise<void> {
  const pristine = localPath("bench", `${kind}-${patients}`);
  const isReady = join(pristine, "ready");
  if (!existsSync(isReady)) {
    rmSync(pristine, { recursive: true, force: true });
    mkdirSync(pristine, { recursive: true });
    const engine = await startEngine({ kind, directory: pristine, bufferPoolMegabytes, durability: "fast" });
    try {
      await fill(engine, patients);
    } finally {
      await engine.stop();
    }
    writeFileSync(isReady, "");
  }
  mkdirSync(directory, { recursive: true });
  cpSync(join(pristine, "data"), join(directory, "data"), { recursive: true });
}

export interface BedDirectory {
  readonly kind: BenchEngine;
  readonly patients: number;
  readonly directory: string;
  /** Left as it is at the end, for the next run. */
  readonly isKept: boolean;
  /** Done with the account root before our tables are made. */
  readonly prepare?: (rootUrl: string) => Promise<void>;
}

/** Starts a database server on the data of a bed. */
export async function openDirectory({ kind, patients, directory, isKept, prepare }: BedDirectory): Promise<Bed> {
  const engine = await startEngine({ kind, directory, bufferPoolMegabytes, durability: "default" });
  await prepare?.(engine.rootUrl);
  await prepareContacts(engine.rootUrl);
  await analyzeRecord(engine.rootUrl);
  const root = createPool({ uri: `${engine.rootUrl}openmrs`, dateStrings: true, charset: "UTF8_GENERAL_CI", connectionLimit: 2 });
  return {
    engine,
    root,
    patients,
    async close() {
      await root.end();
      await engine.stop();
      if (!isKept) rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function fill(engine: Engine, patients: number): Promise<void> {
  const { rootUrl } = engine;
  await createDemoDatabase({ rootUrl, schema: "openmrs", level: "2.3" });
  const connection = await createConnection({ uri: rootUrl, charset: "utf8" });
  try {
    await generatePatients(connection, { schema: "openmrs", patients, seed: 7, say: (line) => process.stderr.write(`${line}\n`) });
  } finally {
    await connection.end();
  }
  await createAccounts({ rootUrl, openmrsSchema: "openmrs", contactsSchema: "patient_contacts", ...benchAccounts });
}

/** A record that has just been loaded and stopped is still taken for an empty one: MySQL 5.6 would choose its ways through it by that. A clinic's has been running for years. */
async function analyzeRecord(rootUrl: string): Promise<void> {
  const connection = await createConnection({ uri: `${rootUrl}openmrs` });
  try {
    await connection.query("ANALYZE TABLE person, patient, person_name, person_attribute, person_address, patient_identifier, obs");
  } finally {
    await connection.end();
  }
}

/** Our own tables are made in each copy anew, so that a kept bed is never behind the migrations. */
async function prepareContacts(rootUrl: string): Promise<void> {
  const migration = createPool({ uri: rootUrl, ...benchAccounts.migration });
  try {
    await migrate(migration, { contactsSchema: "patient_contacts" });
  } finally {
    await migration.end();
  }
  await grantRuntimeOnContacts({ rootUrl, contactsSchema: "patient_contacts", runtime: benchAccounts.runtime });
}

/** What a clerk would send for one patient: a new number, street and birthdate. */
export interface BenchRow {
  readonly artId: string;
  readonly phone: string;
  readonly street: string;
  readonly birthdate: string;
}

/** `count` living patients with one ART ID of their own, the same ones for the same `from`; no two calls with other ranges share one. */
export async function chooseRows(root: Pool, from: number, count: number): Promise<readonly BenchRow[]> {
  const [rows] = await root.query<(RowDataPacket & { artId: string; personId: number; birthdate: string })[]>(
    `SELECT MIN(i.identifier) AS artId, n.person_id AS personId, n.birthdate
       FROM person n
       JOIN patient p ON p.patient_id = n.person_id AND p.voided = 0
       JOIN patient_identifier i ON i.patient_id = n.person_id AND i.identifier_type = 4 AND i.voided = 0
      WHERE n.voided = 0 AND n.dead = 0 AND n.birthdate BETWEEN '1950-01-02' AND '2015-12-31'
        AND NOT EXISTS (SELECT 1 FROM patient_identifier o WHERE o.identifier = i.identifier AND o.identifier_type = 4 AND o.patient_id <> i.patient_id)
      GROUP BY n.person_id, n.birthdate ORDER BY n.person_id % 97, n.person_id LIMIT ?, ?`,
    [from, count],
  );
  if (rows.length < count) throw new Error(`The benchmark needs ${count} patients from ${from}; there are ${rows.length}.`);
  return rows.map(({ artId, personId, birthdate }, index) => ({
    artId,
    phone: `0803${String((personId * 7919 + from) % 10_000_000).padStart(7, "0")}`,
    street: `${(index % 180) + 1} Market Road`,
    birthdate: new Date(Date.parse(`${birthdate}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10),
  }));
}
