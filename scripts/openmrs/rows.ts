import { createHash } from "node:crypto";
import type { Connection } from "mysql2/promise";

export type CellValue = string | number | null;
export type TableRow = Record<string, CellValue>;

/** A UUID that is the same for the same text: two runs, and two engines, make the same data. */
export function uuidOf(text: string): string {
  const digest = createHash("md5").update(text).digest("hex");
  return [digest.slice(0, 8), digest.slice(8, 12), digest.slice(12, 16), digest.slice(16, 20), digest.slice(20, 32)].join("-");
}

/** Inserts rows, some hundreds a statement; every row names the columns of the first. */
export async function insertRows(connection: Connection, table: string, rows: readonly TableRow[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  for (let start = 0; start < rows.length; start += 1000) {
    const values = rows.slice(start, start + 1000).map((row) => columns.map((column) => row[column] ?? null));
    await connection.query("INSERT INTO ?? (??) VALUES ?", [table, columns, values]);
  }
}
