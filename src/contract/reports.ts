import { z } from "zod";
import { PatientUuid } from "./patientSearch";
import { Day, Instant, Uuid, limits } from "./primitives";
import { QualityFigures } from "./qualityFigures";
import { ContactField, IssueCode, SubmissionKind } from "./submissions";
import { ProgressFigures } from "./worklistProgress";

/**
 * Reports count *changes asked for*: one for each field that a row gave (phone, address, birthdate), on the site's day on which it was
 * carried out. What was taken back and what was found overwritten is told beside them, on the day on which that happened. Who may `report`
 * gets figures: a clerk of the own work, supervisors of all submissions within reach. Rows with patients in them are for who may `report-values`.
 */
export const reportKinds = ["summary", "trend", "updates", "failures", "staff", "completeness", "worklists", "quality", "audit"] as const;
export const ReportKind = z.enum(reportKinds);
export type ReportKind = z.infer<typeof ReportKind>;

/** Kinds that are figures, and kinds that are lists of rows. Those of the second kind, and `quality`, need `report-values` (`audit`: `read-audit`). */
export const figureKinds = ["summary", "trend", "failures", "staff", "completeness", "worklists", "quality"] as const;
export const rowKinds = ["updates", "audit"] as const;
export const FigureKind = z.enum(figureKinds);
export type FigureKind = z.infer<typeof FigureKind>;
export const RowKind = z.enum(rowKinds);
export type RowKind = z.infer<typeof RowKind>;

export const reportSources = ["sheet", "form", "file"] as const;
export const ReportSource = z.enum(reportSources);
export type ReportSource = z.infer<typeof ReportSource>;

export const reportSteps = ["day", "week", "month"] as const;
export const ReportStep = z.enum(reportSteps);
export type ReportStep = z.infer<typeof ReportStep>;

/** A facility and a person as OpenMRS names them: `location.uuid`, `users.uuid`. Its columns are CHAR(38). */
const OpenmrsUuid = z.string().min(1).max(38);

/** Days of the site, both included; null means all. `sheet` is a part of the name of the workbook or of the sheet, in any case of letters. */
export const ReportFilters = z.strictObject({
  from: Day,
  to: Day,
  facility: OpenmrsUuid.nullable(),
  person: OpenmrsUuid.nullable(),
  field: ContactField.nullable(),
  source: ReportSource.nullable(),
  sheet: z.string().min(1).max(255).nullable(),
});
export type ReportFilters = z.infer<typeof ReportFilters>;

const Named = z.object({ uuid: z.string(), name: z.string() });
export type Named = z.infer<typeof Named>;

/**
 * `GET /api/reports/choices`: what one can filter by, within the asker's reach. `firstDay` is that of the oldest outcome; null: there is none.
 * `timeZone` is the IANA name of the site's, by whose clocks all days and moments of reports are. `people` have sent something; `auditPeople` are
 * those of the audit, who may only have looked: none for who may not `read-audit`.
 */
export const ReportChoices = z.object({
  today: Day,
  firstDay: Day.nullable(),
  timeZone: z.string(),
  facilities: z.array(Named),
  people: z.array(Named),
  auditPeople: z.array(Named),
});
export type ReportChoices = z.infer<typeof ReportChoices>;

/**
 * `POST /api/reports/figures`. A period that ends before it begins is 422 `period-reversed`, one that begins after today `period-in-future`,
 * an unknown facility or person `unknown-filter`. Audited as `read-report` with kind, filters and number of rows.
 */
export const FiguresRequest = z.strictObject({ kind: FigureKind, filters: ReportFilters, step: ReportStep });
export type FiguresRequest = z.infer<typeof FiguresRequest>;

/** Changes asked for, by what became of them: `given` is the sum of the next four. A blank cell gives nothing and is never counted. */
export const ChangeCounts = z.object({
  given: z.number().int(),
  changed: z.number().int(),
  /** The record said it already. */
  unchanged: z.number().int(),
  conflict: z.number().int(),
  failed: z.number().int(),
  /** Taken back by an undo in the period. */
  undone: z.number().int(),
  /** Found overwritten in the record in the period. */
  reverted: z.number().int(),
});
export type ChangeCounts = z.infer<typeof ChangeCounts>;
export const noChanges: ChangeCounts = { given: 0, changed: 0, unchanged: 0, conflict: 0, failed: 0, undone: 0, reverted: 0 };

