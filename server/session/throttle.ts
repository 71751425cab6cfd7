import { createHmac } from "node:crypto";
import type { PoolConnection, RowDataPacket } from "mysql2/promise";
import { bytesOf } from "../database/buffers";
import { fromUtcText, toUtcText } from "../database/time";

/**
 * Our own brake beside OpenMRS's lock-out, in the database because there may be several servers. It is refused before the account is
 * touched, so that a stranger at one computer cannot keep a colleague's account locked for ever.
 */
const windowMilliseconds = 15 * 60_000;
const mostFailures = { pair: 12, address: 60 } as const;

export interface ThrottleSubjects {
  readonly pair: Buffer;
  readonly address: Buffer;
}

/** A keyed digest: nobody can read from the table which names were typed. */
export function subjectDigest(digestKey: string, kind: "account" | "pair" | "address", text: string): Buffer {
  return createHmac("sha256", Buffer.from(digestKey, "hex")).update(`sign-in ${kind}\n${text}`).digest();
}

/** Seconds to wait before the next try from there; 0 where it may go on. */
export async function readThrottle(tx: PoolConnection, subjects: ThrottleSubjects, now: Date): Promise<number> {
  const [rows] = await tx.query<RowDataPacket[]>("SELECT subject, failures, counted_from FROM sign_in_failure WHERE subject IN (?, ?)", [
    subjects.pair,
    subjects.address,
  ]);
  const waits = rows.map((row) => {
    const limit = subjects.pair.equals(bytesOf(row.subject)) ? mostFailures.pair : mostFailures.address;
    const left = fromUtcText(String(row.counted_from)).getTime() + windowMilliseconds - now.getTime();
    return Number(row.failures) >= limit && left > 0 ? Math.ceil(left / 1000) : 0;
  });
  return Math.max(0, ...waits);
}

export async function countThrottledFailure(tx: PoolConnection, subjects: ThrottleSubjects, now: Date): Promise<void> {
  const at = toUtcText(now);
  const windowStart = toUtcText(new Date(now.getTime() - windowMilliseconds));
  // Always the pair first: two transactions never wait for one another crosswise.
  for (const subject of [subjects.pair, subjects.address]) {
    await tx.query(
      `INSERT INTO sign_in_failure (subject, failures, counted_from, changed_at) VALUES (?, 1, ?, ?)
       ON DUPLICATE KEY UPDATE failures = IF(counted_from <= ?, 1, failures + 1), counted_from = IF(counted_from <= ?, VALUES(counted_from), counted_from),
         changed_at = VALUES(changed_at)`,
      [subject, at, at, windowStart, windowStart],
    );
  }
}

export async function forgetPair(tx: PoolConnection, subjects: ThrottleSubjects): Promise<void> {
  await tx.query("UPDATE sign_in_failure SET failures = 0 WHERE subject = ?", [subjects.pair]);
}

/** Makes tries for one account take turns, whichever server they reach: the row stays locked until the transaction ends. */
export async function lockSubject(tx: PoolConnection, subject: Buffer, now: Date): Promise<void> {
  const at = toUtcText(now);
  await tx.query(
    `INSERT INTO sign_in_failure (subject, failures, counted_from, changed_at) VALUES (?, 0, ?, ?)
     ON DUPLICATE KEY UPDATE changed_at = VALUES(changed_at)`,
    [subject, at, at],
  );
}
