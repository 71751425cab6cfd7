import { z } from "zod";
import { Day, Instant } from "./primitives";

/** `GET /api/system`: what the pane shows before anyone has signed in. Holds no patient data. */
export const SystemInfo = z.object({
  environment: z.enum(["demo", "production"]),
  siteName: z.string(),
  version: z.string(),
  serverTime: Instant,
  /** The site's day, by which birthdates are judged. */
  today: Day,
});
export type SystemInfo = z.infer<typeof SystemInfo>;

/** `GET /api/system/health`: for load balancers. */
export const Health = z.object({ ok: z.boolean() });
export type Health = z.infer<typeof Health>;
