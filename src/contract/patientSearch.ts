import { z } from "zod";
import { Instant, limits } from "./primitives";

/** `person.uuid` of a patient: how screens name a patient to the server, always in a body. OpenMRS's column is CHAR(38). */
export const PatientUuid = z.string().min(1).max(38);
export type PatientUuid = z.infer<typeof PatientUuid>;

/** What was typed; `any` lets the server judge by its form (digits of a phone, an identifier, a name). */
export const searchKinds = ["any", "artId", "identifier", "name", "phone"] as const;
export const SearchKind = z.enum(searchKinds);
export type SearchKind = z.infer<typeof SearchKind>;

/** `POST /api/patients/search`: one page of patients, best first. `after` is the `next` of the page before. */
export const PatientSearchRequest = z.strictObject({
  text: z.string().min(1).max(100),
  kind: SearchKind,
  after: z.string().max(200).nullable(),
  limit: z.number().int().min(1).max(limits.patientsPerPage),
});
export type PatientSearchRequest = z.infer<typeof PatientSearchRequest>;

/** An identifier of a patient with the name of its type; `isArtId` marks the one that a sheet goes by. */
export const PatientIdentifier = z.object({ identifier: z.string(), type: z.string(), isArtId: z.boolean(), voided: z.boolean() });
export type PatientIdentifier = z.infer<typeof PatientIdentifier>;

/** Why a patient cannot be updated by the ART ID shown, or is no longer in care; each is named in the list. */
export const patientMarks = ["voided", "ambiguous-art-id", "no-art-id", "dead", "transferred-out", "test-patient"] as const;
export const PatientMark = z.enum(patientMarks);
export type PatientMark = z.infer<typeof PatientMark>;

/** What a list of patients shows: enough to tell people apart, no phone and no address. */
export const PatientHit = z.object({
  patient: PatientUuid,
  name: z.string().nullable(),
  sex: z.string().nullable(),
  /** Whole years on the site's day; null where no birthdate is recorded or the patient is dead. */
  age: z.number().int().nullable(),
  identifiers: z.array(PatientIdentifier),
  facility: z.string().nullable(),
  marks: z.array(PatientMark),
  /** By what the patient was found; `misspelt` is a name that only sounds like what was typed. */
  foundBy: z.enum(["artId", "identifier", "name", "misspelt", "phone", "formerPhone"]),
});
export type PatientHit = z.infer<typeof PatientHit>;

export const PatientSearchAnswer = z.object({
  hits: z.array(PatientHit),
  next: z.string().nullable(),
  /** Up to when changes that OpenMRS itself made to names and phones are known to the search; null where it reads the record itself. */
  knownUntil: Instant.nullable(),
  /** The share of the patients that the search knows; below 1 only while its table is filled for the first time, when some may be missing. */
  entered: z.number().min(0).max(1),
});
export type PatientSearchAnswer = z.infer<typeof PatientSearchAnswer>;
