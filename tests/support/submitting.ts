import { createHash, randomUUID } from "node:crypto";
import type { Pool, RowDataPacket } from "mysql2/promise";
import type { OpenSubmissionRequest, OutcomePage, PreviewAnswer, Reading, RowInput, RowOutcome, SubmissionStatus } from "../../src/contract/submissions";
import type { RowField } from "../../src/domain/types";

/** What a test needs of the server: an answer to a request in somebody's name. */
export interface ApiUnderTest {
  /** Sends JSON and gives status and body. `raw` is sent as it is instead of `body`. */
  call(method: string, path: string, options?: { token?: string; body?: unknown; raw?: string }): Promise<{ status: number; body: unknown }>;
}

export const plainReading: Reading = { dateOrder: "dmy", date1904: false, streetIncludesLga: false, birthdateIsListed: false, dateCellsSuspect: false };

let rowsMade = 0;

/** A row as typed: cells as text or numbers by column. Everything else of a row may be given in `more`. */
export function typedRow(cells: Partial<Record<RowField, string | number>>, more: Partial<RowInput> = {}): RowInput {
  rowsMade += 1;
  return {
    rowId: `row-${rowsMade}`,
    rowNumber: rowsMade + 1,
    cells: Object.fromEntries(Object.entries(cells).map(([field, value]) => [field, { value }])),
    ...more,
  };
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Sends rows through preview first, as the pane does: they come back with what was seen of the record. */
export async function previewed(api: ApiUnderTest, token: string, rows: readonly RowInput[], reading = plainReading): Promise<{ rows: RowInput[]; answer: PreviewAnswer }> {
  const { status, body } = await api.call("POST", "/api/submissions/preview", { token, body: { reading, rows } });
  if (status !== 200) throw new Error(`preview answered ${status}: ${JSON.stringify(body)}`);
  const answer = body as PreviewAnswer;
  return { answer, rows: rows.map((row, index) => ({ ...row, baseline: answer.rows[index]?.baseline })) };
}

/** What is said of a submission besides its rows. */
export interface Sending {
  readonly uuid?: string;
  readonly reading?: Reading;
  readonly reason?: string | null;
  readonly source?: OpenSubmissionRequest["source"];
}

const lineList = { workbook: "Line list.xlsx", sheet: "MissedAppointment", kind: "sheet" } as const;

/** Opens a submission, sends its rows as one part and has it accepted; gives its uuid. */
export async function sendSubmission(
  api: ApiUnderTest,
  token: string,
  rows: readonly RowInput[],
  { uuid = randomUUID(), reading = plainReading, reason = null, source = lineList }: Sending = {},
): Promise<string> {
  const part = JSON.stringify({ rows });
  const header = {
    rowCount: rows.length,
    partCount: 1,
    digest: sha256(sha256(part)),
    reading,
    source,
    reason,
  };
  for (const [method, path, raw] of [
    ["PUT", `/api/submissions/${uuid}`, JSON.stringify(header)],
    ["PUT", `/api/submissions/${uuid}/parts/1`, part],
    ["POST", `/api/submissions/${uuid}/accept`, undefined],
  ] as const) {
    const { status, body } = await api.call(method, path, { token, ...(raw === undefined ? {} : { raw }) });
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(body)}`);
  }
  return uuid;
}

/** Waits until the engine has carried a submission out, and gives what became of its rows. */
export async function outcomesOf(api: ApiUnderTest, token: string, uuid: string): Promise<{ status: SubmissionStatus; outcomes: RowOutcome[] }> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { body } = await api.call("GET", `/api/submissions/${uuid}`, { token });
    const status = body as SubmissionStatus;
    if (status.state === "done" || status.state === "cancelled" || status.state === "stopped") {
      const page = (await api.call("GET", `/api/submissions/${uuid}/outcomes?after=-1`, { token })).body as OutcomePage;
      return { status, outcomes: page.outcomes };
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Submission ${uuid} did not end.`);
}

/** The whole way of the pane: preview, submit, wait, outcomes in the order of the rows. */
export async function submit(
  api: ApiUnderTest,
  token: string,
  rows: readonly RowInput[],
  options: Sending = {},
): Promise<{ uuid: string; status: SubmissionStatus; outcomes: RowOutcome[] }> {
  const seen = await previewed(api, token, rows, options.reading);
  const uuid = await sendSubmission(api, token, seen.rows, options);
  return { uuid, ...(await outcomesOf(api, token, uuid)) };
}

type Row = RowDataPacket & Record<string, string | number | null>;

/** The record as it lies in the tables, voided rows too, read by account root. */
export interface RecordRows {
  readonly phones: readonly Row[];
  readonly addresses: readonly Row[];
  readonly person: Row | undefined;
  readonly patient: Row | undefined;
}

export async function recordOf(root: Pool, personId: number): Promise<RecordRows> {
  const read = async (sql: string): Promise<Row[]> => (await root.query<Row[]>(sql, [personId]))[0];
  return {
    phones: await read("SELECT * FROM person_attribute WHERE person_id = ? AND person_attribute_type_id = 8 ORDER BY person_attribute_id"),
    addresses: await read("SELECT * FROM person_address WHERE person_id = ? ORDER BY person_address_id"),
    person: (await read("SELECT * FROM person WHERE person_id = ?"))[0],
    patient: (await read("SELECT * FROM patient WHERE patient_id = ?"))[0],
  };
}

export function active(rows: readonly Row[]): readonly Row[] {
  return rows.filter((row) => row.voided === 0);
}

export function voided(rows: readonly Row[]): readonly Row[] {
  return rows.filter((row) => row.voided === 1);
}
