import { warningIssue } from "./issue";
import { namesAgree } from "./names";
import type { CurrentContact, Issue, IssueCode, PatientGuard } from "./types";

const wrongPatientCodes: ReadonlySet<IssueCode> = new Set(["name-differs", "sex-differs", "birthdate-differs", "hospital-number-differs"]);

/** Whether an issue says "this row may be somebody else's"; while one is unconfirmed nothing of the row is written. */
export function isWrongPatientIssue(issue: Issue): boolean {
  return wrongPatientCodes.has(issue.code);
}

/**
 * Compares what the sheet says about the patient with the record of the ART ID: a slip of one digit otherwise writes one patient's phone
 * on another. The record's values never come out: only that they differ.
 */
export function checkPatientGuard(guard: PatientGuard, current: CurrentContact): Issue[] {
  const issues: Issue[] = [];
  const { names, sex, birthdate, hospitalNumber } = guard;
  if (names && current.names.length > 0 && !current.names.some((known) => namesAgree(names, known))) issues.push(warningIssue("name-differs", null));
  if (sex !== undefined && differs(sexKey(sex), sexKey(current.sex ?? ""))) issues.push(warningIssue("sex-differs", "sex"));
  if (birthdate !== undefined && !birthdateAgrees(birthdate, current)) issues.push(warningIssue("birthdate-differs", "knownBirthdate"));
  if (hospitalNumber !== undefined && !hospitalNumberAgrees(hospitalNumber, current.hospitalNumbers)) {
    issues.push(warningIssue("hospital-number-differs", "hospitalNumber"));
  }
  return issues;
}

/** Unknown forms compare nothing. */
function sexKey(text: string): "male" | "female" | null {
  const key = text.trim().toLowerCase().replace(/\.$/, "");
  if (["m", "male", "man", "boy", "1"].includes(key)) return "male";
  return ["f", "female", "woman", "girl", "2"].includes(key) ? "female" : null;
}

function differs(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one !== other;
}

/** Of an estimated birthdate only the year was ever known, and that roughly. */
function birthdateAgrees(birthdate: string, current: CurrentContact): boolean {
  if (current.birthdate === null || current.birthdate === birthdate) return true;
  return current.birthdateEstimated && Math.abs(Number(current.birthdate.slice(0, 4)) - Number(birthdate.slice(0, 4))) <= 1;
}

function hospitalNumberAgrees(typed: string, known: readonly string[]): boolean {
  const key = hospitalKey(typed);
  return key === "" || known.length === 0 || known.some((number) => hospitalKey(number) === key);
}

/** Without case and spaces, and without the leading zeros of each part, which Excel drops. */
function hospitalKey(text: string): string {
  return text
    .toUpperCase()
    .replace(/\s+/g, "")
    .split(/[^A-Z0-9]+/)
    .map((part) => part.replace(/^0+(?=.)/, ""))
    .join("/");
}
