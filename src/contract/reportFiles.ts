import { z } from "zod";
import { Day, Digest, Instant, Uuid } from "./primitives";
import { ReportFilters, ReportKind, ReportStep } from "./reports";

export const reportFormats = ["csv", "xlsx", "pdf"] as const;
export const ReportFormat = z.enum(reportFormats);
export type ReportFormat = z.infer<typeof ReportFormat>;

/** Languages that the product speaks in whole; a file is written in the one of who asks for it. */
export const ReportLanguage = z.enum(["en", "fr"]);
export type ReportLanguage = z.infer<typeof ReportLanguage>;

const asked = { kind: ReportKind, step: ReportStep, format: ReportFormat, language: ReportLanguage };

/**
 * `PUT /api/reports/files/{uuid}`: has a file made in the background; answers 202 with the `ReportFile`. The uuid is made by the asker:
 * asked twice, it is made once; with anything else it is 409. Audited as `make-report` with filters, at its end with the number of rows.
 */
export const MakeFileRequest = z.strictObject({ ...asked, filters: ReportFilters });
export type MakeFileRequest = z.infer<typeof MakeFileRequest>;

/** `failed` says why by `problem`; `expired`: the bytes were deleted after the site's days of keeping, the line stays. */
export const reportFileStates = ["waiting", "making", "ready", "failed", "cancelled", "expired"] as const;
export const ReportFileState = z.enum(reportFileStates);
export type ReportFileState = z.infer<typeof ReportFileState>;

export const ReportFile = z.object({
  uuid: Uuid,
  ...asked,
  filters: ReportFilters,
  state: ReportFileState,
  /** Rows written so far, and of how many; 0 while it waits. */
  done: z.number().int(),
  total: z.number().int(),
  problem: z.enum(["not-allowed", "period-in-future", "server"]).nullable(),
  fileName: z.string(),
  bytes: z.number().int().nullable(),
  /** SHA-256 of the report's data, which a PDF prints: equal data, equal hash. */
  dataDigest: Digest.nullable(),
  askedAt: Instant,
  finishedAt: Instant.nullable(),
  expiresAt: Instant.nullable(),
  /** The schedule that had it made; null where a person asked. */
  schedule: Uuid.nullable(),
});
export type ReportFile = z.infer<typeof ReportFile>;

/** What a person had asked for, at that time, and this version of the server cannot read: it is told beside the others. */
export const UnreadableRequests = z.array(z.object({ uuid: Uuid, at: Instant }));
export type UnreadableRequests = z.infer<typeof UnreadableRequests>;

/**
 * `GET /api/reports/files`: the asker's own, newest first, 100 at most. `POST /api/reports/files/{uuid}/open` answers a `DownloadAnswer`
 * (`ready` only, else 409); `DELETE /api/reports/files/{uuid}` cancels one that is being made, and deletes the bytes of one that is ready (204).
 */
export const ReportFileList = z.object({ files: z.array(ReportFile), unreadable: UnreadableRequests });
export type ReportFileList = z.infer<typeof ReportFileList>;

export const scheduleRhythms = ["week", "month"] as const;
export const ScheduleRhythm = z.enum(scheduleRhythms);
export type ScheduleRhythm = z.infer<typeof ScheduleRhythm>;

/** `PUT /api/reports/schedules/{uuid}`: every Monday for the week before, or on the first of a month for the month before, in the site's time. */
export const ScheduleRequest = z.strictObject({ ...asked, rhythm: ScheduleRhythm, filters: ReportFilters.omit({ from: true, to: true }) });
export type ScheduleRequest = z.infer<typeof ScheduleRequest>;

export const ReportSchedule = z.object({ uuid: Uuid, ...ScheduleRequest.shape, nextDay: Day, lastFile: Uuid.nullable(), /** Why the last one was not made. */ problem: z.enum(["not-allowed"]).nullable(), createdAt: Instant });
export type ReportSchedule = z.infer<typeof ReportSchedule>;

/** `GET /api/reports/schedules`: the asker's own; `DELETE /api/reports/schedules/{uuid}` ends one (204), also one that is unreadable. Each is made with the owner's rights of that day. */
export const ScheduleList = z.object({ schedules: z.array(ReportSchedule), unreadable: UnreadableRequests });
export type ScheduleList = z.infer<typeof ScheduleList>;
