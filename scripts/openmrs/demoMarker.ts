import type { Connection, RowDataPacket } from "mysql2/promise";

const property = "patientcontacts.demoMarker";

/** Marks the current schema as made by us. Called only by the code that has just created it, empty. */
export async function writeDemoMarker(connection: Connection): Promise<void> {
  const [rows] = await connection.query<RowDataPacket[]>("SELECT COUNT(*) AS persons FROM person");
  if (Number(rows[0]?.persons) !== 0) throw new Error("A schema that holds persons is never marked as demo.");
  await connection.query("INSERT INTO global_property (property, property_value, description, uuid) VALUES (?, 'true', ?, UUID())", [
    property,
    "This database was generated; it holds no real patient.",
  ]);
}

/** True when the schema was made by us: only there may anything be generated, dropped, or a demo account exist. */
export async function hasDemoMarker(connection: Connection, schema: string): Promise<boolean> {
  const [tables] = await connection.query<RowDataPacket[]>(
    "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = 'global_property'",
    [schema],
  );
  if (tables.length === 0) return false;
  const [rows] = await connection.query<RowDataPacket[]>("SELECT property_value AS value FROM ??.global_property WHERE property = ?", [schema, property]);
  return rows[0]?.value === "true";
}

export async function requireDemoMarker(connection: Connection, schema: string): Promise<void> {
  if (await hasDemoMarker(connection, schema)) return;
  throw new Error(`The schema ${schema} does not bear our demo marker: nothing is generated, dropped or changed in it.`);
}
