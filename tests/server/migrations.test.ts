import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pool, RowDataPacket } from "mysql2/promise";
import { migrate, readMigrations, verifyMigrations, type Migration } from "../../server/database/migrate";
import { createPool } from "../../server/database/pool";
import { databaseUrl } from "../support/database";

describe("the tables of our own schema", () => {
  let pool: Pool;
  let schema: string;
  const folder = mkdtempSync(join(tmpdir(), "migrations-"));

  beforeAll(() => {
    pool = createPool(databaseUrl("root", "openmrs"));
  });
  beforeEach(() => {
    schema = `migrated_${randomBytes(4).toString("hex")}`;
  });
  afterEach(() => pool.query("DROP DATABASE IF EXISTS ??", [schema]));
  afterAll(async () => {
    await pool.end();
    rmSync(folder, { recursive: true });
  });

  const tables = async () => {
    const [rows] = await pool.query<RowDataPacket[]>("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ? ORDER BY 1", [schema]);
    return rows.map((row) => String(row.name));
  };
  const migration = (version: number, name: string, text: string): Migration => {
    writeFileSync(join(folder, `00${version}_${name}.sql`), text);
    const found = readMigrations(folder).find((one) => one.version === version);
    if (found === undefined) throw new Error("The migration was not read.");
    return found;
  };

  test("are all made from nothing, by the server's own files", async () => {
    expect(await migrate(pool, { contactsSchema: schema })).toEqual(readMigrations().map(({ name }) => name));
    expect(await tables()).toEqual(expect.arrayContaining(["audit_chain", "audit_event", "audit_subject", "schema_migration", "session", "sign_in_failure", "staff", "staff_facility"]));
    await verifyMigrations(pool, { contactsSchema: schema });
  });

  test("stay as they are when a server starts again", async () => {
    await migrate(pool, { contactsSchema: schema });
    await pool.query("INSERT INTO ??.staff (user_id, role, whole_site, granted_at) VALUES (1, 'clerk', 1, NOW())", [schema]);
    expect(await migrate(pool, { contactsSchema: schema })).toEqual([]);
    const [rows] = await pool.query<RowDataPacket[]>("SELECT user_id FROM ??.staff", [schema]);
    expect(rows).toHaveLength(1);
  });

  test("are made once when several servers start at the same moment", async () => {
    const results = await Promise.all([1, 2, 3, 4].map(() => migrate(pool, { contactsSchema: schema })));
    expect(results.filter((names) => names.length > 0)).toHaveLength(1);
    await verifyMigrations(pool, { contactsSchema: schema });
  });

  test("are completed where a migration was cut off", async () => {
    await migrate(pool, { contactsSchema: schema });
    const last = readMigrations().at(-1);
    await pool.query("DELETE FROM ??.schema_migration WHERE version = ?", [schema, last?.version]);
    expect(await migrate(pool, { contactsSchema: schema })).toEqual([last?.name]);
  });

  test("are completed where a server died while it held the turn", async () => {
    const one = migration(1, "one", "CREATE TABLE IF NOT EXISTS one (id INT);\n");
    await migrate(pool, { contactsSchema: schema, migrations: [one] });
    await pool.query("UPDATE ??.schema_migration SET lease_owner = 'gone', lease_until = UTC_TIMESTAMP(3) + INTERVAL 1 SECOND WHERE version = 0", [schema]);
    const two = migration(2, "two", "CREATE TABLE IF NOT EXISTS two (id INT);\n");
    expect(await migrate(pool, { contactsSchema: schema, migrations: [one, two] })).toEqual(["002_two.sql"]);
  });

  test("are refused when a file was changed after it had been applied", async () => {
    const one = migration(1, "one", "CREATE TABLE IF NOT EXISTS one (id INT);\n");
    await migrate(pool, { contactsSchema: schema, migrations: [one] });
    const changed = migration(1, "one", "CREATE TABLE IF NOT EXISTS one (id BIGINT);\n");
    const two = migration(2, "two", "CREATE TABLE IF NOT EXISTS two (id INT);\n");
    await expect(migrate(pool, { contactsSchema: schema, migrations: [changed, two] })).rejects.toThrow("001_one.sql was changed after it had been applied");
    await expect(verifyMigrations(pool, { contactsSchema: schema, migrations: [changed] })).rejects.toThrow("001_one.sql was changed");
    expect(await tables()).toEqual(["one", "schema_migration"]);
  });

  test("are refused by a server that is older than they are", async () => {
    const one = migration(1, "one", "CREATE TABLE IF NOT EXISTS one (id INT);\n");
    const two = migration(2, "two", "CREATE TABLE IF NOT EXISTS two (id INT);\n");
    await migrate(pool, { contactsSchema: schema, migrations: [one, two] });
    await expect(verifyMigrations(pool, { contactsSchema: schema, migrations: [one] })).rejects.toThrow("it is older than the schema");
  });

  test("are missed, by name, by a server that may not make them", async () => {
    await expect(verifyMigrations(pool, { contactsSchema: schema })).rejects.toThrow(/001_foundation\.sql has not been applied .* MIGRATION_DATABASE_URL/);
  });

  test("a migration that fails is not marked as done, and a comment or a semicolon in a line does no harm", async () => {
    const good = migration(1, "one", "-- A comment; with a semicolon.\nCREATE TABLE IF NOT EXISTS one (\n  id INT, -- of a thing; yes\n  name VARCHAR(9) DEFAULT ';'\n);\n\n-- The end.\n");
    const bad = migration(2, "two", "CREATE TABLE IF NOT EXISTS two (id INT);\nCREATE TABLE nonsense;\n");
    await expect(migrate(pool, { contactsSchema: schema, migrations: [good, bad] })).rejects.toMatchObject({ errno: expect.any(Number) });
    const [rows] = await pool.query<RowDataPacket[]>("SELECT version FROM ??.schema_migration WHERE version > 0", [schema]);
    expect(rows).toEqual([{ version: 1 }]);
  });
});
