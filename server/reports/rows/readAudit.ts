import type { RowDataPacket } from "mysql2/promise";
import { z } from "zod";
import type { AuditRow } from "../../../src/contract/reports";
import { auditResults } from "../../audit/auditEvents";
import { belongsTo, isWithin } from "../../audit/searchAudit";
import type { Condition } from "../../audit/searchAudit";
import { openmrsTable } from "../../database/names";
import { toInstant } from "../../database/time";
import type { Deps, Site } from "../../deps";
import { nameOfUser } from "../../session/accounts";
import { displayNameSql } from "../../staff/people";
import type { RowsQuery } from "./rowFilters";

/** An event's place in the extract. */
export const AuditPosition = z.strictObject({ at: z.string().max(30), id: z.number().int() });
export type AuditPosition = z.infer<typeof AuditPosition>;

export interface PlacedEvent {
  readonly row: AuditRow;
  readonly position: AuditPosition;
}

type ReadDeps = Pick<Deps, "pool" | "site">;

const eventsAtOnce = 1_000;

/**
 * Events of a period, oldest first, from the place after `after` on. A caller with some facilities gets the own events and those that concern
 * patients of these facilities, and counts only such patients: what a search of the audit shows, too. With a facility chosen only events that
 * concern its patients are left, and only they are counted.
 */
export async function* readAudit({ pool, site }: ReadDeps, query: RowsQuery, after: AuditPosition | null, atOnce = eventsAtOnce): AsyncGenerator<readonly PlacedEvent[]> {
  const conditions = conditionsOf(site, query);
  const patients = patientsOf(site, query);
  const most = Math.min(atOnce, eventsAtOnce);
  for (let position = after; ; ) {
    const [rows] = await pool.query<RowDataPacket[]>(
      `SELECT e.audit_event_id, e.at, e.action, e.result, e.request_id, e.address, e.user_id, ${patients.sql} AS patients, s.uuid AS submission,
              u.username, u.system_id, ${displayNameSql(site)} AS display_name
         FROM audit_event e
         LEFT JOIN submission s ON s.submission_id = e.submission_id
         LEFT JOIN ${openmrsTable(site, "users")} u ON u.user_id = e.user_id
        WHERE e.at >= ? AND e.at < ? ${position === null ? "" : "AND (e.at > ? OR e.audit_event_id > ?)"} ${conditions.map(({ sql }) => `AND ${sql}`).join(" ")}
        ORDER BY e.at, e.audit_event_id LIMIT ?`,
      [
        ...patients.values,
        position?.at ?? query.from,
        query.until,
        ...(position === null ? [] : [position.at, position.id]),
        ...conditions.flatMap(({ values }) => values),
        most,
      ],
    );
    const placed = rows.map((row) => ({ row: eventOf(row), position: { at: String(row.at), id: Number(row.audit_event_id) } }));
    if (placed.length > 0) yield placed;
    const last = placed.at(-1);
    if (last === undefined || rows.length < most) return;
    position = last.position;
  }
}

export async function countAudit({ pool, site }: ReadDeps, query: RowsQuery): Promise<number> {
  const conditions = conditionsOf(site, query);
  const [[row]] = await pool.query<(RowDataPacket & { found: number })[]>(
    `SELECT COUNT(*) AS found FROM audit_event e WHERE e.at >= ? AND e.at < ? ${conditions.map(({ sql }) => `AND ${sql}`).join(" ")}`,
    [query.from, query.until, ...conditions.flatMap(({ values }) => values)],
  );
  return row?.found ?? 0;
}

/** Of the filters events know the person, and the facility by the patients whom they concern. */
function conditionsOf(site: Site, { caller, tally: { userId, place } }: RowsQuery): readonly Condition[] {
  return [
    ...(caller.facilityIds === null || place !== null ? [] : [isWithin(site, caller, caller.facilityIds)]),
    ...(place === null ? [] : [concernsPatientsOf(site, [place])]),
    ...(userId === null ? [] : [{ sql: "e.user_id = ?", values: [userId] }]),
  ];
}

function concernsPatientsOf(site: Site, facilityIds: readonly number[]): Condition {
  const facility = belongsTo(site, facilityIds);
  return { sql: `EXISTS (SELECT 1 FROM audit_subject a WHERE a.audit_event_id = e.audit_event_id AND ${facility.sql})`, values: facility.values };
}

function patientsOf(site: Site, { caller, tally: { place } }: RowsQuery): Condition {
  // A place that was chosen is one of the caller's own.
  const facilityIds = place === null ? caller.facilityIds : [place];
  // A patient may be concerned by several rows of one event.
  const count = "SELECT COUNT(DISTINCT a.person_id) FROM audit_subject a WHERE a.audit_event_id = e.audit_event_id";
  if (facilityIds === null) return { sql: `IF(e.subject_count < 2, e.subject_count, (${count}))`, values: [] };
  const facility = belongsTo(site, facilityIds);
  return { sql: `(${count} AND ${facility.sql})`, values: facility.values };
}

function eventOf(row: RowDataPacket): AuditRow {
  const isKnown = row.system_id !== null;
  return {
    key: String(row.audit_event_id),
    at: toInstant(String(row.at)),
    person: isKnown ? String(row.display_name) : null,
    username: isKnown ? nameOfUser(row) : null,
    action: String(row.action),
    result: auditResults.find((result) => result === row.result) ?? "failed",
    patients: Number(row.patients),
    submission: typeof row.submission === "string" ? row.submission : null,
    address: String(row.address),
    requestId: String(row.request_id),
  };
}