/** Rows that were sent, by what became of them; undos are not among them. */
export const ReportRows = z.object({
  sent: z.number().int(),
  updated: z.number().int(),
  partly: z.number().int(),
  unchanged: z.number().int(),
  conflict: z.number().int(),
  failed: z.number().int(),
  collapsed: z.number().int(),
  withdrawn: z.number().int(),
});
export type ReportRows = z.infer<typeof ReportRows>;

const Fields = z.object({ phone: ChangeCounts, address: ChangeCounts, birthdate: ChangeCounts });

export const SummaryFigures = z.object({ kind: z.literal("summary"), fields: Fields, rows: ReportRows, submissions: z.number().int() });
export type SummaryFigures = z.infer<typeof SummaryFigures>;

/** Every day, week (from Monday) or month of the period, empty ones too, at most 1,100; the first and last may be cut by the period. */
export const TrendBucket = Fields.extend({ from: Day, to: Day });
export const TrendFigures = z.object({ kind: z.literal("trend"), step: ReportStep, buckets: z.array(TrendBucket) });
export type TrendFigures = z.infer<typeof TrendFigures>;

/** A row that shows what a cause looks like. `artId` and `given` are null for who may not `report-values`. */
export const FailureExample = z.object({
  submission: Uuid,
  ordinal: z.number().int(),
  rowNumber: z.number().int(),
  sheet: z.string(),
  at: Instant,
  artId: z.string().nullable(),
  given: z.string().nullable(),
});
export type FailureExample = z.infer<typeof FailureExample>;

/** Changes that were not carried out (failed or in conflict), by cause and field, the most frequent first; all of them. */
export const FailureCause = z.object({
  code: IssueCode,
  field: ContactField,
  count: z.number().int(),
  /** The ten people with most of them. */
  people: z.array(Named.extend({ count: z.number().int() })),
  /** The newest, three at most. */
  examples: z.array(FailureExample),
});
export const FailureFigures = z.object({ kind: z.literal("failures"), given: z.number().int(), notDone: z.number().int(), causes: z.array(FailureCause) });
export type FailureFigures = z.infer<typeof FailureFigures>;

export const StaffLine = z.object({
  person: Named,
  submissions: z.number().int(),
  /** Rows of updates as first sent; follow-ups and undos apart. */
  rows: z.number().int(),
  /** Of these: carried out whole, or the record said it already. */
  firstPassValid: z.number().int(),
  changes: ChangeCounts,
});
/** `minutesPerRow` is what one row takes by hand in NMRS, by the site's setting: time saved is rows carried out times that. */
export const StaffFigures = z.object({ kind: z.literal("staff"), minutesPerRow: z.number(), people: z.array(StaffLine) });
export type StaffFigures = z.infer<typeof StaffFigures>;

export const CompletenessCounts = z.object({
  /** Unvoided, living patients with an unvoided ART ID. */
  patients: z.number().int(),
  validPhone: z.number().int(),
  /** Reached at a number recorded now within the last six months. */
  verifiedPhone: z.number().int(),
  canonicalLga: z.number().int(),
});
export type CompletenessCounts = z.infer<typeof CompletenessCounts>;
/** Counted from the record in the background, once a day; `days` has the days of the period on which it was. Field, person, source and sheet do not filter it. */
export const CompletenessFigures = z.object({
  kind: z.literal("completeness"),
  days: z.array(CompletenessCounts.extend({ day: Day })),
  /** Of the last of these days. A patient without a facility stands under `facility: null`. */
  facilities: z.array(CompletenessCounts.extend({ facility: Named.nullable() })),
});
export type CompletenessFigures = z.infer<typeof CompletenessFigures>;

