import type { ActiveAddress, AddressView, Places, StreetColumn } from "./types";

/** Columns of `person_address` that hold what people see (NMRS: level 2 state, level 3 LGA, level 4 ward in address2). */
export const lgaColumn = "city_village";
export const stateColumn = "state_province";
export type AddressColumns = ActiveAddress["columns"];

/** The address that OpenMRS shows: the preferred active one, else the first active one. */
export function currentAddress(addresses: readonly ActiveAddress[]): ActiveAddress | null {
  return addresses.find((address) => address.preferred) ?? addresses[0] ?? null;
}

/** What a row of `person_address` says, by the rule of where this site keeps the street. */
export function viewAddress(address: Pick<ActiveAddress, "columns">, places: Places, streetColumn: StreetColumn): AddressView {
  const { columns } = address;
  const ward = streetColumn === "address2" ? null : wardInAddress2(columns, places);
  return { street: readStreet(columns, streetColumn, ward), ward, lga: columnText(columns, lgaColumn), state: columnText(columns, stateColumn) };
}

/** NMRS's hierarchy puts the ward in address2, its registration page the typed street: it is a ward if the patient's LGA has one of that name. */
export function wardInAddress2(columns: AddressColumns, places: Places): string | null {
  const second = columnText(columns, "address2");
  const lga = columnText(columns, lgaColumn);
  if (second === null || lga === null) return null;
  return places.findWard(second, lga, columnText(columns, stateColumn)) === null ? null : second;
}

/** A column's text; blank is the same as NULL, as in OpenMRS's own comparison. */
export function columnText(columns: AddressColumns, name: string): string | null {
  const text = columns[name];
  return text == null || text.trim() === "" ? null : text;
}

function readStreet(columns: AddressColumns, streetColumn: StreetColumn, ward: string | null): string | null {
  if (streetColumn !== "auto") return columnText(columns, streetColumn);
  return ward === null ? (columnText(columns, "address2") ?? columnText(columns, "address1")) : columnText(columns, "address1");
}
