import { createHmac } from "node:crypto";
import type { Pool, RowDataPacket } from "mysql2/promise";
import { bytesOf } from "../database/buffers";
import { isDuplicateKey } from "../database/errors";
import { digestAuditRecord, type AuditSubject } from "./auditEvents";

/**
 * The audit is sealed after the fact: each link of `audit_chain` is a keyed digest over the link before it and one event. Whoever changes,
 * removes or slips in an event without the key breaks every later link. Writers never wait for it.
 */
const eventsPerSeal = 1000;

/** Transactions that began before others may commit after them: ids this far back are looked at again, and all of them once an hour. */
const lookBack = 2000;

interface Head {
  readonly sequence: number;
  readonly digest: Buffer;
  readonly eventId: number;
}

/** Adds unsealed events to the chain and gives their number; 0 also where another server was faster. */
export async function sealAudit(pool: Pool, digestKey: string, options: { readonly fromStart?: boolean } = {}): Promise<number> {
  const head = await readHead(pool);
  const [events] = await pool.query<RowDataPacket[]>(
    `SELECT e.audit_event_id, e.digest FROM audit_event e LEFT JOIN audit_chain c ON c.audit_event_id = e.audit_event_id
     WHERE e.audit_event_id > ? AND c.audit_event_id IS NULL ORDER BY e.audit_event_id LIMIT ?`,
    [options.fromStart === true ? 0 : head.eventId - lookBack, eventsPerSeal],
  );
  if (events.length === 0) return 0;
  let previous = head.digest;
  const links = events.map((event, index) => {
    const eventId = Number(event.audit_event_id);
    previous = linkDigest(digestKey, { previous, eventId, digest: bytesOf(event.digest) });
    return [head.sequence + 1 + index, eventId, previous];
  });
  try {
    await pool.query("INSERT INTO audit_chain (sequence, audit_event_id, chain_digest) VALUES ?", [links]);
  } catch (error) {
    // Another server has put its links there in the same moment; ours are made anew the next time.
    if (isDuplicateKey(error)) return 0;
    throw error;
  }
  return links.length;
}

async function readHead(pool: Pool): Promise<Head> {
  const [[row]] = await pool.query<RowDataPacket[]>(
    `SELECT sequence, chain_digest, (SELECT MAX(audit_event_id) FROM audit_chain) AS event_id FROM audit_chain ORDER BY sequence DESC LIMIT 1`,
  );
  if (row === undefined) return { sequence: 0, digest: Buffer.alloc(32), eventId: 0 };
  return { sequence: Number(row.sequence), digest: bytesOf(row.chain_digest), eventId: Number(row.event_id) };
}

function linkDigest(digestKey: string, link: { previous: Buffer; eventId: number; digest: Buffer }): Buffer {
  return createHmac("sha256", Buffer.from(digestKey, "hex"))
    .update("audit chain\n")
    .update(link.previous)
    .update(`\n${link.eventId}\n`)
    .update(link.digest)
    .digest();
}

export interface ChainReport {
  readonly links: number;
  /** Sequence numbers at which the chain does not follow from the link before, or whose event is gone or altered; the first hundred. */
  readonly broken: readonly number[];
  /** Events that are in no link yet. */
  readonly unsealed: number;
}

/** Computes every link, event and subject anew. */
export async function verifyAudit(pool: Pool, digestKey: string): Promise<ChainReport> {
  const broken: number[] = [];
  let previous: Buffer = Buffer.alloc(32);
  let sequence = 0;
  for (;;) {
    const [rows] = await pool.query<RowDataPacket[]>(
      `SELECT c.sequence, c.audit_event_id, c.chain_digest, e.at, e.user_id, e.action, e.result, e.request_id, e.address, e.submission_id, e.details, e.digest
       FROM audit_chain c LEFT JOIN audit_event e ON e.audit_event_id = c.audit_event_id
       WHERE c.sequence > ? ORDER BY c.sequence LIMIT ?`,
      [sequence, eventsPerSeal],
    );
    if (rows.length === 0) break;
    const subjects = await readSubjects(
      pool,
      rows.map((row) => Number(row.audit_event_id)),
    );
    for (const row of rows) {
      const eventId = Number(row.audit_event_id);
      const isNext = Number(row.sequence) === sequence + 1;
      sequence = Number(row.sequence);
      const digest = row.digest === null ? Buffer.alloc(32) : digestAuditRecord(recordOf(row), subjects.get(eventId) ?? []);
      const link = linkDigest(digestKey, { previous, eventId, digest });
      previous = bytesOf(row.chain_digest);
      if (!isNext || row.digest === null || !link.equals(previous)) broken.push(sequence);
    }
  }
  const [[count]] = await pool.query<RowDataPacket[]>(
    "SELECT COUNT(*) AS unsealed FROM audit_event e LEFT JOIN audit_chain c ON c.audit_event_id = e.audit_event_id WHERE c.audit_event_id IS NULL",
  );
  return { links: sequence, broken: broken.slice(0, 100), unsealed: Number(count?.unsealed) };
}

function recordOf(row: RowDataPacket) {
  return {
    at: String(row.at),
    userId: row.user_id === null ? null : Number(row.user_id),
    action: String(row.action),
    result: String(row.result),
    requestId: String(row.request_id),
    address: String(row.address),
    submissionId: row.submission_id === null ? null : Number(row.submission_id),
    details: String(row.details),
  };
}

async function readSubjects(pool: Pool, eventIds: readonly number[]): Promise<Map<number, AuditSubject[]>> {
  const byEvent = new Map<number, AuditSubject[]>();
  const [rows] = await pool.query<RowDataPacket[]>(
    "SELECT audit_event_id, person_id, fields, LOWER(HEX(digest)) AS digest FROM audit_subject WHERE audit_event_id IN (?) ORDER BY audit_event_id, position",
    [eventIds],
  );
  for (const row of rows) {
    const eventId = Number(row.audit_event_id);
    const subject = { personId: Number(row.person_id), fields: textOf(row.fields), digest: textOf(row.digest) };
    const known = byEvent.get(eventId);
    if (known === undefined) byEvent.set(eventId, [subject]);
    else known.push(subject);
  }
  return byEvent;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
