import { z } from "zod";
import { contactFields, fieldStatuses, issueCodes, repairCodes, rowFields, rowStatuses, severities } from "../domain/types";
import type { RowField } from "../domain/types";
import { AddressView, BirthdateView } from "./patients";
import { Day, Digest, Instant, Uuid, limits } from "./primitives";

export const IssueCode = z.enum(issueCodes);
export const RepairCode = z.enum(repairCodes);
export const ContactField = z.enum(contactFields);
const Field = z.enum(rowFields as readonly [RowField, ...RowField[]]);

/** A cell as Excel gave it, and as the sender read it; the server reads it anew and refuses a reading that differs. */
export const CellInput = z.strictObject({
  value: z.union([z.string().max(limits.cellLength), z.number(), z.boolean()]),
  text: z.string().max(limits.cellLength).optional(),
  isDate: z.boolean().optional(),
  isFormula: z.boolean().optional(),
  /** Digits, ISO date or trimmed text; absent where the sender could not read the cell. */
  read: z.string().max(limits.cellLength).optional(),
});
export type CellInput = z.infer<typeof CellInput>;

/** `keepOthers`, for several numbers in one cell: those that were not chosen are kept with the patient as other numbers when the row is carried out. */
export const AcceptedRepair = z.strictObject({ field: Field, code: RepairCode, after: z.string().max(limits.cellLength), keepOthers: z.boolean().optional() });

/** What the person saw of each field: opaque digests from a preview or a worklist. */
export const Baseline = z.strictObject({ phone: Digest.optional(), address: Digest.optional(), birthdate: Digest.optional() });
export type Baseline = z.infer<typeof Baseline>;

const ShownText = z.string().max(limits.cellLength).nullable();
/**
 * What the sender was shown of the record for each given field. Kept with the row so that a conflict can say what the person saw; it
 * never decides anything (the baseline does).
 */
export const SeenFields = z.strictObject({
  phone: ShownText.optional(),
  address: z.strictObject({ street: ShownText, ward: ShownText, lga: ShownText, state: ShownText }).nullable().optional(),
  birthdate: z.strictObject({ birthdate: ShownText, estimated: z.boolean() }).nullable().optional(),
});
export type SeenFields = z.infer<typeof SeenFields>;

/** One row of a sheet. `rowId` is the sender's own and stays with the row; `rowNumber` is only a label for people. */
export const RowInput = z.strictObject({
  rowId: z.string().min(1).max(64),
  rowNumber: z.number().int().positive(),
  cells: z.partialRecord(Field, CellInput),
  acceptedRepairs: z.array(AcceptedRepair).max(20).optional(),
  /** Codes of warnings that the person has seen and confirmed. */
  confirmations: z.array(IssueCode).max(20).optional(),
  baseline: Baseline.optional(),
  seen: SeenFields.optional(),
  /** Further numbers of the patient, as read, that are kept beside NMRS's when the row is carried out; what is no telephone number is left out. */
  keepNumbers: z.array(z.string().max(limits.cellLength)).max(10).optional(),
});
export type RowInput = z.infer<typeof RowInput>;

/** How the sheet is to be read; the same for every row. */
export const Reading = z.strictObject({
  dateOrder: z.enum(["dmy", "mdy", "ymd"]).nullable(),
  date1904: z.boolean(),
  streetIncludesLga: z.boolean(),
  birthdateIsListed: z.boolean(),
  dateCellsSuspect: z.boolean(),
});
export type Reading = z.infer<typeof Reading>;

export const Issue = z.object({
  code: IssueCode,
  severity: z.enum(severities),
  field: Field.nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  repair: z.object({ before: z.string(), after: z.string(), choices: z.array(z.string()).optional() }).optional(),
});

const FieldStatus = z.enum(fieldStatuses);
/** Old and new of one field. `before` is the record's value, `after` what it becomes (or became). */
const result = <T extends z.ZodType>(value: T) =>
  z.object({ status: FieldStatus, before: value.nullable(), after: value.nullable(), reason: IssueCode.nullable() });
export const FieldResults = z.object({
  phone: result(z.string()).optional(),
  address: result(AddressView).optional(),
  birthdate: result(BirthdateView).optional(),
});
export type FieldResults = z.infer<typeof FieldResults>;

/**
 * `POST /api/submissions/preview`: what would happen. Writes nothing in OpenMRS. Duplicates are judged within one call, so a
 * sender with more rows than one call takes finds the others itself (the server judges the whole submission again when it runs).
 */
export const PreviewRequest = z.strictObject({
  reading: Reading,
  rows: z.array(RowInput).min(1).max(limits.rowsPerPreview),
  /** The reason that the submission will give, for warnings that ask for one. */
  reason: z.string().max(255).nullable().optional(),
});
export type PreviewRequest = z.infer<typeof PreviewRequest>;

/** One per row, at the same place. `patient` is an opaque key, equal for rows of the same patient in any preview of this session. */
export const PreviewRow = z.object({
  patient: Digest.nullable(),
  /** Further ART IDs by which the asker can look this patient up; absent where there are none. */
  otherArtIds: z.array(z.string()).optional(),
  status: z.enum(rowStatuses),
  issues: z.array(Issue),
  fields: FieldResults,
  baseline: Baseline,
});
export type PreviewRow = z.infer<typeof PreviewRow>;
export const PreviewAnswer = z.object({ rows: z.array(PreviewRow), today: Day });
export type PreviewAnswer = z.infer<typeof PreviewAnswer>;

