import { hash } from "node:crypto";
import { addressRowText } from "../../src/domain/addressRow";
import { baselineText } from "../../src/domain/baseline";
import type { BaselineState, ContactField, CurrentContact } from "../../src/domain/types";
import { contactFields } from "../../src/domain/types";
import type { Baseline } from "../../src/contract/submissions";

/**
 * Digest under the site's key: says whether two texts are equal, and nothing else to anyone without the key. SHA-512/256 over the key and the
 * texts: being cut short, it cannot be continued by who knows a digest, and it costs a fifth of an HMAC, of which a row needs eight.
 */
export function keyedDigest(key: string, ...parts: readonly string[]): string {
  return hash("sha512-256", `${key}\u0000${parts.join("\u0000")}`, "hex");
}

/** What a person has seen of a contact: one digest for each field, over patient, active rows and values. */
export function baselineOf(key: string, current: CurrentContact, fields: readonly ContactField[] = contactFields): Baseline {
  const baseline: Baseline = {};
  for (const field of fields) baseline[field] = keyedDigest(key, "baseline", field, baselineText(field, current));
  return baseline;
}

/** How what the sender saw compares with the record now, for each field. */
export function compareBaseline(key: string, sent: Baseline, current: CurrentContact): Record<ContactField, BaselineState> {
  const state = (field: ContactField): BaselineState => {
    const seen = sent[field];
    if (seen === undefined) return "none";
    return seen === keyedDigest(key, "baseline", field, baselineText(field, current)) ? "same" : "changed";
  };
  return { phone: state("phone"), address: state("address"), birthdate: state("birthdate") };
}

/** Says of an address row, by all its data columns, whether it is still as it was written; see `row_outcome.address_mark`. */
export function addressMark(key: string, columns: Readonly<Record<string, string | null>>): string {
  return keyedDigest(key, "address row", addressRowText(columns));
}
