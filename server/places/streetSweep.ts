import type { PoolConnection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import type { Turns } from "../background";
import { inRetriedTransaction } from "../database/transaction";
import type { Deps } from "../deps";
import { sliced } from "../patients/sql";
import { readSlice } from "./streetSlice";
import type { CountedName } from "./streetSlice";
import { advanceSweep, claimSweep, publishSweep, releaseSweep } from "./sweepLease";
import type { Sweep } from "./sweepLease";

/** Fewer could be one household: their street stays a number that nobody can read. */
const fewestPatients = 3;

/**
 * Counts the streets and landmarks of all active addresses anew, slice by slice, and offers them when all are counted: addresses that were
 * edited or voided since are gone by themselves. A counting that was cut off is carried on by whichever instance comes first. `finished`,
 * `not-due`, or `stopped`: by the asker, or because another instance has taken over.
 */
export async function sweepStreets(deps: Deps, owner: string, turns: Turns): Promise<"finished" | "not-due" | "stopped"> {
  let sweep = await claimSweep(deps.pool, owner, deps.clock.now());
  if (sweep === null) return "not-due";
  try {
    while (turns.mayGoOn()) {
      const startedAt = performance.now();
      const { upTo, names } = await readSlice(deps, sweep.afterPersonId);
      if (upTo === null) return await finish(deps, sweep);
      if (!(await countSlice(deps, { sweep, upTo, names }))) return "stopped";
      sweep = { ...sweep, afterPersonId: upTo };
      await turns.rest(performance.now() - startedAt);
    }
    await releaseSweep(deps.pool, sweep);
    return "stopped";
  } catch (error) {
    await releaseSweep(deps.pool, sweep, restAfterFailureSeconds);
    throw error;
  }
}

const restAfterFailureSeconds = 300;

/** Where the counting stands and what it has counted are written together: no slice counts twice. */
async function countSlice(deps: Deps, { sweep, upTo, names }: { sweep: Sweep; upTo: number; names: readonly CountedName[] }): Promise<boolean> {
  return await inRetriedTransaction(deps, async (tx) => {
    if (!(await advanceSweep(tx, sweep, upTo))) return false;
    for (const part of sliced(names, 1_000)) await addNames(tx, sweep.generation, part);
    return true;
  });
}

async function addNames(tx: PoolConnection, generation: number, names: readonly CountedName[]): Promise<void> {
  await tx.query("INSERT INTO street_tally (generation, name_digest, patients) VALUES ? ON DUPLICATE KEY UPDATE patients = patients + VALUES(patients)", [
    names.map(({ digest, patients }) => [generation, Buffer.from(digest, "hex"), patients]),
  ]);
  const [shared] = await tx.query<(RowDataPacket & { digest: string; patients: number })[]>(
    "SELECT LOWER(HEX(name_digest)) AS digest, patients FROM street_tally WHERE generation = ? AND name_digest IN (?) AND patients >= ?",
    [generation, names.map(({ digest }) => Buffer.from(digest, "hex")), fewestPatients],
  );
  if (shared.length === 0) return;
  const byDigest = new Map(names.map((name) => [name.digest, name]));
  const rows = shared.flatMap(({ digest, patients }) => {
    const name = byDigest.get(digest);
    return name === undefined ? [] : [[generation, Buffer.from(name.place, "hex"), name.street.key, name.street.name, patients]];
  });
  await tx.query("INSERT INTO place_street (generation, place, name_key, name, patients) VALUES ? ON DUPLICATE KEY UPDATE patients = VALUES(patients)", [rows]);
}

async function finish(deps: Deps, sweep: Sweep): Promise<"finished" | "stopped"> {
  if (!(await publishSweep(deps.pool, sweep, deps.clock.now()))) return "stopped";
  await forget(deps, "DELETE FROM street_tally WHERE generation <= ? ORDER BY generation, name_digest LIMIT 2000", sweep.generation);
  await forget(deps, "DELETE FROM place_street WHERE generation < ? ORDER BY generation, place, name_key LIMIT 2000", sweep.generation);
  await releaseSweep(deps.pool, sweep);
  return "finished";
}

async function forget({ pool }: Deps, sql: string, generation: number): Promise<void> {
  for (;;) {
    const [result] = await pool.query<ResultSetHeader>(sql, [generation]);
    if (result.affectedRows === 0) return;
  }
}
