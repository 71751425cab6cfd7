import type { PatientHit, PatientSearchAnswer, PatientSearchRequest } from "../../src/contract/patientSearch";
import { insertAuditEvent } from "../audit/auditEvents";
import { toSiteDay } from "../database/time";
import type { Caller, Deps } from "../deps";
import { ApiError } from "../http/apiError";
import type { Input } from "../http/endpoint";
import { readPatientIdentities } from "../patients/patientMarks";
import { collectPage, readPosition, writePosition } from "./candidates";
import { readFilling } from "./filling";
import { recordIndexes } from "./recordIndexes";
import { rulesDigest } from "./searchDigest";
import { readSearchState } from "./searchState";
import { streamsOf } from "./streamsOf";

/**
 * `POST /api/patients/search`: one page of patients, best first, as the record has them now. Whom somebody looked for is not kept, only whom
 * they saw.
 */
export async function searchPatients(deps: Deps, caller: Caller, { body }: Input<PatientSearchRequest, undefined, undefined>): Promise<PatientSearchAnswer> {
  const from = body.after === null ? { stream: 0, after: null } : readPosition(body.after);
  if (from === null) throw new ApiError(400, "body-invalid", undefined, { faults: [{ path: "after", message: "is no place in a list" }] });
  const text = body.text.trim().replace(/\s+/gu, " ");
  const [state, indexes] = await Promise.all([readSearchState(deps.pool), recordIndexes(deps.pool, deps.site)]);
  const isOurs = state.rulesDigest.equals(rulesDigest(deps.config.DIGEST_KEY));
  const knownUntil = isOurs ? state.knownUntil : null;
  const isFilled = knownUntil !== null;
  const { pool, site, config } = deps;
  const streams = text === "" ? [] : await streamsOf({ pool, site, config, facilityIds: caller.facilityIds }, { text, kind: body.kind, isFilled, indexes });
  const { found, next } = await collectPage(streams, from, body.limit);

  const now = deps.clock.now();
  const identities = await readPatientIdentities(deps.pool, deps.site, {
    personIds: found.map(({ personId }) => personId),
    facilityIds: caller.facilityIds,
    today: toSiteDay(now, deps.site.timeZone),
  });
  const shown = found.flatMap(({ personId, foundBy }) => {
    const identity = identities.get(personId);
    return identity === undefined ? [] : [{ personId, foundBy, identity }];
  });
  await insertAuditEvent(deps.pool, {
    at: now,
    caller,
    action: "search-patients",
    result: "done",
    details: { kind: body.kind, found: shown.length, more: next === null ? 0 : 1, page: body.after === null ? "first" : "further" },
    subjects: shown.map(({ personId }) => ({ personId })),
  });
  const usesTable = streams.some((stream) => stream.usesTable);
  return {
    hits: shown.map(({ identity: { patient, name, sex, age, identifiers, facility, marks }, foundBy }): PatientHit => ({ patient, name, sex, age, identifiers, facility, marks, foundBy })),
    next: next === null ? null : writePosition(next),
    knownUntil: usesTable && isFilled ? knownUntil.toISOString() : null,
    entered: usesTable && !isFilled ? await readFilling(deps.pool, deps.site, state) : 1,
  };
}
