import { z } from "zod";
import { contactFields } from "../domain/types";
import { Instant, Uuid, limits } from "./primitives";
import { AcceptedRepair, Baseline, ContactField, FieldResults, Issue, IssueCode, SeenFields } from "./submissions";

// Without a body, answered 202 with the submission's status, for its sender and whoever may take over:
// `POST /api/submissions/{uuid}/cancel`: nothing more of it is carried out; running, it ends between two chunks (`done` is 409).
// `POST /api/submissions/{uuid}/resume`: one that is `stopped` goes on, in its sender's name (`done` and `cancelled` are 409).

/**
 * `POST /api/submissions/{uuid}/undo`: takes back what the submission changed, in the rows named or in all. `uuid` is the new submission's,
 * made by the asker: asked twice, it is done once. Answers 202 with the status of the new submission.
 */
export const UndoRequest = z.strictObject({
  uuid: Uuid,
  ordinals: z.array(z.number().int().min(0)).min(1).max(limits.rowsPerSubmission).nullable(),
  reason: z.string().max(255).nullable(),
});
export type UndoRequest = z.infer<typeof UndoRequest>;

/** Why a row is left over. `reverted`: its change was overwritten in the record afterwards. */
export const leftOverReasons = ["conflict", "waiting", "failed", "not-carried-out", "reverted"] as const;
export const LeftOverReason = z.enum(leftOverReasons);
export type LeftOverReason = z.infer<typeof LeftOverReason>;

/**
 * `POST /api/submissions/{uuid}/left-over`: the rows that somebody must still look at, judged against the record as it is now, in order;
 * `after` is the ordinal of the last row that the asker has, -1 at the start. Writes nothing but the audit of the look-up.
 */
export const LeftOverRequest = z.strictObject({
  after: z.number().int().min(-1),
  limit: z.number().int().min(1).max(1_000),
});
export type LeftOverRequest = z.infer<typeof LeftOverRequest>;

export const LeftOverRow = z.object({
  ordinal: z.number().int(),
  rowId: z.string(),
  rowNumber: z.number().int(),
  /** As typed. */
  artId: z.string(),
  why: LeftOverReason,
  /** Fields that can be sent again: those of the row that were not carried out, or were overwritten. */
  open: z.array(ContactField),
  /** What the person saw when the row was sent; absent where it was not said. */
  seen: SeenFields,
  /** What would happen now: `before` is the record's value now, `after` what the row wants. */
  fields: FieldResults,
  issues: z.array(Issue),
  baseline: Baseline,
});
export type LeftOverRow = z.infer<typeof LeftOverRow>;
export const LeftOverPage = z.object({ rows: z.array(LeftOverRow), next: z.number().int().nullable() });
export type LeftOverPage = z.infer<typeof LeftOverPage>;

/** One row to carry on: only these fields, against what the person has now seen. */
export const FollowUpRow = z.strictObject({
  ordinal: z.number().int().min(0),
  fields: z.array(ContactField).min(1).max(contactFields.length),
  baseline: Baseline,
  seen: SeenFields.optional(),
  confirmations: z.array(IssueCode).max(20).optional(),
  acceptedRepairs: z.array(AcceptedRepair).max(20).optional(),
});
export type FollowUpRow = z.infer<typeof FollowUpRow>;

/**
 * `POST /api/submissions/{uuid}/follow-up`: carries on rows of a submission that were left over, as a submission of its own by the asker
 * (the sender, or who may take over), and takes out the rows that the asker leaves as the record has them. `uuid` is the new
 * submission's. Answers 202 with the new submission's status; with the old one's where nothing is sent.
 */
export const FollowUpRequest = z
  .strictObject({
    uuid: Uuid,
    reason: z.string().max(255).nullable(),
    rows: z.array(FollowUpRow).max(limits.rowsPerPart),
    leaveOut: z.array(z.number().int().min(0)).max(limits.rowsPerPart),
  })
  .refine(({ rows, leaveOut }) => rows.length + leaveOut.length > 0, "has neither rows to send nor rows to leave out");
export type FollowUpRequest = z.infer<typeof FollowUpRequest>;

/**
 * `POST /api/submissions/{uuid}/result-file`: a file of the rows with what became of them. The answer's `path` can be opened once or more
 * until it expires, without a session: the web view that the pane lives in cannot save a file by itself.
 */
export const ResultFileRequest = z.strictObject({ format: z.enum(["csv", "xlsx"]) });
export type ResultFileRequest = z.infer<typeof ResultFileRequest>;
export const DownloadAnswer = z.object({ path: z.string(), fileName: z.string(), expiresAt: Instant });
export type DownloadAnswer = z.infer<typeof DownloadAnswer>;
