import type { RowDataPacket } from "mysql2/promise";
import type { AuditEvent, AuditPage, AuditQuery } from "../../src/contract/audit";
import { openmrsTable } from "../database/names";
import { toInstant, toUtcText } from "../database/time";
import type { Caller, Deps, Site } from "../deps";
import { withinFacilities } from "../patients/patientIdentifiers";
import { isPossibleLogin, nameOfUser } from "../session/accounts";
import { displayNameSql } from "../staff/people";
import { auditResults, insertAuditEvent } from "./auditEvents";

export interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/**
 * Events newest first; `next` is what to ask as `before` for older ones. The search is itself an event. A caller with some facilities
 * sees own events and those that concern patients of these facilities, and counts only such patients.
 */
export async function searchAudit(deps: Deps, caller: Caller, query: AuditQuery): Promise<AuditPage> {
  const { site, pool, clock } = deps;
  const persons = query.artId === undefined ? null : await findPersons(deps, caller, query.artId);
  const conditions = [
    ...conditionsOf(query),
    ...(query.username === undefined ? [] : [isIn("e.user_id", await findUserIds(deps, query.username))]),
    ...(persons === null ? [] : [concerns(persons)]),
    ...(caller.facilityIds === null ? [] : [isWithin(site, caller, caller.facilityIds)]),
  ];
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT e.audit_event_id, e.at, e.action, e.result, e.request_id, e.address, e.subject_count, e.user_id, s.uuid AS submission,
       u.username, u.system_id, ${displayNameSql(site)} AS display_name
     FROM audit_event e
     LEFT JOIN submission s ON s.submission_id = e.submission_id
     LEFT JOIN ${openmrsTable(site, "users")} u ON u.user_id = e.user_id
     ${conditions.length === 0 ? "" : `WHERE ${conditions.map(({ sql }) => sql).join(" AND ")}`}
     ORDER BY e.audit_event_id DESC LIMIT ?`,
    [...conditions.flatMap(({ values }) => values), query.limit],
  );
  const counts = caller.facilityIds === null ? null : await countSubjects(deps, caller.facilityIds, rows);
  await insertAuditEvent(pool, {
    at: clock.now(),
    caller,
    action: "search-audit",
    result: "done",
    details: { events: rows.length },
    subjects: persons?.map((personId) => ({ personId })),
  });
  const last = rows.length < query.limit ? undefined : rows.at(-1);
  return { events: rows.map((row) => readEvent(row, counts)), next: last === undefined ? null : Number(last.audit_event_id) };
}

function conditionsOf({ from, to, action, before }: AuditQuery): Condition[] {
  return [
    ...(from === undefined ? [] : [{ sql: "e.at >= ?", values: [toUtcText(new Date(from))] }]),
    ...(to === undefined ? [] : [{ sql: "e.at < ?", values: [toUtcText(new Date(to))] }]),
    ...(action === undefined ? [] : [{ sql: "e.action = ?", values: [isPossibleLogin(action) ? action : ""] }]),
    ...(before === undefined ? [] : [{ sql: "e.audit_event_id < ?", values: [before] }]),
  ];
}

/** An empty list finds nothing; SQL has no word for it. */
function isIn(column: string, ids: readonly number[]): Condition {
  return ids.length === 0 ? { sql: "1 = 0", values: [] } : { sql: `${column} IN (?)`, values: [ids] };
}

function concerns(persons: readonly number[]): Condition {
  const person = isIn("p.person_id", persons);
  return { sql: `e.audit_event_id IN (SELECT p.audit_event_id FROM audit_subject p WHERE ${person.sql})`, values: person.values };
}

export function isWithin(site: Site, caller: Caller, facilityIds: readonly number[]): Condition {
  const facility = belongsTo(site, facilityIds);
  return {
    sql: `(e.user_id = ? OR EXISTS (SELECT 1 FROM audit_subject a WHERE a.audit_event_id = e.audit_event_id AND ${facility.sql}))`,
    values: [caller.userId, ...facility.values],
  };
}

/** Of a subject `a`: a patient whom people of these facilities may see. What was done to one whose ART ID was voided since stays in their audit. */
export function belongsTo(site: Site, facilityIds: readonly number[]): Condition {
  return withinFacilities(site, facilityIds, "a.person_id");
}

async function findPersons({ pool, site }: Deps, caller: Caller, artId: string): Promise<number[]> {
  if (!isPossibleLogin(artId)) return [];
  const location = caller.facilityIds === null ? { sql: "1 = 1", values: [] } : isIn("location_id", caller.facilityIds);
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT DISTINCT patient_id FROM ${openmrsTable(site, "patient_identifier")} WHERE identifier = ? AND identifier_type = ? AND ${location.sql}`,
    [artId.trim(), site.artTypeId, ...location.values],
  );
  return rows.map((row) => Number(row.patient_id));
}

async function findUserIds({ pool, site }: Deps, username: string): Promise<number[]> {
  if (!isPossibleLogin(username)) return [];
  const [rows] = await pool.query<RowDataPacket[]>(`SELECT user_id FROM ${openmrsTable(site, "users")} WHERE username = ? OR system_id = ?`, [
    username.trim(),
    username.trim(),
  ]);
  return rows.map((row) => Number(row.user_id));
}

async function countSubjects({ pool, site }: Deps, facilityIds: readonly number[], events: readonly RowDataPacket[]): Promise<Map<number, number>> {
  const within = isIn(
    "a.audit_event_id",
    events.map((event) => Number(event.audit_event_id)),
  );
  const facility = belongsTo(site, facilityIds);
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT a.audit_event_id, COUNT(*) AS subjects FROM audit_subject a WHERE ${within.sql} AND ${facility.sql} GROUP BY a.audit_event_id`,
    [...within.values, ...facility.values],
  );
  return new Map(rows.map((row) => [Number(row.audit_event_id), Number(row.subjects)]));
}

function readEvent(row: RowDataPacket, counts: ReadonlyMap<number, number> | null): AuditEvent {
  const id = Number(row.audit_event_id);
  const isKnown = row.system_id !== null;
  return {
    id,
    at: toInstant(String(row.at)),
    username: isKnown ? nameOfUser(row) : null,
    displayName: isKnown ? String(row.display_name) : null,
    action: String(row.action),
    result: auditResults.find((result) => result === row.result) ?? "failed",
    requestId: String(row.request_id),
    address: String(row.address),
    subjectCount: counts === null ? Number(row.subject_count) : (counts.get(id) ?? 0),
    submission: typeof row.submission === "string" ? row.submission : null,
  };
}
