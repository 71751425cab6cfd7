import type { PoolConnection } from "mysql2/promise";
import type { CompletenessCounts } from "../../../src/contract/reports";
import type { Turns } from "../../background";
import { inRetriedTransaction } from "../../database/transaction";
import type { Deps } from "../../deps";
import { countSlice } from "./countSlice";
import { advanceSweep, claimSweep, publishSweep, releaseSweep } from "./sweepLease";
import type { Sweep } from "./sweepLease";

type SweepDeps = Pick<Deps, "pool" | "site" | "config" | "clock">;

const restAfterFailureSeconds = 300;

/** Patients of a slice: some hundredths of a second of the database's time, and no more ids than its optimiser follows by index. */
const usualSlice = 2_000;

/**
 * Counts how complete all patients' contacts are, slice by slice, once a day of the site. A counting that was cut off is carried on by whichever
 * instance comes first; one that runs past midnight belongs to the day on which it began. `finished`, `not-due`, or `stopped`: by the
 * asker, or because another instance has taken over.
 */
export async function sweepCompleteness(deps: SweepDeps, owner: string, turns: Turns, patientsPerSlice = usualSlice): Promise<"finished" | "not-due" | "stopped"> {
  let sweep = await claimSweep(deps, owner);
  if (sweep === null) return "not-due";
  try {
    while (turns.mayGoOn()) {
      const startedAt = performance.now();
      const { upTo, counts } = await countSlice(deps, { ...sweep, patientsPerSlice });
      if (upTo === null) return (await publishSweep(deps, sweep)) ? "finished" : "stopped";
      if (!(await keepSlice(deps, { sweep, upTo, counts }))) return "stopped";
      sweep = { ...sweep, afterPersonId: upTo };
      await turns.rest(performance.now() - startedAt);
    }
    await releaseSweep(deps, sweep);
    return "stopped";
  } catch (error) {
    await releaseSweep(deps, sweep, restAfterFailureSeconds);
    throw error;
  }
}

interface KeptSlice {
  readonly sweep: Sweep;
  readonly upTo: number;
  readonly counts: ReadonlyMap<number, CompletenessCounts>;
}

/** Where the counting stands and what it has counted are written together: no patient counts twice. */
async function keepSlice(deps: SweepDeps, { sweep, upTo, counts }: KeptSlice): Promise<boolean> {
  return await inRetriedTransaction(deps, async (tx) => {
    if (!(await advanceSweep(tx, sweep, upTo))) return false;
    await addCounts(tx, sweep.day, counts);
    return true;
  });
}

async function addCounts(tx: PoolConnection, day: string, counts: ReadonlyMap<number, CompletenessCounts>): Promise<void> {
  if (counts.size === 0) return;
  await tx.query(
    `INSERT INTO completeness_tally (day, place, patients, valid_phone, verified_phone, canonical_lga) VALUES ?
     ON DUPLICATE KEY UPDATE patients = patients + VALUES(patients), valid_phone = valid_phone + VALUES(valid_phone),
       verified_phone = verified_phone + VALUES(verified_phone), canonical_lga = canonical_lga + VALUES(canonical_lga)`,
    [[...counts].map(([place, { patients, validPhone, verifiedPhone, canonicalLga }]) => [day, place, patients, validPhone, verifiedPhone, canonicalLga])],
  );
}
