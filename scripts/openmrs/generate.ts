import type { Connection } from "mysql2/promise";
import { requireDemoMarker } from "./demoMarker";
import { generatedRows } from "./generatedRows";
import { createLookups, dropLookups, stagePatients } from "./stagedPatients";

export interface GenerateOptions {
  schema: string;
  patients: number;
  /** The same seed gives the same patients, on every engine. */
  seed: number;
  say?: (line: string) => void;
}

/** Generated patients begin above this person_id; below are staff and the named trap patients. */
export const firstGeneratedId = 10_000;
const chunkSize = 50_000;

/** Adds generated patients to a schema that bears our demo marker: one INSERT … SELECT per table and 50,000 patients. */
export async function generatePatients(connection: Connection, options: GenerateOptions): Promise<void> {
  await requireDemoMarker(connection, options.schema);
  await connection.query("USE ??", [options.schema]);
  await connection.query("SET NAMES utf8");
  await connection.query("SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION'");
  await createLookups(connection);
  for (let start = 1; start <= options.patients; start += chunkSize) {
    const end = Math.min(options.patients, start + chunkSize - 1);
    await stagePatients(connection, { seed: options.seed, start, end });
    for (const statement of generatedRows) await connection.query(statement);
    options.say?.(`${end} of ${options.patients} patients`);
  }
  await dropLookups(connection);
}
