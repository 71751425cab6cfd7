import { randomUUID } from "node:crypto";
import type { Pool, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import { hashPassword, saltOf, type PasswordForm } from "../../scripts/openmrs/passwords";
import { uniqueName } from "./server";

export interface UserOverrides {
  username?: string | null;
  systemId?: string;
  password?: string | null;
  form?: PasswordForm;
  salt?: string | null;
  retired?: boolean;
  uuid?: string;
}

export interface BuiltUser {
  userId: number;
  username: string;
  systemId: string;
  password: string;
}

/** Makes a user of OpenMRS with a person and a name, by the account root in the pool's schema; no role of ours. */
export async function buildUser(root: Pool, overrides: UserOverrides = {}): Promise<BuiltUser> {
  const username = overrides.username === undefined ? uniqueName("user") : overrides.username;
  const systemId = overrides.systemId ?? uniqueName("id").slice(0, 20);
  const password = overrides.password === undefined ? "Right-Password-7" : overrides.password;
  const salt = overrides.salt === undefined ? saltOf(systemId) : overrides.salt;
  const audit = { creator: 1, date_created: "2020-01-15 09:00:00" };
  const [person] = await root.query<ResultSetHeader>("INSERT INTO person SET ?", [{ gender: "F", ...audit, uuid: randomUUID() }]);
  await root.query("INSERT INTO person_name SET ?", [
    { preferred: 1, person_id: person.insertId, given_name: "Halima", family_name: "Bello", ...audit, uuid: randomUUID() },
  ]);
  const [user] = await root.query<ResultSetHeader>("INSERT INTO users SET ?", [
    {
      system_id: systemId,
      username,
      password: password === null ? null : hashPassword(password, salt, overrides.form ?? "sha512"),
      salt: password === null ? null : salt,
      person_id: person.insertId,
      retired: overrides.retired === true ? 1 : 0,
      uuid: overrides.uuid ?? randomUUID(),
      ...audit,
    },
  ]);
  return { userId: user.insertId, username: username ?? systemId, systemId, password: password ?? "" };
}

/** A user's sign-in properties as OpenMRS reads them. */
export async function signInProperties(root: Pool, userId: number): Promise<Record<string, string>> {
  const [rows] = await root.query<RowDataPacket[]>(
    "SELECT property, property_value AS value FROM user_property WHERE user_id = ? AND property IN ('loginAttempts', 'lockoutTimestamp')",
    [userId],
  );
  return Object.fromEntries(rows.map((row) => [String(row.property), String(row.value)]));
}

export interface AuditRow {
  id: number;
  at: string;
  userId: number | null;
  action: string;
  result: string;
  details: string;
  requestId: string;
  address: string;
  subjects: number;
}

/** The events of one request, oldest first, as they stand in the table. */
export async function auditOfRequest(root: Pool, requestId: string, schema = "patient_contacts"): Promise<AuditRow[]> {
  const [rows] = await root.query<(RowDataPacket & AuditRow)[]>(
    `SELECT audit_event_id AS id, at, user_id AS userId, action, result, details, request_id AS requestId, address, subject_count AS subjects
     FROM ??.audit_event WHERE request_id = ? ORDER BY audit_event_id`,
    [schema, requestId],
  );
  return rows;
}
