import { z } from "zod";
import { PatientUuid } from "./patientSearch";
import { Day, Instant } from "./primitives";

/** What may be wrong with a number that reads well. The rules: `src/domain/phoneQuality.ts`; what they mean: `docs/data-quality.md`. */
export const qualityRules = ["shared", "placeholder", "sequence", "clinic", "stale"] as const;
export const QualityRule = z.enum(qualityRules);
export type QualityRule = z.infer<typeof QualityRule>;

export const qualityLimits = { clusters: 1_000, patients: 5_000 } as const;

/** Patients who have the same number now and whom the same rule concerns. */
export const QualityCluster = z.object({
  /** The same whenever it is found again, and says nothing of the number: a keyed digest. */
  key: z.string(),
  /** `0XXXXXXXXXX`; digits as they are where they are no whole number. */
  number: z.string(),
  rule: QualityRule,
  /** Within the asker's reach and the filter. */
  patients: z.number().int(),
  /** Others of the site, who are counted only. */
  elsewhere: z.number().int(),
  /** Names of these patients' facilities, ten at most, and how many there are. */
  facilities: z.array(z.string()),
  facilityCount: z.number().int(),
});
export type QualityCluster = z.infer<typeof QualityCluster>;

export const QualityPatient = z.object({
  /** Place of the cluster in the list, from 0. */
  cluster: z.number().int(),
  patient: PatientUuid,
  artId: z.string().nullable(),
  name: z.string().nullable(),
  facility: z.string().nullable(),
  /** The site's day on which the number was entered; null where the record does not say it. */
  since: Day.nullable(),
});
export type QualityPatient = z.infer<typeof QualityPatient>;

/**
 * The data quality radar: numbers as the record has them now; of the filters only the facility counts. The largest clusters first, with their
 * patients as far as there is room: `leftOut` is what there was not.
 */
export const QualityFigures = z.object({
  kind: z.literal("quality"),
  /** When the reading of the record began: at a very large site it is some minutes old. */
  readAt: Instant,
  /** All rules, in their order. A patient counts once for each. */
  rules: z.array(z.object({ rule: QualityRule, clusters: z.number().int(), patients: z.number().int() })),
  clusters: z.array(QualityCluster),
  patients: z.array(QualityPatient),
  leftOut: z.object({ clusters: z.number().int(), patients: z.number().int() }),
  /** How many numbers the site has set as its own; 0: that rule can find nobody. */
  clinicNumbers: z.number().int(),
});
export type QualityFigures = z.infer<typeof QualityFigures>;
