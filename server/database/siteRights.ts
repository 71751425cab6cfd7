import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import type { Config } from "../config";
import { readMigrations } from "./migrate";
import { openmrsTable, quoteName } from "./names";
import type { Findings } from "./siteTypes";

/** A right, asked for by a statement that concerns no row: the only way that holds for accounts, roles and every version of the server. */
interface Trial {
  readonly right: string;
  readonly sql: string;
}

const selected = [
  "users", "user_property", "person", "person_name", "person_attribute", "person_attribute_type", "person_address",
  "patient", "patient_identifier", "patient_identifier_type", "location", "global_property",
] as const;
const updated = ["person", "patient", "person_attribute", "person_address", "user_property"] as const;
const inserted = ["person_attribute", "person_address", "user_property"] as const;

/** A column of each written table that a statement may name; with WHERE 1 = 0 nothing is ever touched. */
const anyColumn: Readonly<Record<string, string>> = {
  person: "voided", patient: "voided", person_attribute: "voided", person_address: "voided", user_property: "property_value",
};
const insertColumns: Readonly<Record<string, string>> = {
  person_attribute: "person_id, value, person_attribute_type_id, creator, date_created, uuid",
  person_address: "person_id, creator, date_created, uuid",
  user_property: "user_id, property, property_value",
};

/** Names every right that the running account lacks, and warns of those that it should not have. */
export async function checkRights(pool: Pool, config: Config, findings: Findings): Promise<void> {
  const tables = await readOwnTables(pool, config);
  const own = tables.filter(({ columns }) => columns.length > 0);
  for (const { table } of tables.filter(({ columns }) => columns.length === 0)) {
    findings.faults.push(`The account of DATABASE_URL has no right on ${config.CONTACTS_SCHEMA}.${table}.`);
  }
  const connection = await pool.getConnection();
  try {
    for (const trial of neededRights(config, own)) {
      if (!(await isAllowed(connection, trial))) findings.faults.push(`The account of DATABASE_URL lacks the right ${trial.right}.`);
    }
    for (const trial of unwantedRights(config, own)) {
      if (await isAllowed(connection, trial)) findings.warnings.push(`The account of DATABASE_URL has the right ${trial.right}, which it does not need.`);
    }
    findings.warnings.push(...(await findBroadGrants(connection, config)));
  } finally {
    connection.release();
  }
}

function neededRights(config: Config, own: readonly OwnTable[]): Trial[] {
  const openmrs = (table: string) => openmrsTable({ openmrsSchema: config.OPENMRS_SCHEMA }, table);
  const named = (verb: string, table: string) => `${verb} on ${config.OPENMRS_SCHEMA}.${table}`;
  return [
    ...selected.map((table) => ({ right: named("SELECT", table), sql: `SELECT 1 FROM ${openmrs(table)} WHERE 1 = 0` })),
    ...updated.map((table) => ({
      right: named("UPDATE", table),
      sql: `UPDATE ${openmrs(table)} SET ${anyColumn[table] ?? ""} = ${anyColumn[table] ?? ""} WHERE 1 = 0`,
    })),
    ...inserted.map((table) => ({
      right: named("INSERT", table),
      sql: `INSERT INTO ${openmrs(table)} (${insertColumns[table] ?? ""}) SELECT ${insertColumns[table] ?? ""} FROM ${openmrs(table)} WHERE 1 = 0`,
    })),
    { right: `CREATE TEMPORARY TABLES on ${config.CONTACTS_SCHEMA}`, sql: "CREATE TEMPORARY TABLE right_to_temporary_tables (id INT)" },
    ...own.flatMap((table) => ours(config, table, isAudit(table) ? ["SELECT", "INSERT"] : ["SELECT", "INSERT", "UPDATE", "DELETE"])),
  ];
}

type Verb = "SELECT" | "INSERT" | "UPDATE" | "DELETE";

