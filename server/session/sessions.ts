import { createHash, randomBytes } from "node:crypto";
import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import type { Role } from "../../src/domain/types";
import { bytesOf } from "../database/buffers";
import { openmrsTable } from "../database/names";
import { fromUtcText, toUtcText } from "../database/time";
import type { Site } from "../deps";
import { displayNameSql, readRole } from "../staff/people";
import { nameOfUser } from "./accounts";
import type { StoredPassword } from "./passwords";

/** A session with what it depends on: the account as it is now, and the role. */
export interface StoredSession {
  readonly tokenHash: Buffer;
  readonly userId: number;
  readonly passwordMark: Buffer;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly revoked: boolean;
  readonly userUuid: string;
  readonly username: string;
  readonly displayName: string;
  readonly retired: boolean;
  readonly stored: StoredPassword;
  readonly role: Role | null;
  readonly wholeSite: boolean;
}

/** 32 random bytes as text. Only their digest is ever stored. */
export function makeToken(): string {
  return randomBytes(32).toString("base64url");
}

export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

export interface NewSession {
  readonly tokenHash: Buffer;
  readonly userId: number;
  readonly passwordMark: Buffer;
  readonly now: Date;
  readonly expiresAt: Date;
  readonly address: string;
}

export async function insertSession(tx: PoolConnection, session: NewSession): Promise<void> {
  await tx.query(
    `INSERT INTO session (token_hash, user_id, password_mark, created_at, last_seen_at, expires_at, address) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [
      session.tokenHash,
      session.userId,
      session.passwordMark,
      toUtcText(session.now),
      toUtcText(session.now),
      toUtcText(session.expiresAt),
      session.address,
    ],
  );
}

export async function findSession(connection: Pool | PoolConnection, site: Site, tokenHash: Buffer): Promise<StoredSession | null> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT s.user_id, s.password_mark, s.last_seen_at, s.expires_at, s.revoked_at, st.role, st.whole_site,
       u.uuid, u.username, u.system_id, u.retired, u.password, u.salt, ${displayNameSql(site)} AS display_name
     FROM session s
     JOIN ${openmrsTable(site, "users")} u ON u.user_id = s.user_id
     LEFT JOIN staff st ON st.user_id = s.user_id
     WHERE s.token_hash = ?`,
    [tokenHash],
  );
  const [row] = rows;
  if (row === undefined) return null;
  return {
    tokenHash,
    userId: Number(row.user_id),
    passwordMark: bytesOf(row.password_mark),
    lastSeenAt: fromUtcText(String(row.last_seen_at)),
    expiresAt: fromUtcText(String(row.expires_at)),
    revoked: row.revoked_at !== null,
    userUuid: uuidOfUser(row),
    username: nameOfUser(row),
    displayName: String(row.display_name),
    retired: Number(row.retired) !== 0,
    stored: { password: textOrNull(row.password), salt: textOrNull(row.salt) },
    role: readRole(row.role),
    wholeSite: Number(row.whole_site) === 1,
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** Old OpenMRS databases hold users without a uuid, or with one of a free form: those get a stable one that is made of their id. */
export function uuidOfUser(row: RowDataPacket): string {
  const uuid = String(row.uuid ?? "").toLowerCase();
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(uuid)) return uuid;
  const hex = createHash("sha256").update(`user ${Number(row.user_id)} ${uuid}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export async function touchSession(pool: Pool, tokenHash: Buffer, now: Date): Promise<void> {
  await pool.query("UPDATE session SET last_seen_at = ? WHERE token_hash = ? AND last_seen_at < ?", [toUtcText(now), tokenHash, toUtcText(now)]);
}

export async function revokeSession(connection: Pool | PoolConnection, tokenHash: Buffer, now: Date): Promise<void> {
  await connection.query("UPDATE session SET revoked_at = ? WHERE token_hash = ? AND revoked_at IS NULL", [toUtcText(now), tokenHash]);
}

export async function revokeSessionsOf(connection: Pool | PoolConnection, userId: number, now: Date): Promise<void> {
  await connection.query("UPDATE session SET revoked_at = ? WHERE user_id = ? AND revoked_at IS NULL", [toUtcText(now), userId]);
}

/** Forgets sessions and failures that no longer matter; their story is in the audit. */
export async function deleteOldSessions(pool: Pool, now: Date): Promise<void> {
  const yesterday = toUtcText(new Date(now.getTime() - 24 * 3_600_000));
  await pool.query("DELETE FROM session WHERE expires_at < ?", [yesterday]);
  await pool.query("DELETE FROM sign_in_failure WHERE changed_at < ?", [yesterday]);
}
