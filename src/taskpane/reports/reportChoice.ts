import type { ReportChoices, ReportFilters, ReportKind, ReportStep } from "../../contract/reports";
import { Day } from "../../contract/primitives";
import { reportKinds } from "../../contract/reports";
import { periodFault } from "../../domain/reportPeriod";
import type { Period } from "../../domain/reportPeriod";
import { can } from "../../domain/roles";
import type { Role } from "../../domain/types";
import { appliedFilters, hasPeriod } from "../../reports/appliedFilters";
import { fittingStep, periodOf } from "./periods";
import type { PeriodChoice } from "./periods";
import type { ReportAsked } from "./sheetPort";

export type ChosenFilters = Omit<ReportFilters, "from" | "to">;

/** What the person has chosen to be reported, before it is asked for. */
export interface ReportChoice {
  readonly kind: ReportKind;
  readonly period: PeriodChoice;
  /** The days where they are the person's own; empty where a field is. */
  readonly own: Period;
  /** Null: whatever fits the period. */
  readonly step: ReportStep | null;
  readonly filters: ChosenFilters;
}

export const noFilters: ChosenFilters = { facility: null, person: null, field: null, source: null, sheet: null };
export const firstChoice: ReportChoice = { kind: "summary", period: "thisMonth", own: { from: "", to: "" }, step: null, filters: noFilters };

export type ChoiceFault = "dates" | "period-reversed" | "period-in-future";

/** The kinds that a role may have made. Who may not see patients gets figures only. */
export function kindsFor(role: Role): readonly ReportKind[] {
  return reportKinds.filter((kind) => (kind === "updates" || kind === "quality" ? can(role, "report-values") : kind === "audit" ? can(role, "read-audit") : can(role, "report")));
}

/** The question to the server, or why it cannot be asked. */
export function askedOf({ kind, period, own, step, filters }: ReportChoice, today: string): ReportAsked | ChoiceFault {
  // What has no period is asked for as of today, whatever days were chosen for another report.
  const days = !hasPeriod(kind) ? { from: today, to: today } : period === "own" ? own : periodOf(period, today);
  if (!isDay(days.from) || !isDay(days.to)) return "dates";
  const fault = periodFault(days, today);
  if (fault !== null) return fault;
  const sheet = filters.sheet?.trim() ?? "";
  return {
    kind,
    filters: appliedFilters(kind, { ...filters, ...days, sheet: sheet === "" ? null : sheet }),
    step: step ?? fittingStep(days),
    status: null,
    cause: null,
    ...(hasPeriod(kind) && period !== "own" ? { period } : {}),
  };
}

/** The same question: its answer need not be asked for again. */
export function isSameAsked(one: ReportAsked, other: ReportAsked): boolean {
  return JSON.stringify([one.kind, one.step, one.status, one.cause, ...values(one.filters)]) === JSON.stringify([other.kind, other.step, other.status, other.cause, ...values(other.filters)]);
}

function values({ from, to, facility, person, field, source, sheet }: ReportFilters): readonly unknown[] {
  return [from, to, facility, person, field, source, sheet];
}

function isDay(text: string): boolean {
  return Day.safeParse(text).success;
}

/** Who can be chosen for a kind; whoever is chosen already, for another kind, too. */
export function peopleFor(choices: ReportChoices | null, { kind, filters }: Pick<ReportChoice, "kind" | "filters">): ReportChoices["people"] {
  if (choices === null) return [];
  const [offered, others] = kind === "audit" ? [choices.auditPeople, choices.people] : [choices.people, choices.auditPeople];
  const chosen = others.filter(({ uuid }) => uuid === filters.person && !offered.some((known) => known.uuid === uuid));
  return [...offered, ...chosen];
}

/** Names of the facility and the person that a report is about, as people read them. */
export function namesIn(choices: ReportChoices | null, { facility, person }: ReportFilters): { readonly facilityName: string | null; readonly personName: string | null } {
  const nameOf = (list: readonly { readonly uuid: string; readonly name: string }[] | undefined, uuid: string | null): string | null =>
    uuid === null ? null : (list?.find((known) => known.uuid === uuid)?.name ?? uuid);
  return { facilityName: nameOf(choices?.facilities, facility), personName: nameOf(choices === null ? [] : [...choices.people, ...choices.auditPeople], person) };
}
