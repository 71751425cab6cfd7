import { createHash } from "node:crypto";
import type { MakeWorklistRequest, Worklist, WorklistList } from "../../src/contract/worklists";
import { can } from "../../src/domain/roles";
import { insertAuditEvent } from "../audit/auditEvents";
import { toInstant, toSiteDay } from "../database/time";
import { inRetriedTransaction } from "../database/transaction";
import type { Caller, Deps } from "../deps";
import { ApiError } from "../http/apiError";
import type { Input } from "../http/endpoint";
import { countsOf, readStandings } from "./standings";
import type { StandingCount } from "./standings";
import { closeWorklist, countGathering, findWorklist, insertWorklist, listWorklists, mayKnow } from "./worklistStore";
import type { StoredWorklist } from "./worklistStore";

export interface WorklistParams {
  readonly uuid: string;
}

const mostListed = 100;
/** Patients that are counted for one list of worklists: about half a second. */
const mostCounted = 20_000;
/** Worklists of one person that are still being gathered: they are gathered one after another, and others wait too. */
const mostGathering = 5;

function shownOf(worklist: StoredWorklist, standings: readonly StandingCount[] | null): Worklist {
  const { worklistId, uuid, name, criteria, state, madeBy, madeAt, looked, lookedOf, matched, most } = worklist;
  const counts = standings === null ? null : countsOf(standings, worklistId);
  return { uuid, name, criteria, state, madeBy, madeAt: toInstant(madeAt), looked, lookedOf: Math.max(lookedOf, looked), matched, most, counts };
}

/** Worklists, in their order, that have no more than so many patients together; the first in any case. */
function countedOf(lists: readonly StoredWorklist[]): ReadonlySet<number> {
  const counted = new Set<number>();
  let left = mostCounted;
  for (const { worklistId, matched, most } of lists) {
    const patients = Math.min(matched, most);
    if (counted.size > 0 && patients > left) continue;
    left -= patients;
    counted.add(worklistId);
  }
  return counted;
}

/** The worklist, for who may know of it; for anybody else it is not there. */
export async function requireWorklist({ pool, site }: Deps, caller: Caller, uuid: string): Promise<StoredWorklist> {
  const worklist = await findWorklist(pool, site, uuid);
  if (worklist === null || !(await mayKnow(pool, caller, worklist.worklistId))) throw new ApiError(404, "not-found");
  return worklist;
}

async function show({ pool, site }: Deps, caller: Caller, worklist: StoredWorklist): Promise<Worklist> {
  return shownOf(worklist, await readStandings(pool, site, [worklist.worklistId], caller.facilityIds));
}

/** `PUT /api/worklists/{uuid}`: has a worklist gathered in the background. The same request again is answered with the same worklist. */
export async function makeWorklist(deps: Deps, caller: Caller, { params, body, bodyDigest }: Input<MakeWorklistRequest, WorklistParams, undefined>): Promise<Worklist> {
  const { pool, site, clock } = deps;
  const digest = createHash("sha256").update(`${caller.userId}:${bodyDigest}`).digest("hex");
  if ((await findWorklist(pool, site, params.uuid)) === null) {
    const at = clock.now();
    const { name, criteria, most } = body;
    await inRetriedTransaction(deps, async (tx) => {
      if ((await countGathering(tx, caller.userId)) >= mostGathering) throw new ApiError(429, "too-many-worklists");
      if (!(await insertWorklist(tx, { uuid: params.uuid, caller, name, criteria, most, digest, day: toSiteDay(at, site.timeZone), at }))) return;
      await insertAuditEvent(tx, {
        at,
        caller,
        action: "make-worklist",
        result: "done",
        details: { worklist: params.uuid.toLowerCase(), reasons: criteria.reasons.join(","), most },
      });
    });
  }
  const stored = await findWorklist(pool, site, params.uuid);
  if (stored === null || stored.userId !== caller.userId || stored.digest !== digest) throw new ApiError(409, "worklist-differs");
  return await show(deps, caller, stored);
}

/** `GET /api/worklists/{uuid}`: one of them, with how far it is. */
export async function readWorklist(deps: Deps, caller: Caller, { params }: Input<undefined, WorklistParams, undefined>): Promise<Worklist> {
  return await show(deps, caller, await requireWorklist(deps, caller, params.uuid));
}

/** `GET /api/worklists`: those within the caller's reach, with how far they are, as far as that is counted soon. */
export async function readWorklists({ pool, site }: Deps, caller: Caller): Promise<WorklistList> {
  const lists = await listWorklists(pool, site, caller, { limit: mostListed });
  const counted = countedOf(lists);
  const standings = await readStandings(pool, site, [...counted], caller.facilityIds);
  return { worklists: lists.map((worklist) => shownOf(worklist, counted.has(worklist.worklistId) ? standings : null)), mayMake: can(caller.role, "make-worklist"), hasEncounters: site.hasEncounters };
}

/** Who made it, and who sees every patient that it may have: others would end the work of facilities that they do not see. */
function mayClose({ userId, facilityIds }: StoredWorklist, caller: Caller): boolean {
  const seen = caller.facilityIds;
  return userId === caller.userId || seen === null || facilityIds?.every((place) => seen.includes(place)) === true;
}

/** `POST /api/worklists/{uuid}/close`: nobody is to work on it any more. Closed twice, it is closed. */
export async function endWorklist(deps: Deps, caller: Caller, { params }: Input<undefined, WorklistParams, undefined>): Promise<Worklist> {
  const worklist = await requireWorklist(deps, caller, params.uuid);
  if (!mayClose(worklist, caller)) throw new ApiError(403, "not-allowed");
  const at = deps.clock.now();
  await inRetriedTransaction(deps, async (tx) => {
    if (!(await closeWorklist(tx, worklist.worklistId, at))) return;
    await insertAuditEvent(tx, { at, caller, action: "close-worklist", result: "done", details: { worklist: worklist.uuid } });
  });
  return await show(deps, caller, { ...worklist, state: "closed" });
}
