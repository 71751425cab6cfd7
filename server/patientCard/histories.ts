import type { HistoriesAnswer, HistoriesRequest, ValueHeld } from "../../src/contract/patients";
import { parseArtId } from "../../src/domain/artId";
import { insertAuditEvent } from "../audit/auditEvents";
import type { Caller, Deps } from "../deps";
import type { Input } from "../http/endpoint";
import { findPatientsByArtId } from "../patients/identities";
import type { Entry } from "./entries";
import { readHistorySources, readPeople } from "./historySources";

/**
 * `POST /api/patients/histories`: every value that one field of these patients ever had, newest first, at the same places as asked. Patients are
 * found as a look-up finds them, and the values are those of the card. Eight statements, whatever the number of patients; audited as a look-up.
 */
export async function readPatientHistories(deps: Deps, caller: Caller, { body }: Input<HistoriesRequest, undefined, undefined>): Promise<HistoriesAnswer> {
  const { pool, site, clock } = deps;
  const { field } = body;
  const identities = await findPatientsByArtId(pool, site, {
    artIds: body.artIds.map((artId) => parseArtId({ value: artId }).value),
    facilityIds: caller.facilityIds,
    lock: "none",
  });
  const personIds = [...new Set(identities.flatMap((identity) => (identity.found ? [identity.patientId] : [])))];
  const sources = await readHistorySources(deps, personIds);
  const histories = new Map([...sources].map(([personId, source]) => [personId, source.entries([field])]));
  const people = await readPeople(pool, site, [...histories.values()].flat());
  const now = clock.now();
  await insertAuditEvent(pool, {
    at: now,
    caller,
    action: "look-up",
    result: "done",
    details: { asked: body.artIds.length, found: histories.size, fields: field, part: "history" },
    subjects: [...histories.keys()].map((personId) => ({ personId, fields: field })),
  });
  const results = identities.map((identity): HistoriesAnswer["results"][number] => {
    if (!identity.found) return identity;
    const entries = histories.get(identity.patientId);
    return entries === undefined ? { found: false, reason: "patient-voided" } : { found: true, values: entries.map((entry) => held(entry, people)) };
  });
  return { results, readAt: now.toISOString() };
}

function held(entry: Entry, people: ReadonlyMap<number, string>): ValueHeld {
  return {
    value: valueOf(entry),
    from: entry.from?.toISOString() ?? null,
    until: entry.until?.toISOString() ?? null,
    by: entry.by === null ? null : (people.get(entry.by) ?? null),
    isCurrent: entry.standing === "current",
  };
}

/** In one line, as a cell shows it. */
function valueOf(entry: Entry): string | null {
  switch (entry.field) {
    case "phone":
      return entry.phone;
    case "address": {
      const { street, ward, lga, state } = entry.address ?? {};
      const line = [street, ward, lga, state].filter((part) => part !== null && part !== undefined).join(", ");
      return line === "" ? null : line;
    }
    case "birthdate":
      return entry.birthdate.birthdate;
  }
}
