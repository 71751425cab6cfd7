import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import type { Config } from "../config";
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
  const connection = await pool.getConnection();
  try {
    for (const trial of neededRights(config)) {
      if (!(await isAllowed(connection, trial))) findings.faults.push(`The account of DATABASE_URL lacks the right ${trial.right}.`);
    }
    for (const trial of unwantedRights(config)) {
      if (await isAllowed(connection, trial)) findings.warnings.push(`The account of DATABASE_URL has the right ${trial.right}, which it does not need.`);
    }
    findings.warnings.push(...(await findBroadGrants(connection, config)));
  } finally {
    connection.release();
  }
}

function neededRights(config: Config): Trial[] {
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
    ...ours(config, "staff", ["SELECT", "INSERT", "UPDATE", "DELETE"]),
    ...ours(config, "session", ["SELECT", "INSERT", "UPDATE", "DELETE"]),
    ...ours(config, "sign_in_failure", ["SELECT", "INSERT", "UPDATE", "DELETE"]),
    ...ours(config, "audit_event", ["SELECT", "INSERT"]),
    ...ours(config, "audit_subject", ["SELECT", "INSERT"]),
    ...ours(config, "audit_chain", ["SELECT", "INSERT"]),
  ];
}

const ownColumns: Readonly<Record<string, readonly [column: string, insertable: string]>> = {
  staff: ["role", "user_id, whole_site, granted_at"],
  session: ["address", "token_hash, user_id, password_mark, created_at, last_seen_at, expires_at, address"],
  sign_in_failure: ["failures", "subject, failures, counted_from, changed_at"],
  audit_event: ["action", "at, action, result, request_id, address, details, subject_count, digest"],
  audit_subject: ["fields", "audit_event_id, position, person_id"],
  audit_chain: ["chain_digest", "sequence, audit_event_id, chain_digest"],
};

type Verb = "SELECT" | "INSERT" | "UPDATE" | "DELETE";

function ours(config: Config, table: string, verbs: readonly Verb[]): Trial[] {
  const name = `${quoteName(config.CONTACTS_SCHEMA)}.${quoteName(table)}`;
  const [column, insertable] = ownColumns[table] ?? ["", ""];
  const sql: Record<Verb, string> = {
    SELECT: `SELECT 1 FROM ${name} WHERE 1 = 0`,
    INSERT: `INSERT INTO ${name} (${insertable}) SELECT ${insertable} FROM ${name} WHERE 1 = 0`,
    UPDATE: `UPDATE ${name} SET ${column} = ${column} WHERE 1 = 0`,
    DELETE: `DELETE FROM ${name} WHERE 1 = 0`,
  };
  return verbs.map((verb) => ({ right: `${verb} on ${config.CONTACTS_SCHEMA}.${table}`, sql: sql[verb] }));
}

/** What a running server must not be able to do even when it errs: delete in the record, change what was audited. */
function unwantedRights(config: Config): Trial[] {
  return [
    ...["person", "patient", "person_attribute", "person_address"].map((table) => ({
      right: `DELETE on ${config.OPENMRS_SCHEMA}.${table}`,
      sql: `DELETE FROM ${openmrsTable({ openmrsSchema: config.OPENMRS_SCHEMA }, table)} WHERE 1 = 0`,
    })),
    ...["audit_event", "audit_subject", "audit_chain"].flatMap((table) => ours(config, table, ["UPDATE", "DELETE"])),
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
