import type { Pool, RowDataPacket } from "mysql2/promise";
import type { FieldStatus, RowStatus } from "../../src/domain/types";

/** A row's end as the tables have it, read by account root with statements of the harness's own. */
export interface StoredRow {
  readonly rowKey: number;
  readonly rowId: string;
  readonly kind: "update" | "undo" | "follow-up";
  readonly status: RowStatus;
  readonly personId: number | null;
  readonly issues: string;
  readonly phoneStatus: FieldStatus | null;
  readonly phoneAfter: string | null;
  readonly phoneReason: string | null;
  readonly phoneVoided: readonly number[];
  readonly phoneInserted: string | null;
  readonly addressStatus: FieldStatus | null;
  readonly addressReason: string | null;
  readonly addressVoided: readonly number[];
  readonly addressCopyOf: number | null;
  readonly addressInserted: string | null;
  readonly birthdateStatus: FieldStatus | null;
  readonly birthdateReason: string | null;
  readonly birthdateAfter: string | null;
  readonly birthdateAfterEstimated: number | null;
}

export interface StoredSubmission {
  readonly submission: {
    readonly submissionId: number;
    readonly kind: StoredRow["kind"];
    readonly state: string;
    readonly rowCount: number;
    readonly leaseOwner: string | null;
    readonly leaseUntil: string | null;
  };
  readonly rowKeys: readonly number[];
  readonly rows: readonly StoredRow[];
  readonly tally: Readonly<Record<string, number>>;
  /** `person fields` of every audited change. */
  readonly changedSubjects: readonly string[];
}

const schema = "patient_contacts";

const outcomes = (table: string): string => `
  SELECT o.row_key AS rowKey, CONVERT(r.row_id USING utf8) AS rowId, s.kind, o.status, o.person_id AS personId,
         CONVERT(COALESCE(o.issues, '[]') USING utf8) AS issues,
         o.phone_status AS phoneStatus, CONVERT(o.phone_after USING utf8) AS phoneAfter, o.phone_reason AS phoneReason, o.phone_voided AS phoneVoided,
         o.phone_inserted AS phoneInserted, o.address_status AS addressStatus, o.address_reason AS addressReason, o.address_voided AS addressVoided,
         o.address_copy_of AS addressCopyOf, o.address_inserted AS addressInserted, o.birthdate_status AS birthdateStatus,
         o.birthdate_reason AS birthdateReason, o.birthdate_after AS birthdateAfter, o.birthdate_after_estimated AS birthdateAfterEstimated
    FROM ${schema}.${table} o
    JOIN ${schema}.submission s ON s.submission_id = o.submission_id
    LEFT JOIN ${schema}.submission_row r ON r.submission_id = o.submission_id AND r.row_key = o.row_key
   WHERE o.submission_id = ? ORDER BY o.row_key`;

function idsOf(text: unknown): readonly number[] {
  return typeof text === "string" && text !== "" ? text.split(",").map(Number) : [];
}

export async function readStored(root: Pool, submissionId: number): Promise<StoredSubmission> {
  const read = async (sql: string): Promise<RowDataPacket[]> => (await root.query<RowDataPacket[]>(sql, [submissionId]))[0];
  const [submission] = await read(
    `SELECT submission_id AS submissionId, kind, state, row_count AS rowCount, lease_owner AS leaseOwner, lease_until AS leaseUntil
       FROM ${schema}.submission WHERE submission_id = ?`,
  );
  const keys = await read(`SELECT row_key AS rowKey FROM ${schema}.submission_row WHERE submission_id = ?`);
  const ended = await read(outcomes("row_outcome"));
  const waiting = await read(outcomes("row_waiting"));
  const tally = await read(`SELECT status, SUM(row_count) AS found FROM ${schema}.submission_tally WHERE submission_id = ? GROUP BY status`);
  const subjects = await read(
    `SELECT CONCAT(a.person_id, ' ', a.fields) AS subject FROM ${schema}.audit_subject a
       JOIN ${schema}.audit_event e ON e.audit_event_id = a.audit_event_id
      WHERE e.submission_id = ? AND e.action = 'change-contacts' AND e.result = 'done' AND a.fields <> ''`,
  );
  return {
    submission: submission as StoredSubmission["submission"],
    rowKeys: keys.map(({ rowKey }) => Number(rowKey)),
    rows: [...ended, ...waiting].map((row) => ({ ...(row as StoredRow & RowDataPacket), phoneVoided: idsOf(row.phoneVoided), addressVoided: idsOf(row.addressVoided) })),
    tally: Object.fromEntries(tally.map(({ status, found }) => [String(status), Number(found)])),
    changedSubjects: subjects.map(({ subject }) => String(subject)),
  };
}
