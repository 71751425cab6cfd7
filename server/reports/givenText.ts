import type { ContactField } from "../../src/domain/types";
import { valueFields } from "../../src/domain/types";
import { textOf } from "../database/bytes";

/** What a row gave for a field, as one text; parts of an address in the order in which people write them. Null where nothing is known. */
export function givenText(field: ContactField, stored: Buffer | null): string | null {
  if (stored === null) return null;
  const text = textOf(stored);
  if (field !== "address") return text;
  const parts = JSON.parse(text) as Readonly<Record<string, string>>;
  return valueFields.flatMap((part) => parts[part] ?? []).join(", ");
}
