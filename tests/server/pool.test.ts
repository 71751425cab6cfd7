import type { RowDataPacket } from "mysql2/promise";
import { createPool } from "../../server/database/pool";
import { databaseUrl } from "../support/database";

describe("connections of the server", () => {
  test("give their locks back within a minute when the server is gone without a word", async () => {
    const pool = createPool(databaseUrl("runtime", "patient_contacts"), { connectionLimit: 2 });
    try {
      const [one, other] = [await pool.getConnection(), await pool.getConnection()];
      for (const connection of [one, other]) {
        const [[row]] = await connection.query<RowDataPacket[]>("SELECT @@session.wait_timeout AS seconds");
        expect(row?.seconds).toBe(60);
        connection.release();
      }
    } finally {
      await pool.end();
    }
  });

  test("that the database has cut off are replaced, and nobody notices", async () => {
    const pool = createPool(databaseUrl("runtime", "patient_contacts"), { connectionLimit: 2 });
    try {
      const [[first]] = await pool.query<RowDataPacket[]>("SELECT CONNECTION_ID() AS id");
      await pool.query("SET SESSION wait_timeout = 1");
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      const [[second]] = await pool.query<RowDataPacket[]>("SELECT CONNECTION_ID() AS id, @@session.wait_timeout AS seconds");
      expect(second?.id).not.toBe(first?.id);
      expect(second?.seconds).toBe(60);
    } finally {
      await pool.end();
    }
  });
});
