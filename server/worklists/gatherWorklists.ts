import { randomUUID } from "node:crypto";
import type { PoolConnection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import { reasonBits } from "../../src/domain/worklistRules";
import { startLoop } from "../background";
import type { BackgroundLoop } from "../background";
import { isConnectionLost, isRetryable } from "../database/errors";
import { openmrsTable } from "../database/names";
import { inRetriedTransaction } from "../database/transaction";
import type { Deps } from "../deps";
import { readSliceEnd } from "../patients/patientSlices";
import { sliced } from "../patients/sql";
import { advanceWorklist, claimWorklist, holdWorklist, publishWorklist, releaseWorklist } from "./gatherLease";
import type { Gathering } from "./gatherLease";
import { gatherSlice } from "./gatherSlice";
import type { Match } from "./gatherSlice";
import { findWorklistById } from "./worklistStore";
import type { StoredWorklist } from "./worklistStore";

type GatherDeps = Pick<Deps, "pool" | "site" | "config" | "clock" | "log">;

/** How often an instance looks for worklists to gather; whoever asked for one waits for it. */
const usualPollMilliseconds = 1_000;
/** How long one rests that could not be gathered. */
const retrySeconds = 5;
/** Patients of a slice: some hundredths of a second of the database's time, and no more ids than its optimiser follows by index. */
const usualSlice = 2_000;

export interface GatherOptions {
  readonly mayGoOn?: () => boolean;
  /** Leaves the database to others after a slice that took so many milliseconds. */
  readonly rest?: (took: number) => Promise<unknown>;
  readonly patientsPerSlice?: number;
}

/** Gathers every worklist that is to be gathered, one after another, and gives how many became ready. */
export async function gatherWorklists(deps: GatherDeps, owner: string, { mayGoOn = () => true, rest = () => Promise.resolve(), patientsPerSlice = usualSlice }: GatherOptions = {}): Promise<number> {
  for (let ready = 0; ; ) {
    const gathering = mayGoOn() ? await claimWorklist(deps.pool, owner) : null;
    if (gathering === null) return ready;
    try {
      if (await gather(deps, gathering, { mayGoOn, rest, patientsPerSlice })) ready += 1;
      else await releaseWorklist(deps.pool, gathering, null);
    } catch (error) {
      await releaseWorklist(deps.pool, gathering, { retrySeconds });
      if (isConnectionLost(error) || isRetryable(error)) throw error;
      deps.log.error({ err: error, worklist: gathering.worklistId }, "a worklist could not be gathered");
    }
  }
}

/** Goes on where it was left, slice by slice. False where it was stopped, closed or taken over before its end. */
async function gather(deps: GatherDeps, gathering: Gathering, { mayGoOn, rest, patientsPerSlice }: Required<GatherOptions>): Promise<boolean> {
  const worklist = await findWorklistById(deps.pool, deps.site, gathering.worklistId);
  if (worklist === null) return false;
  const facility = await findFacility(deps, worklist.criteria.facility);
  const lookedOf = await countPatients(deps);
  for (let from = worklist.afterPersonId; mayGoOn(); ) {
    const began = performance.now();
    const upTo = await readSliceEnd(deps, from, patientsPerSlice);
    if (upTo === null) return await finish(deps, gathering, worklist);
    // A facility that is not there has no patients.
    const { looked, matches } = facility === "gone" ? { looked: 0, matches: [] } : await gatherSlice(deps, worklist, { from, upTo, facility });
    const isKept = await inRetriedTransaction(deps, async (tx) => {
      if (!(await advanceWorklist(tx, gathering, { from, upTo, looked, matched: matches.length, lookedOf }))) return false;
      await insertItems(tx, gathering.worklistId, matches);
      return true;
    });
    if (!isKept) return false;
    from = upTo;
    await rest(performance.now() - began);
  }
  return false;
}

async function findFacility({ pool, site }: GatherDeps, uuid: string | null): Promise<number | "gone" | null> {
  if (uuid === null) return null;
  const [[row]] = await pool.query<(RowDataPacket & { place: number })[]>(`SELECT location_id AS place FROM ${openmrsTable(site, "location")} WHERE uuid = ?`, [uuid]);
  return row?.place ?? "gone";
}

/** About how many will be looked at: for the progress. */
async function countPatients({ pool, site }: GatherDeps): Promise<number> {
  const [[row]] = await pool.query<(RowDataPacket & { found: number })[]>(`SELECT COUNT(*) AS found FROM ${openmrsTable(site, "patient")} WHERE voided = 0`);
  return row?.found ?? 0;
}

async function insertItems(tx: PoolConnection, worklistId: number, matches: readonly Match[]): Promise<void> {
  for (const slice of sliced(matches, 1_000)) {
    await tx.query("INSERT INTO worklist_item (worklist_id, person_id, place, reasons, reason_count, last_encounter) VALUES ?", [
      slice.map(({ personId, place, reasons, lastEncounter }) => [worklistId, personId, place, reasonBits(reasons), reasons.length, lastEncounter]),
    ]);
  }
}

/**
 * Puts the patients in order (most reasons first, then whose last encounter is longest ago, who has none before all others), leaves out those beyond
 * the most that were asked for, and makes the worklist ready: all in one transaction but the leaving out, which can be done again.
 */
async function finish(deps: GatherDeps, gathering: Gathering, { most }: StoredWorklist): Promise<boolean> {
  const { worklistId } = gathering;
  const isReady = await inRetriedTransaction(deps, async (tx) => {
    if (!(await holdWorklist(tx, gathering))) return false;
    const [chosen] = await tx.query<(RowDataPacket & { personId: number })[]>(
      "SELECT person_id AS personId FROM worklist_item WHERE worklist_id = ? ORDER BY reason_count DESC, last_encounter IS NOT NULL, last_encounter, person_id LIMIT ?",
      [worklistId, most],
    );
    let ordinal = 0;
    for (const slice of sliced(chosen, 1_000)) {
      const cases = slice.map(({ personId }) => [personId, (ordinal += 1)]);
      await tx.query(
        `UPDATE worklist_item SET ordinal = CASE person_id ${cases.map(() => "WHEN ? THEN ?").join(" ")} END WHERE worklist_id = ? AND person_id IN (?)`,
        [...cases.flat(), worklistId, slice.map(({ personId }) => personId)],
      );
    }
    return await publishWorklist(tx, gathering, deps.clock.now());
  });
  if (isReady) await dropRest(deps, worklistId);
  return isReady;
}

/** Those beyond the most: they are no part of the list any more, whether they are deleted yet or not. */
async function dropRest({ pool }: GatherDeps, worklistId: number): Promise<void> {
  for (;;) {
    const [result] = await pool.query<ResultSetHeader>("DELETE FROM worklist_item WHERE worklist_id = ? AND ordinal IS NULL LIMIT 5000", [worklistId]);
    if (result.affectedRows < 5_000) return;
  }
}

/** Starts gathering worklists in the background, one at a time. Any number of servers may. */
export function startGathering(deps: Deps, pollMilliseconds = usualPollMilliseconds): BackgroundLoop {
  const owner = randomUUID();
  return startLoop({
    log: deps.log,
    pollMilliseconds,
    failure: "worklists could not be gathered now",
    // Somebody waits for it: it rests a quarter as long as it worked, not four times as long as other work does.
    turn: ({ mayGoOn, rest }) => gatherWorklists(deps, owner, { mayGoOn, rest: (took) => rest(took / 16) }),
  });
}
