import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import { toUtcText } from "../database/time";

/** How long an instance may be silent before another carries the counting on. By the database's clock, as servers' clocks differ. */
const leaseSeconds = 60;

/** How long the names of one counting stand before the addresses are counted anew. */
const nextAfterMilliseconds = 6 * 3_600_000;

/** A counting that this instance holds, and how far it is. */
export interface Sweep {
  readonly owner: string;
  readonly generation: number;
  readonly afterPersonId: number;
}

/** Takes the counting up where it is due, or was left behind by an instance that fell silent; null where neither. */
export async function claimSweep(pool: Pool, owner: string, now: Date): Promise<Sweep | null> {
  const [claimed] = await pool.query<ResultSetHeader>(
    `UPDATE street_sweep SET lease_owner = ?, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
      WHERE id = 1 AND due_at <= ? AND (lease_until IS NULL OR lease_until < UTC_TIMESTAMP(3))`,
    [owner, leaseSeconds, toUtcText(now)],
  );
  if (claimed.affectedRows !== 1) return null;
  await pool.query(
    "UPDATE street_sweep SET generation = generation + 1, after_person_id = 0, started_at = ? WHERE id = 1 AND lease_owner = ? AND started_at IS NULL",
    [toUtcText(now), owner],
  );
  const [rows] = await pool.query<RowDataPacket[]>(
    "SELECT generation, after_person_id AS afterPersonId FROM street_sweep WHERE id = 1 AND lease_owner = ?",
    [owner],
  );
  const [row] = rows;
  return row === undefined ? null : { owner, generation: Number(row.generation), afterPersonId: Number(row.afterPersonId) };
}

/** Notes that the addresses of persons up to this one are counted. False where another instance has taken over: nothing may be written. */
export async function advanceSweep(tx: PoolConnection, sweep: Sweep, upTo: number): Promise<boolean> {
  const [result] = await tx.query<ResultSetHeader>(
    `UPDATE street_sweep SET after_person_id = ?, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
      WHERE id = 1 AND lease_owner = ? AND generation = ? AND after_person_id = ?`,
    [upTo, leaseSeconds, sweep.owner, sweep.generation, sweep.afterPersonId],
  );
  return result.affectedRows === 1;
}

/** From now on the names of this counting are offered. False where another instance has taken over. */
export async function publishSweep(pool: Pool, sweep: Sweep, now: Date): Promise<boolean> {
  const [result] = await pool.query<ResultSetHeader>(
    `UPDATE street_sweep SET live_generation = generation, started_at = NULL, finished_at = ?, due_at = ?, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
      WHERE id = 1 AND lease_owner = ? AND generation = ?`,
    [toUtcText(now), toUtcText(new Date(now.getTime() + nextAfterMilliseconds)), leaseSeconds, sweep.owner, sweep.generation],
  );
  return result.affectedRows === 1;
}

/** Lets go, for any instance to go on; after `restSeconds` where this one could not. */
export async function releaseSweep(pool: Pool, { owner }: Pick<Sweep, "owner">, restSeconds = 0): Promise<void> {
  await pool.query("UPDATE street_sweep SET lease_owner = NULL, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND WHERE id = 1 AND lease_owner = ?", [
    restSeconds,
    owner,
  ]);
}
