import { toCell, withoutTextMark } from "./cell";
import { acceptedAfter, errorIssue, infoIssue, repairIssue, warningIssue } from "./issue";
import type { Guess, Reading } from "./issue";
import { isNigerianMobile } from "./nigerianMobile";
import { readNational } from "./phoneDigits";
import { hasLongSequence, hasRepeatedDigits } from "./phonePatterns";
import type { AcceptedRepair, CellContent, Issue, IssueCode } from "./types";
import { openValueCell } from "./valueCell";

/** One text read as far as it can be, every guess taken; `phone` is null where there is a fault or several numbers to choose from. */
interface Attempt {
  readonly phone: string | null;
  readonly guesses: readonly Guess[];
  readonly fault: Issue | null;
}

const formatting = /[\s.,;\-‐‑‒–—−()[\]_/\\]/g;
const betweenNumbers = /[/\\,;&|\n\r]+|\s+(?:or|and)\s+/i;
const betweenCompleteNumbers = /[\s\-–—]+/;

/**
 * Reads a phone cell as `0XXXXXXXXXX`. Formatting is read and told (`phone-format-read`), damage is proposed as repairs and used only
 * where accepted, letters and wrong lengths are errors. Numbers outside the mobile plan are warned of, since the plan grows.
 */
export function parsePhone(input: CellContent | string, accepted: readonly AcceptedRepair[] = []): Reading {
  const cell = openValueCell(toCell(input), "phone");
  if (cell.kind === "done") return cell.reading;
  if (cell.kind === "text") return settle(cell.text, accepted);
  const text = numberText(cell.value, cell.shown);
  return text === null ? { value: null, issues: [errorIssue("phone-digits-lost", "phone")] } : settle(text, accepted);
}

/** The number that a stored or typed text means, guesses taken, for comparing only; null where it means none or several. */
export function phoneKey(text: string): string | null {
  return readText(text).phone;
}

/** The other numbers of a cell of which a person chose one and keeps the others beside the record; none where nobody said so. */
export function numbersToKeep(input: CellContent | undefined, accepted: readonly AcceptedRepair[]): readonly string[] {
  const chosen = accepted.find(({ field, code, keepOthers }) => field === "phone" && code === "two-numbers" && keepOthers === true);
  if (chosen === undefined || input === undefined) return [];
  const cell = openValueCell(input, "phone");
  if (cell.kind !== "text") return [];
  const choices = readText(cell.text).guesses.find(({ code }) => code === "two-numbers")?.choices ?? [];
  return choices.includes(chosen.after) ? choices.filter((phone) => phone !== chosen.after) : [];
}

function settle(text: string, accepted: readonly AcceptedRepair[]): Reading {
  const attempt = readText(text);
  if (attempt.fault) return { value: null, issues: [attempt.fault] };
  const open: Issue[] = [];
  let phone = attempt.phone;
  for (const guess of attempt.guesses) {
    const after = acceptedAfter(guess, "phone", accepted);
    if (after === null) open.push(repairIssue(guess, "phone"));
    else if (guess.choices) phone = after;
  }
  if (phone === null) return { value: null, issues: open };
  const told = attempt.guesses.length === 0 && text !== phone ? [infoIssue("phone-format-read", "phone", { read: phone })] : [];
  return { value: open.length > 0 ? null : phone, issues: [...open, ...doubts(phone), ...told] };
}

/** A number cell holds all its digits whatever it shows; a custom format that shows the 0 is what the person meant. */
function numberText(value: number, shown: string): string | null {
  if (!Number.isSafeInteger(value) || value < 0) return null;
  const text = String(value);
  return shown.replace(formatting, "") === `0${text}` ? shown : text;
}

function readText(raw: string): Attempt {
  const text = withoutTextMark(raw.normalize("NFKC"));
  const pieces = severalNumbers(text);
  return pieces ? chooseOne(raw, pieces) : readOne(raw, text);
}

