import { createConnection, type Connection } from "mysql2/promise";
import { insertHierarchy } from "./hierarchy";
import { insertTraps } from "./insertTraps";
import { insertReferenceRows, insertRoles } from "./reference";
import { createOpenmrsSchema } from "./schema";
import type { OpenmrsLevel } from "./tables/level";
import { insertUsers } from "./users";

export interface DemoDatabaseOptions {
  rootUrl: string;
  schema: string;
  level: OpenmrsLevel;
}

/** Makes a schema of OpenMRS with all but generated patients: types, facilities, roles, users, places, and the named trap patients. */
export async function createDemoDatabase(options: DemoDatabaseOptions): Promise<void> {
  const connection = await createConnection({ uri: options.rootUrl, charset: "utf8" });
  try {
    await setStrictSession(connection);
    await createOpenmrsSchema(connection, options.schema, options.level);
    await insertRoles(connection);
    await insertUsers(connection, options.level);
    await insertReferenceRows(connection, options.level);
    await insertHierarchy(connection);
    await insertTraps(connection);
  } finally {
    await connection.end();
  }
}

/** Generated rows must fit without the server's help, whatever its sql_mode is. */
export async function setStrictSession(connection: Connection): Promise<void> {
  await connection.query("SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'");
}
