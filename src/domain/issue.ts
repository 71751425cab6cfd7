import type { AcceptedRepair, Issue, IssueCode, RepairCode, RowField, Severity } from "./types";

/** What a cell was read as, beside everything to say about it; `value` is null where it is blank or cannot be used. */
export interface Reading {
  readonly value: string | null;
  readonly issues: readonly Issue[];
}

/** A guess about a damaged cell: nothing that a person has not accepted is ever used. */
export interface Guess {
  readonly code: RepairCode;
  readonly before: string;
  readonly after: string;
  readonly choices?: readonly string[];
}

export const nothingRead: Reading = { value: null, issues: [] };

export function errorIssue(code: IssueCode, field: RowField | null, params?: Issue["params"]): Issue {
  return makeIssue("error", code, field, params);
}

export function warningIssue(code: IssueCode, field: RowField | null, params?: Issue["params"]): Issue {
  return makeIssue("warning", code, field, params);
}

export function infoIssue(code: IssueCode, field: RowField | null, params?: Issue["params"]): Issue {
  return makeIssue("info", code, field, params);
}

export function repairIssue(guess: Guess, field: RowField): Issue {
  const { code, ...repair } = guess;
  return { code, severity: "repair", field, repair };
}

/** What the person chose for a guess, or null while it is open. */
export function acceptedAfter(guess: Guess, field: RowField, accepted: readonly AcceptedRepair[]): string | null {
  const allowed = guess.choices ?? [guess.after];
  return accepted.find((one) => one.field === field && one.code === guess.code && allowed.includes(one.after))?.after ?? null;
}

function makeIssue(severity: Severity, code: IssueCode, field: RowField | null, params?: Issue["params"]): Issue {
  return params ? { code, severity, field, params } : { code, severity, field };
}
