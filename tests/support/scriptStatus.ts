import type { RowOutcome } from "../../src/contract/submissions";
import type { ContactField } from "../../src/domain/types";

/** What the SQL script that this product replaces wrote of a field, word for word. */
export type ScriptStatus =
  | "no update needed"
  | "failed, invalid ART ID"
  | "failed, phone number shorter or longer than the standard"
  | "failed, phone number must start with 0"
  | "failed, birthdate cannot be in the future"
  | "failed, birthdate too far in the past"
  | "skipped, matches current"
  | "updated successfully";

const reasons: Readonly<Record<string, ScriptStatus>> = {
  "phone-too-short": "failed, phone number shorter or longer than the standard",
  "phone-too-long": "failed, phone number shorter or longer than the standard",
  "phone-first-digit": "failed, phone number must start with 0",
  "birthdate-in-future": "failed, birthdate cannot be in the future",
  "birthdate-too-old": "failed, birthdate too far in the past",
};
const invalidArtId = new Set(["art-id-not-found", "art-id-voided", "art-id-missing"]);

/** Our outcome of a field in the script's words; null where the script has no word for it. */
export function scriptStatus({ fields, issues }: Pick<RowOutcome, "fields" | "issues">, field: ContactField): ScriptStatus | null {
  const result = fields[field];
  if (result === undefined) return "no update needed";
  if (result.status === "changed") return "updated successfully";
  if (result.status === "unchanged") return "skipped, matches current";
  if (result.status !== "failed") return null;
  // The script looks at the ART ID before it looks at the values.
  if (issues.some(({ code }) => invalidArtId.has(code))) return "failed, invalid ART ID";
  return reasons[result.reason ?? ""] ?? null;
}

/** The record as the script reads it: one active phone and one preferred address at most, an exact birthdate. */
export interface ScriptRecord {
  readonly phone: string | null;
  readonly address1: string | null;
  readonly address2: string | null;
  readonly birthdate: string | null;
}

export interface ScriptRow {
  readonly phone: string;
  readonly address: string;
  readonly birthdate: string;
}

/** What the script says of each field, written from the description of its rules. `record` is null where the ART ID is nobody's. */
export function statusesByScript(row: ScriptRow, record: ScriptRecord | null, today: string): Readonly<Record<ContactField, ScriptStatus>> {
  const decide = (typed: string, fault: ScriptStatus | null, current: (known: ScriptRecord) => boolean): ScriptStatus => {
    if (typed.trim() === "") return "no update needed";
    if (record === null) return "failed, invalid ART ID";
    if (fault !== null) return fault;
    return current(record) ? "skipped, matches current" : "updated successfully";
  };
  const number = row.phone.trim();
  const phoneFault: ScriptStatus | null =
    number.length !== 11
      ? "failed, phone number shorter or longer than the standard"
      : number.startsWith("0")
        ? null
        : "failed, phone number must start with 0";
  const birthdateFault: ScriptStatus | null =
    row.birthdate > today ? "failed, birthdate cannot be in the future" : row.birthdate < "1900-01-01" ? "failed, birthdate too far in the past" : null;
  return {
    phone: decide(row.phone, phoneFault, ({ phone }) => phone === number),
    address: decide(row.address, null, ({ address1, address2 }) => (address2 ?? address1)?.trim() === row.address.trim()),
    birthdate: decide(row.birthdate, birthdateFault, ({ birthdate }) => birthdate === row.birthdate),
  };
}
