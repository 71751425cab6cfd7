import { z } from "zod";
import { PatientUuid } from "./patientSearch";
import { Day, Instant, Uuid } from "./primitives";
import { SubmissionStatus } from "./submissions";

/** What became of rows, and how many fields of the record were changed. */
export const ActivityCounts = z.object({
  phone: z.number().int(),
  address: z.number().int(),
  birthdate: z.number().int(),
  /** Rows by which the record was changed, in whole or in part. */
  updated: z.number().int(),
  /** Rows that the record said already. */
  unchanged: z.number().int(),
  conflict: z.number().int(),
  failed: z.number().int(),
  /** Rows that somebody took back. */
  takenBack: z.number().int(),
  /** Rows whose change was found overwritten in the record. */
  reverted: z.number().int(),
});
export type ActivityCounts = z.infer<typeof ActivityCounts>;
export const noActivity: ActivityCounts = { phone: 0, address: 0, birthdate: 0, updated: 0, unchanged: 0, conflict: 0, failed: 0, takenBack: 0, reverted: 0 };

export const DayActivity = ActivityCounts.extend({ day: Day });
export type DayActivity = z.infer<typeof DayActivity>;

export const periods = ["today", "week", "month"] as const;
export type Period = (typeof periods)[number];

/** `GET /api/dashboard`: by the site's days; a clerk's own, for who reads everyone's the submissions within reach. Weeks begin on Monday. */
export const Dashboard = z.object({
  today: Day,
  scope: z.enum(["own", "everyone"]),
  periods: z.record(z.enum(periods), ActivityCounts.extend({ from: Day })),
  /** The last fourteen days, today last, for the chart. */
  days: z.array(DayActivity),
});
export type Dashboard = z.infer<typeof Dashboard>;

/**
 * What somebody must still look at: rows that were left over, rows that only a supervisor may carry out (they are not among those left over),
 * changes found overwritten, submissions that the server gave up.
 */
export const needs = ["left-over", "approval", "reverted", "stopped"] as const;
export const Need = z.enum(needs);
export type Need = z.infer<typeof Need>;

/** `rows` of so many `submissions`, and the newest of these; of those that were stopped each counts as one. */
export const NeedCount = z.object({ rows: z.number().int(), submissions: z.number().int(), newest: z.array(Uuid) });
export type NeedCount = z.infer<typeof NeedCount>;
export const noNeeds: Readonly<Record<Need, NeedCount>> = {
  "left-over": { rows: 0, submissions: 0, newest: [] },
  approval: { rows: 0, submissions: 0, newest: [] },
  reverted: { rows: 0, submissions: 0, newest: [] },
  stopped: { rows: 0, submissions: 0, newest: [] },
};

/** `GET /api/dashboard/needs`: of a clerk's own submissions, for who reads everyone's of those within reach, however old. */
export const Needs = z.object({
  scope: z.enum(["own", "everyone"]),
  /** Whether rows that wait for a supervisor wait for who asks. */
  mayApprove: z.boolean(),
  counts: z.record(Need, NeedCount),
  /** The submissions that are named, newest first, each once. */
  submissions: z.array(SubmissionStatus),
});
export type Needs = z.infer<typeof Needs>;

/** What the list of the latest events tells of. Others (signing in, previews, lists that were read) are only in the audit. */
export const recentActions = [
  "change-contacts",
  "take-back",
  "look-up",
  "search-patients",
  "open-card",
  "reveal-contact",
  "note-contact",
  "change-settings",
  "grant-role",
  "revoke-role",
] as const;
export const RecentAction = z.enum(recentActions);
export type RecentAction = z.infer<typeof RecentAction>;

/** Something that somebody did. Never holds a value of a patient. */
export const RecentEvent = z.object({
  id: z.number().int(),
  at: Instant,
  action: RecentAction,
  /** Null where the server itself did it. */
  person: z.string().nullable(),
  isOwn: z.boolean(),
  /** How many patients it was about, within the asker's reach. */
  patients: z.number().int(),
  /** The patient, where it was one. */
  patient: z.object({ uuid: PatientUuid, artId: z.string() }).nullable(),
  submission: Uuid.nullable(),
});
export type RecentEvent = z.infer<typeof RecentEvent>;

/** `GET /api/dashboard/recent`: newest first; a clerk's own, for supervisors those within reach. Being asked for is itself audited. */
export const RecentEvents = z.object({ events: z.array(RecentEvent) });
export type RecentEvents = z.infer<typeof RecentEvents>;
