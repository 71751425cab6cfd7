import { nameParts, soundOf } from "./nameSearch";
import type { NameColumns } from "./nameSearch";
import { parsePhone, phoneKey } from "./phone";

/**
 * The texts whose digests the search table holds: what a person can be found by. Change them, or the rules that they come from, only together
 * with `searchRules`: the table is then filled anew.
 */
export const searchRules = "2";

/** More parts than this are not paired: a name of six parts would have fifteen pairs. */
const mostPaired = 5;

export function nameKeys(columns: NameColumns): readonly string[] {
  const parts = nameParts(columns);
  const keys = new Set<string>();
  for (const part of parts) {
    for (const key of [headKey(part), soundKey(part)]) if (key !== null) keys.add(key);
  }
  const paired = parts.slice(0, mostPaired);
  for (const [index, one] of paired.entries()) {
    for (const other of paired.slice(index + 1)) for (const key of [headPairKey(one, other), soundPairKey(one, other)]) if (key !== null) keys.add(key);
  }
  return [...keys];
}

/** The first three letters of a part: who types less, is shown what the record's own index has. */
export const headLetters = 3;

export function headKey(word: string): string | null {
  return word.length < headLetters ? null : `head ${word.slice(0, headLetters)}`;
}

export function soundKey(word: string): string | null {
  const sound = soundOf(word);
  return sound === null ? null : `sound ${sound}`;
}

/** Two common names are common each by itself, and rare together. */
export function headPairKey(one: string, other: string): string | null {
  return one.length < headLetters || other.length < headLetters ? null : pair("heads", one.slice(0, headLetters), other.slice(0, headLetters));
}

export function soundPairKey(one: string, other: string): string | null {
  const [a, b] = [soundOf(one), soundOf(other)];
  return a === null || b === null ? null : pair("sounds", a, b);
}

function pair(kind: string, one: string, other: string): string {
  return one < other ? `${kind} ${one} ${other}` : `${kind} ${other} ${one}`;
}

export function phoneKeys(stored: string): readonly string[] {
  const numbers = storedNumbers(stored);
  const tails = numbers.flatMap((number) => tailLengths.map((length) => tailOf(number, length))).filter((key) => key !== null);
  return [...new Set([...numbers.filter((number) => number.length === 11).map(wholeKey), ...tails])];
}

export function wholeKey(phone: string): string {
  return `phone ${phone}`;
}

/** How many last digits find a number. At a site of a million, a hundred patients share four of them and hardly two share six. */
export const tailDigits = 4;
const tailLengths: readonly number[] = [tailDigits, 6];

/** The key that the fewest have who have a number with these last digits. */
export function tailKey(digits: string): string | null {
  const lengths = tailLengths.filter((length) => length <= digits.length);
  return tailOf(digits, Math.max(tailDigits, ...lengths));
}

function tailOf(digits: string, length: number): string | null {
  return digits.length < length ? null : `tail ${digits.slice(-length)}`;
}

/** The numbers that a stored text means, as `0XXXXXXXXXX`; where it means none, the digits that it has. */
export function storedNumbers(stored: string): readonly string[] {
  const one = phoneKey(stored);
  if (one !== null) return [one];
  const several = parsePhone(stored).issues.find(({ code }) => code === "two-numbers")?.repair?.choices;
  if (several !== undefined) return several;
  const digits = stored.replace(/\D/g, "");
  return digits === "" ? [] : [digits];
}

/** What was typed as a phone: a whole number, or the last digits of one; null where it is neither. */
export type TypedPhone = { readonly whole: string } | { readonly tail: string };

export function readTypedPhone(text: string): TypedPhone | null {
  const whole = phoneKey(text);
  if (whole !== null) return { whole };
  if (/[^\d\s()+./\-–—…*]/u.test(text)) return null;
  const digits = text.replace(/\D/g, "");
  return digits.length >= tailDigits && digits.length <= 10 ? { tail: digits } : null;
}

export function phoneAnswers(typed: TypedPhone, stored: string): boolean {
  const numbers = storedNumbers(stored);
  return "whole" in typed ? numbers.includes(typed.whole) : numbers.some((number) => number.endsWith(typed.tail));
}
