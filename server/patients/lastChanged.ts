import type { RowDataPacket } from "mysql2/promise";
import type { Connection } from "../database/connections";
import { toInstant } from "../database/time";
import { sliced } from "./sql";

interface LastChanged extends RowDataPacket {
  personId: number;
  finishedAt: string;
}

/** When each person's contact was last changed through this product; persons never changed are absent. */
export async function readLastChanged(connection: Connection, personIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>();
  for (const slice of sliced(personIds)) {
    const [rows] = await connection.query<LastChanged[]>(
      `SELECT person_id AS personId, MAX(finished_at) AS finishedAt FROM row_outcome
        WHERE person_id IN (?) AND status IN ('updated', 'partly') GROUP BY person_id`,
      [slice],
    );
    for (const { personId, finishedAt } of rows) found.set(personId, toInstant(finishedAt));
  }
  return found;
}
