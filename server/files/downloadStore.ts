import { createHash, randomBytes } from "node:crypto";
import type { Pool, RowDataPacket } from "mysql2/promise";
import { textBytes, textOf } from "../database/bytes";
import { toUtcText } from "../database/time";

/** A file that somebody may open for a short while. */
export interface Download {
  readonly userId: number;
  readonly kind: string;
  /** What the file is made from, as it was stored. */
  readonly request: unknown;
}

interface DownloadRecord extends RowDataPacket {
  userId: number;
  kind: string;
  request: Buffer;
}

/** 256 random bits; the database knows only their digest. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

export async function insertDownload(
  pool: Pool,
  { token, userId, kind, request, createdAt, expiresAt }: Download & { readonly token: string; readonly createdAt: Date; readonly expiresAt: Date },
): Promise<void> {
  await pool.query("INSERT INTO download (token_hash, user_id, kind, request, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)", [
    hashOf(token),
    userId,
    kind,
    textBytes(JSON.stringify(request)),
    toUtcText(createdAt),
    toUtcText(expiresAt),
  ]);
}

/** Null where there is none, or its time is over. */
export async function findDownload(pool: Pool, token: string, now: Date): Promise<Download | null> {
  const [[row]] = await pool.query<DownloadRecord[]>(
    "SELECT user_id AS userId, kind, request FROM download WHERE token_hash = ? AND expires_at > ?",
    [hashOf(token), toUtcText(now)],
  );
  if (row === undefined) return null;
  return { userId: row.userId, kind: row.kind, request: JSON.parse(textOf(row.request)) as unknown };
}

/** A few at a time, whoever asks for a file next: nothing else has to run for it. */
export async function deleteExpiredDownloads(pool: Pool, now: Date): Promise<void> {
  await pool.query("DELETE FROM download WHERE expires_at <= ? ORDER BY expires_at LIMIT 500", [toUtcText(now)]);
}
