import type { LookupAnswer, LookupField, LookupRequest, LookupResult } from "../../src/contract/patients";
import { viewAddress } from "../../src/domain/addressView";
import { parseArtId } from "../../src/domain/artId";
import { neverCalled } from "../../src/domain/reachability";
import type { Reachability } from "../../src/domain/reachability";
import { insertAuditEvent } from "../audit/auditEvents";
import { readReachability } from "../contactNotes/reachability";
import { withConnections } from "../database/connections";
import type { Connection } from "../database/connections";
import type { Caller, Deps } from "../deps";
import type { Input } from "../http/endpoint";
import { mapTakingTurns } from "../takeTurns";
import { readCurrentAddresses, readCurrentNames, readCurrentPhones } from "./currentValues";
import type { ShownAddress } from "./currentValues";
import { findPersonsByArtId } from "./identities";
import type { PersonFound } from "./identities";
import { readLastChanged } from "./lastChanged";

/** What is known of the persons by person id, of the fields asked for; the others' maps are empty. */
interface Values {
  readonly phones: ReadonlyMap<number, string>;
  readonly addresses: ReadonlyMap<number, ShownAddress>;
  readonly names: ReadonlyMap<number, string>;
  readonly lastChanged: ReadonlyMap<number, string>;
  readonly reachability: ReadonlyMap<number, Reachability>;
}

type Fields = ReadonlySet<LookupField>;

/** Look-ups of more than this spread over several connections. */
const artIdsOnOneConnection = 500;

/** A long look-up takes three connections, but of a small pool no more than a quarter: others are to be served meanwhile. */
function connectionsFor(artIds: number, { config }: Deps): number {
  return artIds <= artIdsOnOneConnection ? 1 : Math.max(1, Math.min(3, Math.floor(config.DATABASE_CONNECTIONS / 4)));
}

/** `POST /api/patients/lookup`: current contacts by ART ID, at the same places as asked. Who looked at whom is audited. */
export async function lookupContacts(deps: Deps, caller: Caller, { body }: Input<LookupRequest, undefined, undefined>): Promise<LookupAnswer> {
  const { pool, site, clock } = deps;
  const fields = new Set(body.fields);
  const places = await site.places();
  const artIds = await mapTakingTurns(body.artIds, (artId) => parseArtId(artId).value);
  const { found, values, now } = await withConnections(pool, connectionsFor(artIds.length, deps), async (connections) => {
    const people = await findPersonsByArtId(connections, site, { artIds, facilityIds: caller.facilityIds });
    // In the order of the record: its neighbours lie together, and so do the subjects in the index of the audit.
    const personIds = [...new Set(people.flatMap((one) => (one.found ? [one.person.patientId] : [])))].sort((one, other) => one - other);
    const [own, ...others] = connections;
    if (own === undefined) throw new Error("A look-up was given no connection.");
    const at = clock.now();
    const fieldNames = [...fields].join(",");
    // Written while the values are read, committed only when they are there: an event tells of what was given.
    await own.beginTransaction();
    const [read] = await Promise.all([
      readValues(deps, others.length === 0 ? [own] : others, personIds, fields),
      insertAuditEvent(own, {
        at,
        caller,
        action: "look-up",
        result: "done",
        details: { asked: artIds.length, found: personIds.length, fields: fieldNames },
        subjects: personIds.map((personId) => ({ personId, fields: fieldNames })),
      }),
    ]);
    await own.commit();
    return { found: people, values: read, now: at };
  });
  const results = await mapTakingTurns(found, (one): LookupResult => (one.found ? view(one.person, fields, values, (address) => viewAddress(address, places, site.streetColumn)) : one));
  return { results: [...results], readAt: now.toISOString() };
}

async function readValues({ site, config }: Deps, connections: readonly Connection[], personIds: readonly number[], fields: Fields): Promise<Values> {
  const phones = fields.has("phone") ? await readCurrentPhones(connections, site, personIds) : new Map<number, string>();
  const addresses = fields.has("address") ? await readCurrentAddresses(connections, site, personIds) : new Map<number, ShownAddress>();
  const names = fields.has("name") ? await readCurrentNames(connections, site, personIds) : new Map<number, string>();
  const [first] = connections;
  const isStatusAsked = fields.has("status") && first !== undefined;
  const lastChanged = isStatusAsked ? await readLastChanged(first, personIds) : new Map<number, string>();
  const reachability = isStatusAsked ? await readReachability({ pool: first, site, config }, personIds) : new Map<number, Reachability>();
  return { phones, addresses, names, lastChanged, reachability };
}

function view(person: PersonFound, fields: Fields, values: Values, show: (address: ShownAddress) => ReturnType<typeof viewAddress>): LookupResult {
  const { patientId } = person;
  const result: Extract<LookupResult, { found: true }> = { found: true };
  if (fields.has("phone")) result.phone = values.phones.get(patientId) ?? null;
  if (fields.has("address")) {
    const address = values.addresses.get(patientId);
    result.address = address === undefined ? null : show(address);
  }
  if (fields.has("birthdate")) result.birthdate = { birthdate: person.birthdate, estimated: person.birthdateEstimated };
  if (fields.has("name")) result.name = values.names.get(patientId) ?? null;
  if (fields.has("status")) {
    const { lastVerified, unreachableSince } = values.reachability.get(patientId) ?? neverCalled;
    result.status = { dead: person.dead, lastChanged: values.lastChanged.get(patientId) ?? null, lastVerified, unreachableSince };
  }
  return result;
}
