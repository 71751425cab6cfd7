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

export interface MadeAddress {
  readonly street: string | null;
  readonly ward: string | null;
  readonly lga: string | null;
  readonly state: string | null;
}
export interface MadeBirthdate {
  readonly day: string;
  readonly estimated: boolean;
}
interface OldAndNew<Value> {
  readonly before: Value | null;
  readonly after: Value | null;
}
/** What the record held before and after; what a test leaves out is stored as nothing. */
export interface MadeValues {
  readonly phone?: OldAndNew<string>;
  readonly address?: OldAndNew<MadeAddress>;
  readonly birthdate?: OldAndNew<MadeBirthdate>;
  /** The parts of the address as they were given, in any order, instead of the text of `given`. */
  readonly givenAddress?: Readonly<Partial<MadeAddress>>;
}
export interface MadeCell {
  readonly value: string | number;
  readonly text?: string;
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
  readonly values?: MadeValues;
  /** The cells that were sent, where there were more than that of the ART ID. */
  readonly cells?: Readonly<Record<string, MadeCell>>;
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
  /** The earliest end of a row where it is left out. */
  readonly acceptedAt?: string;
  readonly reason?: string | null;
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
      reason: made.reason === undefined || made.reason === null ? null : Buffer.from(made.reason, "utf8"),
      accepted_at: made.state === "receiving" ? null : (made.acceptedAt ?? earliestOf(made.rows, at)),
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
      made.rows.map(({ rowKey, rowNumber, patient, artId, cells = { artId: { value: artId } } }) => [insertId, rowKey, `r${rowKey}`, rowNumber, patient?.personId ?? null, JSON.stringify({ cells })]),
    ]);
    await ours.query(
      `INSERT INTO row_outcome (submission_id, row_key, status, person_id, phone_status, phone_given, phone_reason, phone_before, phone_after,
         address_status, address_given, address_reason, address_before, address_after,
         birthdate_status, birthdate_given, birthdate_reason, birthdate_before, birthdate_before_estimated, birthdate_after, birthdate_after_estimated, finished_at) VALUES ?`,
      [made.rows.map((row) => outcomeOf(insertId, row))],
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

function outcomeOf(submissionId: number, { rowKey, status, patient, fields, given, values = {}, finishedAt }: MadeRow): readonly (string | number | null)[] {
  const { phone, address, birthdate } = values;
  const asGiven = given.address === undefined ? null : (values.givenAddress ?? { street: given.address });
  return [
    ...[submissionId, rowKey, status, patient?.personId ?? null],
    ...[fields.phone?.status ?? null, given.phone ?? null, fields.phone?.reason ?? null, phone?.before ?? null, phone?.after ?? null],
    ...[fields.address?.status ?? null, json(asGiven), fields.address?.reason ?? null, json(address?.before), json(address?.after)],
    ...[fields.birthdate?.status ?? null, given.birthdate ?? null, fields.birthdate?.reason ?? null],
    ...[...dayOf(birthdate?.before), ...dayOf(birthdate?.after), finishedAt],
  ];
}

function json(value: object | null | undefined): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

function dayOf(value: MadeBirthdate | null | undefined): readonly [string | null, number | null] {
  return value === null || value === undefined ? [null, null] : [value.day, value.estimated ? 1 : 0];
}

function earliestOf(rows: readonly MadeRow[], otherwise: string): string {
  return rows.reduce((earliest, { finishedAt }) => (finishedAt < earliest ? finishedAt : earliest), otherwise);
}

function latestOf(rows: readonly MadeRow[], otherwise: string): string {
  return rows.reduce((latest, { finishedAt }) => (finishedAt > latest ? finishedAt : latest), otherwise);
}
