import { z } from "zod";
import { Instant } from "./primitives";

/** `POST /api/audit/search` (a search is a POST so that nothing of it stands in a URL). Supervisors and administrators. */
export const AuditQuery = z.strictObject({
  from: Instant.optional(),
  to: Instant.optional(),
  username: z.string().max(50).optional(),
  artId: z.string().max(50).optional(),
  action: z.string().max(40).optional(),
  before: z.number().int().optional(),
  limit: z.number().int().min(1).max(500).default(100),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditEvent = z.object({
  id: z.number().int(),
  at: Instant,
  username: z.string().nullable(),
  displayName: z.string().nullable(),
  action: z.string(),
  result: z.enum(["done", "refused", "failed"]),
  requestId: z.string(),
  address: z.string(),
  subjectCount: z.number().int(),
  submission: z.string().nullable(),
});
export type AuditEvent = z.infer<typeof AuditEvent>;
export const AuditPage = z.object({ events: z.array(AuditEvent), next: z.number().int().nullable() });
export type AuditPage = z.infer<typeof AuditPage>;
