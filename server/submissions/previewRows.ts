import { givenFields } from "../../src/domain/decision";
import type { PreviewAnswer, PreviewRequest } from "../../src/contract/submissions";
import { insertAuditEvent } from "../audit/auditEvents";
import { toSiteDay } from "../database/time";
import type { Caller, Deps } from "../deps";
import type { Input } from "../http/endpoint";
import { readCurrentContacts } from "../patients/currentContacts";
import { findPatientsByArtId, foldIdentifier } from "../patients/identities";
import { readSeveralArtIds } from "../patients/severalArtIds";
import { mapTakingTurns } from "../takeTurns";
import { baselineOf, keyedDigest } from "./baselineDigest";
import { judgeRows, prepareRow } from "./judgement";
import { sentRow } from "./rowContent";

/**
 * `POST /api/submissions/preview`: judges rows against the record as it is now, with the very rules that a submission runs by, and
 * gives for each field the baseline that the person has now seen. Writes nothing but the audit of the look-up.
 */
export async function previewRows(deps: Deps, caller: Caller, { body }: Input<PreviewRequest, undefined, undefined>): Promise<PreviewAnswer> {
  const today = toSiteDay(deps.clock.now(), deps.site.timeZone);
  const reading = { ...body.reading, today };
  const prepared = await mapTakingTurns(body.rows, (row) => prepareRow(sentRow(row), reading));
  const identities = await findPatientsByArtId(deps.pool, deps.site, {
    artIds: prepared.map(({ checked }) => checked.artId),
    facilityIds: caller.facilityIds,
    lock: "none",
  });
  const contacts = await readCurrentContacts(deps.pool, deps.site, {
    personIds: identities.flatMap((identity) => (identity.found ? [identity.patientId] : [])),
    lock: "none",
    withIdentity: prepared.some(({ checked }) => Object.keys(checked.guard).length > 0),
  });
  const several = await readSeveralArtIds(deps.pool, deps.site, { personIds: [...contacts.keys()], facilityIds: caller.facilityIds });
  const judged = await judgeRows(prepared, identities, contacts, {
    reading,
    role: caller.role,
    reason: body.reason ?? null,
    places: await deps.site.places(),
    site: deps.site,
    digestKey: deps.config.DIGEST_KEY,
    mode: "preview",
  });
  await insertAuditEvent(deps.pool, {
    at: deps.clock.now(),
    caller,
    action: "preview",
    result: "done",
    details: { rows: body.rows.length, patients: contacts.size },
    subjects: [...contacts.keys()].map((personId) => ({ personId })),
  });
  const rows = await mapTakingTurns(judged, ({ checked, current, decision }) => ({
    patient: current === null ? null : keyedDigest(deps.config.DIGEST_KEY, "patient", caller.userUuid, String(current.personId)),
    ...othersOf(several.get(current?.personId ?? 0), checked.artId),
    status: decision.status,
    issues: [...decision.issues] as PreviewAnswer["rows"][number]["issues"],
    fields: decision.fields,
    baseline: current === null ? {} : baselineOf(deps.config.DIGEST_KEY, current, givenFields(checked)),
  }));
  return { rows: [...rows], today };
}

/** What was looked up by these is old, too, once the row is carried out. */
function othersOf(artIds: readonly string[] | undefined, own: string | null): { otherArtIds?: string[] } {
  const others = artIds?.filter((artId) => foldIdentifier(artId) !== foldIdentifier(own ?? "")) ?? [];
  return others.length === 0 ? {} : { otherArtIds: others };
}