function severalNumbers(text: string): readonly string[] | null {
  const parted = text.split(betweenNumbers).map((piece) => piece.trim()).filter((piece) => piece !== "");
  if (parted.length > 1 && parted.some((piece) => digitCount(piece) >= 7)) return parted;
  const complete = text.split(betweenCompleteNumbers).filter((piece) => piece !== "");
  return complete.length > 1 && complete.every((piece) => digitCount(piece) >= 10) ? complete : null;
}

function chooseOne(raw: string, pieces: readonly string[]): Attempt {
  const attempts = pieces.map((piece) => readOne(piece, withoutTextMark(piece)));
  const usable = attempts.filter((attempt) => attempt.phone !== null);
  const choices = [...new Set(usable.flatMap((attempt) => attempt.phone ?? []))];
  const [first] = choices;
  if (first === undefined) return { phone: null, guesses: [], fault: attempts[0]?.fault ?? errorIssue("phone-letters", "phone") };
  const sameTwice = choices.length === 1 && usable.length === pieces.length && usable.every((attempt) => attempt.guesses.length === 0);
  if (sameTwice) return { phone: first, guesses: [], fault: null };
  return { phone: null, guesses: [{ code: "two-numbers", before: raw, after: first, choices }], fault: null };
}

function readOne(raw: string, text: string): Attempt {
  const scientific = /^(\d)[.,]?(\d*)E\+?(\d{1,2})$/i.exec(text.replace(/\s/g, ""));
  if (scientific) return readScientific(raw, scientific);
  // `8031234567.0` is what programs print when a column of numbers had gaps.
  const compact = text.replace(/^(\+?\d{10,})\.0$/, "$1").replace(formatting, "");
  if (/^\+?\d+$/.test(compact)) return readDigits(compact, []);
  const zeros = compact.replace(/[oO]/g, "0");
  // At least half digits: `Oo` is a word, `O8O3…` is a number.
  if (/^\+?\d+$/.test(zeros) && digitCount(compact) >= 5) return readDigits(zeros, [{ code: "letter-o-for-zero", before: raw, after: zeros }]);
  return failed("phone-letters");
}

function readScientific(raw: string, [, first = "", rest = "", exponent = ""]: readonly string[]): Attempt {
  const length = Number(exponent) + 1;
  const digits = first + rest;
  // Excel drops trailing digits, so a mantissa that is shorter than the number has lost some.
  if (digits.length < length || /[1-9]/.test(digits.slice(length))) return failed("phone-digits-lost");
  const national = readNational(digits.slice(0, length));
  if (national.kind === "fault") return failed(national.code, { digits: national.digits });
  return { phone: national.phone, guesses: [{ code: "scientific-notation", before: raw, after: national.phone }], fault: null };
}

function readDigits(digits: string, before: readonly Guess[]): Attempt {
  const national = readNational(digits);
  if (national.kind === "fault") return failed(national.code, { digits: national.digits });
  const zeroLost: readonly Guess[] = national.kind === "zero-lost" ? [{ code: "leading-zero-lost", before: digits, after: national.phone }] : [];
  return { phone: national.phone, guesses: [...before, ...zeroLost], fault: null };
}

function failed(code: IssueCode, params?: Issue["params"]): Attempt {
  return { phone: null, guesses: [], fault: errorIssue(code, "phone", params) };
}

function doubts(phone: string): readonly Issue[] {
  const issues: Issue[] = [];
  if (/^0[78]00/.test(phone)) issues.push(warningIssue("phone-service-number", "phone"));
  else if (!isNigerianMobile(phone)) issues.push(warningIssue("phone-prefix-unknown", "phone", { prefix: phone.slice(0, 4) }));
  if (hasRepeatedDigits(phone) || hasLongSequence(phone)) issues.push(warningIssue("phone-repeated-digits", "phone"));
  return issues;
}

function digitCount(text: string): number {
  let count = 0;
  for (const character of text) if (character >= "0" && character <= "9") count++;
  return count;
}
