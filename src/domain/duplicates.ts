import { errorIssue, infoIssue } from "./issue";
import type { CheckedRow, Issue } from "./types";

/** `first`: index of the row to compare with, the earliest other row of the same patient. */
export type DuplicateIssue = Issue & { readonly first?: number };

/**
 * Finds rows of one patient (`key`: the ART ID in small letters offline, the patient's id on the server). Identical rows collapse onto the
 * first; different ones are an error on every one of them, because "the last one wins" writes whichever comes last (B4, B5).
 * Rows that give no value do nothing and so disturb nobody. An empty key is no patient.
 */
export function findDuplicateRows(rows: readonly { readonly key: string; readonly checked: CheckedRow }[]): ReadonlyMap<number, DuplicateIssue> {
  const groups = new Map<string, number[]>();
  for (const [index, { key, checked }] of rows.entries()) {
    if (key === "" || givesNothing(checked)) continue;
    const group = groups.get(key);
    if (group) group.push(index);
    else groups.set(key, [index]);
  }
  const found = new Map<number, DuplicateIssue>();
  for (const group of groups.values()) {
    if (group.length > 1) judgeGroup(group, group.map((index) => content(rows[index]?.checked)), found);
  }
  return found;
}

function judgeGroup(group: readonly number[], contents: readonly string[], found: Map<number, DuplicateIssue>): void {
  const [first = 0, second = 0] = group;
  const identical = new Set(contents).size === 1;
  for (const index of group) {
    if (!identical) found.set(index, { ...errorIssue("duplicate-patient", "artId"), first: index === first ? second : first });
    else if (index !== first) found.set(index, { ...infoIssue("duplicate-row", "artId"), first });
  }
}

function givesNothing(checked: CheckedRow): boolean {
  return checked.issues.some((issue) => issue.code === "row-without-values");
}

/** All that would be written and all that is wrong or open; two rows are one only if none of it differs. */
function content(checked: CheckedRow | undefined): string {
  if (!checked) return "";
  const { update, guard, read, issues } = checked;
  const open = issues.filter((issue) => issue.severity === "error" || issue.severity === "repair").map(({ code, field, repair }) => ({ code, field, repair }));
  return JSON.stringify([update, guard, read, open]);
}
