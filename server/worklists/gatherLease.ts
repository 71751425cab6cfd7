import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import { toUtcText } from "../database/time";

/** How long an instance may be silent before another goes on where it stopped. By the database's clock, as servers' clocks differ. */
const leaseSeconds = 30;

/** A worklist that failed so often is given up, and says so. */
export const mostFailures = 3;

/** A worklist that this instance gathers. */
export interface Gathering {
  readonly worklistId: number;
  readonly owner: string;
}

/** Takes one that nobody gathers: new, or left behind by an instance that fell silent. Null: there is none. */
export async function claimWorklist(pool: Pool, owner: string): Promise<Gathering | null> {
  const [candidates] = await pool.query<(RowDataPacket & { worklistId: number })[]>(
    `SELECT worklist_id AS worklistId FROM worklist WHERE state = 'gathering' AND (lease_until IS NULL OR lease_until < UTC_TIMESTAMP(3)) ORDER BY worklist_id LIMIT 5`,
  );
  for (const { worklistId } of candidates) {
    const [result] = await pool.query<ResultSetHeader>(
      `UPDATE worklist SET lease_owner = ?, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
        WHERE worklist_id = ? AND state = 'gathering' AND (lease_until IS NULL OR lease_until < UTC_TIMESTAMP(3))`,
      [owner, leaseSeconds, worklistId],
    );
    if (result.affectedRows === 1) return { worklistId, owner };
  }
  return null;
}

const isHeld = "worklist_id = ? AND lease_owner = ? AND state = 'gathering'";

export interface Advance {
  readonly from: number;
  readonly upTo: number;
  readonly looked: number;
  readonly matched: number;
  readonly lookedOf: number;
}

/** Notes how far it is, in the transaction that keeps what was found. False where it was closed or another instance has taken over: nothing may be kept. */
export async function advanceWorklist(tx: PoolConnection, { worklistId, owner }: Gathering, { from, upTo, looked, matched, lookedOf }: Advance): Promise<boolean> {
  const [result] = await tx.query<ResultSetHeader>(
    `UPDATE worklist SET after_person_id = ?, looked = looked + ?, matched = matched + ?, looked_of = ?, failures = 0, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
      WHERE ${isHeld} AND after_person_id = ?`,
    [upTo, looked, matched, lookedOf, leaseSeconds, worklistId, owner, from],
  );
  return result.affectedRows === 1;
}

/** Holds it for another while; false where it is no longer this instance's. */
export async function holdWorklist(connection: Pool | PoolConnection, { worklistId, owner }: Gathering): Promise<boolean> {
  const [result] = await connection.query<ResultSetHeader>(
    `UPDATE worklist SET lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND WHERE ${isHeld}`,
    [leaseSeconds, worklistId, owner],
  );
  return result.affectedRows === 1;
}

/** From now on it can be worked on. */
export async function publishWorklist(tx: PoolConnection, { worklistId, owner }: Gathering, at: Date): Promise<boolean> {
  const [result] = await tx.query<ResultSetHeader>(
    `UPDATE worklist SET state = 'ready', ready_at = ?, lease_owner = NULL, lease_until = NULL WHERE ${isHeld}`,
    [toUtcText(at), worklistId, owner],
  );
  return result.affectedRows === 1;
}

/** Lets go, for any instance to go on where this one stopped. A failure counts; after the last one the worklist has failed. */
export async function releaseWorklist(pool: Pool, { worklistId, owner }: Gathering, failed: { readonly retrySeconds: number } | null): Promise<void> {
  if (failed === null) {
    await pool.query(`UPDATE worklist SET lease_owner = NULL, lease_until = NULL WHERE ${isHeld}`, [worklistId, owner]);
    return;
  }
  // Assignments are made from left to right: the state sees the failure that was just counted.
  await pool.query(
    `UPDATE worklist SET failures = failures + 1, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND, state = IF(failures >= ?, 'failed', state), lease_owner = NULL
      WHERE ${isHeld}`,
    [failed.retrySeconds, mostFailures, worklistId, owner],
  );
}
