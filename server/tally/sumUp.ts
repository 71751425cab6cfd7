import type { PoolConnection, RowDataPacket } from "mysql2/promise";
import type { ContactField } from "../../src/domain/types";
import { toUtcText } from "../database/time";
import { inRetriedTransaction } from "../database/transaction";
import type { Deps } from "../deps";
import { findCounted, findSubmissions, findUncounted, lockUncounted } from "./countedSubmissions";
import { countCauses, countOutcomes, countReverted } from "./countOutcomes";
import { ensureDimensions } from "./dimensions";
import type { Dimensions } from "./dimensions";
import { addCausesOfMonths, addToTallies, insertCauses, insertSpreads } from "./tallyStore";

/** Submissions, and rows of them, that are summed up in one transaction: few enough that nobody waits for it. */
const submissionsAtOnce = 200;
const rowsAtOnce = 20_000;
const findingsAtOnce = 2_000;

type TallyDeps = Pick<Deps, "pool" | "site" | "clock">;

/**
 * Adds submissions that have ended to the tallies of reports and of the home screen, each once, whichever server does it; and gives how
 * many. The chunks of a running submission never touch the tallies, so they never wait for each other there.
 */
export async function countEndedSubmissions(deps: TallyDeps, mayGoOn: () => boolean = () => true): Promise<number> {
  for (let counted = 0; ; ) {
    if (!mayGoOn()) return counted;
    const ids = await nextIds(deps);
    if (ids.length === 0) {
      await countFindings(deps, mayGoOn);
      return counted;
    }
    const dimensions = await ensureDimensions(deps.pool, await findSubmissions(deps.pool, ids));
    counted += await inRetriedTransaction(deps, (tx) => countInto(tx, deps, { ids, dimensions }));
  }
}

async function nextIds({ pool }: TallyDeps): Promise<readonly number[]> {
  const ids: number[] = [];
  let rows = 0;
  for (const { submissionId, rowCount } of await findUncounted(pool, submissionsAtOnce)) {
    if (ids.length > 0 && rows + rowCount > rowsAtOnce) break;
    ids.push(submissionId);
    rows += rowCount;
  }
  return ids;
}

async function countInto(tx: PoolConnection, { site, clock }: TallyDeps, { ids, dimensions }: { readonly ids: readonly number[]; readonly dimensions: Dimensions }): Promise<number> {
  const submissions = await lockUncounted(tx, ids);
  if (submissions.length === 0) return 0;
  const cells = await countOutcomes(tx, site, submissions);
  await addToTallies(tx, dimensions, cells);
  await insertSpreads(tx, dimensions, cells);
  const causes = await countCauses(tx, site, submissions);
  await insertCauses(tx, dimensions, causes);
  await addCausesOfMonths(tx, dimensions, causes);
  await tx.query("UPDATE submission SET counted_at = ? WHERE submission_id IN (?)", [toUtcText(clock.now()), submissions.map(({ submissionId }) => submissionId)]);
  return submissions.length;
}

/**
 * Rows that get their outcome when a submission was summed up long ago: they had waited for a person, and somebody sent them again or left
 * them out. In the transaction that does so, which holds the submission's row.
 */
export async function countLateRows(tx: PoolConnection, site: Deps["site"], submissionId: number, rowKeys: readonly number[]): Promise<void> {
  const submission = rowKeys.length === 0 ? null : await findCounted(tx, submissionId);
  // One that is not summed up yet will be, with these rows.
  if (submission === null) return;
  const dimensions = await ensureDimensions(tx, [submission]);
  await addToTallies(tx, dimensions, await countOutcomes(tx, site, [submission], { rowKeys }));
}

interface Finding extends RowDataPacket {
  submissionId: number;
  rowKey: number;
  field: ContactField;
}

/** Adds what after-checks have found overwritten. */
async function countFindings(deps: TallyDeps, mayGoOn: () => boolean): Promise<void> {
  while (mayGoOn()) {
    const [found] = await deps.pool.query<Finding[]>(
      "SELECT submission_id AS submissionId, row_key AS rowKey, field FROM row_reverted WHERE counted_at IS NULL ORDER BY found_at LIMIT ?",
      [findingsAtOnce],
    );
    if (found.length === 0) return;
    const submissionIds = [...new Set(found.map(({ submissionId }) => submissionId))];
    const submissions = await findSubmissions(deps.pool, submissionIds);
    const dimensions = await ensureDimensions(deps.pool, submissions);
    // MySQL 5.6 finds rows by the first of the columns only, and would otherwise look through, and lock, all.
    const chosen = "v.submission_id IN (?) AND (v.submission_id, v.row_key, v.field) IN (?)";
    const keysOf = (findings: readonly Finding[]): readonly unknown[] => findings.map(({ submissionId, rowKey, field }) => [submissionId, rowKey, field]);
    await inRetriedTransaction(deps, async (tx) => {
      const [locked] = await tx.query<Finding[]>(
        `SELECT v.submission_id AS submissionId, v.row_key AS rowKey, v.field FROM row_reverted v WHERE ${chosen} AND v.counted_at IS NULL FOR UPDATE`,
        [submissionIds, keysOf(found)],
      );
      if (locked.length === 0) return;
      const values = [submissionIds, keysOf(locked)];
      await addToTallies(tx, dimensions, await countReverted(tx, deps.site, submissions, { sql: chosen, values }));
      await tx.query(`UPDATE row_reverted v SET v.counted_at = ? WHERE ${chosen}`, [toUtcText(deps.clock.now()), ...values]);
    });
  }
}