/** Trials of rights on one table of ours, whose columns are known. */
function ours(config: Config, { table, columns }: OwnTable, verbs: readonly Verb[]): Trial[] {
  const name = `${quoteName(config.CONTACTS_SCHEMA)}.${quoteName(table)}`;
  const list = columns.map(quoteName).join(", ");
  const [column = "1"] = columns.map(quoteName);
  const sql: Record<Verb, string> = {
    SELECT: `SELECT 1 FROM ${name} WHERE 1 = 0`,
    INSERT: `INSERT INTO ${name} (${list}) SELECT ${list} FROM ${name} WHERE 1 = 0`,
    UPDATE: `UPDATE ${name} SET ${column} = ${column} WHERE 1 = 0`,
    DELETE: `DELETE FROM ${name} WHERE 1 = 0`,
  };
  return verbs.map((verb) => ({ right: `${verb} on ${config.CONTACTS_SCHEMA}.${table}`, sql: sql[verb] }));
}

interface OwnTable {
  readonly table: string;
  /** None where the account may not even know of the table. */
  readonly columns: readonly string[];
}

/** Every table that the migrations make and none of them drops again. */
async function readOwnTables(pool: Pool, config: Config): Promise<OwnTable[]> {
  const statements = readMigrations().flatMap((migration) => migration.statements);
  const dropped = new Set(statements.flatMap((statement) => /^DROP TABLE (?:IF EXISTS )?(\w+)/i.exec(statement)?.[1] ?? []));
  const made = statements.flatMap((statement) => /^CREATE TABLE (?:IF NOT EXISTS )?(\w+)/i.exec(statement)?.[1] ?? []).filter((table) => !dropped.has(table));
  const [rows] = await pool.query<RowDataPacket[]>(
    "SELECT table_name AS tableName, column_name AS columnName FROM information_schema.columns WHERE table_schema = ? ORDER BY ordinal_position",
    [config.CONTACTS_SCHEMA],
  );
  return made.map((table) => ({ table, columns: rows.filter((row) => row.tableName === table).map((row) => String(row.columnName)) }));
}

function isAudit({ table }: OwnTable): boolean {
  return table.startsWith("audit_");
}

/** What a running server must not be able to do even when it errs: delete in the record, change what was audited. */
function unwantedRights(config: Config, own: readonly OwnTable[]): Trial[] {
  return [
    ...["person", "patient", "person_attribute", "person_address"].map((table) => ({
      right: `DELETE on ${config.OPENMRS_SCHEMA}.${table}`,
      sql: `DELETE FROM ${openmrsTable({ openmrsSchema: config.OPENMRS_SCHEMA }, table)} WHERE 1 = 0`,
    })),
    ...own.filter(isAudit).flatMap((table) => ours(config, table, ["UPDATE", "DELETE"])),
  ];
}

/** Access denied to a schema (1044), a table (1142) or a column (1143), or a privilege missing (1227). */
const denials: ReadonlySet<unknown> = new Set([1044, 1142, 1143, 1227]);

async function isAllowed(connection: PoolConnection, { sql }: Trial): Promise<boolean> {
  try {
    await connection.query(sql);
    if (sql.startsWith("CREATE TEMPORARY")) await connection.query("DROP TEMPORARY TABLE right_to_temporary_tables");
    return true;
  } catch (error) {
    if (typeof error === "object" && error !== null && "errno" in error && denials.has(error.errno)) return false;
    throw error;
  }
}

/** Rights to change tables cannot be tried harmlessly; they are read from the account's own grants. */
async function findBroadGrants(connection: PoolConnection, config: Config): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>("SHOW GRANTS");
  const grants = rows.map((row) => String(Object.values(row)[0]));
  const ddl = /^GRANT (?=.*\b(ALL PRIVILEGES|CREATE(?! (TEMPORARY|USER))|ALTER|DROP|FILE|SUPER)\b)/;
  return grants
    .map((grant) => grant.replaceAll("\\_", "_"))
    .filter((grant) => ddl.test(grant) && [" ON *.* ", ` ON \`${config.OPENMRS_SCHEMA}\`.* `].some((place) => grant.includes(place)))
    .map((grant) => `The account of DATABASE_URL has more rights than it needs: ${grant.replace(/ TO .*/, "")}.`);
}
