import type { Pool, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import { bytesOf } from "../database/buffers";
import { fromUtcText, toUtcText } from "../database/time";

/** How long an instance may be silent before another goes on in its place. By the database's clock, as servers' clocks differ. */
const leaseSeconds = 30;

/** How far the search table is in step with the record. */
export interface SearchState {
  readonly rulesDigest: Buffer;
  /** The repeated look at every patient: up to which `patient_id` it has come, and when it began. */
  readonly sweptTo: number;
  readonly sweepBeganAt: Date | null;
  /** When the last complete look had begun; null while the first one fills the table. */
  readonly knownUntil: Date | null;
  /** Rows up to these have been seen, of `person_name`, `person_attribute` and `patient_identifier`. */
  readonly seen: NewRows;
}
export interface NewRows {
  readonly names: number;
  readonly attributes: number;
  readonly identifiers: number;
}

interface StateRow extends RowDataPacket {
  rulesDigest: unknown;
  sweptTo: number;
  sweepBeganAt: string | null;
  knownUntil: string | null;
  names: number;
  attributes: number;
  identifiers: number;
}

export async function readSearchState(pool: Pool): Promise<SearchState> {
  const [[row]] = await pool.query<StateRow[]>(
    `SELECT rules_digest AS rulesDigest, swept_to AS sweptTo, sweep_began_at AS sweepBeganAt,
            known_until AS knownUntil, name_id AS names, attribute_id AS attributes, identifier_id AS identifiers FROM search_state WHERE id = 1`,
  );
  if (row === undefined) throw new Error("The state of the search table is gone.");
  const at = (text: string | null): Date | null => (text === null ? null : fromUtcText(text));
  return {
    rulesDigest: bytesOf(row.rulesDigest),
    sweptTo: row.sweptTo,
    sweepBeganAt: at(row.sweepBeganAt),
    knownUntil: at(row.knownUntil),
    seen: { names: row.names, attributes: row.attributes, identifiers: row.identifiers },
  };
}

/** Keeps how far it is; false where another instance has taken over meanwhile. */
export async function writeSearchState(pool: Pool, owner: string, state: SearchState): Promise<boolean> {
  const at = (date: Date | null): string | null => (date === null ? null : toUtcText(date));
  const [result] = await pool.query<ResultSetHeader>(
    `UPDATE search_state SET rules_digest = ?, swept_to = ?, sweep_began_at = ?, known_until = ?,
            name_id = ?, attribute_id = ?, identifier_id = ?, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
      WHERE id = 1 AND lease_owner = ?`,
    [
      state.rulesDigest,
      state.sweptTo,
      at(state.sweepBeganAt),
      at(state.knownUntil),
      state.seen.names,
      state.seen.attributes,
      state.seen.identifiers,
      leaseSeconds,
      owner,
    ],
  );
  return result.affectedRows === 1;
}

/** Takes the upkeep of the table, or says that it goes on. False: another instance has it. */
export async function claimUpkeep(pool: Pool, owner: string): Promise<boolean> {
  const [result] = await pool.query<ResultSetHeader>(
    `UPDATE search_state SET lease_owner = ?, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
      WHERE id = 1 AND (lease_owner IS NULL OR lease_owner = ? OR lease_until < UTC_TIMESTAMP(3))`,
    [owner, leaseSeconds, owner],
  );
  return result.affectedRows === 1;
}

export async function releaseUpkeep(pool: Pool, owner: string): Promise<void> {
  await pool.query("UPDATE search_state SET lease_owner = NULL, lease_until = NULL WHERE id = 1 AND lease_owner = ?", [owner]);
}
