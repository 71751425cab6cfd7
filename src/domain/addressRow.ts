import type { AddressColumns } from "./addressView";

/** Every data column of the row that a change of address inserts: the copied row's, but for what the change sets. */
export function newAddressColumns(
  names: readonly string[],
  { copied, set }: { readonly copied: AddressColumns | null; readonly set: AddressColumns },
): Readonly<Record<string, string | null>> {
  // A row that was read has every column of the site: copying it whole is quicker than asking for one after another.
  const columns: Record<string, string | null> = copied === null ? Object.fromEntries(names.map((name) => [name, null])) : { ...copied };
  return Object.assign(columns, set);
}

/**
 * What an address row says in all its data columns, as one text: equal texts, equal rows. Blank and NULL are one, as OpenMRS itself turns
 * the one into the other; columns that the site does not have do not matter.
 */
export function addressRowText(columns: AddressColumns): string {
  const filled = Object.keys(columns).filter((name) => columns[name]);
  let text = "";
  for (const name of filled.sort()) {
    const value = columns[name] ?? "";
    // The length before the value: no two rows can look the same when their columns are joined.
    text += `,${name}:${value.length}:${value}`;
  }
  return text;
}