/**
 * `PUT /api/submissions/{uuid}`: opens a submission. `digest` is the SHA-256 (hex) of the parts' digests in order, joined without
 * separator; a part's digest is the SHA-256 (hex) of its request body's bytes. The same uuid with anything else is 409.
 */
export const OpenSubmissionRequest = z.strictObject({
  rowCount: z.number().int().positive().max(limits.rowsPerSubmission),
  partCount: z.number().int().positive().max(limits.rowsPerSubmission),
  digest: Digest,
  reading: Reading,
  source: z.strictObject({ workbook: z.string().max(255), sheet: z.string().max(255), kind: z.enum(["sheet", "form", "file"]) }),
  reason: z.string().max(255).nullable(),
});
export type OpenSubmissionRequest = z.infer<typeof OpenSubmissionRequest>;

/** `PUT /api/submissions/{uuid}/parts/{n}`, n from 1. */
export const SubmissionPart = z.strictObject({ rows: z.array(RowInput).min(1).max(limits.rowsPerPart) });
export type SubmissionPart = z.infer<typeof SubmissionPart>;

export const submissionStates = ["receiving", "accepted", "running", "done", "cancelled", "stopped"] as const;
export const SubmissionState = z.enum(submissionStates);
export type SubmissionState = z.infer<typeof SubmissionState>;

/** `undo` takes back what another submission changed; `follow-up` carries on rows of another one that were left over. */
export const submissionKinds = ["update", "undo", "follow-up"] as const;
export const SubmissionKind = z.enum(submissionKinds);
export type SubmissionKind = z.infer<typeof SubmissionKind>;

/** Why a submission cannot be taken back, by this person or at all. */
export const undoRefusals = ["not-finished", "nothing-changed", "too-late", "not-allowed"] as const;
export const UndoRefusal = z.enum(undoRefusals);
export type UndoRefusal = z.infer<typeof UndoRefusal>;

/** Rows by what became of them. */
export const RowCounts = z.object({
  updated: z.number().int(),
  partly: z.number().int(),
  unchanged: z.number().int(),
  failed: z.number().int(),
  conflict: z.number().int(),
  waiting: z.number().int(),
  collapsed: z.number().int(),
  withdrawn: z.number().int(),
});
export type RowCounts = z.infer<typeof RowCounts>;
export const noRows: RowCounts = { updated: 0, partly: 0, unchanged: 0, failed: 0, conflict: 0, waiting: 0, collapsed: 0, withdrawn: 0 };

/** `GET /api/submissions/{uuid}`; the answer to opening and accepting; each server-sent event `progress`. */
export const SubmissionStatus = z.object({
  uuid: Uuid,
  state: SubmissionState,
  rowCount: z.number().int(),
  partCount: z.number().int(),
  partsReceived: z.array(z.number().int()),
  /** Rows with an outcome or waiting for a person. */
  rowsDone: z.number().int(),
  counts: RowCounts,
  source: z.object({ workbook: z.string(), sheet: z.string(), kind: z.enum(["sheet", "form", "file"]) }),
  sentBy: z.string(),
  /** True where the asker sent it. */
  isOwn: z.boolean(),
  reason: z.string().nullable(),
  kind: SubmissionKind,
  /** The submission that this one takes back or carries on. */
  origin: Uuid.nullable(),
  /** Whether the asker may take it back, and until when (null: no limit). */
  undo: z.object({ refusal: UndoRefusal.nullable(), until: Instant.nullable() }),
  /** Submissions that took this one back, wholly or in part, and those that carried its rows on. */
  undoneBy: z.array(Uuid),
  followedBy: z.array(Uuid),
  /** Rows that somebody must still look at: waiting, in conflict, failed for a passing reason, or not carried out; not yet sent again. */
  leftOver: z.number().int(),
  /** Those of them that only a supervisor may carry out, once the submission has ended. */
  approvals: z.number().int(),
  /** Rows whose change was overwritten in the record afterwards and not yet applied again, and when the record was or will be compared. */
  reverted: z.number().int(),
  checkedAt: Instant.nullable(),
  nextCheckAt: Instant.nullable(),
  /** Why the engine gave up, where the state is `stopped`. */
  stopReason: z.string().nullable(),
  openedAt: Instant,
  acceptedAt: Instant.nullable(),
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
});
export type SubmissionStatus = z.infer<typeof SubmissionStatus>;

/** `GET /api/submissions?limit=&before=`: newest first; a clerk's own, for others everyone's. `next` is what to ask as `before` for older ones. */
export const SubmissionList = z.object({ submissions: z.array(SubmissionStatus), next: Uuid.nullable() });
export type SubmissionList = z.infer<typeof SubmissionList>;

/** What became of one row. `ordinal` counts from 0 in the order of the submission. */
export const RowOutcome = z.object({
  ordinal: z.number().int(),
  rowId: z.string(),
  rowNumber: z.number().int(),
  status: z.enum(rowStatuses),
  issues: z.array(Issue),
  fields: FieldResults,
  /** Fields whose change was found overwritten in the record afterwards. */
  reverted: z.array(ContactField),
  finishedAt: Instant.nullable(),
});
export type RowOutcome = z.infer<typeof RowOutcome>;

/** `GET /api/submissions/{uuid}/outcomes?after=&limit=`: rows with ordinal > after; `next` is null when there are no more now. */
export const OutcomePage = z.object({ outcomes: z.array(RowOutcome), next: z.number().int().nullable(), state: SubmissionState });
export type OutcomePage = z.infer<typeof OutcomePage>;

/** Reasons that cannot be seen in a type: the list of events on `GET /api/submissions/{uuid}/events`. */
export const submissionEvents = ["progress", "end"] as const;
