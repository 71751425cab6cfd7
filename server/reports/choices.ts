import type { PoolConnection, RowDataPacket } from "mysql2/promise";
import type { Named, ReportChoices } from "../../src/contract/reports";
import { can } from "../../src/domain/roles";
import { openmrsTable } from "../database/names";
import { inSnapshot } from "../database/snapshot";
import { fromUtcText, toSiteDay } from "../database/time";
import type { Caller, Deps } from "../deps";
import { findFacilities } from "../staff/people";
import { reachOf } from "./figures/reach";
import { namesOfUsers } from "./names";

interface SenderRecord extends RowDataPacket {
  userId: number;
  facilityIds: string | null;
  /** Of a sender that was summed up, the site's day; of others, the instant in UTC text. */
  first: string | null;
}

/** `GET /api/reports/choices`: the facilities that patients belong to, the people who have sent anything or stand in the audit, and the day on which it begins. */
export async function readChoices(deps: Deps, caller: Caller): Promise<ReportChoices> {
  const { site } = deps;
  const sent = await inSnapshot(deps, (connection) => readSenders(connection, deps));
  const reach = reachOf(caller);
  const within = sent.filter(({ userId, facilityIds }) => userId === reach.userId || reach.others === "all" || (reach.others === "allowed" && reach.allows(facilityIds)));
  const days = within.flatMap(({ first }) => first ?? []);
  const senders = new Set([caller.userId, ...within.map(({ userId }) => userId)]);
  const people = await namesOfUsers(deps, [...senders]);
  const auditPeople = can(caller.role, "read-audit") ? await namesOfUsers(deps, [...new Set([...senders, ...(await readAuditPeople(deps, caller))])]) : new Map<number, Named>();
  return {
    today: toSiteDay(deps.clock.now(), site.timeZone),
    timeZone: site.timeZone,
    firstDay: days.reduce<string | null>((first, day) => (first === null || day < first ? day : first), null),
    facilities: await readFacilities(deps, caller),
    people: [...people.values()].sort(byName),
    auditPeople: [...auditPeople.values()].sort(byName),
  };
}

/** By index alone: one step a sender, however long the history is. */
async function readSenders(connection: PoolConnection, { site }: Deps): Promise<readonly SenderRecord[]> {
  const [tallied] = await connection.query<SenderRecord[]>(
    `SELECT t.userId, x.facility_ids AS facilityIds, t.first
       FROM (SELECT user_id AS userId, scope_id, MIN(day) AS first FROM report_tally GROUP BY user_id, scope_id) t JOIN report_scope x ON x.scope_id = t.scope_id`,
  );
  const [standing] = await connection.query<SenderRecord[]>(
    `SELECT s.user_id AS userId, s.facility_ids AS facilityIds, MIN(o.finished_at) AS first
       FROM submission s JOIN row_outcome o ON o.submission_id = s.submission_id
      WHERE s.counted_at IS NULL AND s.state IN ('accepted', 'running', 'stopped', 'done', 'cancelled') GROUP BY s.submission_id`,
  );
  return [...tallied, ...standing.map((sender) => ({ ...sender, first: sender.first === null ? null : toSiteDay(fromUtcText(sender.first), site.timeZone) }))];
}

/**
 * Who has ever done anything that the audit knows: read by index alone, one step a person. To a caller with some facilities only colleagues of
 * these and of the whole site are offered; looking for the patients behind every event would take minutes.
 */
async function readAuditPeople({ pool, site }: Deps, { facilityIds }: Caller): Promise<readonly number[]> {
  const [rows] = await pool.query<(RowDataPacket & { userId: number | null })[]>("SELECT DISTINCT user_id AS userId FROM audit_event");
  const acted = rows.flatMap(({ userId }) => userId ?? []);
  if (facilityIds === null || acted.length === 0) return acted;
  const staff = await findFacilities(pool, site, acted);
  const [everywhere] = await pool.query<(RowDataPacket & { userId: number })[]>("SELECT user_id AS userId FROM staff WHERE whole_site = 1 AND user_id IN (?)", [acted]);
  const wholeSite = new Set(everywhere.map(({ userId }) => userId));
  return acted.filter((userId) => wholeSite.has(userId) || staff.get(userId)?.some(({ locationId }) => facilityIds.includes(locationId)) === true);
}

interface FacilityRecord extends RowDataPacket, Named {
  locationId: number;
}

/** Locations that any patient's identifier bears, of those that the caller may see. */
async function readFacilities({ pool, site }: Deps, { facilityIds }: Caller): Promise<Named[]> {
  const [rows] = await pool.query<FacilityRecord[]>(
    `SELECT l.location_id AS locationId, l.uuid, l.name FROM ${openmrsTable(site, "location")} l
      WHERE EXISTS (SELECT 1 FROM ${openmrsTable(site, "patient_identifier")} i WHERE i.location_id = l.location_id)`,
  );
  return rows
    .filter(({ locationId }) => facilityIds === null || facilityIds.includes(locationId))
    .map(({ uuid, name }) => ({ uuid, name }))
    .sort(byName);
}

function byName(one: Named, other: Named): number {
  return one.name.localeCompare(other.name, "en") || (one.uuid < other.uuid ? -1 : 1);
}
