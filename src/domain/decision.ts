import type { ContactPolicy } from "./addressChange";
import { planContactChange } from "./contactChange";
import type { ContactPlan, ContactViews } from "./contactChange";
import { errorIssue, warningIssue } from "./issue";
import { summariseRow } from "./outcomeStatus";
import { checkCircumstances, compareWithRecord } from "./recordChecks";
import { can } from "./roles";
import { contactFieldOf, contactFields } from "./types";
import type {
  AcceptedRepair, AddressView, BaselineState, CheckedRow, ContactChange, ContactField, CurrentContact, FieldStatus, Issue, IssueCode, ReadingContext, Role,
  RowStatus,
} from "./types";
import { checkPatientGuard, isWrongPatientIssue } from "./wrongPatient";

export interface DecideRowInput {
  readonly checked: CheckedRow;
  /** The record under lock (or, for a preview, as read); null where the ART ID led to none. */
  readonly current: CurrentContact | null;
  readonly context: ReadingContext;
  /** Repairs are applied when the row is checked; here they are only known to have been. */
  readonly accepted: readonly AcceptedRepair[];
  /** Codes of warnings that the person has seen and confirmed for this row. */
  readonly confirmations: readonly IssueCode[];
  readonly baselines: Readonly<Record<ContactField, BaselineState>>;
  readonly role: Role;
  readonly policy: ContactPolicy;
  /** What is known from outside the row: identity, duplicates, a reading that differs from the sender's. */
  readonly extraIssues?: readonly Issue[];
  /** The submission's reason, for rows that give none of their own. */
  readonly reason?: string | null;
  readonly mode: "preview" | "submit";
}

export type BirthdateView = ContactViews["birthdate"];
export type FieldValue = string | null | AddressView | BirthdateView;

export interface FieldDecision<Value> {
  readonly status: FieldStatus;
  readonly before: Value | null;
  readonly after: Value | null;
  readonly reason: IssueCode | null;
}

export interface FieldDecisions {
  readonly phone?: FieldDecision<string>;
  readonly address?: FieldDecision<AddressView>;
  readonly birthdate?: FieldDecision<BirthdateView>;
}

export interface RowDecision {
  readonly status: RowStatus;
  readonly issues: readonly Issue[];
  readonly fields: FieldDecisions;
  /** What is to be written: only for fields whose status is `changed`. */
  readonly changes: readonly ContactChange[];
}

interface Verdict {
  readonly status: FieldStatus;
  readonly reason: IssueCode | null;
}

interface Judged {
  readonly issues: readonly Issue[];
  readonly verdicts: ReadonlyMap<ContactField, Verdict>;
  readonly plan: ContactPlan | null;
}

/**
 * Decides what becomes of a row: a field's error blocks that field, an error of identity or a duplicate blocks the row; open repairs and
 * unconfirmed warnings wait for a person; what changed since the person saw it is a conflict. The same function judges a preview and,
 * under lock, a submission, so the two cannot disagree.
 */
export function decideRow(input: DecideRowInput): RowDecision {
  const { checked, current, policy } = input;
  const given = givenFields(checked);
  const known = [...checked.issues, ...checkClearing(checked, input.role), ...(input.extraIssues ?? [])];
  if (known.some((issue) => issue.code === "duplicate-row")) return { status: "collapsed", issues: known, fields: {}, changes: [] };
  if (current === null) return finish({ issues: known, verdicts: unresolvedVerdicts(given, known), plan: null });
  const compared = compareWithRecord(checked.update, current, input.context, policy);
  const plan = planContactChange(current, compared.update, policy);
  const fieldIssues = [...known, ...compared.issues, ...plan.issues];
  const changes = plan.changes.filter((change) => !fieldIssues.some((issue) => blocksField(issue, change.kind)));
  const rowIssues = [...(given.length > 0 ? checkPatientGuard(checked.guard, current) : []), ...(changes.length > 0 ? checkCircumstances(current) : [])];
  const issues = [...rowIssues, ...fieldIssues];
  const verdicts = new Map(given.map((field) => [field, judgeField(field, { input, plan, issues })]));
  const unseen = [...verdicts].filter(([, verdict]) => verdict.reason === "not-previewed").map(([field]) => warningIssue("not-previewed", columnOf(field)));
  const conflicts = [...verdicts].filter(([, verdict]) => verdict.status === "conflict").map(([field]) => warningIssue("conflict", columnOf(field)));
  return finish({ issues: [...issues.filter((issue) => !isIdle(issue, verdicts)), ...unseen, ...conflicts], verdicts, plan });
}

/** A doubt about a value that the record holds already: nothing would be written, so nobody need answer it. */
function isIdle(issue: Issue, verdicts: ReadonlyMap<ContactField, Verdict>): boolean {
  const field = contactFieldOfIssue(issue);
  return issue.severity === "warning" && field !== null && verdicts.get(field)?.status === "unchanged";
}

/** Parts of the contact for which the row has a value, usable or not. */
export function givenFields(checked: CheckedRow): readonly ContactField[] {
  return contactFields.filter((field) => checked.update[field] !== undefined || checked.issues.some((issue) => blocksField(issue, field)));
}

