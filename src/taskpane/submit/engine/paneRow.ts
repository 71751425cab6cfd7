import type { PreviewRow } from "../../../contract/submissions";
import type { AcceptedRepair, CheckedRow, Issue, IssueCode, RowField } from "../../../domain/types";
import type { SheetRow } from "../../workbook/port";

/** One row of the list as the pane knows it: what was typed, what was found in it, and what the person has decided about it. */
export interface PaneRow {
  /** Place among the validated rows, from 0. */
  readonly index: number;
  readonly sheet: SheetRow;
  /** Those of its cells that are meant: all, or the values chosen on another screen with all that tells whose row it is. */
  readonly cells: SheetRow["cells"];
  /** More is typed in the row than is meant. */
  readonly isPart: boolean;
  /** `rowMark` of what was typed. */
  readonly mark: string;
  /** Read and checked without the record, accepted repairs applied. */
  readonly checked: CheckedRow;
  readonly accepted: readonly AcceptedRepair[];
  readonly confirmed: readonly IssueCode[];
  /** Cells that an accepted repair has also corrected in the sheet, with the text that stands there since. */
  readonly written: Readonly<Partial<Record<RowField, string>>>;
  /** The same patient elsewhere in the list, found over all rows (the server sees one call at a time). */
  readonly duplicate: Issue | null;
  /** What the server said would happen; null where it has not been asked, or not since the person decided something. */
  readonly preview: PreviewRow | null;
}

const knownIssues = new WeakMap<PaneRow, readonly Issue[]>();

/** Everything there is to say about a row: the server's word where it has spoken (it checks all that was checked here), else ours. */
export function issuesOf(row: PaneRow): readonly Issue[] {
  // Rows never change, they are replaced: what was found for one holds.
  const known = knownIssues.get(row);
  if (known !== undefined) return known;
  const found = findIssues(row);
  knownIssues.set(row, found);
  return found;
}

function findIssues(row: PaneRow): readonly Issue[] {
  const said: readonly Issue[] = row.preview === null ? row.checked.issues : row.preview.issues;
  const others = said.filter((issue) => issue.code !== "duplicate-row" && issue.code !== "duplicate-patient");
  return row.duplicate === null ? others : [...others, row.duplicate];
}

/** Whether the person has already dealt with this: an accepted repair, a confirmed warning. */
export function isHandled(row: PaneRow, issue: Issue): boolean {
  if (issue.severity === "repair") return row.accepted.some((repair) => repair.field === issue.field && repair.code === issue.code);
  return issue.severity === "warning" && row.confirmed.includes(issue.code);
}

export function openIssuesOf(row: PaneRow): readonly Issue[] {
  const all = issuesOf(row);
  return all.length === 0 ? all : all.filter((issue) => !isHandled(row, issue));
}
