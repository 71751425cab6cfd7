import { rowsStatuses } from "../../src/contract/reports";
import type { RowsStatus, UpdateStatus } from "../../src/contract/reports";
import { contactFields } from "../../src/domain/types";
import type { ContactField } from "../../src/domain/types";
import { isChosen, lagosDay } from "./countedByHand";
import type { HandQuery } from "./countedByHand";
import type { MadeAddress, MadeBirthdate, MadeRow, MadeSubmission } from "./madeHistory";

/*
 * The list of updates by plain reading of the rows, without any of the server's code.
 */

export interface HandRowsQuery extends HandQuery {
  readonly status: RowsStatus | null;
  readonly cause: string | null;
}

/** What stands in NMRS: names of users and facilities, and uuids of patients, by their numbers. */
export interface NamesByHand {
  readonly people: ReadonlyMap<number, string>;
  readonly facilities: ReadonlyMap<number, string>;
  readonly patients: ReadonlyMap<number, string>;
}

const everyStatus = ["changed", "unchanged", "conflict", "failed", "undone"];
const belonging: Readonly<Record<RowsStatus, readonly string[]>> = {
  changed: ["changed"],
  unchanged: ["unchanged"],
  conflict: ["conflict"],
  failed: ["failed"],
  undone: ["undone"],
  given: ["changed", "unchanged", "conflict", "failed"],
  done: ["changed", "unchanged"],
  "not-done": ["conflict", "failed"],
  overwritten: everyStatus,
};
export const statusesByHand: readonly (RowsStatus | null)[] = [null, ...rowsStatuses];

function statusOf({ kind }: MadeSubmission, row: MadeRow, field: ContactField): UpdateStatus | null {
  const status = row.fields[field]?.status;
  if (status === undefined || status === "waiting" || row.status === "withdrawn" || row.status === "collapsed") return null;
  if (kind === "undo") return status === "changed" ? "undone" : null;
  return status;
}

function causeOf({ fields }: MadeRow, field: ContactField): string | null {
  const { status, reason } = fields[field] ?? { status: "unchanged", reason: null };
  return reason ?? (status === "failed" || status === "conflict" ? "write-failed" : null);
}

/** In the order in which submissions were accepted, then that in which they were sent, then that of rows and fields. */
export function updatesByHand(history: readonly MadeSubmission[], query: HandRowsQuery, names: NamesByHand): readonly object[] {
  const { from, to, field: only, facility } = query.filters;
  const inOrder = history
    .map((submission, number) => ({ submission, number, at: submission.acceptedAt ?? "" }))
    .filter(({ submission }) => isChosen(submission, query))
    .sort((one, other) => (one.at === other.at ? one.number - other.number : one.at < other.at ? -1 : 1));
  return inOrder.flatMap(({ submission }) =>
    [...submission.rows]
      .sort((one, other) => one.rowKey - other.rowKey)
      .flatMap((row) =>
        contactFields.flatMap((field) => {
          const status = statusOf(submission, row, field);
          if (status === null || (only !== null && only !== field) || (facility !== null && row.patient?.place !== facility)) return [];
          if (query.status !== null && !belonging[query.status].includes(status)) return [];
          if (query.cause !== null && causeOf(row, field) !== query.cause) return [];
          const found = submission.reverted.find((one) => one.rowKey === row.rowKey && one.field === field);
          // What was found overwritten belongs to the day of the finding.
          const moment = query.status === "overwritten" ? found?.foundAt : row.finishedAt;
          if (moment === undefined || lagosDay(moment) < from || lagosDay(moment) > to) return [];
          return [lineOf({ submission, row, field, status, isReverted: found !== undefined }, names)];
        }),
      ),
  );
}

interface Line {
  readonly submission: MadeSubmission;
  readonly row: MadeRow;
  readonly field: ContactField;
  readonly status: UpdateStatus;
  readonly isReverted: boolean;
}

function lineOf({ submission, row, field, status, isReverted }: Line, { people, facilities, patients }: NamesByHand): object {
  const { artId, reason } = row.cells ?? {};
  const own = submission.kind === "undo" ? "" : String(reason?.value ?? "").trim();
  return {
    key: `${submission.uuid}:${row.ordinal}:${field}`,
    at: `${row.finishedAt.replace(" ", "T")}Z`,
    patient: row.patient === null ? null : patients.get(row.patient.personId),
    artId: (artId?.text ?? String(artId?.value)).trim(),
    facility: row.patient === null ? null : (facilities.get(row.patient.place) ?? null),
    field,
    status,
    reverted: isReverted,
    cause: causeOf(row, field),
    before: oldOrNew(row, field, "before"),
    after: oldOrNew(row, field, "after"),
    given: field === "address" && row.given.address !== undefined ? written(row.values?.givenAddress ?? {}) : (row.given[field] ?? null),
    person: people.get(submission.userId),
    source: submission.source.kind,
    workbook: submission.source.workbook,
    sheet: submission.source.sheet,
    rowNumber: row.rowNumber,
    submission: submission.uuid,
    submissionKind: submission.kind,
    reason: own === "" ? (submission.reason ?? null) : own,
  };
}

function written({ street, ward, lga, state }: Readonly<Partial<MadeAddress>>): string {
  return [street, ward, lga, state].filter((part) => typeof part === "string").join(", ");
}

function shownAddress({ street, ward, lga, state }: MadeAddress): string | null {
  const filled = [street, ward, lga, state].filter((part) => part !== null && part.length > 0);
  return filled.length > 0 ? filled.join(", ") : null;
}

function shownDay({ day, estimated }: MadeBirthdate): string {
  return estimated ? `${day} (estimated)` : day;
}

function oldOrNew({ values = {} }: MadeRow, field: ContactField, which: "before" | "after"): string | null {
  if (field === "phone") return values.phone?.[which] ?? null;
  if (field === "address") {
    const address = values.address?.[which] ?? null;
    return address === null ? null : shownAddress(address);
  }
  const birthdate = values.birthdate?.[which] ?? null;
  return birthdate === null ? null : shownDay(birthdate);
}
