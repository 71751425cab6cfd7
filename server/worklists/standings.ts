import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import type { WorklistCounts } from "../../src/contract/worklists";
import type { RowStatus } from "../../src/domain/types";
import { standingOf } from "../../src/domain/worklistRules";
import type { WorkStanding } from "../../src/domain/worklistRules";
import type { Site } from "../deps";
import { stillListedSql } from "./listedPatients";

type Connection = Pool | PoolConnection;

/** So many patients of a worklist stand so, by the word of this person (`users.user_id`); nobody's where nothing was done. */
export interface StandingCount {
  readonly worklistId: number;
  readonly standing: WorkStanding;
  readonly userId: number | null;
  readonly patients: number;
}

interface StandingRecord extends RowDataPacket {
  worklistId: number;
  ending: string | null;
  overwritten: number;
  waiting: number | null;
  caller: number | null;
  patients: number;
}

/** What a row came to: where somebody has dealt with what was left of it, what was changed counts. */
const endingSql = "IF(o.status = 'partly' AND t.row_key IS NOT NULL, 'updated', o.status)";

/** Persons of whom OpenMRS has overwritten something that nobody has dealt with: few, so they are found once for all lists. */
const overwrittenSql = `SELECT STRAIGHT_JOIN e.person_id, MAX(e.finished_at) AS last_at
           FROM row_reverted r JOIN row_outcome e ON e.submission_id = r.submission_id AND e.row_key = r.row_key
          WHERE r.settled_at IS NULL AND e.person_id IS NOT NULL GROUP BY e.person_id`;

/**
 * Standings of every patient, grouped: the last outcome, whether OpenMRS has overwritten anything that nobody has dealt with yet, a row that waits,
 * and the last call since the list was made, each found by the index of the person, which optimisers leave for the order of the rows where a table
 * is small. `places`: only patients of these facilities; null means all.
 */
export function standingsSql(site: Site, worklistIds: readonly number[], places: readonly number[] | null): { readonly sql: string; readonly values: readonly unknown[] } {
  const listed = stillListedSql(site, places);
  return {
    sql: `SELECT worklistId, ending, overwritten, waiting, caller, COUNT(*) AS patients FROM (
       SELECT i.worklist_id AS worklistId,
              (SELECT CONCAT_WS('|', s.kind, ${endingSql}, s.user_id)
                 FROM row_outcome o FORCE INDEX (outcome_person) JOIN submission s ON s.submission_id = o.submission_id
                 LEFT JOIN row_settled t ON t.submission_id = o.submission_id AND t.row_key = o.row_key
                WHERE o.person_id = i.person_id AND o.finished_at >= w.made_at AND o.status NOT IN ('collapsed', 'withdrawn')
                  AND (s.kind <> 'undo' OR o.status IN ('updated', 'partly'))
                  AND (t.row_key IS NULL OR o.status NOT IN ('failed', 'conflict'))
                ORDER BY o.finished_at DESC, o.submission_id DESC, o.row_key DESC LIMIT 1) AS ending,
              u.person_id IS NOT NULL AS overwritten,
              (SELECT s.user_id FROM row_waiting v FORCE INDEX (outcome_person) JOIN submission s ON s.submission_id = v.submission_id
                WHERE v.person_id = i.person_id AND v.finished_at >= w.made_at ORDER BY v.submission_id DESC LIMIT 1) AS waiting,
              (SELECT a.created_by FROM contact_attempt a FORCE INDEX (contact_attempt_person)
                WHERE a.person_id = i.person_id AND a.created_at >= w.made_at AND a.voided_at IS NULL ORDER BY a.contact_attempt_id DESC LIMIT 1) AS caller
         FROM worklist w JOIN worklist_item i ON i.worklist_id = w.worklist_id AND i.ordinal IS NOT NULL
         LEFT JOIN (${overwrittenSql}) u ON u.person_id = i.person_id AND u.last_at >= w.made_at
        WHERE w.worklist_id IN (?) AND ${listed.sql}) patients_of_lists
      GROUP BY worklistId, ending, overwritten, waiting, caller`,
    values: [worklistIds, ...listed.values],
  };
}

/** How far each worklist is. `places`: as in `standingsSql`. */
export async function readStandings(connection: Connection, site: Site, worklistIds: readonly number[], places: readonly number[] | null): Promise<readonly StandingCount[]> {
  if (worklistIds.length === 0 || places?.length === 0) return [];
  const { sql, values } = standingsSql(site, worklistIds, places);
  const [rows] = await connection.query<StandingRecord[]>(sql, [...values]);
  return rows.map(({ worklistId, ending, overwritten, waiting, caller, patients }) => {
    const [kind, status, sender] = ending?.split("|") ?? [];
    const last = kind === undefined || status === undefined ? null : { isUndo: kind === "undo", status: status as RowStatus };
    const standing = standingOf(last, { waits: waiting !== null, isCalled: caller !== null, isOverwritten: overwritten === 1 });
    const userId = standing === "open" ? null : standing === "called" ? caller : (waiting ?? (sender === undefined ? null : Number(sender)));
    return { worklistId, standing, userId, patients };
  });
}

/** The counts of one worklist. */
export function countsOf(standings: readonly StandingCount[], worklistId: number): WorklistCounts {
  const counts = { patients: 0, done: 0, called: 0, stuck: 0, open: 0 };
  for (const { standing, patients, ...of } of standings) {
    if (of.worklistId !== worklistId) continue;
    counts.patients += patients;
    counts[standing] += patients;
  }
  return counts;
}
