import type { Pool, RowDataPacket } from "mysql2/promise";
import { quoteName } from "../database/names";
import type { Site } from "../deps";

/** Columns of OpenMRS that its own indexes find patients by. */
export const indexedColumns = {
  person_name: ["given_name", "family_name", "middle_name", "family_name2"],
  patient_identifier: ["identifier"],
} as const;

/** `FORCE INDEX (…)` by table and column; empty where the site has no index on the column. */
export type RecordIndexes = (table: keyof typeof indexedColumns, column: string) => string;

const known = new WeakMap<Pool, Promise<RecordIndexes>>();

/**
 * The indexes by the names that they have at this site. They are named in the statements, because with a LIMIT the optimiser of MySQL is tempted
 * to read the whole table in the order of its primary key. Read once.
 */
export function recordIndexes(pool: Pool, site: Site): Promise<RecordIndexes> {
  const before = known.get(pool);
  if (before !== undefined) return before;
  const reading = readIndexes(pool, site);
  known.set(pool, reading);
  reading.catch(() => known.delete(pool));
  return reading;
}

async function readIndexes(pool: Pool, site: Site): Promise<RecordIndexes> {
  const [rows] = await pool.query<(RowDataPacket & { tableName: string; columnName: string; indexName: string })[]>(
    `SELECT table_name AS tableName, column_name AS columnName, index_name AS indexName FROM information_schema.statistics
      WHERE table_schema = ? AND table_name IN (?) AND seq_in_index = 1 AND sub_part IS NULL ORDER BY index_name`,
    [site.openmrsSchema, Object.keys(indexedColumns)],
  );
  const names = new Map(rows.map(({ tableName, columnName, indexName }) => [`${tableName}.${columnName}`, indexName]));
  return (table, column) => {
    const name = names.get(`${table}.${column}`);
    return name === undefined ? "" : `FORCE INDEX (${quoteName(name)})`;
  };
}
