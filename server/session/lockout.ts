import type { PoolConnection, RowDataPacket } from "mysql2/promise";
import type { Config } from "../config";
import { openmrsTable } from "../database/names";
import type { Site } from "../deps";

/** Wrong passwords of one account since the last right one, and since when it is locked. */
export interface Lockout {
  readonly attempts: number;
  readonly lockedAt: Date | null;
}

export interface LockoutPolicy {
  /** Failures that are borne; the next one locks. */
  readonly allowedFailures: number;
  readonly waitSeconds: number;
}

export type LockoutVerdict = { readonly kind: "locked"; readonly next: Lockout } | { readonly kind: "open"; readonly current: Lockout };

/** While an account is locked every try starts the wait anew; after the wait it begins with no failures (HibernateContextDAO.authenticate). */
export function judgeLockout(lockout: Lockout, policy: LockoutPolicy, now: Date): LockoutVerdict {
  if (lockout.lockedAt === null) return { kind: "open", current: lockout };
  const waited = now.getTime() - lockout.lockedAt.getTime();
  if (waited > policy.waitSeconds * 1000) return { kind: "open", current: { attempts: 0, lockedAt: null } };
  return { kind: "locked", next: { attempts: lockout.attempts, lockedAt: now } };
}

/** What a wrong password makes of it: the failure past the limit locks and is not counted itself, as in OpenMRS. */
export function countFailure(lockout: Lockout, policy: LockoutPolicy, now: Date): Lockout {
  const attempts = lockout.attempts + 1;
  return attempts > policy.allowedFailures ? { attempts: lockout.attempts, lockedAt: now } : { attempts, lockedAt: null };
}

const openmrsAllowedFailures = 7;
const openmrsWaitMinutes = 5;

/** The site's own settings where it has them; junk in them counts as absent. `security.unlockAccountWaitingTime` is known since 2.7. */
export async function readLockoutPolicy(tx: PoolConnection, site: Site, config: Config): Promise<LockoutPolicy> {
  const [rows] = await tx.query<RowDataPacket[]>(
    `SELECT property, property_value FROM ${openmrsTable(site, "global_property")}
     WHERE property IN ('security.allowedFailedLoginsBeforeLockout', 'security.unlockAccountWaitingTime')`,
  );
  const setting = (name: string) => {
    const text = String(rows.find((row) => row.property === name)?.property_value ?? "").trim();
    return /^\d{1,6}$/.test(text) ? Number(text) : null;
  };
  const minutes = config.OPENMRS_LOCKOUT_MINUTES ?? setting("security.unlockAccountWaitingTime") ?? openmrsWaitMinutes;
  return { allowedFailures: setting("security.allowedFailedLoginsBeforeLockout") ?? openmrsAllowedFailures, waitSeconds: minutes * 60 };
}
