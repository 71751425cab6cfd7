import type { FieldResults } from "../../../contract/submissions";
import { contactFieldOf, contactFields, valueFields } from "../../../domain/types";
import type { ContactField, Issue } from "../../../domain/types";
import { openIssuesOf } from "./paneRow";
import type { PaneRow } from "./paneRow";

/**
 * What happens to a row if it is submitted now:
 * `change` all that was given is written · `partly` a field with an error is left out, the others are written · `blind` would be written, but
 * the record has not been seen (offline) · `waiting` the person must decide something first · `error` nothing can be written ·
 * `same` the record holds it already · `repeated` an earlier row says the same.
 */
export type Verdict = "change" | "partly" | "blind" | "waiting" | "error" | "same" | "repeated";

export function verdictOf(row: PaneRow): Verdict {
  const known = verdicts.get(row);
  if (known !== undefined) return known;
  const verdict = judge(row);
  verdicts.set(row, verdict);
  return verdict;
}

/** Rows never change, they are replaced: a verdict holds as long as its row. */
const verdicts = new WeakMap<PaneRow, Verdict>();

function judge(row: PaneRow): Verdict {
  if (row.duplicate?.code === "duplicate-patient") return "error";
  if (row.duplicate?.code === "duplicate-row") return "repeated";
  return row.preview === null ? offlineVerdict(row) : previewVerdict(row, row.preview.fields);
}

/** Whether the row goes along when the person presses Submit. */
export function isSent(verdict: Verdict): boolean {
  return verdict === "change" || verdict === "partly" || verdict === "blind";
}

/** Fields of the record that the row would change, or may change where the record has not been seen. */
export function changedFieldsOf(row: PaneRow): readonly ContactField[] {
  const { preview } = row;
  if (preview !== null) return contactFields.filter((field) => preview.fields[field]?.status === "changed");
  const given = givenFieldsOf(row);
  const blocked = blockedFields(openIssuesOf(row));
  return given.filter((field) => !blocked.has(field));
}

function previewVerdict(row: PaneRow, fields: FieldResults): Verdict {
  const statuses = contactFields.flatMap((field) => fields[field]?.status ?? []);
  if (row.preview?.status === "waiting" || statuses.includes("waiting") || statuses.includes("conflict")) return "waiting";
  if (row.preview?.status === "failed" || row.preview?.status === "conflict") return "error";
  if (row.preview?.status === "collapsed") return "repeated";
  if (!statuses.includes("changed")) return statuses.includes("failed") ? "error" : "same";
  return statuses.includes("failed") ? "partly" : "change";
}

function offlineVerdict(row: PaneRow): Verdict {
  const open = openIssuesOf(row);
  if (open.some((issue) => issue.severity === "error" && isOfWholeRow(issue)) || row.checked.artId === null) return "error";
  const given = givenFieldsOf(row);
  const blocked = blockedFields(open);
  const usable = given.filter((field) => !blocked.has(field));
  if (open.some((issue) => issue.severity === "repair" || issue.severity === "warning")) return "waiting";
  if (usable.length > 0) return "blind";
  return blocked.size > 0 ? "error" : "same";
}

function isOfWholeRow(issue: Issue): boolean {
  return issue.field === null || !isValueField(issue.field);
}

function blockedFields(issues: readonly Issue[]): ReadonlySet<ContactField> {
  const blocked = new Set<ContactField>();
  for (const issue of issues) {
    if (issue.severity === "error" && issue.field !== null && isValueField(issue.field)) blocked.add(contactFieldOf[issue.field]);
  }
  return blocked;
}

function givenFieldsOf(row: PaneRow): readonly ContactField[] {
  const { update } = row.checked;
  return contactFields.filter((field) => update[field] !== undefined);
}

function isValueField(field: string): field is (typeof valueFields)[number] {
  return (valueFields as readonly string[]).includes(field);
}
