import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createDB } from "mysql-memory-server";
import { createConnection, type RowDataPacket } from "mysql2/promise";

/** Has mysql-memory-server fetch MySQL 8.4, asks the running server where its program lies, and notes that in the file. */
export async function fetchMysqlProgram(note: string): Promise<string> {
  const server = await createDB({ version: "8.4.x", xEnabled: "OFF" });
  const connection = await createConnection({ host: "127.0.0.1", port: server.port, user: server.username });
  const [rows] = await connection.query<RowDataPacket[]>("SELECT @@basedir AS folder");
  await connection.end();
  await server.stop();
  const path = join(String(rows[0]?.folder), "bin", process.platform === "win32" ? "mysqld.exe" : "mysqld");
  mkdirSync(dirname(note), { recursive: true });
  writeFileSync(note, path);
  return path;
}
