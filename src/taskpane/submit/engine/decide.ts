import type { AcceptedRepair, ReadingContext, RepairCode, RowField } from "../../../domain/types";
import { repairCodes } from "../../../domain/types";
import { withAccepted } from "./checkList";
import type { GroupMember, ProblemGroup } from "./groups";
import type { PaneRow } from "./paneRow";

/** What a person decides about one cause in one row. */
export interface RepairDecision {
  readonly rowIndex: number;
  readonly field: RowField;
  readonly code: RepairCode;
  readonly after: string;
  /** Of several numbers, the others are kept with the patient as other numbers. */
  readonly keepOthers?: boolean;
}

/** Decisions for every open member of a group; those where the person must choose between values are left to them one by one. */
export function decisionsFor(group: ProblemGroup, members: readonly GroupMember[] = group.members): readonly RepairDecision[] {
  const decisions: RepairDecision[] = [];
  for (const { rowIndex, issue, handled } of members) {
    if (handled || issue.repair === undefined || issue.field === null || !isRepairCode(issue.code)) continue;
    if (issue.repair.choices !== undefined && issue.repair.choices.length > 1) continue;
    decisions.push({ rowIndex, field: issue.field, code: issue.code, after: issue.repair.after });
  }
  return decisions;
}

/** Accepts repairs: the rows concerned are read anew with them, so a further problem that hid behind the damage appears. */
export function acceptRepairs(rows: readonly PaneRow[], decisions: readonly RepairDecision[], context: ReadingContext): readonly PaneRow[] {
  const byRow = new Map<number, AcceptedRepair[]>();
  for (const { rowIndex, field, code, after, keepOthers } of decisions) {
    byRow.set(rowIndex, [...(byRow.get(rowIndex) ?? []), { field, code, after, ...(keepOthers === true && { keepOthers }) }]);
  }
  return replaceRows(rows, byRow, (row, added) => {
    const kept = row.accepted.filter((old) => !added.some((repair) => repair.field === old.field && repair.code === old.code));
    return withAccepted(row, [...kept, ...added], context);
  });
}

/** Takes acceptances back. The sheet is not touched: *Undo last change* does that. */
export function withdrawRepairs(rows: readonly PaneRow[], decisions: readonly Omit<RepairDecision, "after">[], context: ReadingContext): readonly PaneRow[] {
  const byRow = new Map<number, Omit<RepairDecision, "after">[]>();
  for (const decision of decisions) byRow.set(decision.rowIndex, [...(byRow.get(decision.rowIndex) ?? []), decision]);
  return replaceRows(rows, byRow, (row, removed) =>
    withAccepted(
      row,
      row.accepted.filter((repair) => !removed.some(({ field, code }) => repair.field === field && repair.code === code)),
      context,
    ),
  );
}

/** Confirms (or no longer confirms) warnings that the person has seen. */
export function confirmWarnings(rows: readonly PaneRow[], members: readonly GroupMember[], confirmed: boolean): readonly PaneRow[] {
  const byRow = new Map<number, GroupMember[]>();
  for (const member of members) {
    if (member.issue.severity === "warning") byRow.set(member.rowIndex, [...(byRow.get(member.rowIndex) ?? []), member]);
  }
  return replaceRows(rows, byRow, (row, concerned) => {
    const codes = concerned.map(({ issue }) => issue.code);
    const others = row.confirmed.filter((code) => !codes.includes(code));
    return { ...row, confirmed: confirmed ? [...others, ...new Set(codes)] : others, preview: null };
  });
}

function replaceRows<T>(rows: readonly PaneRow[], byRow: ReadonlyMap<number, T>, change: (row: PaneRow, given: T) => PaneRow): readonly PaneRow[] {
  return rows.map((row) => {
    const given = byRow.get(row.index);
    return given === undefined ? row : change(row, given);
  });
}

function isRepairCode(code: string): code is RepairCode {
  return (repairCodes as readonly string[]).includes(code);
}
