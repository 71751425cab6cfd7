import { randomUUID } from "node:crypto";
import type { Pool, RowDataPacket } from "mysql2/promise";
import { noRows } from "../../src/contract/submissions";
import type { RowOutcome, SubmissionStatus } from "../../src/contract/submissions";
import type { ApiUnderTest } from "./submitting";
import { outcomesOf } from "./submitting";

export interface Undone {
  readonly uuid: string;
  readonly status: SubmissionStatus;
  readonly outcomes: readonly RowOutcome[];
}

/** Asks to take a submission back and waits until that is done. */
export async function undo(
  api: ApiUnderTest,
  token: string,
  origin: string,
  { uuid = randomUUID(), ordinals = null, reason = null }: { uuid?: string; ordinals?: number[] | null; reason?: string | null } = {},
): Promise<Undone> {
  const { status, body } = await api.call("POST", `/api/submissions/${origin}/undo`, { token, body: { uuid, ordinals, reason } });
  if (status !== 202) throw new Error(`undo answered ${status}: ${JSON.stringify(body)}`);
  return { uuid, ...(await outcomesOf(api, token, uuid)) };
}

interface RawCount extends RowDataPacket {
  status: string;
  found: number;
}

/** Rows of a submission by status, counted in the tables of outcomes themselves. */
export async function rawCounts(root: Pool, uuid: string): Promise<Record<string, number>> {
  const [rows] = await root.query<RawCount[]>(
    `SELECT ended.status, COUNT(*) AS found
       FROM (SELECT submission_id, status FROM patient_contacts.row_outcome UNION ALL SELECT submission_id, status FROM patient_contacts.row_waiting) AS ended
       JOIN patient_contacts.submission s ON s.submission_id = ended.submission_id WHERE s.uuid = ? GROUP BY ended.status`,
    [uuid],
  );
  return { ...noRows, ...Object.fromEntries(rows.map(({ status, found }) => [status, found])) };
}
