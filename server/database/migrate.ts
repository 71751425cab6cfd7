import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import { quoteName } from "./names";
import { toUtcText } from "./time";

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
  readonly statements: readonly string[];
}

/** Our schema is not what this server was built for; every line says what differs and what to do. */
export class MigrationError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join("\n"));
    this.name = "MigrationError";
  }
}

/** The numbered SQL files, which lie beside this file and beside the built server. */
export function readMigrations(directory = join(__dirname, "migrations")): readonly Migration[] {
  return readdirSync(directory)
    .filter((file) => /^\d{3}_\w+\.sql$/.test(file))
    .sort()
    .map((file) => {
      const text = readFileSync(join(directory, file), "utf8").replaceAll("\r\n", "\n");
      return { version: Number(file.slice(0, 3)), name: file, checksum: createHash("sha256").update(text).digest("hex"), statements: statementsOf(text) };
    });
}

/** Statements end with a semicolon at the end of a line; comments have lines of their own. */
function statementsOf(text: string): string[] {
  const code = text.replace(/^\s*--.*$/gm, "");
  return code
    .split(/;[ \t]*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
}

export interface MigrateOptions {
  readonly contactsSchema: string;
  readonly migrations?: readonly Migration[];
}

/**
 * Brings our schema up to date with the account of migrations. Servers that start together take turns by a row that one of them holds for
 * a time. A migration that was cut off is simply run again: no statement of one may depend on being run once only. Returns the names of those that were run.
 */
export async function migrate(pool: Pool, options: MigrateOptions): Promise<readonly string[]> {
  const migrations = options.migrations ?? readMigrations();
  const connection = await pool.getConnection();
  try {
    await openSchema(connection, options.contactsSchema);
    const owner = randomUUID();
    await takeTurn(connection, owner);
    try {
      const applied = await readApplied(connection);
      const faults = differences(applied, migrations);
      if (faults.length > 0) throw new MigrationError(faults);
      const pending = migrations.filter(({ version }) => !applied.has(version));
      for (const migration of pending) await apply(connection, migration, owner);
      return pending.map(({ name }) => name);
    } finally {
      await connection.query("UPDATE schema_migration SET lease_owner = NULL, lease_until = NULL WHERE version = 0 AND lease_owner = ?", [owner]);
    }
  } finally {
    // Its default schema was changed, so it does not go back to the pool.
    connection.destroy();
  }
}

/** Throws a MigrationError unless our schema is exactly at the state that this server knows. */
export async function verifyMigrations(pool: Pool, options: MigrateOptions): Promise<void> {
  const migrations = options.migrations ?? readMigrations();
  const schema = options.contactsSchema;
  const [tables] = await pool.query<RowDataPacket[]>(
    "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = 'schema_migration'",
    [schema],
  );
  const applied = tables.length === 0 ? new Map<number, Applied>() : await readApplied(pool, `${quoteName(schema)}.`);
  const missing = migrations.filter(({ version }) => !applied.has(version));
  const faults = [
    ...differences(applied, migrations),
    ...missing.map(({ name }) => `Migration ${name} has not been applied to the schema ${schema}; start once with MIGRATION_DATABASE_URL.`),
  ];
  if (faults.length > 0) throw new MigrationError(faults);
}

interface Applied {
  readonly name: string;
  readonly checksum: string;
}

/** Makes the schema where the account may and it is not there, and the table of migrations with its lock row (version 0). */
async function openSchema(connection: PoolConnection, schema: string): Promise<void> {
  const [schemata] = await connection.query<RowDataPacket[]>("SELECT 1 FROM information_schema.schemata WHERE schema_name = ?", [schema]);
  if (schemata.length === 0) await connection.query(`CREATE DATABASE IF NOT EXISTS ${quoteName(schema)} DEFAULT CHARACTER SET utf8`);
  await connection.query(`USE ${quoteName(schema)}`);
  await connection.query(`CREATE TABLE IF NOT EXISTS schema_migration (
    version INT NOT NULL,
    name VARCHAR(100) NOT NULL,
    checksum CHAR(64) NOT NULL,
    applied_at DATETIME(3) NULL,
    lease_owner CHAR(36) NULL,
    lease_until DATETIME(3) NULL,
    PRIMARY KEY (version)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8`);
  await connection.query("INSERT IGNORE INTO schema_migration (version, name, checksum) VALUES (0, 'lock', '')");
}

const leaseMilliseconds = 120_000;

/** A row, not GET_LOCK: the latter is known to one node only of a cluster. The database's clock decides, as servers' clocks may differ. */
async function takeTurn(connection: PoolConnection, owner: string): Promise<void> {
  for (const end = Date.now() + 2 * leaseMilliseconds; ; ) {
    if (await renewTurn(connection, owner)) return;
    if (Date.now() > end) throw new MigrationError(["Another server has been migrating the schema for minutes; look at its log."]);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

async function renewTurn(connection: PoolConnection, owner: string): Promise<boolean> {
  const [result] = await connection.query<ResultSetHeader>(
    `UPDATE schema_migration SET lease_owner = ?, lease_until = UTC_TIMESTAMP(3) + INTERVAL ${leaseMilliseconds / 1000} SECOND
     WHERE version = 0 AND (lease_owner IS NULL OR lease_owner = ? OR lease_until < UTC_TIMESTAMP(3))`,
    [owner, owner],
  );
  return result.affectedRows === 1;
}

async function readApplied(connection: Pool | PoolConnection, prefix = ""): Promise<Map<number, Applied>> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT version, name, checksum FROM ${prefix}schema_migration WHERE version > 0 ORDER BY version`,
  );
  return new Map(rows.map((row) => [Number(row.version), { name: String(row.name), checksum: String(row.checksum) }]));
}

/** Files that were changed after they had been applied, and migrations of a newer server. */
function differences(applied: ReadonlyMap<number, Applied>, migrations: readonly Migration[]): string[] {
  const known = new Map(migrations.map((migration) => [migration.version, migration]));
  return [...applied].flatMap(([version, { name, checksum }]) => {
    const migration = known.get(version);
    if (migration === undefined) return [`The schema bears migration ${name}, which this server does not know: it is older than the schema.`];
    if (migration.checksum !== checksum) return [`Migration ${migration.name} was changed after it had been applied; a change needs a new migration.`];
    return [];
  });
}

async function apply(connection: PoolConnection, migration: Migration, owner: string): Promise<void> {
  for (const statement of migration.statements) {
    if (!(await renewTurn(connection, owner))) throw new MigrationError(["Another server took over the migration of the schema."]);
    await runStatement(connection, statement);
  }
  await connection.query("INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES (?, ?, ?, ?)", [
    migration.version,
    migration.name,
    migration.checksum,
    toUtcText(new Date()),
  ]);
}

/** The table, column or key is there already (1050, 1060, 1061), or is gone already (1091): a run before this one was cut off after it. */
const alreadyDone: ReadonlySet<unknown> = new Set([1050, 1060, 1061, 1091]);

async function runStatement(connection: PoolConnection, statement: string): Promise<void> {
  try {
    await connection.query(statement);
  } catch (error) {
    const isDone = typeof error === "object" && error !== null && "errno" in error && alreadyDone.has(error.errno);
    if (!isDone) throw error;
  }
}
