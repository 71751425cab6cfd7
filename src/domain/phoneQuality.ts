import { phoneKey } from "./phone";
import { hasLongSequence, hasRepeatedDigits } from "./phonePatterns";

/** Living patients of one number from which it is called shared: two may be a couple, or a mother and her child. */
export const sharedFrom = 3;

const separators = /[^\d]/g;

/**
 * Whether a stored text is no number of anybody: `placeholder` of the same digit again and again (08000000000), `sequence` typed along the
 * keys (08012345678). Null for anything else, also for what is no number at all (`N/A`): that is invalid, not made up.
 */
export function judgeNumber(stored: string): "placeholder" | "sequence" | null {
  const digits = phoneKey(stored) ?? digitsAlone(stored);
  if (digits === null) return null;
  if (hasRepeatedDigits(digits) || isOneDigit(digits)) return "placeholder";
  return hasLongSequence(digits) ? "sequence" : null;
}

/** Of a text too short or too long for a number: its digits, where there is nothing else to it. */
function digitsAlone(stored: string): string | null {
  return /\p{L}/u.test(stored) ? null : stored.replace(separators, "") || null;
}

/** `0000`, `111111`: fewer digits than a number has, and all the same. */
function isOneDigit(digits: string): boolean {
  return digits.length >= 3 && /^(\d)\1+$/.test(digits);
}
