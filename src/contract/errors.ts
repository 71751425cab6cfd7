import { z } from "zod";

/** Every reason for which a whole request stops. Rows that are wrong are not errors: they are issues in an answer. */
export const apiErrorCodes = [
  "body-too-large",
  "body-not-json",
  "body-invalid",
  "not-found",
  "patient-not-found",
  "method-not-allowed",
  "not-signed-in",
  "session-expired",
  "sign-in-failed",
  "account-locked",
  "too-many-tries",
  "no-role",
  "not-allowed",
  "submission-differs",
  "submission-of-another",
  "submission-state",
  "undo-nothing",
  "undo-too-late",
  "rows-settled",
  "settings-changed",
  "period-reversed",
  "period-in-future",
  "unknown-filter",
  "report-differs",
  "report-not-ready",
  "too-many-reports",
  "worklist-differs",
  "worklist-not-ready",
  "too-many-worklists",
  "note-differs",
  "part-differs",
  "parts-missing",
  "digest-differs",
  "download-expired",
  "too-many-requests",
  "database-unavailable",
  "internal",
] as const;
export const ApiErrorCode = z.enum(apiErrorCodes);
export type ApiErrorCode = z.infer<typeof ApiErrorCode>;

/** The body of every answer with a status of 400 or more. */
export const ApiProblem = z.object({
  code: ApiErrorCode,
  /** A sentence for the person. */
  message: z.string(),
  /** What the person may quote to support; also in the server's log. */
  requestId: z.string(),
  /** For `body-invalid`: where the body departs from the schema. Never holds a value that was sent. */
  faults: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** For `account-locked`, `too-many-tries`, `too-many-requests`: seconds to wait. */
  retryAfterSeconds: z.number().int().nonnegative().optional(),
});
export type ApiProblem = z.infer<typeof ApiProblem>;
