import type { PoolConnection } from "mysql2/promise";
import type { SheetAttempt, SheetAttemptResult, SheetAttemptsAnswer, SheetAttemptsRequest } from "../../src/contract/contactNotes";
import { parseArtId } from "../../src/domain/artId";
import { attemptOutcomes, checkAttempt } from "../../src/domain/contactNotes";
import { insertAuditEvent } from "../audit/auditEvents";
import { toInstant, toSiteDay, toUtcText } from "../database/time";
import { inRetriedTransaction, isDuplicateKey } from "../database/transaction";
import type { Caller, Deps } from "../deps";
import type { Input } from "../http/endpoint";
import { findPatientsByArtId } from "../patients/identities";
import { keyedDigest } from "../submissions/baselineDigest";
import { findAttempts, insertAttempts, type NewAttempt, type Tried } from "./attemptStore";
import { traceOf, unknownNumber } from "./noteContact";
import { numberOf, readRecordedNumbers } from "./recordedNumbers";
import { uuidOf } from "./uuidOf";

/** A row that can be noted, with the uuid that its mark and its patient come to. */
interface ReadyRow {
  readonly place: number;
  readonly attempt: NewAttempt;
}

const tries = 4;

/**
 * `POST /api/contact-notes/sheet`: notes the calls of a sheet's rows. A row is noted once, whoever sends it and however often, because its
 * uuid is made of its mark; everything happens in one transaction with its audit, or nothing does.
 */
export async function noteSheet(deps: Deps, caller: Caller, { body }: Input<SheetAttemptsRequest, undefined, undefined>): Promise<SheetAttemptsAnswer> {
  const { results, ready } = await judgeRows(deps, caller, body.rows);
  for (let attempt = 1; ready.length > 0; attempt += 1) {
    try {
      const noted = await inRetriedTransaction(deps, (tx) => noteRows(deps, caller, tx, ready));
      for (const [place, result] of noted) results[place] = result;
      break;
    } catch (error) {
      // The same rows were sent twice in the same moment: looked at again, they are there.
      if (!isDuplicateKey(error) || attempt >= tries) throw error;
    }
  }
  return { rows: results };
}

async function judgeRows(deps: Deps, caller: Caller, rows: readonly SheetAttempt[]): Promise<{ results: SheetAttemptResult[]; ready: readonly ReadyRow[] }> {
  const { pool, site, config, clock } = deps;
  const now = clock.now();
  const today = toSiteDay(now, site.timeZone);
  const artIds = rows.map(({ artId }) => parseArtId({ value: artId }).value);
  const identities = await findPatientsByArtId(pool, site, { artIds, facilityIds: caller.facilityIds, lock: "none" });
  const recorded = await readRecordedNumbers(pool, site, identities.flatMap((identity) => (identity.found ? [identity.patientId] : [])));
  const results: SheetAttemptResult[] = [];
  const ready: ReadyRow[] = [];
  for (const [place, row] of rows.entries()) {
    const identity = identities[place] ?? { found: false as const, reason: "art-id-not-found" as const };
    const { day, note, faults } = checkAttempt(row, today);
    const [fault] = faults;
    if (!identity.found) {
      results.push({ result: "refused", reason: identity.reason });
      continue;
    }
    if (fault !== undefined) {
      results.push({ result: "refused", reason: fault.code });
      continue;
    }
    const personId = identity.patientId;
    const tried = triedBy(deps, { personId, recorded: recorded.get(personId) ?? [], phone: row.phone });
    const digest = keyedDigest(config.DIGEST_KEY, "sheet attempt", String(personId), row.mark);
    results.push({ result: "noted", number: tried.kind === "recorded" ? "recorded" : "unknown" });
    ready.push({ place, attempt: { uuid: uuidOf(digest), personId, outcome: row.outcome, day, tried, note, digest, userId: caller.userId, at: toUtcText(now) } });
  }
  return { results, ready };
}

/** Which number was called, is told by a sheet only where its phone is the one recorded, or it has none. */
function triedBy(deps: Deps, { personId, recorded, phone }: { personId: number; recorded: readonly string[]; phone: string | null }): Tried {
  const typed = phone === null || phone.trim() === "" ? null : numberOf(phone);
  const called = typed === null ? recorded[0] : recorded.find((value) => numberOf(value) === typed);
  return called === undefined ? unknownNumber : { kind: "recorded", otherNumberId: null, ...traceOf(deps, personId, called) };
}

async function noteRows(deps: Deps, caller: Caller, tx: PoolConnection, ready: readonly ReadyRow[]): Promise<readonly (readonly [number, SheetAttemptResult])[]> {
  const known = await findAttempts(tx, ready.map(({ attempt }) => attempt.uuid));
  const fresh = new Map<string, NewAttempt>();
  const before: [number, SheetAttemptResult][] = [];
  for (const { place, attempt } of ready) {
    const earlier = known.get(attempt.uuid) ?? fresh.get(attempt.uuid);
    if (earlier === undefined) fresh.set(attempt.uuid, attempt);
    else before.push([place, { result: "noted-before", day: earlier.day, at: known.get(attempt.uuid)?.at ?? toInstant(attempt.at) }]);
  }
  const attempts = [...fresh.values()];
  if (attempts.length === 0) return before;
  await insertAttempts(tx, attempts);
  const counts = attemptOutcomes.map((outcome) => [outcome, attempts.filter((one) => one.outcome === outcome).length] as const);
  await insertAuditEvent(tx, {
    at: deps.clock.now(),
    caller,
    action: "note-sheet-attempts",
    result: "done",
    details: { rows: ready.length, noted: attempts.length, ...Object.fromEntries(counts.filter(([, count]) => count > 0)) },
    subjects: attempts.map(({ personId, digest }) => ({ personId, fields: "attempt", digest })),
  });
  return before;
}
