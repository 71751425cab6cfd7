import { randomUUID } from "node:crypto";
import type { Pool, RowDataPacket } from "mysql2/promise";
import { insertAuditEvent } from "../../server/audit/auditEvents";
import type { AuditRow } from "../../src/contract/reports";
import { lagosDay } from "./countedByHand";
import type { seeded } from "./madeHistory";
import type { PlacedPatient, ReportPerson } from "./reportPeople";

/*
 * Events of the audit made by chance, and the extract by plain reading of its two tables, without any of the server's conditions.
 */

type Random = ReturnType<typeof seeded>;

export interface EventMakers {
  readonly random: Random;
  readonly users: readonly { readonly userId: number | null }[];
  readonly patients: readonly PlacedPatient[];
  readonly submissions: readonly { readonly id: number; readonly uuid: string }[];
  /** The first of fifty days. */
  readonly from: string;
}

const actions = ["look-up", "submit", "sign-in", "read-audit", "note-sheet-attempts", "after-check"];

/** Many events share an instant, and many lie about midnight in Lagos; the later written are not the later ones. */
export async function addRandomEvents(pool: Pool, { random, users, patients, submissions, from }: EventMakers, count: number): Promise<void> {
  const first = Date.parse(`${from}T00:00:00Z`);
  for (let number = 0; number < count; number += 1) {
    const day = first + (random.chance(50) ? random.below(4) : random.below(50)) * 86_400_000;
    const at = random.chance(50) ? day + 23 * 3_600_000 - random.below(2) : random.chance(50) ? day + 9 * 3_600_000 : day + random.below(82_800_000);
    const concerned = random.chance(30) ? [] : Array.from({ length: 1 + random.below(4) }, () => random.pick(patients));
    await insertAuditEvent(pool, {
      at: new Date(at),
      caller: { userId: random.pick(users).userId, requestId: randomUUID(), address: random.pick(["10.1.2.3", "2001:db8:0:0:0:0:0:1", ""]) },
      action: random.pick(actions),
      result: random.pick(["done", "done", "refused", "failed"] as const),
      submissionId: random.chance(40) ? random.pick(submissions).id : null,
      details: { rows: concerned.length },
      // A patient may be concerned by several rows of one event.
      subjects: concerned.map(({ personId }) => ({ personId, fields: random.pick([null, "phone", ""]) ?? undefined })),
    });
  }
}

export interface RawEvent extends RowDataPacket {
  readonly id: number;
  readonly at: string;
  readonly userId: number | null;
  readonly action: string;
  readonly result: AuditRow["result"];
  readonly requestId: string;
  readonly address: string;
  readonly submissionId: number | null;
}

export interface RawAudit {
  readonly events: readonly RawEvent[];
  readonly subjects: ReadonlyMap<number, readonly number[]>;
}

/** The events of a span of instants as they stand in the tables, and who was concerned by each. */
export async function readRawAudit(ours: Pool, from: string, until: string): Promise<RawAudit> {
  const [events] = await ours.query<RawEvent[]>(
    `SELECT audit_event_id AS id, at, user_id AS userId, action, result, request_id AS requestId, address, submission_id AS submissionId
       FROM audit_event WHERE at BETWEEN ? AND ?`,
    [from, until],
  );
  const [rows] = await ours.query<(RowDataPacket & { id: number; personId: number })[]>("SELECT audit_event_id AS id, person_id AS personId FROM audit_subject WHERE audit_event_id IN (?)", [
    [0, ...events.map(({ id }) => id)],
  ]);
  const subjects = new Map<number, number[]>();
  for (const { id, personId } of rows) subjects.set(id, [...(subjects.get(id) ?? []), personId]);
  return { events, subjects };
}

export interface HandAuditQuery {
  readonly caller: Pick<ReportPerson, "userId" | "facilityIds">;
  readonly from: string;
  readonly to: string;
  /** `location_id` and `user_id`. */
  readonly facility: number | null;
  readonly person: number | null;
}

export interface AuditNames {
  readonly users: ReadonlyMap<number, { readonly name: string; readonly username: string }>;
  readonly submissions: ReadonlyMap<number, string>;
  /** By `person_id`: the facilities whose people may see the patient. */
  readonly seenBy: ReadonlyMap<number, readonly number[]>;
}

/** Oldest first; those of one instant as they were written. Of patients only those are counted whom the asker may see. */
export function auditByHand({ events, subjects }: RawAudit, { caller, from, to, facility, person }: HandAuditQuery, { users, submissions, seenBy }: AuditNames): readonly AuditRow[] {
  const reach = facility === null ? caller.facilityIds : [facility];
  const inOrder = [...events].sort((one, other) => (one.at === other.at ? one.id - other.id : one.at < other.at ? -1 : 1));
  return inOrder.flatMap(({ id, at, userId, action, result, requestId, address, submissionId }) => {
    const concerned = [...new Set(subjects.get(id))].filter((personId) => reach === null || seenBy.get(personId)?.some((place) => reach.includes(place)) === true);
    const isSeen = concerned.length > 0 || (facility === null && (caller.facilityIds === null || userId === caller.userId));
    if (!isSeen || lagosDay(at) < from || lagosDay(at) > to || (person !== null && userId !== person)) return [];
    const user = userId === null ? undefined : users.get(userId);
    return [
      {
        ...{ key: String(id), at: `${at.replace(" ", "T")}Z`, person: user?.name ?? null, username: user?.username ?? null, action, result },
        ...{ patients: concerned.length, submission: submissionId === null ? null : (submissions.get(submissionId) ?? null), address, requestId },
      },
    ];
  });
}
