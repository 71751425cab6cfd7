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

/** Causes in the order in which a person should look at them: what stops rows first, then by how many rows they concern. */
export function groupProblems(rows: readonly PaneRow[]): readonly ProblemGroup[] {
  const groups = new Map<string, { first: Issue; members: GroupMember[] }>();
  for (const row of rows) {
    for (const issue of [...issuesOf(row), ...acceptedIssues(row)]) {
      const key = groupKey(issue);
      const group = groups.get(key) ?? { first: issue, members: [] };
      group.members.push({ rowIndex: row.index, issue, handled: isHandled(row, issue) });
      groups.set(key, group);
    }
  }
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
