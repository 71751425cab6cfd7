import { createConnection, type Connection, type RowDataPacket } from "mysql2/promise";

export interface Account {
  user: string;
  password: string;
}

export interface AccountsRequest {
  /** An account that may create accounts and schemas. */
  rootUrl: string;
  openmrsSchema: string;
  contactsSchema: string;
  /** The server's own account while it runs. */
  runtime: Account;
  /** Makes and alters the tables of our schema; used at start only. */
  migration: Account;
}

/** What the running server may write in OpenMRS's tables: it voids and re-enters, it never deletes or alters. */
const openmrsWrites: readonly (readonly [table: string, rights: string])[] = [
  ["person", "UPDATE"],
  ["patient", "UPDATE"],
  ["person_attribute", "INSERT, UPDATE"],
  ["person_address", "INSERT, UPDATE"],
  ["user_property", "INSERT, UPDATE"],
];

/** Makes our schema (empty) and the two accounts with their rights in OpenMRS's schema; then run the migrations. */
export async function createAccounts(request: AccountsRequest): Promise<void> {
  const { openmrsSchema, contactsSchema, runtime, migration } = request;
  await withConnection(request.rootUrl, async (connection) => {
    await connection.query("CREATE DATABASE IF NOT EXISTS ?? DEFAULT CHARACTER SET utf8mb4", [contactsSchema]);
    for (const account of [runtime, migration]) await ensureAccount(connection, account);
    await connection.query("GRANT ALL PRIVILEGES ON ??.* TO ?@'%'", [contactsSchema, migration.user]);
    await connection.query("GRANT SELECT ON ??.* TO ?@'%'", [openmrsSchema, migration.user]);
    await connection.query("GRANT SELECT, CREATE TEMPORARY TABLES ON ??.* TO ?@'%'", [openmrsSchema, runtime.user]);
    for (const [table, rights] of openmrsWrites) await connection.query(`GRANT ${rights} ON ??.?? TO ?@'%'`, [openmrsSchema, table, runtime.user]);
  });
}

/** The runtime account's rights in our schema, table by table: the audit is only ever added to. Run after every migration. */
export async function grantRuntimeOnContacts(request: Pick<AccountsRequest, "rootUrl" | "contactsSchema" | "runtime">): Promise<void> {
  const { contactsSchema, runtime } = request;
  await withConnection(request.rootUrl, async (connection) => {
    await connection.query("GRANT CREATE TEMPORARY TABLES ON ??.* TO ?@'%'", [contactsSchema, runtime.user]);
    const [tables] = await connection.query<RowDataPacket[]>("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ?", [
      contactsSchema,
    ]);
    for (const { name } of tables) {
      await connection.query(`GRANT ${contactsRights(String(name))} ON ??.?? TO ?@'%'`, [contactsSchema, name, runtime.user]);
    }
  });
}

/** Rights of the runtime account on one table of ours. */
export function contactsRights(table: string): string {
  if (/^(schema_)?migrations?$/.test(table)) return "SELECT";
  return table.startsWith("audit_") ? "SELECT, INSERT" : "SELECT, INSERT, UPDATE, DELETE";
}

async function ensureAccount(connection: Connection, account: Account): Promise<void> {
  const [rows] = await connection.query<RowDataPacket[]>("SELECT VERSION() AS version, (SELECT COUNT(*) FROM mysql.user WHERE User = ? AND Host = '%') AS accounts", [
    account.user,
  ]);
  if (Number(rows[0]?.accounts) === 0) {
    await connection.query("CREATE USER ?@'%' IDENTIFIED BY ?", [account.user, account.password]);
  } else if (String(rows[0]?.version).startsWith("5.6.")) {
    // MySQL 5.6 has no ALTER USER … IDENTIFIED BY, and MySQL 8 no PASSWORD().
    await connection.query("SET PASSWORD FOR ?@'%' = PASSWORD(?)", [account.user, account.password]);
  } else {
    await connection.query("ALTER USER ?@'%' IDENTIFIED BY ?", [account.user, account.password]);
  }
}

async function withConnection(url: string, work: (connection: Connection) => Promise<void>): Promise<void> {
  const connection = await createConnection({ uri: url });
  try {
    await work(connection);
  } finally {
    await connection.end();
  }
}
