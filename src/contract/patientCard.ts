import { z } from "zod";
import { contactFields } from "../domain/types";
import { AddressView, BirthdateView } from "./patients";
import { PatientHit, PatientUuid } from "./patientSearch";
import { Day, Instant, Uuid } from "./primitives";
import { SubmissionKind, SubmissionStatus } from "./submissions";

/** `POST /api/patients/card`. Where the caller's role sees contacts masked, `reveal` shows them and is an audit event of its own. */
export const PatientCardRequest = z.strictObject({ patient: PatientUuid, reveal: z.boolean() });
export type PatientCardRequest = z.infer<typeof PatientCardRequest>;

/** A telephone number of NMRS's attribute; more than one active row is named, because only one should be. */
export const CardPhone = z.object({ value: z.string(), since: Day.nullable() });
export type CardPhone = z.infer<typeof CardPhone>;

/** How to reach a patient now. Phones, street and other numbers come masked while `masked` is true. */
export const PatientCard = PatientHit.omit({ foundBy: true }).extend({
  /** The ART ID by which this patient can be updated; null where there is none or it names more than one patient. */
  artId: z.string().nullable(),
  birthdate: BirthdateView,
  phones: z.array(CardPhone),
  address: AddressView.nullable(),
  masked: z.boolean(),
  /** When somebody last reached the patient by the number recorded, and since when nobody could. */
  lastVerified: Day.nullable(),
  unreachableSince: Day.nullable(),
  /** When this product last changed a contact of the patient. */
  lastChanged: Instant.nullable(),
  readAt: Instant,
});
export type PatientCard = z.infer<typeof PatientCard>;

/** `POST /api/patients/history`: every value that the patient ever had, newest first. */
export const PatientHistoryRequest = z.strictObject({ patient: PatientUuid, reveal: z.boolean() });
export type PatientHistoryRequest = z.infer<typeof PatientHistoryRequest>;

const { source: SubmissionSource } = SubmissionStatus.shape;

const Origin = z.discriminatedUnion("kind", [
  /** Entered in OpenMRS itself, or before this product kept track. */
  z.object({ kind: z.literal("openmrs") }),
  z.object({
    kind: z.literal("submission"),
    uuid: Uuid,
    source: SubmissionSource,
    rowNumber: z.number().int(),
    submissionKind: SubmissionKind,
    /** Given with the row, else with the submission. */
    reason: z.string().nullable(),
    /** Whether the asker may open the submission. */
    mayOpen: z.boolean(),
  }),
]);

/** A user of OpenMRS; `name` is null where the user is no longer there. */
const Who = z.object({ userId: z.number().int(), name: z.string().nullable() });
export type HistoryPerson = z.infer<typeof Who>;

/** `current`: what the record says now. `beside`: still in the record, next to what it says (a second address). `ended`: replaced or erased. */
export const valueStandings = ["current", "beside", "ended"] as const;

const value = {
  standing: z.enum(valueStandings),
  /** When the value was entered, and until when it held; null where the record does not say, or it still holds. */
  from: Instant.nullable(),
  until: Instant.nullable(),
  by: Who.nullable(),
  /** Why it was replaced, in the words of the record. */
  endedBecause: z.string().nullable(),
  endedBy: Who.nullable(),
  /** When the value, written by a submission, was found overwritten in the record. */
  overwritten: Instant.nullable(),
  origin: Origin,
};

/** One value of one field; null where it was erased by a submission. */
export const HistoryEntry = z.discriminatedUnion("field", [
  z.object({ field: z.literal("phone"), phone: z.string().nullable(), ...value }),
  z.object({ field: z.literal("address"), address: AddressView.nullable(), ...value }),
  z.object({ field: z.literal("birthdate"), birthdate: BirthdateView, ...value }),
]);
export type HistoryEntry = z.infer<typeof HistoryEntry>;

export const PatientHistory = z.object({ entries: z.array(HistoryEntry), masked: z.boolean(), fields: z.array(z.enum(contactFields)) });
export type PatientHistory = z.infer<typeof PatientHistory>;
