import type { Pool, RowDataPacket } from "mysql2/promise";
import type { CallToNumber } from "../../src/domain/phoneQuality";
import { sliced } from "../patients/sql";

/** Persons of whom somebody noted that a number is not theirs. */
export async function readReportedWrong(pool: Pool): Promise<readonly number[]> {
  const [rows] = await pool.query<(RowDataPacket & { personId: number })[]>(
    "SELECT DISTINCT person_id AS personId FROM contact_attempt WHERE outcome = 'wrong-number' AND voided_at IS NULL",
  );
  return rows.map(({ personId }) => personId);
}

export interface CallOfPerson extends CallToNumber {
  readonly personId: number;
  /** Of the number that was called, in hexadecimal digits; null where nobody knows which it was. */
  readonly digest: string | null;
}

interface CallRow extends RowDataPacket, CallOfPerson {}

/** Their calls, as far as they were not taken back. */
export async function readCalls(pool: Pool, personIds: readonly number[]): Promise<ReadonlyMap<number, readonly CallOfPerson[]>> {
  const calls = new Map<number, CallOfPerson[]>();
  for (const slice of sliced(personIds)) {
    const [rows] = await pool.query<CallRow[]>(
      `SELECT person_id AS personId, contact_attempt_id AS sequence, day, outcome, LOWER(HEX(phone_digest)) AS digest
         FROM contact_attempt WHERE person_id IN (?) AND voided_at IS NULL`,
      [slice],
    );
    for (const row of rows) {
      const known = calls.get(row.personId);
      if (known === undefined) calls.set(row.personId, [row]);
      else known.push(row);
    }
  }
  return calls;
}
