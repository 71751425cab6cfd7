import { createHash } from "node:crypto";
import type { PoolConnection } from "mysql2/promise";
import { toUtcText } from "../database/time";
import { inRetriedTransaction } from "../database/transaction";
import type { Deps } from "../deps";
import type { DayRows } from "./rowCounts";
import { countNames, countRows, findUncounted, lockUncounted } from "./rowCounts";

/** How often an instance looks for submissions that have ended; until they are summed up they are counted as they stand. */
const usualPollMilliseconds = 20_000;
/** Submissions, and rows of them, that are summed up in one transaction: few enough that nobody waits for it. */
const submissionsAtOnce = 50;
const rowsAtOnce = 20_000;

/**
 * Adds submissions that have ended to the tallies of their days, each once, whichever server does it; and gives how many. The chunks of a
 * running submission never touch the tallies, so they never wait for each other there.
 */
export async function countEndedSubmissions(deps: Pick<Deps, "pool" | "site" | "clock">, mayGoOn: () => boolean = () => true): Promise<number> {
  for (let counted = 0; ; ) {
    if (!mayGoOn()) return counted;
    const found = await findUncounted(deps.pool, submissionsAtOnce);
    const ids: number[] = [];
    let rows = 0;
    for (const { submissionId, rowCount } of found) {
      if (ids.length > 0 && rows + rowCount > rowsAtOnce) break;
      ids.push(submissionId);
      rows += rowCount;
    }
    if (ids.length === 0) return counted;
    counted += await inRetriedTransaction(deps, (tx) => countInto(tx, deps, ids));
  }
}

async function countInto(tx: PoolConnection, { site, clock }: Pick<Deps, "site" | "clock">, ids: readonly number[]): Promise<number> {
  const submissions = await lockUncounted(tx, ids);
  if (submissions.length === 0) return 0;
  await addToTallies(tx, await countRows(tx, submissions, { timeZone: site.timeZone }));
  await tx.query("UPDATE submission SET counted_at = ? WHERE submission_id IN (?)", [toUtcText(clock.now()), submissions.map(({ submissionId }) => submissionId)]);
  return submissions.length;
}

const columns = ["day", "user_id", "scope", "kind", "facility_ids", ...countNames];

async function addToTallies(tx: PoolConnection, days: readonly DayRows[]): Promise<void> {
  if (days.length === 0) return;
  // In the order of the key, so that two servers never wait for each other crosswise.
  const rows = days
    .map(({ day, userId, facilityIds, kind, rows: tally }) => [day, userId, scopeDigest(facilityIds), kind, facilityIds, ...countNames.map((name) => tally[name])])
    .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  await tx.query(
    `INSERT INTO day_tally (${columns.join(", ")}) VALUES ?
     ON DUPLICATE KEY UPDATE ${countNames.map((name) => `${name} = ${name} + VALUES(${name})`).join(", ")}`,
    [rows],
  );
}

/** The facilities are a list without bound, which no key can hold. */
function scopeDigest(facilityIds: string | null): Buffer {
  return createHash("sha256").update(facilityIds ?? "the whole site").digest();
}

export interface DayTallies {
  /** Lets the transaction under way end, and ends. */
  stop(): Promise<void>;
}

/** Starts summing up in the background what has ended. Any number of servers may. */
export function startDayTallies(deps: Deps, pollMilliseconds = usualPollMilliseconds): DayTallies {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const turn = async (): Promise<void> => {
    try {
      await countEndedSubmissions(deps, () => !isStopped);
    } catch (error) {
      // Nothing is lost: what is not summed up is counted as it stands, and summed up at a later turn.
      deps.log.warn({ err: error }, "the tallies of days could not be kept now");
    }
    if (!isStopped) schedule();
  };
  const schedule = (): void => {
    timer = setTimeout(() => {
      running = turn();
    }, pollMilliseconds);
    timer.unref();
  };
  schedule();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
