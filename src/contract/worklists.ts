import { z } from "zod";
import { worklistReasons } from "../domain/worklistRules";
import { Day, Instant, Uuid } from "./primitives";

/**
 * A worklist is a list of patients whose contacts need work: gathered by the server from the record, kept in our own schema by person id, and
 * turned into a sheet in which clerks fill in what they learn. What became of its patients is read from outcomes and calls.
 */

/** Why a patient stands on a worklist. */
export const WorklistReason = z.enum(worklistReasons);
export type WorklistReason = z.infer<typeof WorklistReason>;

export const worklistLimits = { rows: 5_000, rowsPerPage: 1_000, nameLength: 100 } as const;

const Age = z.number().int().min(0).max(130);
/** Whom to gather: patients to whom at least one reason applies and every other condition; null sets none. */
export const WorklistCriteria = z.strictObject({
  reasons: z.array(WorklistReason).min(1).max(worklistReasons.length),
  /** For `not-verified`: nobody reached the patient at the number recorded now within so many months. */
  unverifiedMonths: z.number().int().min(1).max(60),
  /** `location.uuid` of the ART ID. */
  facility: z.string().min(1).max(38).nullable(),
  /** Names of the site's hierarchy, compared with the address that NMRS shows. */
  state: z.string().max(255).nullable(),
  lga: z.string().max(255).nullable(),
  sex: z.enum(["male", "female"]).nullable(),
  ageFrom: Age.nullable(),
  ageTo: Age.nullable(),
  /** Day of the last encounter that is not voided, where the record has encounters; who has none never matches a bound. */
  lastEncounterFrom: Day.nullable(),
  lastEncounterTo: Day.nullable(),
});
export type WorklistCriteria = z.infer<typeof WorklistCriteria>;

/**
 * `PUT /api/worklists/{uuid}`: the uuid is the asker's; asked again the same is the same worklist, anything else 409. Answers at once
 * with the state `gathering`: patients are gathered in the background. Needs `make-worklist`; audited.
 */
export const MakeWorklistRequest = z.strictObject({
  name: z.string().trim().min(1).max(worklistLimits.nameLength),
  criteria: WorklistCriteria,
  /** The most patients that it is to have; who has been waiting longest for an encounter or has most reasons comes first. */
  most: z.number().int().min(1).max(worklistLimits.rows),
});
export type MakeWorklistRequest = z.infer<typeof MakeWorklistRequest>;

export const worklistStates = ["gathering", "ready", "failed", "closed"] as const;

/** Patients of a worklist by how far the work is; `patients` is the sum of the others. What counts: `docs/worklists.md`. */
export const WorklistCounts = z.object({
  patients: z.number().int(),
  /** A contact was changed by a submission since the list was made, or the record was found to say what was given. */
  done: z.number().int(),
  /** Called since, and no submission has settled it. */
  called: z.number().int(),
  /** The last submission for the patient failed, is in conflict, or waits for somebody. */
  stuck: z.number().int(),
  open: z.number().int(),
});
export type WorklistCounts = z.infer<typeof WorklistCounts>;

export const Worklist = z.object({
  uuid: Uuid,
  name: z.string(),
  criteria: WorklistCriteria,
  state: z.enum(worklistStates),
  madeBy: z.string(),
  madeAt: Instant,
  /** Patients looked at so far while it is being gathered, of about how many. */
  looked: z.number().int(),
  lookedOf: z.number().int(),
  /** How many patients the criteria met, and how many of these it was to have at most. */
  matched: z.number().int(),
  most: z.number().int(),
  /** Null where so many patients stand on the lists that it was not counted with them: it is counted when it is asked for alone. */
  counts: WorklistCounts.nullable(),
});
export type Worklist = z.infer<typeof Worklist>;

/** `GET /api/worklists`: those with patients within the asker's reach (counted for these alone), newest first, closed ones last. Needs `work-worklist`. */
export const WorklistList = z.object({ worklists: z.array(Worklist), mayMake: z.boolean(), hasEncounters: z.boolean() });
export type WorklistList = z.infer<typeof WorklistList>;

/** `POST /api/worklists/{uuid}/rows`: the patients, for a sheet, in the worklist's order. 409 `worklist-not-ready` while it is gathered. Needs `work-worklist`; audited with its subjects. */
export const WorklistRowsRequest = z.strictObject({ after: z.number().int().min(0), limit: z.number().int().min(1).max(worklistLimits.rowsPerPage) });
export type WorklistRowsRequest = z.infer<typeof WorklistRowsRequest>;

/** One patient, as the record is now. Who is no longer within reach, dead or voided is left out. */
export const WorklistRow = z.object({
  /** From 1, in the worklist's order. */
  ordinal: z.number().int(),
  /** Stands in the sheet's *Row id*. */
  rowId: z.string(),
  artId: z.string(),
  hospitalNumber: z.string().nullable(),
  name: z.string().nullable(),
  sex: z.string().nullable(),
  age: z.number().int().nullable(),
  reasons: z.array(WorklistReason),
  phone: z.string().nullable(),
  street: z.string().nullable(),
  ward: z.string().nullable(),
  lga: z.string().nullable(),
  state: z.string().nullable(),
  birthdate: Day.nullable(),
  birthdateEstimated: z.boolean(),
  lastVerified: Day.nullable(),
  unreachableSince: Day.nullable(),
  lastEncounter: Day.nullable(),
});
export type WorklistRow = z.infer<typeof WorklistRow>;
export const WorklistRowsAnswer = z.object({ rows: z.array(WorklistRow), next: z.number().int().nullable(), total: z.number().int(), readAt: Instant });
export type WorklistRowsAnswer = z.infer<typeof WorklistRowsAnswer>;

/** `POST /api/worklists/{uuid}/close`: nobody is to work on it any more; its progress stays. Needs `make-worklist`. Answers with the worklist. */
