import { currentAddress, columnText, lgaColumn, stateColumn } from "./addressView";
import { isValidPhone } from "./completeness";
import { monthsEarlier } from "./days";
import { judgeNumber, sharedFrom } from "./phoneQuality";
import type { Reachability } from "./reachability";
import type { ActiveAddress, Places, RowStatus } from "./types";

/** Why a patient's contact needs work. The order stands in the database as bits: new ones go to the end. */
export const worklistReasons = [
  "no-phone",
  "invalid-phone",
  "shared-phone",
  "placeholder-phone",
  "unreachable",
  "not-verified",
  "no-lga",
  "unknown-lga",
  "estimated-birthdate",
] as const;
export type WorklistReason = (typeof worklistReasons)[number];

/** What the record says of one patient, as far as it decides whether there is work. */
export interface WorklistFacts {
  /** Values of the active phone attributes, as they are stored. */
  readonly phones: readonly string[];
  /** Patients who have the same number now, this one included; 1 or less where nobody else has. */
  readonly sharedBy: number;
  readonly addresses: readonly ActiveAddress[];
  readonly birthdateEstimated: boolean;
  readonly reachability: Reachability;
}

export interface WorklistDay {
  /** The site's day by which months are reckoned. */
  readonly today: string;
  readonly unverifiedMonths: number;
  readonly places: Places;
}

/** Every reason that applies, in the order of `worklistReasons`. */
export function reasonsOf(facts: WorklistFacts, day: WorklistDay): readonly WorklistReason[] {
  const { phones, sharedBy, addresses, birthdateEstimated, reachability } = facts;
  const numbers = phones.filter((phone) => phone.trim() !== "");
  const columns = currentAddress(addresses)?.columns ?? {};
  const lga = columnText(columns, lgaColumn);
  const { lastVerified, unreachableSince } = reachability;
  const applies: Readonly<Record<WorklistReason, boolean>> = {
    "no-phone": numbers.length === 0,
    "invalid-phone": numbers.length > 0 && !numbers.some(isValidPhone),
    "shared-phone": sharedBy >= sharedFrom,
    "placeholder-phone": numbers.some((number) => judgeNumber(number) !== null),
    unreachable: unreachableSince !== null,
    // Who has no number has nothing that could be verified: that is a reason of its own.
    "not-verified": numbers.length > 0 && (lastVerified === null || lastVerified < monthsEarlier(day.today, day.unverifiedMonths)),
    "no-lga": lga === null,
    "unknown-lga": lga !== null && !day.places.findLgas(lga, columnText(columns, stateColumn)).some((entry) => entry.lga === lga),
    "estimated-birthdate": birthdateEstimated,
  };
  return worklistReasons.filter((reason) => applies[reason]);
}

/** Reasons as bits, the first of `worklistReasons` being 1. */
export function reasonBits(reasons: readonly WorklistReason[]): number {
  return reasons.reduce((bits, reason) => bits | (1 << worklistReasons.indexOf(reason)), 0);
}

export function reasonsOfBits(bits: number): readonly WorklistReason[] {
  return worklistReasons.filter((_reason, index) => (bits & (1 << index)) !== 0);
}

/** Whole years on a day; null where the birthdate is not known. */
export function ageOn(birthdate: string | null, day: string): number | null {
  if (birthdate === null) return null;
  const years = Number(day.slice(0, 4)) - Number(birthdate.slice(0, 4));
  return birthdate.slice(5) > day.slice(5) ? years - 1 : years;
}

/** The last thing that a submission did for a patient since the list was made. */
export interface LastOutcome {
  readonly isUndo: boolean;
  readonly status: RowStatus;
}

export type WorkStanding = "done" | "called" | "stuck" | "open";

/**
 * How far the work for one patient is. A submission that changed something, or found the record to say it already, settles it, unless
 * OpenMRS has overwritten anything that was changed for the patient meanwhile, and nobody has dealt with that; one that was taken back settles
 * nothing; one that failed, is in conflict or waits for somebody is stuck, whatever calls there were. Without any a call counts.
 */
export function standingOf(last: LastOutcome | null, { waits, isCalled, isOverwritten }: { readonly waits: boolean; readonly isCalled: boolean; readonly isOverwritten: boolean }): WorkStanding {
  if (waits) return "stuck";
  if (last !== null && !last.isUndo) return !isOverwritten && (last.status === "updated" || last.status === "unchanged") ? "done" : "stuck";
  return isCalled ? "called" : "open";
}
