import { addressRowText } from "./addressRow";
import type { ContactField, CurrentContact } from "./types";

/**
 * The canonical text of what a person saw of a field: patient, active rows by id and their values. The server digests it with its key, gives
 * the digest with a preview and compares it before it writes; any difference is a conflict.
 */
export function baselineText(field: ContactField, current: CurrentContact): string {
  return `${field} ${current.personId}${fieldText(field, current)}`;
}

function fieldText(field: ContactField, current: CurrentContact): string {
  switch (field) {
    case "phone":
      return current.phones.map((phone) => ` ${phone.personAttributeId}${measured(phone.value)}`).sort().join("");
    case "address":
      return current.addresses
        .map(({ personAddressId, preferred, columns }) => ` ${personAddressId}${preferred ? "+" : "-"}${addressRowText(columns)}`)
        .sort()
        .join("");
    case "birthdate":
      return ` ${current.birthdate ?? ""}${current.birthdateEstimated ? "~" : "="}`;
  }
}

/** A text with its length before it: no two lists of texts can look the same when they are joined. */
function measured(text: string): string {
  return `:${text.length}:${text}`;
}
