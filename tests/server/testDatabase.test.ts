import type { RowDataPacket } from "mysql2/promise";
import { databaseUrl, openPool, testDatabase } from "../support/database";
import { buildPatient } from "../support/patients";

test("the tests run on the database that was asked for", async () => {
  const [rows] = await openPool("root").query<RowDataPacket[]>("SELECT VERSION() AS version");
  expect(rows[0]?.version).toBe(testDatabase().version);
  expect(rows[0]?.version).toMatch(testDatabase().engine === "mysql56" ? /^5\.6\.24/ : /MariaDB/);
});

test.each(["openmrs", "openmrs_111"])("a patient can be made in %s, and another one beside it", async (schema) => {
  const pool = openPool("root", schema);
  const first = await buildPatient(pool);
  const second = await buildPatient(pool, { phones: ["08030000001", { value: "08030000002", voided: true }], birthdate: null });
  expect(second.personId).not.toBe(first.personId);
  expect(second.artId).not.toBe(first.artId);
  const [phones] = await pool.query<RowDataPacket[]>(
    "SELECT value, voided FROM person_attribute WHERE person_id = ? AND person_attribute_type_id = 8 ORDER BY person_attribute_id",
    [second.personId],
  );
  expect(phones).toEqual([
    { value: "08030000001", voided: 0 },
    { value: "08030000002", voided: 1 },
  ]);
});

test.each([
  ["delete a phone", "DELETE FROM openmrs.person_attribute WHERE person_id = 0"],
  ["delete a person", "DELETE FROM openmrs.person WHERE person_id = 0"],
  ["change an identifier", "UPDATE openmrs.patient_identifier SET voided = 0 WHERE patient_id = 0"],
  ["change a password", "UPDATE openmrs.users SET password = '' WHERE user_id = 0"],
  ["add a person", "INSERT INTO openmrs.person (date_created, uuid) VALUES (NOW(), 'x')"],
  ["alter a table", "ALTER TABLE openmrs.person ADD COLUMN x INT"],
  ["drop a table", "DROP TABLE openmrs.person_address"],
  ["make a table", "CREATE TABLE openmrs.x (id INT)"],
  ["read the accounts of the database", "SELECT * FROM mysql.user"],
])("the running server cannot %s", async (_what, statement) => {
  await expect(openPool("runtime").query(statement)).rejects.toMatchObject({ code: expect.stringMatching(/ACCESS_DENIED|DENIED_ERROR/) });
});

test("the running server can read patients, re-enter a phone and use temporary tables", async () => {
  const patient = await buildPatient(openPool("root"));
  const connection = await openPool("runtime").getConnection();
  await connection.query("CREATE TEMPORARY TABLE staged (person_id INT PRIMARY KEY)");
  await connection.query("INSERT INTO staged VALUES (?)", [patient.personId]);
  await connection.query(
    "UPDATE person_attribute a JOIN staged s ON s.person_id = a.person_id SET a.voided = 1, a.void_reason = 'New value: 1', a.voided_by = 3, a.date_voided = NOW()",
  );
  await connection.query(
    "INSERT INTO person_attribute (person_id, value, person_attribute_type_id, creator, date_created, uuid) SELECT person_id, '08030000009', 8, 3, NOW(), UUID() FROM staged",
  );
  await connection.query("DROP TEMPORARY TABLE staged");
  const [rows] = await connection.query<RowDataPacket[]>("SELECT value FROM person_attribute WHERE person_id = ? AND voided = 0", [patient.personId]);
  connection.release();
  expect(rows).toEqual([{ value: "08030000009" }]);
});

test("the address of the database names the account", () => {
  expect(databaseUrl("migration", "patient_contacts")).toMatch(/^mysql:\/\/contacts_migrate:[^@]+@127\.0\.0\.1:\d+\/patient_contacts$/);
});
