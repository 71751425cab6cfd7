import { randomUUID } from "node:crypto";
import type { Pool, ResultSetHeader } from "mysql2/promise";
import { seededRandom } from "../../scripts/faults/random";
import type { ContactField, FieldStatus, RowStatus } from "../../src/domain/types";

/** Numbers that are the same for the same seed. */
export function seeded(seed: number): { below(most: number): number; pick<T>(items: readonly T[]): T; chance(percent: number): boolean } {
  const { whole, pick } = seededRandom(seed);
  return { below: whole, pick, chance: (percent) => whole(100) < percent };
}

export interface MadeField {
  readonly status: FieldStatus;
  readonly reason: string | null;
}

/** A row with what became of it, as a test made it. */
export interface MadeRow {
  readonly rowKey: number;
  readonly ordinal: number;
  readonly rowNumber: number;
  readonly status: RowStatus;
  /** Null where the ART ID named nobody. */
  readonly patient: { readonly personId: number; readonly artId: string; readonly place: number } | null;
  readonly artId: string;
  readonly fields: Readonly<Partial<Record<ContactField, MadeField>>>;
  readonly given: Readonly<Partial<Record<ContactField, string>>>;
  readonly finishedAt: string;
}

export interface MadeReverted {
  readonly rowKey: number;
  readonly field: ContactField;
  readonly foundAt: string;
}

export interface MadeSubmission {
  readonly uuid: string;
  readonly userId: number;
  readonly facilityIds: readonly number[] | null;
  readonly kind: "update" | "undo" | "follow-up";
  readonly state: "receiving" | "accepted" | "running" | "stopped" | "done" | "cancelled";
  readonly source: { readonly workbook: string; readonly sheet: string; readonly kind: "sheet" | "form" | "file" };
  readonly rowsOfParts: readonly number[];
  readonly rows: readonly MadeRow[];
  readonly reverted: readonly MadeReverted[];
}

const reading = { dateOrder: "dmy", date1904: false, streetIncludesLga: false, birthdateIsListed: false, dateCellsSuspect: false };

/** Writes a submission with its rows and outcomes as the engine leaves them; gives its id. */
export async function storeSubmission(ours: Pool, made: MadeSubmission): Promise<number> {
  const at = made.rows.at(-1)?.finishedAt ?? "2019-03-01 10:00:00.000";
  const hasEnded = made.state === "done" || made.state === "cancelled";
  const [{ insertId }] = await ours.query<ResultSetHeader>("INSERT INTO submission SET ?", [
    {
      uuid: made.uuid,
      user_id: made.userId,
      role: "clerk",
      facility_ids: made.facilityIds === null ? null : JSON.stringify(made.facilityIds),
      // Nobody sums it up, and no engine takes it, before all of it is there.
      state: "receiving",
      row_count: made.rows.length,
      part_count: made.rowsOfParts.length,
      digest: Buffer.alloc(32, 1),
      header: Buffer.from(JSON.stringify({ reading, source: made.source }), "utf8"),
      request_id: randomUUID(),
      address: "10.0.0.1",
      opened_at: at,
      accepted_at: made.state === "receiving" ? null : made.rows.reduce((earliest, { finishedAt }) => (finishedAt < earliest ? finishedAt : earliest), at),
      kind: made.kind,
      finished_at: hasEnded ? latestOf(made.rows, at) : null,
      lease_owner: "somebody-else",
      lease_until: "2099-01-01 00:00:00.000",
    },
  ]);
  await ours.query("INSERT INTO submission_part (submission_id, part_number, digest, row_count) VALUES ?", [
    made.rowsOfParts.map((rows, index) => [insertId, index + 1, Buffer.alloc(32, index), rows]),
  ]);
  if (made.rows.length > 0) {
    await ours.query("INSERT INTO submission_row (submission_id, row_key, row_id, `row_number`, patient_id, content) VALUES ?", [
      made.rows.map(({ rowKey, rowNumber, patient, artId }) => [insertId, rowKey, `r${rowKey}`, rowNumber, patient?.personId ?? null, JSON.stringify({ cells: { artId: { value: artId } } })]),
    ]);
    await ours.query(
      `INSERT INTO row_outcome (submission_id, row_key, status, person_id, phone_status, phone_given, phone_reason, address_status, address_given, address_reason,
         birthdate_status, birthdate_given, birthdate_reason, finished_at) VALUES ?`,
      [
        made.rows.map(({ rowKey, status, patient, fields, given, finishedAt }) => [
          ...[insertId, rowKey, status, patient?.personId ?? null, fields.phone?.status ?? null, given.phone ?? null, fields.phone?.reason ?? null],
          ...[fields.address?.status ?? null, given.address === undefined ? null : JSON.stringify({ street: given.address }), fields.address?.reason ?? null],
          ...[fields.birthdate?.status ?? null, given.birthdate ?? null, fields.birthdate?.reason ?? null, finishedAt],
        ]),
      ],
    );
  }
  if (made.reverted.length > 0) {
    await ours.query("INSERT INTO row_reverted (submission_id, row_key, field, stage, found_at) VALUES ?", [
      made.reverted.map(({ rowKey, field, foundAt }) => [insertId, rowKey, field, 0, foundAt]),
    ]);
  }
  await ours.query("UPDATE submission SET state = ? WHERE submission_id = ?", [made.state, insertId]);
  return insertId;
}

function latestOf(rows: readonly MadeRow[], otherwise: string): string {
  return rows.reduce((latest, { finishedAt }) => (finishedAt > latest ? finishedAt : latest), otherwise);
}
