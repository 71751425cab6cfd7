import { z } from "zod";

/** The most that one request may carry; larger work is sent in parts. */
export const limits = {
  artIdsPerLookup: 10_000,
  artIdsPerHistory: 200,
  rowsPerPreview: 5_000,
  rowsPerPart: 5_000,
  rowsPerSubmission: 200_000,
  outcomesPerPage: 5_000,
  patientsPerPage: 50,
  /** Characters of one cell; the domain refuses what is too long for the record, this only bounds a request. */
  cellLength: 2_000,
} as const;

export const Uuid = z.uuid();
export type Uuid = z.infer<typeof Uuid>;

/** SHA-256 as lower-case hex. */
export const Digest = z.string().regex(/^[0-9a-f]{64}$/);
export type Digest = z.infer<typeof Digest>;

/** A day of the calendar as text `YYYY-MM-DD`. */
export const Day = z.iso.date();
export type Day = z.infer<typeof Day>;

/** An instant in UTC, ISO 8601 with milliseconds. */
export const Instant = z.iso.datetime();
export type Instant = z.infer<typeof Instant>;
