import type { ChangeSettingsRequest, SettingsInForce, SettingsState, SiteSettings } from "../../src/contract/settings";
import { can } from "../../src/domain/roles";
import { checkSiteSettings, settingNames } from "../../src/domain/siteSettings";
import { insertAuditEvent } from "../audit/auditEvents";
import { textBytes } from "../database/bytes";
import { toInstant, toUtcText } from "../database/time";
import { inRetriedTransaction } from "../database/transaction";
import type { Caller, Deps } from "../deps";
import { ApiError } from "../http/apiError";
import type { Input } from "../http/endpoint";
import { listStaff } from "../staff/staffMembers";
import { configuredSettings, readSiteSettings, settingsInForce } from "./settingsInForce";

/** `GET /api/settings`: what counts at the site, for everyone who is signed in. */
export async function readSettings(deps: Deps, caller: Caller): Promise<SettingsState> {
  const { version, settings, changedBy, changedAt } = await readSiteSettings(deps.pool);
  const configured = configuredSettings(deps.config);
  const [changer] = changedBy === null ? [] : await listStaff(deps.pool, deps.site, changedBy);
  return {
    version,
    settings,
    inForce: settingsInForce(settings, configured),
    configured,
    changedBy: changer?.displayName ?? null,
    changedAt: changedAt === null ? null : toInstant(changedAt),
    refusal: refusalOf(caller),
  };
}

/** Nobody decides for more than they have: settings are the whole site's. */
function refusalOf({ role, facilityIds }: Caller): SettingsState["refusal"] {
  if (!can(role, "manage-settings")) return "role";
  return facilityIds === null ? null : "facilities";
}

/** `PUT /api/settings`: changes them for every server of the site, unless somebody else has meanwhile. */
export async function changeSettings(deps: Deps, caller: Caller, { body }: Input<ChangeSettingsRequest, undefined, undefined>): Promise<SettingsState> {
  if (refusalOf(caller) !== null) throw new ApiError(403, "not-allowed");
  const configured = configuredSettings(deps.config);
  const faults = checkSiteSettings(body.settings, configured);
  if (faults.length > 0) {
    throw new ApiError(400, "body-invalid", undefined, { faults: faults.map(({ setting, code }) => ({ path: `settings.${setting}`, message: code })) });
  }
  const now = deps.clock.now();
  await inRetriedTransaction(deps, async (tx) => {
    const before = await readSiteSettings(tx, true);
    if (before.version !== body.version) throw new ApiError(409, "settings-changed");
    const details = changesOf(settingsInForce(before.settings, configured), settingsInForce(body.settings, configured));
    await tx.query("UPDATE site_settings SET version = version + 1, content = ?, changed_by = ?, changed_at = ? WHERE id = 1", [
      textBytes(JSON.stringify(withoutUnset(body.settings))),
      caller.userId,
      toUtcText(now),
    ]);
    await insertAuditEvent(tx, { at: now, caller, action: "change-settings", result: "done", details: { version: before.version + 1, ...details } });
  });
  deps.site.settings.forget();
  return await readSettings(deps, caller);
}

function withoutUnset(settings: SiteSettings): Partial<SiteSettings> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
}

/** What counted before and what counts now, of those that differ. */
function changesOf(before: SettingsInForce, after: SettingsInForce): Record<string, string> {
  return Object.fromEntries(settingNames.filter((name) => before[name] !== after[name]).map((name) => [name, `${before[name] ?? "none"} -> ${after[name] ?? "none"}`]));
}
