import type { PoolConnection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import { fromUtcText, toSiteDay, toUtcText } from "../../database/time";
import { inRetriedTransaction } from "../../database/transaction";
import type { Deps } from "../../deps";

type LeaseDeps = Pick<Deps, "pool" | "site" | "clock">;

/** How long an instance may be silent before another carries the counting on. By the database's clock, as servers' clocks differ. */
const leaseSeconds = 60;

/** A counting that was left behind longer ago than this says nothing of its day any more, and is begun anew. */
const staleMilliseconds = 12 * 3_600_000;

/** A counting that this instance holds, and how far it is. */
export interface Sweep {
  readonly owner: string;
  /** The site's day that it counts for: the one on which it began. */
  readonly day: string;
  readonly afterPersonId: number;
}

interface SweepRecord extends RowDataPacket {
  day: string | null;
  afterPersonId: number;
  startedAt: string | null;
}

/** Takes the counting up where today has none yet, or where an instance that fell silent left one behind; null where neither. */
export async function claimSweep(deps: LeaseDeps, owner: string): Promise<Sweep | null> {
  const now = deps.clock.now();
  const today = toSiteDay(now, deps.site.timeZone);
  // Asked every minute by every server: most of the time there is nothing to take.
  const [[row]] = await deps.pool.query<SweepRecord[]>(
    `SELECT 1 FROM completeness_sweep WHERE id = 1 AND (lease_until IS NULL OR lease_until < UTC_TIMESTAMP(3))
        AND (started_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM completeness_day WHERE day = ?))`,
    [today],
  );
  if (row === undefined) return null;
  return await inRetriedTransaction(deps, async (tx) => {
    const [claimed] = await tx.query<ResultSetHeader>(
      `UPDATE completeness_sweep SET lease_owner = ?, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
        WHERE id = 1 AND (lease_until IS NULL OR lease_until < UTC_TIMESTAMP(3))`,
      [owner, leaseSeconds],
    );
    if (claimed.affectedRows !== 1) return null;
    return await openSweep(tx, { owner, today, now });
  });
}

/** In the transaction that claimed: the row is locked, so what is read is what stands. */
async function openSweep(tx: PoolConnection, { owner, today, now }: { readonly owner: string; readonly today: string; readonly now: Date }): Promise<Sweep | null> {
  const [[row]] = await tx.query<SweepRecord[]>(
    "SELECT day, after_person_id AS afterPersonId, started_at AS startedAt FROM completeness_sweep WHERE id = 1 FOR UPDATE",
  );
  const age = row?.startedAt == null ? null : now.getTime() - fromUtcText(row.startedAt).getTime();
  // A clock that was set back must not carry on what seems to begin in the future.
  if (row?.day != null && age !== null && age >= 0 && age < staleMilliseconds) return { owner, day: row.day, afterPersonId: row.afterPersonId };
  const [counted] = await tx.query<RowDataPacket[]>("SELECT 1 FROM completeness_day WHERE day = ?", [today]);
  if (counted.length > 0) {
    // Somebody else counted today meanwhile, or what was left behind is too old to go on.
    await dropUnfinished(tx, row?.startedAt == null ? null : row.day);
    await tx.query("UPDATE completeness_sweep SET started_at = NULL, lease_owner = NULL, lease_until = NULL WHERE id = 1");
    return null;
  }
  await dropUnfinished(tx, row?.startedAt == null ? null : row.day);
  await dropUnfinished(tx, today);
  await tx.query("UPDATE completeness_sweep SET day = ?, after_person_id = 0, started_at = ? WHERE id = 1", [today, toUtcText(now)]);
  return { owner, day: today, afterPersonId: 0 };
}

/** Numbers of a day that was counted whole are kept for ever. */
async function dropUnfinished(tx: PoolConnection, day: string | null): Promise<void> {
  if (day === null) return;
  const [counted] = await tx.query<RowDataPacket[]>("SELECT 1 FROM completeness_day WHERE day = ?", [day]);
  if (counted.length === 0) await tx.query("DELETE FROM completeness_tally WHERE day = ?", [day]);
}

/** Notes that patients up to this one are counted. False where another instance has taken over: nothing may be written. */
export async function advanceSweep(tx: PoolConnection, sweep: Sweep, upTo: number): Promise<boolean> {
  const [result] = await tx.query<ResultSetHeader>(
    `UPDATE completeness_sweep SET after_person_id = ?, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
      WHERE id = 1 AND lease_owner = ? AND day = ? AND after_person_id = ? AND started_at IS NOT NULL`,
    [upTo, leaseSeconds, sweep.owner, sweep.day, sweep.afterPersonId],
  );
  return result.affectedRows === 1;
}

/** The day is counted whole: from now on it is shown, and kept. False where another instance has taken over. */
export async function publishSweep(deps: LeaseDeps, sweep: Sweep): Promise<boolean> {
  return await inRetriedTransaction(deps, async (tx) => {
    const [result] = await tx.query<ResultSetHeader>(
      `UPDATE completeness_sweep SET started_at = NULL, lease_owner = NULL, lease_until = NULL
        WHERE id = 1 AND lease_owner = ? AND day = ? AND after_person_id = ? AND started_at IS NOT NULL`,
      [sweep.owner, sweep.day, sweep.afterPersonId],
    );
    if (result.affectedRows !== 1) return false;
    await tx.query(
      `INSERT INTO completeness_day (day, finished_at, patients, valid_phone, verified_phone, canonical_lga)
       SELECT ?, ?, COALESCE(SUM(patients), 0), COALESCE(SUM(valid_phone), 0), COALESCE(SUM(verified_phone), 0), COALESCE(SUM(canonical_lga), 0)
         FROM completeness_tally WHERE day = ?`,
      [sweep.day, toUtcText(deps.clock.now()), sweep.day],
    );
    return true;
  });
}

/** Lets go, for any instance to go on; after `restSeconds` where this one could not. */
export async function releaseSweep({ pool }: Pick<Deps, "pool">, { owner }: Pick<Sweep, "owner">, restSeconds = 0): Promise<void> {
  await pool.query("UPDATE completeness_sweep SET lease_owner = NULL, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND WHERE id = 1 AND lease_owner = ?", [
    restSeconds,
    owner,
  ]);
}
