import type { Pool, PoolConnection } from "mysql2/promise";

/** One state of the tables for all reads of `read`, whatever is committed meanwhile. */
export async function inSnapshot<T>({ pool }: { readonly pool: Pool }, read: (connection: PoolConnection) => Promise<T>): Promise<T> {
  const connection = await pool.getConnection();
  try {
    await connection.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    await connection.query("START TRANSACTION WITH CONSISTENT SNAPSHOT");
    const result = await read(connection);
    await connection.query("COMMIT");
    connection.release();
    return result;
  } catch (error) {
    connection.destroy();
    throw error;
  }
}
