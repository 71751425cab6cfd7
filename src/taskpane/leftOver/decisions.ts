import type { FollowUpRequest, FollowUpRow, LeftOverRow } from "../../contract/followUps";
import type { Baseline, SeenFields } from "../../contract/submissions";
import { contactFieldOfIssue } from "../../domain/decision";
import { repairCodes } from "../../domain/types";
import type { AcceptedRepair, ContactField, Issue, IssueCode } from "../../domain/types";

export type Choice = "mine" | "theirs";

/** What a person has decided about one left-over row. */
export interface RowDecision {
  readonly choices: Readonly<Partial<Record<ContactField, Choice>>>;
  readonly confirmed: readonly IssueCode[];
  readonly repairs: readonly AcceptedRepair[];
}

/** `send`: carried on · `leave`: the record stays as it is · `undecided`: the row stays on the page. */
export type RowState = "send" | "leave" | "undecided";

/** These say that the record was not seen, or has moved on: here it is seen, so there is nothing to confirm besides. */
const answeredByLooking: ReadonlySet<IssueCode> = new Set(["conflict", "not-previewed", "cancelled", "write-failed"]);

/**
 * An overwritten phone is by now among the patient's former numbers, which is only how it was overwritten: applying it again confirms
 * that. Where it was an old number from the start, it was confirmed with the first submission.
 */
const impliedByApplyingAgain: ReadonlySet<IssueCode> = new Set(["phone-stale"]);

/** What is chosen before the person has decided: only where there is nothing to weigh up. */
export function firstDecision(row: LeftOverRow): RowDecision {
  const choices: Partial<Record<ContactField, Choice>> = {};
  for (const field of row.open) {
    if (isSame(row, field)) choices[field] = "theirs";
    else if (isSure(row) && canTake(row, field) && questionsOf(row, field).length === 0) choices[field] = "mine";
  }
  return { choices, confirmed: [], repairs: [] };
}

/** Nobody has changed what the person saw; it was only not written, or not for long. */
function isSure({ why }: LeftOverRow): boolean {
  return why === "reverted" || why === "failed" || why === "not-carried-out";
}

/** The record already holds what the row wants. */
export function isSame({ fields }: LeftOverRow, field: ContactField): boolean {
  return fields[field]?.status === "unchanged";
}

/** Issues that concern the field, those of the whole row included. */
export function issuesOf({ issues }: LeftOverRow, field: ContactField): readonly Issue[] {
  return issues.filter((issue) => {
    const about = contactFieldOfIssue(issue);
    return about === null || about === field;
  });
}

/** Why the field cannot be written as it is; empty where it can. */
export function errorsOf(row: LeftOverRow, field: ContactField): readonly Issue[] {
  return issuesOf(row, field).filter(({ severity, code }) => severity === "error" && !answeredByLooking.has(code));
}

/** What the person must confirm or accept before the field can be written; what was confirmed before still holds. */
export function questionsOf(row: LeftOverRow, field: ContactField): readonly Issue[] {
  if (row.fields[field]?.status !== "waiting") return [];
  return issuesOf(row, field).filter(
    ({ severity, code }) => (severity === "warning" || severity === "repair") && !answeredByLooking.has(code) && !isImplied(row, code),
  );
}

function isImplied({ why }: LeftOverRow, code: IssueCode): boolean {
  return why === "reverted" && impliedByApplyingAgain.has(code);
}

export function canTake(row: LeftOverRow, field: ContactField): boolean {
  return errorsOf(row, field).length === 0 && (row.fields[field]?.status ?? "failed") !== "failed";
}

export function isAnswered(issue: Issue, { confirmed, repairs }: RowDecision): boolean {
  if (issue.severity === "warning") return confirmed.includes(issue.code);
  return repairs.some(({ field, code }) => field === issue.field && code === issue.code);
}

