import type { RowDataPacket } from "mysql2/promise";
import type { AttemptOutcome } from "../../src/domain/contactNotes";
import { judgeReachability } from "../../src/domain/reachability";
import type { AttemptSeen, Reachability } from "../../src/domain/reachability";
import type { Connection } from "../database/connections";
import type { Deps } from "../deps";
import { sliced } from "../patients/sql";
import { readHeldNumbers } from "./numberStore";
import { numberDigest, readRecordedNumbers } from "./recordedNumbers";

interface SeenRow extends RowDataPacket {
  personId: number;
  sequence: number;
  day: string;
  outcome: AttemptOutcome;
  digest: string | null;
}

/**
 * When each person was last reached by the number recorded now, and since when nobody could reach them; persons whom nobody called are
 * absent. Three statements, whatever their number.
 */
export async function readReachability(deps: Pick<Deps, "site" | "config"> & { readonly pool: Connection }, personIds: readonly number[]): Promise<ReadonlyMap<number, Reachability>> {
  const attempts = await readAttempts(deps.pool, personIds);
  const called = [...new Set(attempts.map(({ personId }) => personId))];
  if (called.length === 0) return new Map();
  const [recorded, held] = await Promise.all([readRecordedNumbers(deps.pool, deps.site, called), readHeldNumbers(deps.pool, called)]);
  const kinds = new Map<string, AttemptSeen["number"]>();
  for (const { personId, phone, relation } of held) if (relation === "own") kinds.set(numberDigest(deps, personId, phone), "own");
  for (const [personId, phones] of recorded) for (const phone of phones) kinds.set(numberDigest(deps, personId, phone), "recorded");
  const byPerson = new Map<number, AttemptSeen[]>();
  for (const { personId, sequence, day, outcome, digest } of attempts) {
    const seen: AttemptSeen = { day, sequence, outcome, number: (digest === null ? undefined : kinds.get(digest)) ?? "other" };
    const known = byPerson.get(personId);
    if (known === undefined) byPerson.set(personId, [seen]);
    else known.push(seen);
  }
  return new Map([...byPerson].map(([personId, seen]) => [personId, judgeReachability(seen)]));
}

async function readAttempts(pool: Connection, personIds: readonly number[]): Promise<readonly SeenRow[]> {
  const all: SeenRow[] = [];
  for (const slice of sliced([...new Set(personIds)])) {
    const [rows] = await pool.query<SeenRow[]>(
      `SELECT person_id AS personId, contact_attempt_id AS sequence, day, outcome, LOWER(HEX(phone_digest)) AS digest
         FROM contact_attempt WHERE person_id IN (?) AND voided_at IS NULL`,
      [slice],
    );
    for (const row of rows) all.push(row);
  }
  return all;
}
