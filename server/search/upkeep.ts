import type { Pool, RowDataPacket } from "mysql2/promise";
import { openmrsTable } from "../database/names";
import type { Deps } from "../deps";
import { readLastRows, readNewRows } from "./newRows";
import type { NewRowReader } from "./newRows";
import { rulesDigest } from "./searchDigest";
import { claimUpkeep, readSearchState, writeSearchState } from "./searchState";
import type { SearchState } from "./searchState";
import { updatePersons } from "./searchTable";

/** Patients brought in step at a time: few enough that nobody's statement waits long for theirs. */
export const patientsPerSlice = 500;

/** A small site has been looked through in a minute: so long a look rests before the next begins. */
const restBetweenSweeps = 300_000;

type UpkeepDeps = Pick<Deps, "pool" | "site" | "config" | "clock">;

/** One instance's turn at keeping the search table in step; what it remembers of new rows is its own. */
export interface Upkeep {
  /** New rows of OpenMRS, then one slice of the look at everybody. */
  turn(): Promise<TurnEnd>;
}
/** `filling` until everybody has been entered for the first time; `away`: another instance does it. */
export type TurnEnd = "filling" | "sweeping" | "resting" | "away";

export function createUpkeep(deps: UpkeepDeps, owner: string): Upkeep {
  let reader: NewRowReader | null = null;
  let readAt = Number.NEGATIVE_INFINITY;
  return {
    async turn() {
      if (!(await claimUpkeep(deps.pool, owner))) {
        reader = null;
        return "away";
      }
      const state = await begin(deps, await readSearchState(deps.pool));
      reader ??= readNewRows(deps.pool, deps.site, state.seen);
      const now = deps.clock.now().getTime();
      if (now - readAt >= newRowsMilliseconds) {
        readAt = now;
        await updateAll(deps, await reader.read(now));
      }
      const { next, end } = await sweepSlice(deps, state);
      return (await writeSearchState(deps.pool, owner, { ...next, seen: reader.position() })) ? end : "away";
    },
  };
}

/** How long a patient newly entered in OpenMRS may be unknown to the search. */
const newRowsMilliseconds = 5_000;

/** A table that other rules or another key have filled is filled anew; the old entries go as each patient is come to. */
async function begin({ pool, site, config }: UpkeepDeps, state: SearchState): Promise<SearchState> {
  const rules = rulesDigest(config.DIGEST_KEY);
  if (rules.equals(state.rulesDigest)) return state;
  return { rulesDigest: rules, sweptTo: 0, sweepBeganAt: null, knownUntil: null, seen: await readLastRows(pool, site) };
}

async function sweepSlice(deps: UpkeepDeps, state: SearchState): Promise<{ readonly next: SearchState; readonly end: TurnEnd }> {
  const now = deps.clock.now();
  const isFilling = state.knownUntil === null;
  const since = state.knownUntil === null ? null : now.getTime() - state.knownUntil.getTime();
  // A clock that was set back must not end the looking.
  if (state.sweepBeganAt === null && since !== null && since >= 0 && since < restBetweenSweeps) return { next: state, end: "resting" };
  const beganAt = state.sweepBeganAt ?? now;
  const personIds = await readNextPatients(deps, state.sweptTo);
  await updatePersons(deps, personIds, { areNew: isFilling });
  const last = personIds.at(-1);
  if (last === undefined || personIds.length < patientsPerSlice) return { next: { ...state, sweptTo: 0, sweepBeganAt: null, knownUntil: beganAt }, end: "resting" };
  return { next: { ...state, sweptTo: last, sweepBeganAt: beganAt }, end: isFilling ? "filling" : "sweeping" };
}

/** Brings many in step, slice by slice. */
export async function updateAll(deps: UpkeepDeps, personIds: readonly number[]): Promise<void> {
  for (let from = 0; from < personIds.length; from += patientsPerSlice) await updatePersons(deps, personIds.slice(from, from + patientsPerSlice));
}

async function readNextPatients({ pool, site }: { readonly pool: Pool; readonly site: Deps["site"] }, after: number): Promise<readonly number[]> {
  const [rows] = await pool.query<(RowDataPacket & { personId: number })[]>(
    `SELECT patient_id AS personId FROM ${openmrsTable(site, "patient")} WHERE patient_id > ? ORDER BY patient_id LIMIT ?`,
    [after, patientsPerSlice],
  );
  return rows.map(({ personId }) => personId);
}
