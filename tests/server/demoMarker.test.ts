import { createConnection, type Connection, type RowDataPacket } from "mysql2/promise";
import { hasDemoMarker, writeDemoMarker } from "../../scripts/openmrs/demoMarker";
import { generatePatients } from "../../scripts/openmrs/generate";
import { createOpenmrsSchema } from "../../scripts/openmrs/schema";
import { databaseUrl } from "../support/database";

let connection: Connection;
const schema = `real_site_${process.pid}`;

beforeAll(async () => {
  connection = await createConnection({ uri: databaseUrl("root") });
  await createOpenmrsSchema(connection, schema, "2.3");
  // As at a real site: the tables are OpenMRS's, and nobody has marked them.
  await connection.query("DELETE FROM global_property WHERE property = 'patientcontacts.demoMarker'");
  await connection.query("INSERT INTO person (person_id, date_created, uuid) VALUES (1, NOW(), UUID())");
});

afterAll(async () => {
  await connection.query("DROP DATABASE ??", [schema]);
  await connection.end();
});

test("a site's own schema does not bear our marker, a schema that we made does", async () => {
  expect(await hasDemoMarker(connection, schema)).toBe(false);
  expect(await hasDemoMarker(connection, "openmrs")).toBe(true);
  expect(await hasDemoMarker(connection, "no_such_schema")).toBe(false);
});

test("no patient is generated in a site's own schema", async () => {
  await expect(generatePatients(connection, { schema, patients: 5, seed: 1 })).rejects.toThrow("does not bear our demo marker");
  const [rows] = await connection.query<RowDataPacket[]>("SELECT COUNT(*) AS persons FROM ??.person", [schema]);
  expect(rows[0]?.persons).toBe(1);
});

test("a schema that is there already is not made anew", async () => {
  await expect(createOpenmrsSchema(connection, schema, "2.3")).rejects.toThrow("exists already");
});

test("a schema that holds persons is never marked", async () => {
  await connection.query("USE ??", [schema]);
  await expect(writeDemoMarker(connection)).rejects.toThrow("never marked");
  expect(await hasDemoMarker(connection, schema)).toBe(false);
});
