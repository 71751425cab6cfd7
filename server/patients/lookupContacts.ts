import { parseArtId } from "../../src/domain/artId";
import { currentAddress, viewAddress } from "../../src/domain/addressView";
import type { CurrentContact, Places } from "../../src/domain/types";
import type { LookupAnswer, LookupField, LookupRequest, LookupResult } from "../../src/contract/patients";
import { neverCalled } from "../../src/domain/reachability";
import type { Reachability } from "../../src/domain/reachability";
import { insertAuditEvent } from "../audit/auditEvents";
import { readReachability } from "../contactNotes/reachability";
import type { Caller, Deps } from "../deps";
import type { Input } from "../http/endpoint";
import { readCurrentContacts } from "./currentContacts";
import { findPatientsByArtId } from "./identities";
import { readLastChanged } from "./lastChanged";

interface View {
  readonly deps: Deps;
  readonly places: Places;
  readonly fields: ReadonlySet<LookupField>;
  readonly lastChanged: ReadonlyMap<number, string>;
  readonly reachability: ReadonlyMap<number, Reachability>;
}

function view(current: CurrentContact, { deps, places, fields, lastChanged, reachability }: View): LookupResult {
  const result: Extract<LookupResult, { found: true }> = { found: true };
  if (fields.has("phone")) result.phone = current.phones[0]?.value ?? null;
  if (fields.has("address")) {
    const address = currentAddress(current.addresses);
    result.address = address === null ? null : viewAddress(address, places, deps.site.streetColumn);
  }
  if (fields.has("birthdate")) result.birthdate = { birthdate: current.birthdate, estimated: current.birthdateEstimated };
  if (fields.has("name")) result.name = current.names[0]?.join(" ") ?? null;
  if (fields.has("status")) {
    const { lastVerified, unreachableSince } = reachability.get(current.personId) ?? neverCalled;
    result.status = { dead: current.dead, lastChanged: lastChanged.get(current.personId) ?? null, lastVerified, unreachableSince };
  }
  return result;
}

/** `POST /api/patients/lookup`: current contacts by ART ID, at the same places as asked. Who looked at whom is audited. */
export async function lookupContacts(deps: Deps, caller: Caller, { body }: Input<LookupRequest, undefined, undefined>): Promise<LookupAnswer> {
  const fields = new Set(body.fields);
  const places = await deps.site.places();
  const identities = await findPatientsByArtId(deps.pool, deps.site, {
    artIds: body.artIds.map((artId) => parseArtId({ value: artId }).value),
    facilityIds: caller.facilityIds,
    lock: "none",
  });
  const personIds = identities.flatMap((identity) => (identity.found ? [identity.patientId] : []));
  const contacts = await readCurrentContacts(deps.pool, deps.site, { personIds, lock: "none", withIdentity: fields.has("name") });
  const lastChanged = fields.has("status") ? await readLastChanged(deps.pool, [...contacts.keys()]) : new Map<number, string>();
  const reachability = fields.has("status") ? await readReachability(deps, [...contacts.keys()]) : new Map<number, Reachability>();
  const now = deps.clock.now();
  await insertAuditEvent(deps.pool, {
    at: now,
    caller,
    action: "look-up",
    result: "done",
    details: { asked: body.artIds.length, found: contacts.size, fields: [...fields].join(",") },
    subjects: [...contacts.keys()].map((personId) => ({ personId, fields: [...fields].join(",") })),
  });
  const results = identities.map((identity): LookupResult => {
    if (!identity.found) return identity;
    const current = contacts.get(identity.patientId);
    return current === undefined ? { found: false, reason: "patient-voided" } : view(current, { deps, places, fields, lastChanged, reachability });
  });
  return { results, readAt: now.toISOString() };
}
