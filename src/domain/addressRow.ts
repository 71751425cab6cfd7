import type { AddressColumns } from "./addressView";

/** Every data column of the row that a change of address inserts, in the order of `names`: the copied row's, but for what the change sets. */
export function newAddressColumns(
  names: readonly string[],
  { copied, set }: { readonly copied: AddressColumns | null; readonly set: AddressColumns },
): Readonly<Record<string, string | null>> {
  const columns: Record<string, string | null> = {};
  for (const name of names) columns[name] = (name in set ? set[name] : copied?.[name]) ?? null;
  return columns;
}

/**
 * What an address row says in all its data columns, as one text: equal texts, equal rows. Blank and NULL are one, as OpenMRS itself turns
 * the one into the other; columns that the site does not have do not matter.
 */
export function addressRowText(columns: AddressColumns): string {
  let text = "";
  for (const name of Object.keys(columns).sort()) {
    const value = columns[name];
    // The length before the value: no two rows can look the same when their columns are joined.
    if (value) text += `,${name}:${value.length}:${value}`;
  }
  return text;
}
