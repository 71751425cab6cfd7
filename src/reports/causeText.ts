import type { IssueCode } from "../domain/types";
import { causeGroup } from "./causeGroups";
import type { ReportWords } from "./words";

/** What was wrong with so many: "37 phone numbers lost their first 0", as the pane says it above a group of rows. */
export function causeText(code: IssueCode, count: number, { issues, formats }: ReportWords): string {
  const { one, many } = issues.issues[code];
  return count === 1 ? one : many.replace("{n}", formats.number(count));
}

/** What would have kept it from happening. */
export function remedyText(code: IssueCode, { reports }: ReportWords): string {
  return reports.remedies[causeGroup(code)];
}
