import { addYears, isRealDate } from "./calendar";
import { addressPartLength, forbiddenCharacters } from "./freeText";
import { parsePhone } from "./phone";
import type { Issue } from "./types";

/*
 * What staff note beside the record: other numbers by which a patient can be reached, and each try to reach one. NMRS has one telephone
 * attribute, so both are kept in our own schema; nothing here is ever written to NMRS.
 */

/** Whose number it is, seen from the patient. `neighbour` and `other` say in a word who. */
export const relations = ["own", "next-of-kin", "treatment-supporter", "spouse", "parent", "child", "neighbour", "other"] as const;
export type Relation = (typeof relations)[number];

/** What came of a call. `relative`: a relative answered, so the patient was neither reached nor out of reach. */
export const attemptOutcomes = ["reached", "wrong-number", "switched-off", "no-answer", "relative"] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];

/** The call failed: nobody who knows the patient was reached by that number. */
export function isFailure(outcome: AttemptOutcome): boolean {
  return outcome === "wrong-number" || outcome === "switched-off" || outcome === "no-answer";
}

export const noteFields = ["phone", "relation", "name", "note", "day", "number", "reason"] as const;
export type NoteField = (typeof noteFields)[number];

export const noteFaultCodes = [
  "phone-missing",
  "phone-unreadable",
  "phone-kept-already",
  "relation-word-missing",
  "text-too-long",
  "characters-not-allowed",
  "day-not-real",
  "day-in-future",
  "day-too-old",
  "number-unknown",
  "reason-missing",
] as const;
export type NoteFaultCode = (typeof noteFaultCodes)[number];

/** Why something cannot be noted as it was typed. */
export interface NoteFault {
  readonly field: NoteField;
  readonly code: NoteFaultCode;
}

export const noteLengths = { note: addressPartLength, reason: addressPartLength, name: 100, relationWord: 50 } as const;

/** A call that is older than this is more likely a slip of the finger in the year. */
export const oldestAttemptYears = 2;

export interface NumberTyped {
  readonly phone: string;
  readonly relation: Relation;
  readonly relationWord: string;
  readonly name: string;
  readonly note: string;
}

export interface NumberChecked {
  /** `0XXXXXXXXXX`. */
  readonly phone: string;
  readonly relation: Relation;
  readonly relationWord: string | null;
  readonly name: string | null;
  readonly note: string | null;
}

/** What was typed of another number, with the sentences that every phone has (`issues`); `checked` is null while there is a fault. */
export function checkOtherNumber(typed: NumberTyped): { readonly checked: NumberChecked | null; readonly faults: readonly NoteFault[]; readonly issues: readonly Issue[] } {
  const phone = parsePhone(typed.phone);
  const faults: NoteFault[] = [];
  if (phone.value === null) faults.push({ field: "phone", code: phone.issues.some(({ severity }) => severity === "error" || severity === "repair") ? "phone-unreadable" : "phone-missing" });
  const relationWord = checkText(typed.relationWord, "relation", noteLengths.relationWord, faults);
  if (typed.relation === "other" && relationWord === null && !faults.some(({ field }) => field === "relation")) {
    faults.push({ field: "relation", code: "relation-word-missing" });
  }
  const name = checkText(typed.name, "name", noteLengths.name, faults);
  const note = checkText(typed.note, "note", noteLengths.note, faults);
  const checked = faults.length > 0 || phone.value === null ? null : { phone: phone.value, relation: typed.relation, relationWord, name, note };
  return { checked, faults, issues: phone.issues };
}

export interface AttemptTyped {
  readonly day: string;
  readonly note: string;
}

/** Day (`YYYY-MM-DD`, not after the site's `today`) and note of a call. */
export function checkAttempt(typed: AttemptTyped, today: string): { readonly day: string; readonly note: string | null; readonly faults: readonly NoteFault[] } {
  const faults: NoteFault[] = [];
  const day = checkDay(typed.day, today);
  if (day !== null) faults.push({ field: "day", code: day });
  return { day: typed.day, note: checkText(typed.note, "note", noteLengths.note, faults), faults };
}

/** Why something noted no longer holds or was a mistake: a reason is always asked for. */
export function checkVoidReason(typed: string): { readonly reason: string | null; readonly faults: readonly NoteFault[] } {
  const faults: NoteFault[] = [];
  const reason = checkText(typed, "reason", noteLengths.reason, faults);
  if (reason === null && faults.length === 0) faults.push({ field: "reason", code: "reason-missing" });
  return { reason, faults };
}

function checkDay(day: string, today: string): NoteFaultCode | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (!isRealDate(Number(year), Number(month), Number(date))) return "day-not-real";
  if (day > today) return "day-in-future";
  return day < addYears(today, -oldestAttemptYears) ? "day-too-old" : null;
}

/** Spaces and line breaks made single spaces; null where nothing is left or it cannot be kept. */
function checkText(raw: string, field: NoteField, most: number, faults: NoteFault[]): string | null {
  const text = raw.normalize("NFC").replace(/\s+/g, " ").trim();
  if (forbiddenCharacters.test(text)) faults.push({ field, code: "characters-not-allowed" });
  else if (text.length > most) faults.push({ field, code: "text-too-long" });
  else if (text !== "") return text;
  return null;
}
