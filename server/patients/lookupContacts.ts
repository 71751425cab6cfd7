import type { AddressView, LookupAnswer, LookupFailure, LookupField, LookupRequest, LookupResult } from "../../src/contract/patients";
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
import type { ShownAddress, ValueOf } from "./currentValues";
import { birthdateOf, findPersonsByArtId, isDead, patientIdOf } from "./identities";
import type { PersonFound } from "./identities";
import { readLastChanged } from "./lastChanged";

/** What gives a person's values, of the fields asked for; null for the others. */
interface Values {
  readonly phone: ValueOf<string> | null;
  readonly address: ValueOf<ShownAddress> | null;
  readonly name: ValueOf<string> | null;
  readonly status: { readonly lastChanged: ReadonlyMap<number, string>; readonly reachability: ReadonlyMap<number, Reachability> } | null;
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
    const personIds = idsOf(people);
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
  const show = (address: ShownAddress): AddressView => viewAddress(address, places, site.streetColumn);
  const results = await mapTakingTurns(found, (one): LookupResult => (typeof one === "string" ? { found: false, reason: one } : view(one, { fields, values, show })));
  return { results: [...results], readAt: now.toISOString() };
}

/** Each person once, in the order of the record: its neighbours lie together, and so do the subjects in the index of the audit. */
function idsOf(people: readonly (PersonFound | LookupFailure)[]): readonly number[] {
  const personIds = new Set<number>();
  for (const one of people) if (typeof one !== "string") personIds.add(patientIdOf(one));
  return [...personIds].sort((one, other) => one - other);
}

async function readValues({ site, config }: Deps, connections: readonly Connection[], personIds: readonly number[], fields: Fields): Promise<Values> {
  const phone = fields.has("phone") ? await readCurrentPhones(connections, site, personIds) : null;
  const address = fields.has("address") ? await readCurrentAddresses(connections, site, personIds) : null;
  const name = fields.has("name") ? await readCurrentNames(connections, site, personIds) : null;
  const [pool] = connections;
  if (!fields.has("status") || pool === undefined) return { phone, address, name, status: null };
  const lastChanged = await readLastChanged(pool, personIds);
  return { phone, address, name, status: { lastChanged, reachability: await readReachability({ pool, site, config }, personIds) } };
}

interface View {
  readonly fields: Fields;
  readonly values: Values;
  readonly show: (address: ShownAddress) => AddressView;
}

function view(person: PersonFound, { fields, values, show }: View): LookupResult {
  const personId = patientIdOf(person);
  const result: Extract<LookupResult, { found: true }> = { found: true };
  if (values.phone !== null) result.phone = values.phone(personId);
  if (values.address !== null) {
    const address = values.address(personId);
    result.address = address === null ? null : show(address);
  }
  if (fields.has("birthdate")) result.birthdate = birthdateOf(person);
  if (values.name !== null) result.name = values.name(personId);
  if (values.status !== null) {
    const { lastVerified, unreachableSince } = values.status.reachability.get(personId) ?? neverCalled;
    result.status = { dead: isDead(person), lastChanged: values.status.lastChanged.get(personId) ?? null, lastVerified, unreachableSince };
  }
  return result;
}