export const ReportFigures = z.discriminatedUnion("kind", [SummaryFigures, TrendFigures, FailureFigures, StaffFigures, CompletenessFigures, ProgressFigures, QualityFigures]);
export type ReportFigures = z.infer<typeof ReportFigures>;
/** `today` and `madeAt` are the server's. */
export const FiguresAnswer = z.object({ figures: ReportFigures, today: Day, madeAt: Instant });
export type FiguresAnswer = z.infer<typeof FiguresAnswer>;

/** What a change came to in the list of updates: `undone` is a change that an undo made, `reverted` one that was found overwritten later. */
export const updateStatuses = ["changed", "unchanged", "conflict", "failed", "undone"] as const;
export const UpdateStatus = z.enum(updateStatuses);
export type UpdateStatus = z.infer<typeof UpdateStatus>;

/**
 * What a list is narrowed to: a status, or those that a figure counts together. `overwritten` are changes that were found overwritten on a day
 * of the period, whenever they were made.
 */
export const statusGroups = { given: ["changed", "unchanged", "conflict", "failed"], done: ["changed", "unchanged"], "not-done": ["conflict", "failed"], overwritten: updateStatuses } as const;
export const rowsStatuses = [...updateStatuses, "given", "done", "not-done", "overwritten"] as const;
export const RowsStatus = z.enum(rowsStatuses);
export type RowsStatus = z.infer<typeof RowsStatus>;

/** The statuses that are listed. */
export function statusesOf(wanted: RowsStatus | null): readonly UpdateStatus[] {
  if (wanted === null) return updateStatuses;
  return wanted === "given" || wanted === "done" || wanted === "not-done" || wanted === "overwritten" ? statusGroups[wanted] : [wanted];
}

/**
 * `POST /api/reports/rows`: one page of the list, oldest first; every bar of a chart opens such a list. `after` is the `next` of the page
 * before; it stays good while rows are added. Audited as `read-report-rows` with filters, the number of rows and the patients.
 */
export const RowsRequest = z.strictObject({
  kind: RowKind,
  filters: ReportFilters,
  /** Updates of this status or cause only. */
  status: RowsStatus.nullable(),
  cause: IssueCode.nullable(),
  after: z.string().max(200).nullable(),
  limit: z.number().int().min(1).max(limits.outcomesPerPage),
});
export type RowsRequest = z.infer<typeof RowsRequest>;

/**
 * One change that was asked for. `before` and `after` are values of the record, as people read them, `given` is what was sent, as it was
 * typed where it could not be read; null where there was none.
 */
export const UpdateRow = z.object({
  /** `submission:ordinal:field`: stays the same for ever. */
  key: z.string(),
  at: Instant,
  patient: PatientUuid.nullable(),
  artId: z.string(),
  facility: z.string().nullable(),
  field: ContactField,
  status: UpdateStatus,
  reverted: z.boolean(),
  cause: IssueCode.nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  given: z.string().nullable(),
  person: z.string(),
  source: ReportSource,
  workbook: z.string(),
  sheet: z.string(),
  rowNumber: z.number().int(),
  submission: Uuid,
  submissionKind: SubmissionKind,
  reason: z.string().nullable(),
});
export type UpdateRow = z.infer<typeof UpdateRow>;

/** One event of the audit; never a value of a patient. */
export const AuditRow = z.object({
  key: z.string(),
  at: Instant,
  person: z.string().nullable(),
  username: z.string().nullable(),
  action: z.string(),
  result: z.enum(["done", "refused", "failed"]),
  patients: z.number().int(),
  submission: Uuid.nullable(),
  address: z.string(),
  requestId: z.string(),
});
export type AuditRow = z.infer<typeof AuditRow>;

const page = { next: z.string().nullable(), /** Of the whole list, as it stood at this page. */ total: z.number().int(), today: Day, madeAt: Instant };
export const RowsAnswer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("updates"), rows: z.array(UpdateRow), ...page }),
  z.object({ kind: z.literal("audit"), rows: z.array(AuditRow), ...page }),
]);
export type RowsAnswer = z.infer<typeof RowsAnswer>;
