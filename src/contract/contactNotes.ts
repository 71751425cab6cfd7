import { z } from "zod";
import { attemptOutcomes, noteFaultCodes, noteFields, relations } from "../domain/contactNotes";
import { lookupFailures } from "./patients";
import { PatientUuid } from "./patientSearch";
import { Day, Digest, Instant, Uuid, limits } from "./primitives";

export const Relation = z.enum(relations);
export const AttemptOutcome = z.enum(attemptOutcomes);
export const NoteFault = z.object({ field: z.enum(noteFields), code: z.enum(noteFaultCodes) });
export type NoteFault = z.infer<typeof NoteFault>;

/** As typed: too long or with letters is a fault for the person, not a broken request; this only bounds a request. */
const Typed = z.string().max(limits.cellLength);

/** The number that was called: the one that the record held when the person looked (null where it was not shown), or another number of ours. */
export const TriedNumber = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("recorded"), phone: z.string().max(255).nullable() }),
  z.strictObject({ kind: z.literal("other"), number: Uuid }),
]);
export type TriedNumber = z.infer<typeof TriedNumber>;

/**
 * `POST /api/contact-notes`: notes one thing. `uuid` is made by the asker and names what is noted (or voided): asked twice, it is done once;
 * the same uuid with anything else is 409 `note-differs`. Nothing is deleted: what no longer holds is voided with a reason.
 */
export const ContactNote = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("add-number"),
    uuid: Uuid,
    patient: PatientUuid,
    phone: Typed,
    relation: Relation,
    relationWord: Typed,
    name: Typed,
    note: Typed,
  }),
  z.strictObject({ kind: z.literal("void-number"), uuid: Uuid, patient: PatientUuid, reason: Typed }),
  z.strictObject({
    kind: z.literal("add-attempt"),
    uuid: Uuid,
    patient: PatientUuid,
    outcome: AttemptOutcome,
    day: z.string().max(10),
    tried: TriedNumber,
    note: Typed,
  }),
  z.strictObject({ kind: z.literal("void-attempt"), uuid: Uuid, patient: PatientUuid, reason: Typed }),
]);
export type ContactNote = z.infer<typeof ContactNote>;

/** What cannot be noted as it was typed is an answer, not an error. */
export const ContactNoteAnswer = z.discriminatedUnion("result", [
  z.object({ result: z.literal("done") }),
  z.object({ result: z.literal("refused"), faults: z.array(NoteFault) }),
]);
export type ContactNoteAnswer = z.infer<typeof ContactNoteAnswer>;

/** `POST /api/patients/notes`. Where the caller's role sees contacts masked, `reveal` shows the numbers and is an audit event of its own. */
export const PatientNotesRequest = z.strictObject({ patient: PatientUuid, reveal: z.boolean() });
export type PatientNotesRequest = z.infer<typeof PatientNotesRequest>;

/** Why, by whom and when something noted was taken to hold no longer. */
const Voided = z.object({ reason: z.string(), by: z.string(), at: Instant }).nullable();

export const OtherNumber = z.object({
  uuid: Uuid,
  phone: z.string(),
  relation: Relation,
  relationWord: z.string().nullable(),
  name: z.string().nullable(),
  note: z.string().nullable(),
  by: z.string(),
  at: Instant,
  /** The submission that kept it, as the second number of one cell; null where a person entered it. */
  submission: Uuid.nullable(),
  voided: Voided,
});
export type OtherNumber = z.infer<typeof OtherNumber>;

export const ContactAttempt = z.object({
  uuid: Uuid,
  outcome: AttemptOutcome,
  day: Day,
  /** Which number was called, always masked; `holds`: it is still the number recorded, or another number that was not voided. */
  number: z.object({ kind: z.enum(["recorded", "other", "unknown"]), masked: z.string().nullable(), relation: Relation.nullable(), holds: z.boolean() }),
  note: z.string().nullable(),
  by: z.string(),
  at: Instant,
  voided: Voided,
});
export type ContactAttempt = z.infer<typeof ContactAttempt>;

/** Newest first, voided ones among them. Numbers and names come masked while `masked` is true. */
export const PatientNotes = z.object({
  numbers: z.array(OtherNumber),
  attempts: z.array(ContactAttempt),
  /** There are older calls than those given. */
  moreAttempts: z.boolean(),
  masked: z.boolean(),
  lastVerified: Day.nullable(),
  unreachableSince: Day.nullable(),
});
export type PatientNotes = z.infer<typeof PatientNotes>;

/**
 * One row of a sheet with what came of the call. `mark` is a digest of what makes the row this row (workbook, sheet, ART ID and what was
 * typed): noted once, whoever sends it, however often. `phone`: the number in the row, where the sheet has one.
 */
export const SheetAttempt = z.strictObject({
  mark: Digest,
  rowNumber: z.number().int().positive(),
  artId: Typed,
  outcome: AttemptOutcome,
  day: z.string().max(10),
  phone: Typed.nullable(),
  note: Typed,
});
export type SheetAttempt = z.infer<typeof SheetAttempt>;

/** `POST /api/contact-notes/sheet`: calls from a column of a sheet. Answers stand at the rows' places. */
export const SheetAttemptsRequest = z.strictObject({ rows: z.array(SheetAttempt).min(1).max(limits.rowsPerPart) });
export type SheetAttemptsRequest = z.infer<typeof SheetAttemptsRequest>;

export const SheetAttemptResult = z.discriminatedUnion("result", [
  /** `number`: `unknown` where the row's phone is not the one recorded, so nobody can say which one was called. */
  z.object({ result: z.literal("noted"), number: z.enum(["recorded", "unknown"]) }),
  /** Noted by an earlier sending of this row: nothing was added. */
  z.object({ result: z.literal("noted-before"), day: Day, at: Instant }),
  z.object({ result: z.literal("refused"), reason: z.enum([...lookupFailures, ...noteFaultCodes]) }),
]);
export type SheetAttemptResult = z.infer<typeof SheetAttemptResult>;

export const SheetAttemptsAnswer = z.object({ rows: z.array(SheetAttemptResult) });
export type SheetAttemptsAnswer = z.infer<typeof SheetAttemptsAnswer>;
