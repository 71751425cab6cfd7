import type { ChangeCounts } from "../contract/reports";
import { noChanges } from "../contract/reports";
import type { OpenRows, Opens, ReportCell, ReportRow } from "./document";

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

/** What one figure of a row counts; null where it counts nothing, or what cannot be listed apart. */
export function opensOf(row: ReportRow, column: string, cell: ReportCell): Opens | null {
  const opens = row.opensIn?.[column] ?? null;
  // A share of nought leaves everybody out.
  return cell === null || (cell === 0 && opens?.to !== "gathering") ? null : opens;
}

/** The changes behind each column of `changeCells`, among those of a row. */
export function changeOpens(all: OpenRows | null): Readonly<Record<(typeof changeColumns)[number], OpenRows | null>> {
  const of = (status: OpenRows["status"]): OpenRows | null => (all === null ? null : { ...all, status });
  return {
    given: of("given"),
    changed: of("changed"),
    unchanged: of("unchanged"),
    conflict: of("conflict"),
    failed: of("failed"),
    doneShare: of("done"),
    undone: of("undone"),
    reverted: of("overwritten"),
  };
}