/** The part of the contact that an issue is about, or null where it is about the row. */
export function contactFieldOfIssue({ field }: Issue): ContactField | null {
  return field !== null && field in contactFieldOf ? contactFieldOf[field as keyof typeof contactFieldOf] : null;
}

function judgeField(field: ContactField, { input, plan, issues }: { input: DecideRowInput; plan: ContactPlan; issues: readonly Issue[] }): Verdict {
  const rowIssues = issues.filter((issue) => contactFieldOfIssue(issue) === null);
  const own = issues.filter((issue) => contactFieldOfIssue(issue) === field);
  const error = [...rowIssues, ...own].find((issue) => issue.severity === "error");
  if (error) return { status: "failed", reason: error.code };
  const wrongPatient = rowIssues.find((issue) => isWrongPatientIssue(issue) && isOpen(issue, input));
  if (wrongPatient) return { status: "waiting", reason: wrongPatient.code };
  const repair = own.find((issue) => issue.severity === "repair");
  if (repair) return { status: "waiting", reason: repair.code };
  const change = plan.changes.find((one) => one.kind === field);
  if (!change) return { status: "unchanged", reason: null };
  if (input.mode === "submit" && input.baselines[field] === "changed") return { status: "conflict", reason: "conflict" };
  const warning = [...rowIssues, ...own].find((issue) => isOpen(issue, input));
  if (warning) return { status: "waiting", reason: warning.code };
  if (input.mode === "submit" && input.baselines[field] === "none" && replaces(change)) return { status: "waiting", reason: "not-previewed" };
  return { status: "changed", reason: null };
}

/** A warning is settled by confirming its code; one that asks for a reason also needs one, the row's own or the submission's. */
function isOpen(issue: Issue, { confirmations, checked, reason }: DecideRowInput): boolean {
  if (issue.severity !== "warning") return false;
  const reasonMissing = issue.params?.needsReason !== undefined && !(checked.reason ?? reason)?.trim();
  return reasonMissing || !confirmations.includes(issue.code);
}

/** Sent blind, a value that was empty can be filled; one that would be replaced must be seen first. */
function replaces(change: ContactChange): boolean {
  return change.before !== null;
}

function blocksField(issue: Issue, field: ContactField): boolean {
  return (issue.severity === "error" || issue.severity === "repair") && contactFieldOfIssue(issue) === field;
}

/** Erasing is for who may: an error for each field that a person without the right wants erased. */
export function checkClearing({ update }: CheckedRow, role: Role): readonly Issue[] {
  if (can(role, "clear")) return [];
  return [
    ...(update.phone?.kind === "clear" ? [errorIssue("clear-needs-supervisor", "phone")] : []),
    ...(update.address?.street?.kind === "clear" ? [errorIssue("clear-needs-supervisor", "street")] : []),
  ];
}

function unresolvedVerdicts(given: readonly ContactField[], issues: readonly Issue[]): ReadonlyMap<ContactField, Verdict> {
  const reason = issues.find((issue) => issue.severity === "error" && contactFieldOfIssue(issue) === null)?.code ?? "art-id-not-found";
  return new Map(given.map((field) => [field, { status: "failed", reason }]));
}

function columnOf(field: ContactField): "phone" | "street" | "birthdate" {
  return field === "address" ? "street" : field;
}

function finish({ issues, verdicts, plan }: Judged): RowDecision {
  const failed = issues.some((issue) => issue.severity === "error" && contactFieldOfIssue(issue) === null) || plan === null;
  return {
    status: failed ? "failed" : summariseRow([...verdicts.values()].map((verdict) => verdict.status)),
    issues,
    fields: describeFields(verdicts, plan),
    changes: plan?.changes.filter((change) => verdicts.get(change.kind)?.status === "changed") ?? [],
  };
}

function describeFields(verdicts: ReadonlyMap<ContactField, Verdict>, plan: ContactPlan | null): FieldDecisions {
  const [phone, address, birthdate] = [verdicts.get("phone"), verdicts.get("address"), verdicts.get("birthdate")];
  const change = <Kind extends ContactField>(kind: Kind) => plan?.changes.find((one): one is Extract<ContactChange, { kind: Kind }> => one.kind === kind);
  const [newPhone, newAddress, newBirthdate] = [change("phone"), change("address"), change("birthdate")];
  return {
    ...(phone ? { phone: describe(phone, newPhone?.before ?? plan?.views.phone ?? null, newPhone?.after) } : {}),
    ...(address ? { address: describe(address, plan?.views.address ?? null, newAddress?.after) } : {}),
    ...(birthdate
      ? { birthdate: describe(birthdate, plan?.views.birthdate ?? null, newBirthdate && { birthdate: newBirthdate.after, estimated: newBirthdate.afterEstimated }) }
      : {}),
  };
}

/** Unchanged fields stay as they are; failed ones and open repairs have no value that would be written. */
function describe<Value>(verdict: Verdict, before: Value | null, wanted: Value | null | undefined): FieldDecision<Value> {
  const after = verdict.status === "unchanged" ? before : verdict.status === "failed" ? null : (wanted ?? null);
  return { status: verdict.status, before, after, reason: verdict.reason };
}
