import type { Connection } from "mysql2/promise";
import { hashPassword, saltOf, type PasswordForm } from "./passwords";
import { insertRows, uuidOf } from "./rows";
import type { OpenmrsLevel } from "./tables/level";

export interface OpenmrsUser {
  userId: number;
  systemId: string;
  username: string | null;
  password: string | null;
  givenName: string;
  familyName: string;
  roles: readonly string[];
  form?: PasswordForm;
  salt?: null;
  retired?: true;
  /** The role of ours that `npm start` grants to this demo account. */
  demoRole?: "clerk" | "supervisor" | "administrator";
}

const full = ["Privilege Level: Full"];

/** The users of every generated database. Their passwords are no secret: they open generated data only. */
export const openmrsUsers: readonly OpenmrsUser[] = [
  { userId: 1, systemId: "admin", username: "", password: "Admin-Demo-2026", givenName: "Super", familyName: "User", roles: ["System Developer", "Provider"] },
  // OpenMRS's own background user: no password, never anybody's account.
  { userId: 2, systemId: "daemon", username: "daemon", password: null, givenName: "Daemon", familyName: "User", roles: [] },
  { userId: 3, systemId: "10-9", username: "clerk", password: "Clerk-Demo-2026", givenName: "Chidinma", familyName: "Okafor", roles: ["Data Clerk"], demoRole: "clerk" },
  { userId: 4, systemId: "11-7", username: "supervisor", password: "Supervisor-Demo-2026", givenName: "Ibrahim", familyName: "Danjuma", roles: full, demoRole: "supervisor" },
  { userId: 5, systemId: "12-5", username: "administrator", password: "Administrator-Demo-2026", givenName: "Folake", familyName: "Adeyemi", roles: full, demoRole: "administrator" },
  { userId: 6, systemId: "13-3", username: "nurse", password: "Nurse-Demo-2026", givenName: "Patience", familyName: "Effiong", roles: ["Nurse"] },
  { userId: 7, systemId: "14-1", username: "clerk2", password: "Clerk2-Demo-2026", givenName: "Musa", familyName: "Abubakar", roles: ["Data Clerk"], demoRole: "clerk" },
  { userId: 8, systemId: "15-8", username: "sha1.user", password: "Sha1-Form-2012", givenName: "Ngozi", familyName: "Eze", roles: full, form: "sha1" },
  { userId: 9, systemId: "16-6", username: "legacy.user", password: "Legacy-Form-2006", givenName: "Tunde", familyName: "Balogun", roles: full, form: "sha1-without-zeros" },
  { userId: 10, systemId: "17-4", username: "no.salt", password: "No-Salt-2013", givenName: "Amina", familyName: "Yusuf", roles: full, salt: null },
  { userId: 11, systemId: "18-2", username: "retired.clerk", password: "Retired-Clerk-1", givenName: "Grace", familyName: "Udo", roles: full, retired: true },
  { userId: 12, systemId: "19-0", username: "twin", password: "Twin-Demo-2026", givenName: "Taiwo", familyName: "Ojo", roles: full },
  { userId: 13, systemId: "20-8", username: "twin", password: "Twin-Demo-2026", givenName: "Kehinde", familyName: "Ojo", roles: full },
  { userId: 14, systemId: "3-4", username: null, password: "System-Id-2026", givenName: "Bola", familyName: "Salami", roles: full },
];

const created = "2019-03-04 08:00:00";

/** The users, each with a person, a name and OpenMRS's roles. User n is person n. */
export async function insertUsers(connection: Connection, level: OpenmrsLevel): Promise<void> {
  const audit = { creator: 1, date_created: created };
  await connection.query("SET FOREIGN_KEY_CHECKS = 0");
  await insertRows(
    connection,
    "person",
    openmrsUsers.map((user) => ({ person_id: user.userId, gender: user.userId % 2 === 0 ? "M" : "F", ...audit, uuid: uuidOf(`person ${user.userId}`) })),
  );
  await insertRows(connection, "users", openmrsUsers.map((user) => userRow(user, level)));
  await connection.query("SET FOREIGN_KEY_CHECKS = 1");
  await insertRows(
    connection,
    "person_name",
    openmrsUsers.map((user) => ({
      preferred: 1,
      person_id: user.userId,
      given_name: user.givenName,
      family_name: user.familyName,
      ...audit,
      uuid: uuidOf(`person name ${user.userId}`),
    })),
  );
  await insertRows(connection, "user_role", openmrsUsers.flatMap((user) => user.roles.map((role) => ({ user_id: user.userId, role }))));
  await insertRows(
    connection,
    "provider",
    openmrsUsers.slice(2, 7).map((user) => ({ person_id: user.userId, identifier: user.systemId, ...audit, uuid: uuidOf(`provider ${user.userId}`) })),
  );
}

function userRow(user: OpenmrsUser, level: OpenmrsLevel) {
  const salt = user.password === null || user.salt === null ? null : saltOf(user.systemId);
  return {
    user_id: user.userId,
    system_id: user.systemId,
    username: user.username,
    password: user.password === null ? null : hashPassword(user.password, salt, user.form),
    salt,
    creator: 1,
    date_created: created,
    person_id: user.userId,
    retired: user.retired === true ? 1 : 0,
    retired_by: user.retired === true ? 1 : null,
    date_retired: user.retired === true ? "2024-06-30 16:00:00" : null,
    retire_reason: user.retired === true ? "Left the facility" : null,
    uuid: uuidOf(`user ${user.userId}`),
    ...(level === "1.11" ? {} : { email: user.username === "clerk" ? "clerk@clinic.example" : null }),
  };
}
