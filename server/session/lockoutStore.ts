import type { PoolConnection, RowDataPacket } from "mysql2/promise";
import { openmrsTable } from "../database/names";
import { fromUtcText, toUtcText } from "../database/time";
import type { Site } from "../deps";
import type { Lockout } from "./lockout";

/** Whose failures are counted: a user of OpenMRS, or a name that is nobody's, by its keyed digest. */
export interface LockoutOwner {
  readonly userId: number | null;
  readonly subject: Buffer;
}

export interface LockoutChange {
  readonly owner: LockoutOwner;
  readonly before: Lockout;
  readonly after: Lockout;
  readonly now: Date;
}

/**
 * A user's count stands in OpenMRS's own `user_property`, so that both doors share one. A name that is nobody's is counted by us in the
 * same way: the answers must not tell which names exist.
 */
export async function readLockout(tx: PoolConnection, site: Site, owner: LockoutOwner): Promise<Lockout> {
  return owner.userId === null ? await readNobody(tx, owner.subject) : await readUser(tx, site, owner.userId);
}

export async function writeLockout(tx: PoolConnection, site: Site, change: LockoutChange): Promise<void> {
  const { owner, before, after, now } = change;
  if (owner.userId !== null) await writeUser(tx, site, { userId: owner.userId, before, after });
  else await writeNobody(tx, { subject: owner.subject, after, now });
}

const attemptsProperty = "loginAttempts";
const timestampProperty = "lockoutTimestamp";

async function readUser(tx: PoolConnection, site: Site, userId: number): Promise<Lockout> {
  const [rows] = await tx.query<RowDataPacket[]>(
    `SELECT property, property_value FROM ${openmrsTable(site, "user_property")} WHERE user_id = ? AND property IN (?, ?) FOR UPDATE`,
    [userId, attemptsProperty, timestampProperty],
  );
  // An administrator may have put anything there; OpenMRS takes junk for none.
  const numberOf = (name: string) => {
    const text = String(rows.find((row) => row.property === name)?.property_value ?? "").trim();
    return /^\d{1,15}$/.test(text) ? Number(text) : 0;
  };
  const lockedAt = numberOf(timestampProperty);
  return { attempts: numberOf(attemptsProperty), lockedAt: lockedAt === 0 ? null : new Date(lockedAt) };
}

/** OpenMRS removes the time of a lock-out that is over. This server has no right to delete there: it writes "0", which OpenMRS reads as none. */
async function writeUser(tx: PoolConnection, site: Site, change: { userId: number; before: Lockout; after: Lockout }): Promise<void> {
  const { userId, before, after } = change;
  const rows: [number, string, string][] = [];
  if (after.attempts !== before.attempts) rows.push([userId, attemptsProperty, String(after.attempts)]);
  if (after.lockedAt?.getTime() !== before.lockedAt?.getTime()) rows.push([userId, timestampProperty, String(after.lockedAt?.getTime() ?? 0)]);
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO ${openmrsTable(site, "user_property")} (user_id, property, property_value) VALUES ?
     ON DUPLICATE KEY UPDATE property_value = VALUES(property_value)`,
    [rows],
  );
}

async function readNobody(tx: PoolConnection, subject: Buffer): Promise<Lockout> {
  const [[row]] = await tx.query<RowDataPacket[]>("SELECT failures, locked_at FROM sign_in_failure WHERE subject = ? FOR UPDATE", [subject]);
  if (row === undefined) return { attempts: 0, lockedAt: null };
  return { attempts: Number(row.failures), lockedAt: row.locked_at === null ? null : fromUtcText(String(row.locked_at)) };
}

async function writeNobody(tx: PoolConnection, change: { subject: Buffer; after: Lockout; now: Date }): Promise<void> {
  const { subject, after, now } = change;
  await tx.query("UPDATE sign_in_failure SET failures = ?, locked_at = ?, changed_at = ? WHERE subject = ?", [
    after.attempts,
    after.lockedAt === null ? null : toUtcText(after.lockedAt),
    toUtcText(now),
    subject,
  ]);
}
