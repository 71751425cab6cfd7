import { severities } from "../../../domain/types";
import type { Issue, IssueCode, RowField, Severity } from "../../../domain/types";
import { isHandled, issuesOf } from "./paneRow";
import type { PaneRow } from "./paneRow";
import { typedText } from "../../workbook/rowMark";

/** One cause, with every row that has it. */
export interface ProblemGroup {
  /** Stable as long as the cause exists, so that an opened group stays open. */
  readonly key: string;
  readonly severity: Severity;
  readonly code: IssueCode;
  readonly field: RowField | null;
  readonly members: readonly GroupMember[];
  /** How many of them the person has not dealt with. */
  readonly open: number;
}

export interface GroupMember {
  readonly rowIndex: number;
  readonly issue: Issue;
  readonly handled: boolean;
}

export function groupKey(issue: Issue): string {
  return `${issue.severity}/${issue.code}/${issue.field ?? "row"}`;
}

/** An accepted repair is no issue any more; it stays in its group so that it can be seen and taken back. */
function acceptedIssues(row: PaneRow): readonly Issue[] {
  const said = issuesOf(row);
  return row.accepted
    .filter((repair) => !said.some((issue) => issue.severity === "repair" && issue.field === repair.field && issue.code === repair.code))
    .map(({ field, code, after }) => {
      const cell = row.sheet.cells[field];
      return { code, severity: "repair", field, repair: { before: cell === undefined ? "" : typedText(cell), after } };
    });
}

/** Problems of the rows seen so far, by cause. */
export type GroupsSoFar = Map<string, { readonly first: Issue; readonly members: GroupMember[] }>;

export function addToGroups(groups: GroupsSoFar, row: PaneRow): void {
  const issues = row.accepted.length === 0 ? issuesOf(row) : [...issuesOf(row), ...acceptedIssues(row)];
  for (const issue of issues) {
    const key = groupKey(issue);
    const member = { rowIndex: row.index, issue, handled: isHandled(row, issue) };
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: issue, members: [member] });
    else group.members.push(member);
  }
}

/** Causes in the order in which a person should look at them: what stops rows first, then by how many rows they concern. */
export function sortGroups(groups: GroupsSoFar): readonly ProblemGroup[] {
  const all = [...groups].map(([key, { first, members }]) => ({
    key,
    severity: first.severity,
    code: first.code,
    field: first.field,
    members,
    open: members.filter((member) => !member.handled).length,
  }));
  return all.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.open - a.open || a.key.localeCompare(b.key));
}
