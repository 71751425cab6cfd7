import type { RowDataPacket } from "mysql2/promise";
import { recentActions } from "../../src/contract/dashboard";
import type { RecentAction, RecentEvent, RecentEvents } from "../../src/contract/dashboard";
import type { SubmissionKind } from "../../src/contract/submissions";
import { can } from "../../src/domain/roles";
import { insertAuditEvent } from "../audit/auditEvents";
import { belongsTo, isWithin } from "../audit/searchAudit";
import { openmrsTable } from "../database/names";
import { toInstant } from "../database/time";
import type { Caller, Deps } from "../deps";
import { displayNameSql } from "../staff/people";

const shownEvents = 15;
/** More than are shown: the chunks of one submission are events of their own and are told as one. */
const readEvents = 60;
/** How far back a person with some facilities is searched for, among the events of one kind. */
const searchedEvents = 1_000;

/** What the list tells of, by the words of the audit. */
const toldAs: Readonly<Record<string, RecentAction>> = {
  ...Object.fromEntries(recentActions.filter((action) => action !== "take-back" && action !== "note-contact").map((action) => [action, action])),
  "note-add-number": "note-contact",
  "note-void-number": "note-contact",
  "note-add-attempt": "note-contact",
  "note-void-attempt": "note-contact",
  "note-sheet-attempts": "note-contact",
};
const auditedActions = Object.keys(toldAs);

/** `GET /api/dashboard/recent`: what was done last, newest first, within the caller's reach. The answer names patients, so it is itself audited. */
export async function readRecentEvents(deps: Deps, caller: Caller): Promise<RecentEvents> {
  const found = can(caller.role, "read-audit") ? await findEveryones(deps, caller) : await findOwn(deps, caller);
  const subjects = await readSubjects(deps, caller, found.map(({ id }) => id));
  const events = mergeChunks(found, subjects).slice(0, shownEvents);
  const patients = await readPatients(deps, caller, events.flatMap(({ personIds }) => (personIds.length === 1 ? personIds : [])));
  await insertAuditEvent(deps.pool, {
    at: deps.clock.now(),
    caller,
    action: "read-recent",
    result: "done",
    details: { events: events.length },
    subjects: [...patients.keys()].map((personId) => ({ personId })),
  });
  return {
    events: events.map(({ record, action, patientCount, personIds }) => ({
      id: record.id,
      at: toInstant(record.at),
      action,
      person: record.person,
      isOwn: record.userId === caller.userId,
      patients: patientCount,
      patient: (personIds.length === 1 ? patients.get(personIds[0] ?? 0) : undefined) ?? null,
      submission: record.submission,
    })),
  };
}

interface EventRecord extends RowDataPacket {
  id: number;
  at: string;
  action: string;
  userId: number | null;
  person: string | null;
  submission: string | null;
  kind: SubmissionKind | null;
}

const described = ({ site }: Deps, events: string): string => `
  SELECT e.audit_event_id AS id, e.at, e.action, e.user_id AS userId, s.uuid AS submission, s.kind,
         (SELECT ${displayNameSql(site)} FROM ${openmrsTable(site, "users")} u WHERE u.user_id = e.user_id) AS person
    FROM (${events}) e LEFT JOIN submission s ON s.submission_id = e.submission_id ORDER BY e.audit_event_id DESC LIMIT ?`;

const columns = "audit_event_id, at, action, user_id, submission_id";

async function findOwn(deps: Deps, { userId }: Caller): Promise<readonly EventRecord[]> {
  const own = `SELECT ${columns} FROM audit_event FORCE INDEX (audit_event_user)
    WHERE user_id = ? AND action IN (?) AND result = 'done' ORDER BY audit_event_id DESC LIMIT ?`;
  const [rows] = await deps.pool.query<EventRecord[]>(described(deps, own), [userId, auditedActions, readEvents, readEvents]);
  return rows;
}

/** The newest of each kind by its index, so that years of other events are never read. */
async function findEveryones(deps: Deps, caller: Caller): Promise<readonly EventRecord[]> {
  const { facilityIds } = caller;
  const newest = (limit: string): string =>
    `SELECT ${columns} FROM audit_event FORCE INDEX (audit_event_action) WHERE action = ? AND result = 'done' ORDER BY audit_event_id DESC LIMIT ${limit}`;
  const within = facilityIds === null ? null : isWithin(deps.site, caller, facilityIds);
  const ofOne = within === null ? `(${newest("?")})` : `(SELECT ${columns} FROM (${newest(String(searchedEvents))}) e WHERE ${within.sql} ORDER BY audit_event_id DESC LIMIT ?)`;
  const values = auditedActions.flatMap((action) => [action, ...(within?.values ?? []), readEvents]);
  const [rows] = await deps.pool.query<EventRecord[]>(described(deps, auditedActions.map(() => ofOne).join(" UNION ALL ")), [...values, readEvents]);
  return rows;
}

