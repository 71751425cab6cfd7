import { randomUUID } from "node:crypto";
import type { Pool, ResultSetHeader } from "mysql2/promise";

export interface HistoryRow {
  readonly artId: string;
  readonly personId: number | null;
  /** `given` is what was typed; left out, nothing is known of it. */
  readonly phone: { readonly status: string; readonly before: string | null; readonly after: string | null; readonly reason: string | null; readonly given?: string };
}

export interface History {
  readonly userId: number;
  /** UTC text: when the submission was accepted, when its rows ended. */
  readonly at: string;
  readonly rows: readonly HistoryRow[];
  readonly sheet?: string;
  readonly facilityIds?: readonly number[] | null;
}

/** Puts a submission that has ended into the tables as the engine leaves it: for long lists, which would take minutes to send. Gives its uuid. */
export async function insertHistory(ours: Pool, { userId, at, rows, sheet = "History", facilityIds = null }: History): Promise<string> {
  const uuid = randomUUID();
  const parts = Math.ceil(rows.length / 5_000);
  const header = JSON.stringify({ reading: {}, source: { workbook: "Line list.xlsx", sheet, kind: "sheet" } });
  const [{ insertId }] = await ours.query<ResultSetHeader>(
    `INSERT INTO submission (uuid, user_id, role, facility_ids, state, row_count, part_count, digest, header, request_id, address, opened_at, accepted_at, finished_at)
     VALUES (?, ?, 'clerk', ?, 'done', ?, ?, ?, ?, 'history', '127.0.0.1', ?, ?, ?)`,
    [uuid, userId, facilityIds === null ? null : JSON.stringify(facilityIds), rows.length, parts, Buffer.alloc(32), header, at, at, at],
  );
  const keyOf = (index: number): number => (Math.floor(index / 5_000) + 1) * 10_000 + (index % 5_000);
  for (let part = 1; part <= parts; part += 1) {
    await ours.query("INSERT INTO submission_part (submission_id, part_number, digest, row_count) VALUES (?, ?, ?, ?)", [
      ...[insertId, part, Buffer.alloc(32), Math.min(5_000, rows.length - (part - 1) * 5_000)],
    ]);
  }
  for (let start = 0; start < rows.length; start += 1_000) {
    const slice = rows.slice(start, start + 1_000).map((row, index) => ({ row, index: start + index }));
    await ours.query("INSERT INTO submission_row (submission_id, row_key, row_id, `row_number`, patient_id, content) VALUES ?", [
      slice.map(({ row: { artId, personId }, index }) => [insertId, keyOf(index), `r${index}`, index + 2, personId, JSON.stringify({ cells: { artId: { value: artId } } })]),
    ]);
    await ours.query(
      "INSERT INTO row_outcome (submission_id, row_key, status, person_id, phone_status, phone_given, phone_before, phone_after, phone_reason, finished_at) VALUES ?",
      [
        slice.map(({ row: { personId, phone }, index }) => [
          ...[insertId, keyOf(index), phone.status === "changed" ? "updated" : phone.status, personId, phone.status, phone.given ?? null, phone.before, phone.after, phone.reason, at],
        ]),
      ],
    );
  }
  return uuid;
}

/** So many rows whose numbers are all different. */
export function numberedRows(count: number, personId: number | null = null): readonly HistoryRow[] {
  return Array.from({ length: count }, (_, index) => ({
    artId: `HST${String(index).padStart(8, "0")}`,
    personId,
    phone: { status: "changed", before: `0803${String(index).padStart(7, "0")}`, after: `0805${String(index).padStart(7, "0")}`, reason: null },
  }));
}
