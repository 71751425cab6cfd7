import type { Connection, RowDataPacket } from "mysql2/promise";
import { writeDemoMarker } from "./demoMarker";
import { clinicalTables } from "./tables/clinical";
import { hierarchyTables } from "./tables/hierarchy";
import type { OpenmrsLevel } from "./tables/level";
import { patientTables } from "./tables/patient";
import { personTables } from "./tables/person";
import { userTables } from "./tables/users";

/** Makes the schema with OpenMRS's tables, empty, and puts our demo marker in it. Refuses a schema that exists. */
export async function createOpenmrsSchema(connection: Connection, schema: string, level: OpenmrsLevel): Promise<void> {
  const [rows] = await connection.query<RowDataPacket[]>("SELECT 1 FROM information_schema.schemata WHERE schema_name = ?", [schema]);
  if (rows.length > 0) throw new Error(`The schema ${schema} exists already; OpenMRS tables are made only in a schema of our own making.`);
  await connection.query("CREATE DATABASE ?? DEFAULT CHARACTER SET utf8", [schema]);
  await connection.query("USE ??", [schema]);
  // The tables refer to one another in circles (person and users), as OpenMRS's do.
  await connection.query("SET FOREIGN_KEY_CHECKS = 0");
  const tables = [...personTables(level), ...patientTables(level), ...userTables(level), ...hierarchyTables(), ...clinicalTables(level)];
  for (const table of tables) await connection.query(table);
  await connection.query("SET FOREIGN_KEY_CHECKS = 1");
  await writeDemoMarker(connection);
}