interface SubjectRecord extends RowDataPacket {
  eventId: number;
  personId: number;
  found: number;
}

interface Subjects {
  readonly count: number;
  /** One of them. */
  readonly personId: number;
}

/** How many patients each event was about, of those in the caller's facilities; patients of whom nothing was changed do not count. */
async function readSubjects({ pool, site }: Deps, { facilityIds }: Caller, eventIds: readonly number[]): Promise<ReadonlyMap<number, Subjects>> {
  if (eventIds.length === 0) return new Map();
  const within = facilityIds === null ? { sql: "1 = 1", values: [] } : belongsTo(site, facilityIds);
  const [rows] = await pool.query<SubjectRecord[]>(
    `SELECT a.audit_event_id AS eventId, MIN(a.person_id) AS personId, COUNT(DISTINCT a.person_id) AS found FROM audit_subject a
      WHERE a.audit_event_id IN (?) AND (a.fields IS NULL OR a.fields <> '') AND ${within.sql} GROUP BY a.audit_event_id`,
    [eventIds, ...within.values],
  );
  return new Map(rows.map(({ eventId, found, personId }) => [eventId, { count: found, personId }]));
}

interface ToldEvent {
  readonly record: EventRecord;
  readonly action: RecentAction;
  readonly patientCount: number;
  /** At most two: whether it was one patient is all that matters. */
  readonly personIds: readonly number[];
}

/** Events of actions that are about patients, and yet about none here. */
const aboutNobody: ReadonlySet<RecentAction> = new Set(["change-settings", "grant-role", "revoke-role"]);

/** The chunks of one submission as one event, told at its latest; events in which nothing happened to anybody are left out. */
function mergeChunks(records: readonly EventRecord[], subjects: ReadonlyMap<number, Subjects>): readonly ToldEvent[] {
  const told = new Map<string, ToldEvent>();
  for (const event of records) {
    const action = event.action === "change-contacts" && event.kind === "undo" ? "take-back" : toldAs[event.action];
    if (action === undefined) continue;
    const about = subjects.get(event.id);
    if (about === undefined && !aboutNobody.has(action)) continue;
    const key = action === "change-contacts" || action === "take-back" ? `${event.submission ?? event.id} ${action}` : String(event.id);
    const known = told.get(key);
    const personIds = [...new Set([...(known?.personIds ?? []), ...(about === undefined ? [] : about.count === 1 ? [about.personId] : [about.personId, -1])])].slice(0, 2);
    told.set(key, { record: known?.record ?? event, action, patientCount: (known?.patientCount ?? 0) + (about?.count ?? 0), personIds });
  }
  return [...told.values()];
}

interface PatientRecord extends RowDataPacket {
  personId: number;
  uuid: string;
  artId: string;
}

/** The ART ID and the name to the server of each patient, where the caller may look the patient up. */
async function readPatients({ pool, site }: Deps, caller: Caller, personIds: readonly number[]): Promise<ReadonlyMap<number, NonNullable<RecentEvent["patient"]>>> {
  const { facilityIds } = caller;
  if (personIds.length === 0 || !can(caller.role, "look-up") || facilityIds?.length === 0) return new Map();
  const [rows] = await pool.query<PatientRecord[]>(
    `SELECT i.patient_id AS personId, p.uuid, i.identifier AS artId FROM ${openmrsTable(site, "patient_identifier")} i
       JOIN ${openmrsTable(site, "person")} p ON p.person_id = i.patient_id
      WHERE i.patient_id IN (?) AND i.identifier_type = ? AND i.voided = 0 AND p.uuid IS NOT NULL ${facilityIds === null ? "" : "AND i.location_id IN (?)"}
      ORDER BY i.patient_id, i.preferred, i.patient_identifier_id DESC`,
    [personIds, site.artTypeId, ...(facilityIds === null ? [] : [facilityIds])],
  );
  // The last of a patient stays: the preferred one, else the oldest.
  return new Map(rows.map(({ personId, uuid, artId }) => [personId, { uuid, artId }]));
}
