import type { Pool, RowDataPacket } from "mysql2/promise";
import type { SubmissionKind, SubmissionStatus } from "../../src/contract/submissions";
import type { AddressView, ContactField } from "../../src/domain/types";
import { textOf } from "../database/bytes";
import { fromUtcText } from "../database/time";
import { grouped } from "../patients/sql";
import { decodeRowContent } from "../submissions/rowContent";

type Source = SubmissionStatus["source"];

interface Birthdate {
  readonly birthdate: string | null;
  readonly estimated: boolean;
}

/** What a row of a submission changed for a patient, with the rows that it entered in the record. Fields that it did not change are null. */
export interface OwnChange {
  readonly submission: {
    readonly uuid: string;
    readonly kind: SubmissionKind;
    readonly userId: number;
    readonly facilityIds: readonly number[] | null;
    readonly source: Source;
  };
  readonly rowNumber: number;
  readonly reason: string | null;
  readonly at: Date;
  readonly phone: { readonly after: string | null; readonly inserted: string | null } | null;
  readonly address: { readonly after: AddressView | null; readonly inserted: string | null; readonly mark: string | null } | null;
  readonly birthdate: { readonly before: Birthdate; readonly after: Birthdate } | null;
  /** When a field's change was found overwritten in the record. */
  readonly overwritten: ReadonlyMap<ContactField, Date>;
}

interface ChangeRecord extends RowDataPacket {
  personId: number;
  submissionId: number;
  rowKey: number;
  uuid: string;
  kind: SubmissionKind;
  userId: number;
  facilityIds: string | null;
  header: Buffer;
  submissionReason: Buffer | null;
  rowNumber: number;
  content: Buffer;
  finishedAt: string;
  phoneChanged: number;
  phoneAfter: Buffer | null;
  phoneInserted: string | null;
  addressChanged: number;
  addressAfter: Buffer | null;
  addressInserted: string | null;
  addressMark: string | null;
  birthdateChanged: number;
  birthdateBefore: string | null;
  birthdateBeforeEstimated: number | null;
  birthdateAfter: string | null;
  birthdateAfterEstimated: number | null;
}

interface RevertedRecord extends RowDataPacket {
  personId: number;
  submissionId: number;
  rowKey: number;
  field: ContactField;
  foundAt: string;
}

/** Every change that this product made to the contacts of these patients, in the order in which they were made; patients without any are absent. Two statements. */
export async function readOwnChanges(pool: Pool, personIds: readonly number[]): Promise<ReadonlyMap<number, readonly OwnChange[]>> {
  if (personIds.length === 0) return new Map();
  const [[rows], [reverted]] = await Promise.all([
    pool.query<ChangeRecord[]>(
      `SELECT o.person_id AS personId, o.submission_id AS submissionId, o.row_key AS rowKey, s.uuid, s.kind, s.user_id AS userId, s.facility_ids AS facilityIds, s.header,
              s.reason AS submissionReason, r.\`row_number\` AS rowNumber, r.content, o.finished_at AS finishedAt,
              (o.phone_status <=> 'changed') AS phoneChanged, o.phone_after AS phoneAfter, o.phone_inserted AS phoneInserted,
              (o.address_status <=> 'changed') AS addressChanged, o.address_after AS addressAfter, o.address_inserted AS addressInserted,
              LOWER(HEX(o.address_mark)) AS addressMark,
              (o.birthdate_status <=> 'changed') AS birthdateChanged, o.birthdate_before AS birthdateBefore,
              o.birthdate_before_estimated AS birthdateBeforeEstimated, o.birthdate_after AS birthdateAfter,
              o.birthdate_after_estimated AS birthdateAfterEstimated
         FROM row_outcome o
         JOIN submission s ON s.submission_id = o.submission_id
         JOIN submission_row r ON r.submission_id = o.submission_id AND r.row_key = o.row_key
        WHERE o.person_id IN (?) AND o.status IN ('updated', 'partly')
        ORDER BY o.finished_at, o.submission_id, o.row_key`,
      [personIds],
    ),
    pool.query<RevertedRecord[]>(
      `SELECT o.person_id AS personId, v.submission_id AS submissionId, v.row_key AS rowKey, v.field, v.found_at AS foundAt
         FROM row_outcome o JOIN row_reverted v ON v.submission_id = o.submission_id AND v.row_key = o.row_key
        WHERE o.person_id IN (?)`,
      [personIds],
    ),
  ]);
  const revertedOf = grouped(reverted);
  const isOfRow = (row: ChangeRecord) => (found: RevertedRecord) => found.submissionId === row.submissionId && found.rowKey === row.rowKey;
  return new Map(
    [...grouped(rows)].map(([personId, own]) => {
      const overwritten = revertedOf.get(personId) ?? [];
      return [personId, own.map((row) => changeOf(row, overwritten.filter(isOfRow(row))))];
    }),
  );
}

function changeOf(row: ChangeRecord, reverted: readonly RevertedRecord[]): OwnChange {
  return {
    submission: {
      uuid: row.uuid,
      kind: row.kind,
      userId: row.userId,
      facilityIds: row.facilityIds === null ? null : (JSON.parse(row.facilityIds) as number[]),
      source: (JSON.parse(textOf(row.header)) as { readonly source: Source }).source,
    },
    rowNumber: row.rowNumber,
    reason: reasonOf(row),
    at: fromUtcText(row.finishedAt),
    phone: row.phoneChanged === 0 ? null : { after: row.phoneAfter === null ? null : textOf(row.phoneAfter), inserted: row.phoneInserted },
    address:
      row.addressChanged === 0
        ? null
        : {
            after: row.addressAfter === null ? null : (JSON.parse(textOf(row.addressAfter)) as AddressView),
            inserted: row.addressInserted,
            mark: row.addressMark,
          },
    birthdate:
      row.birthdateChanged === 0
        ? null
        : {
            before: { birthdate: row.birthdateBefore, estimated: row.birthdateBeforeEstimated === 1 },
            after: { birthdate: row.birthdateAfter, estimated: row.birthdateAfterEstimated === 1 },
          },
    overwritten: new Map(reverted.map(({ field, foundAt }) => [field, fromUtcText(foundAt)])),
  };
}

/** The row's own reason says more than that of the whole list. What is taken back is taken back for the reason given then. */
function reasonOf({ kind, content, submissionReason }: ChangeRecord): string | null {
  const typed = kind === "undo" ? undefined : decodeRowContent(textOf(content), "", 0).cells.reason?.value;
  const ofRow = typed === undefined ? "" : String(typed).trim();
  if (ofRow !== "") return ofRow;
  return submissionReason === null ? null : textOf(submissionReason);
}
