import type { IssueCode } from "./types";

/** What a string of digits is as a Nigerian number: a number, one that lost its first 0, or a fault. */
export type NationalNumber =
  | { readonly kind: "number"; readonly phone: string }
  | { readonly kind: "zero-lost"; readonly phone: string }
  | { readonly kind: "fault"; readonly code: IssueCode; readonly digits: number };

/**
 * Reads `[+]digits`. Country code 234 with or without +, 00 or 009 (Nigeria's own international prefix) is formatting, and so is the
 * trunk 0 after it, because NMRS's line lists print `+234-0803…`. Ten digits beginning 7, 8 or 9 are a number from which Excel took
 * the 0: a guess. The other faults are those of the SQL script that this replaces (length 11, first digit 0).
 */
export function readNational(plusAndDigits: string): NationalNumber {
  const plus = plusAndDigits.startsWith("+");
  const digits = plus ? plusAndDigits.slice(1) : plusAndDigits;
  const afterCountry = withoutCountryCode(digits, plus);
  if (afterCountry !== null) return significant(afterCountry.startsWith("0") ? afterCountry.slice(1) : afterCountry);
  if (isForeign(digits, plus)) return { kind: "fault", code: "phone-not-nigerian", digits: digits.length };
  if (digits.length === 10 && /^[789]/.test(digits)) return { kind: "zero-lost", phone: `0${digits}` };
  if (digits.length !== 11) return wrongLength(digits.length);
  return digits.startsWith("0") ? { kind: "number", phone: digits } : { kind: "fault", code: "phone-first-digit", digits: 11 };
}

function withoutCountryCode(digits: string, plus: boolean): string | null {
  const international = /^(?:009|00)?234(\d*)$/.exec(digits);
  if (!international) return null;
  // Without + or 00 the three digits are only a country code when enough digits follow.
  return plus || digits.startsWith("00") || digits.length >= 12 ? (international[1] ?? "") : null;
}

function isForeign(digits: string, plus: boolean): boolean {
  if (plus) return !digits.startsWith("0");
  // 00803… is a number with one 0 too many, not a call abroad.
  return digits.length > 11 && /^00[1-9]/.test(digits) && !/^00[789]\d{9}$/.test(digits);
}

function significant(national: string): NationalNumber {
  return national.length === 10 ? { kind: "number", phone: `0${national}` } : wrongLength(national.length + 1);
}

function wrongLength(digits: number): NationalNumber {
  return { kind: "fault", code: digits < 11 ? "phone-too-short" : "phone-too-long", digits };
}
