import type { ContactField, CurrentContact } from "./types";

/**
 * The canonical text of what a person saw of a field: patient, active rows by id and their values. The server digests it with its key, gives
 * the digest with a preview and compares it before it writes; any difference is a conflict.
 */
export function baselineText(field: ContactField, current: CurrentContact): string {
  return JSON.stringify([field, current.personId, fieldContent(field, current)]);
}

function fieldContent(field: ContactField, current: CurrentContact): unknown {
  switch (field) {
    case "phone":
      return byId(current.phones.map((phone) => [phone.personAttributeId, phone.value] as const));
    case "address":
      return byId(current.addresses.map((address) => [address.personAddressId, address.preferred, sortedColumns(address.columns)] as const));
    case "birthdate":
      return [current.birthdate, current.birthdateEstimated];
  }
}

function byId<T extends readonly [number, ...unknown[]]>(rows: readonly T[]): readonly T[] {
  return [...rows].sort((one, other) => one[0] - other[0]);
}

/** Blank and NULL are one, as everywhere in address comparison; columns that the site does not have do not matter. */
function sortedColumns(columns: Readonly<Record<string, string | null>>): readonly (readonly [string, string])[] {
  return Object.entries(columns)
    .flatMap(([name, value]) => (value ? [[name, value] as const] : []))
    .sort(([one], [other]) => (one < other ? -1 : 1));
}
