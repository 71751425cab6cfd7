import type { AttemptOutcome } from "./contactNotes";
import { phoneKey } from "./phone";
import { hasLongSequence, hasRepeatedDigits } from "./phonePatterns";

/** Living patients of one number from which it is called shared: two may be a couple, or a mother and her child. */
export const sharedFrom = 3;

/** What nearly every stored number is: it means itself, which spares reading it. */
const wellFormed = /^0\d{10}$/;
/** More are several numbers in one cell, of which one may be right. */
const mostDigits = 15;
const separators = /[^\d]/g;

/**
 * Whether a stored text is no number of anybody: `placeholder` of the same digit again and again (08000000000), `sequence` typed along the
 * keys (08012345678). Null for anything else, also for what is no number at all (`N/A`): that is invalid, not made up.
 */
export function judgeNumber(stored: string): "placeholder" | "sequence" | null {
  const digits = wellFormed.test(stored) ? stored : (phoneKey(stored) ?? digitsAlone(stored));
  if (digits === null) return null;
  if (hasRepeatedDigits(digits) || isOneDigit(digits)) return "placeholder";
  return hasLongSequence(digits) ? "sequence" : null;
}

/** Of a text too short or too long for a number: its digits, where there is nothing else to it. */
function digitsAlone(stored: string): string | null {
  const digits = stored.replace(separators, "");
  return /\p{L}/u.test(stored) || digits === "" || digits.length > mostDigits ? null : digits;
}

/** `0000`, `111111`: fewer digits than a number has, and all the same. */
function isOneDigit(digits: string): boolean {
  return digits.length >= 3 && /^(\d)\1+$/.test(digits);
}

/** One telephone attribute of a patient, voided or not. */
export interface HeldNumber {
  /** The number that it means, however it was written; blank ones are no numbers. */
  readonly number: string;
  /** When it was entered, as texts that sort by time; of the same moment the one with the lower `sequence` was first. */
  readonly from: string;
  readonly sequence: number;
  readonly voided: boolean;
  /** An undo entered it: it came back on purpose. */
  readonly restored: boolean;
}

/**
 * The numbers recorded now that the same patient had before, that were voided, and another number stood in between: an old number that has come back, as
 * from an old list. One that an undo brought back is meant to be there.
 */
export function comeBack(held: readonly HeldNumber[]): ReadonlySet<string> {
  const inOrder = [...held].sort((one, other) => (one.from === other.from ? one.sequence - other.sequence : one.from < other.from ? -1 : 1));
  const back = new Set<string>();
  for (const [at, now] of inOrder.entries()) {
    if (now.voided || now.restored || now.number === "") continue;
    const before = inOrder.findIndex(({ number, voided }) => number === now.number && voided);
    if (before === -1 || before >= at) continue;
    const between = inOrder.slice(before + 1, at);
    if (between.some(({ number }) => number !== "" && number !== now.number)) back.add(now.number);
  }
  return back;
}

/** One call to the number that is recorded now. */
export interface CallToNumber {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly sequence: number;
  readonly outcome: AttemptOutcome;
}

/** Whether somebody found since the day on which it was entered that the number is not the patient's, and nobody has reached the patient by it since. */
export function isReportedWrong(calls: readonly CallToNumber[], enteredOn: string): boolean {
  const since = calls.filter(({ day }) => day >= enteredOn).sort((one, other) => (one.day === other.day ? one.sequence - other.sequence : one.day < other.day ? -1 : 1));
  let isWrong = false;
  for (const { outcome } of since) {
    if (outcome === "wrong-number") isWrong = true;
    else if (outcome === "reached") isWrong = false;
  }
  return isWrong;
}