/** The row asks for a reason that nobody has given yet. */
export function lacksReason(row: LeftOverRow, decision: RowDecision, reason: string): boolean {
  if (reason.trim() !== "") return false;
  return row.open.some((field) => decision.choices[field] === "mine" && questionsOf(row, field).some(({ params }) => params?.needsReason !== undefined));
}

export function stateOf(row: LeftOverRow, decision: RowDecision, reason: string): RowState {
  const chosen = row.open.map((field) => decision.choices[field]);
  if (chosen.length === 0 || chosen.some((choice) => choice === undefined)) return "undecided";
  if (!chosen.includes("mine")) return "leave";
  const mine = row.open.filter((field) => decision.choices[field] === "mine");
  const open = mine.some((field) => !canTake(row, field) || questionsOf(row, field).some((issue) => !isAnswered(issue, decision)));
  return open || lacksReason(row, decision, reason) ? "undecided" : "send";
}

/** The row as it is carried on: the fields that the person wants, against what is there now. */
export function followUpRow(row: LeftOverRow, decision: RowDecision): FollowUpRow {
  const fields = row.open.filter((field) => decision.choices[field] === "mine");
  const asked = fields.flatMap((field) => questionsOf(row, field));
  const implied = fields.flatMap((field) => issuesOf(row, field).filter(({ code }) => isImplied(row, code)).map(({ code }) => code));
  const confirmations = [...new Set([...decision.confirmed.filter((code) => asked.some((issue) => issue.code === code)), ...implied])];
  const acceptedRepairs = decision.repairs.filter(({ field, code }) => asked.some((issue) => issue.field === field && issue.code === code));
  return {
    ordinal: row.ordinal,
    fields: [...fields],
    baseline: baselineFor(row, fields),
    seen: seenNow(row, fields),
    ...(confirmations.length > 0 && { confirmations }),
    ...(acceptedRepairs.length > 0 && { acceptedRepairs: [...acceptedRepairs] }),
  };
}

/** What the person has now seen, so that a further conflict can name it. */
function seenNow({ fields: { phone, address, birthdate } }: LeftOverRow, fields: readonly ContactField[]): SeenFields {
  return {
    ...(phone !== undefined && fields.includes("phone") && { phone: phone.before }),
    ...(address !== undefined && fields.includes("address") && { address: address.before }),
    ...(birthdate !== undefined && fields.includes("birthdate") && { birthdate: birthdate.before }),
  };
}

function baselineFor({ baseline }: LeftOverRow, fields: readonly ContactField[]): Baseline {
  const kept: Baseline = {};
  for (const field of fields) {
    const digest = baseline[field];
    if (digest !== undefined) kept[field] = digest;
  }
  return kept;
}

export interface Decided {
  readonly send: readonly LeftOverRow[];
  readonly leave: readonly LeftOverRow[];
  readonly undecided: number;
}

/** Rows by what will happen to them, at most so many of each. */
export function sortOut(rows: readonly LeftOverRow[], decisionOf: (row: LeftOverRow) => RowDecision, reason: string): Decided {
  const send: LeftOverRow[] = [];
  const leave: LeftOverRow[] = [];
  let undecided = 0;
  for (const row of rows) {
    const state = stateOf(row, decisionOf(row), reason);
    if (state === "send") send.push(row);
    else if (state === "leave") leave.push(row);
    else undecided += 1;
  }
  return { send, leave, undecided };
}

export function requestOf({ send, leave }: Pick<Decided, "send" | "leave">, decisionOf: (row: LeftOverRow) => RowDecision, reason: string): Omit<FollowUpRequest, "uuid"> {
  const text = reason.trim();
  return {
    reason: text === "" ? null : text.slice(0, 255),
    rows: send.map((row) => followUpRow(row, decisionOf(row))),
    leaveOut: leave.map(({ ordinal }) => ordinal),
  };
}

/** The code of a repair, where it is one. */
export function repairOf(issue: Issue, after: string): AcceptedRepair | null {
  const code = repairCodes.find((known) => known === issue.code);
  return code === undefined || issue.field === null ? null : { field: issue.field, code, after };
}
