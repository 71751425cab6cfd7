import { z } from "zod";
import { Instant } from "./primitives";

const Whole = z.number().int().nullable();

/** Shape only; what is sensible is judged by `domain/siteSettings`. */
export const SiteSettings = z.strictObject({
  streetColumn: z.enum(["auto", "address1", "address2"]).nullable(),
  dateOrder: z.enum(["dmy", "mdy", "ymd"]).nullable(),
  idleMinutes: Whole,
  signedInHours: Whole,
  undoHours: Whole,
  downloadSeconds: Whole,
  minutesPerRow: Whole,
  clinicNumbers: z.string().trim().min(1).max(300).nullable(),
});
export type SiteSettings = z.infer<typeof SiteSettings>;

/** What counts at the moment: an administrator's setting, else the server's configuration. */
export const SettingsInForce = z.object({
  streetColumn: z.enum(["auto", "address1", "address2"]),
  dateOrder: z.enum(["dmy", "mdy", "ymd"]).nullable(),
  idleMinutes: z.number().int(),
  signedInHours: z.number().int(),
  undoHours: z.number().int(),
  downloadSeconds: z.number().int(),
  minutesPerRow: z.number().int(),
  /** As they were typed; empty where there are none. */
  clinicNumbers: z.string(),
});
export type SettingsInForce = z.infer<typeof SettingsInForce>;

/** `GET /api/settings`, for everyone who is signed in; and the answer to changing them. */
export const SettingsState = z.object({
  /** Counts the changes; to be sent back with the next one. */
  version: z.number().int(),
  settings: SiteSettings,
  inForce: SettingsInForce,
  /** What counts where nothing is set. */
  configured: SettingsInForce,
  changedBy: z.string().nullable(),
  changedAt: Instant.nullable(),
  /** Why the asker may not change them; null where they may. */
  refusal: z.enum(["role", "facilities"]).nullable(),
});
export type SettingsState = z.infer<typeof SettingsState>;

/** `PUT /api/settings`: 409 `settings-changed` where somebody has changed them since `version`. */
export const ChangeSettingsRequest = z.strictObject({ version: z.number().int().nonnegative(), settings: SiteSettings });
export type ChangeSettingsRequest = z.infer<typeof ChangeSettingsRequest>;
