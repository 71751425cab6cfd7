import type { ChangeCounts } from "../contract/reports";
import { noChanges, updateStatuses } from "../contract/reports";
import type { OpenRows, ReportCell, ReportRow } from "./document";

export const countedFields = ["phone", "address", "birthdate"] as const;
type ByField = Readonly<Record<(typeof countedFields)[number], ChangeCounts>>;

export function addChanges(all: readonly ChangeCounts[]): ChangeCounts {
  return all.reduce(
    (sum, one) => ({
      given: sum.given + one.given,
      changed: sum.changed + one.changed,
      unchanged: sum.unchanged + one.unchanged,
      conflict: sum.conflict + one.conflict,
      failed: sum.failed + one.failed,
      undone: sum.undone + one.undone,
      reverted: sum.reverted + one.reverted,
    }),
    noChanges,
  );
}

export function allFields(fields: ByField): ChangeCounts {
  return addChanges(countedFields.map((field) => fields[field]));
}

/** A part of a whole, 0 to 1; null where there is no whole, because 0 % would be said of nothing. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** What was carried out: changed, or found in the record already. */
export function doneOf(counts: ChangeCounts): number {
  return counts.changed + counts.unchanged;
}

/** Whether anything happened. */
export function isNothing(counts: ChangeCounts): boolean {
  return counts.given + counts.undone + counts.reverted === 0;
}

/** The columns of counts, in their order, beside `changeCells`. */
export const changeColumns = ["given", "changed", "unchanged", "conflict", "failed", "doneShare", "undone", "reverted"] as const;

export function changeCells(counts: ChangeCounts): readonly ReportCell[] {
  const { given, changed, unchanged, conflict, failed, undone, reverted } = counts;
  return [given, changed, unchanged, conflict, failed, share(doneOf(counts), given), undone, reverted];
}

/**
 * The rows that one figure of a row counts: where its column is a status, those of this status; null where the column counts something that
 * cannot be listed apart, or nothing was counted.
 */
export function opensOf(row: ReportRow, column: string, cell: ReportCell): OpenRows | null {
  if (row.opens === null || cell === 0 || cell === null) return null;
  const status = updateStatuses.find((known) => known === column);
  return status === undefined ? null : { ...row.opens, status };
}
