import { columnText, currentAddress, lgaColumn, stateColumn, viewAddress, wardInAddress2 } from "./addressView";
import type { AddressColumns } from "./addressView";
import { errorIssue } from "./issue";
import type { ActiveAddress, AddressChange, AddressUpdate, AddressView, Issue, Places, StreetColumn } from "./types";

/** What a site decides about contacts. */
export interface ContactPolicy {
  readonly places: Places;
  readonly streetColumn: StreetColumn;
  /** Columns of `person_address` at this site that are copied forward. */
  readonly addressColumns: readonly string[];
}

export type AddressPlan =
  | { readonly kind: "change"; readonly change: AddressChange }
  | { readonly kind: "unchanged" }
  | { readonly kind: "refused"; readonly issue: Issue };

type Columns = Readonly<Record<string, string | null>>;

/** The columns that people see, without the many that are only carried forward. */
function seenColumns(columns: Columns): Record<string, string | null> {
  return {
    address1: columns.address1 ?? null,
    address2: columns.address2 ?? null,
    [lgaColumn]: columns[lgaColumn] ?? null,
    [stateColumn]: columns[stateColumn] ?? null,
  };
}

/**
 * Plans the new address: a copy of all columns of the current one with only what was given changed (the SQL script that this replaces lost
 * LGA, state and street of every patient, B1 and B2). Nothing given differs: nothing is planned.
 */
export function planAddressChange(addresses: readonly ActiveAddress[], update: AddressUpdate, policy: ContactPolicy): AddressPlan {
  const current = currentAddress(addresses);
  const columns = current?.columns ?? {};
  const before = current && viewAddress(current, policy.places, policy.streetColumn);
  if (saysTheSame(update, before)) return { kind: "unchanged" };
  const streetAndWard = planStreetAndWard({ columns, oldStreet: before?.street ?? null }, update, policy);
  if (streetAndWard === null) return { kind: "refused", issue: errorIssue("ward-needs-street", "ward") };
  if (streetAndWard === "no-column") return { kind: "refused", issue: errorIssue("ward-not-kept", "ward") };
  const wanted: Columns = {
    ...streetAndWard,
    ...(update.lga === undefined ? {} : { [lgaColumn]: update.lga }),
    ...(update.state === undefined ? {} : { [stateColumn]: update.state }),
  };
  const set: Record<string, string | null> = {};
  for (const name of Object.keys(wanted)) {
    const value = wanted[name] ?? null;
    if (value !== columnText(columns, name)) set[name] = value;
  }
  if (Object.keys(set).length === 0) return { kind: "unchanged" };
  const after = viewAddress({ columns: Object.assign(seenColumns(columns), set) }, policy.places, policy.streetColumn);
  const voidIds = addresses.filter((address) => address === current || address.preferred).map((address) => address.personAddressId);
  return { kind: "change", change: { kind: "address", before, after, copyOf: current?.personAddressId ?? null, set, voidIds } };
}

/** Compared in full and by case, so that a correction of capital letters is a change (R6); blank is the same as nothing. */
function saysTheSame(update: AddressUpdate, view: AddressView | null): boolean {
  const { street, ward, lga, state } = update;
  return (
    (street === undefined || (street.kind === "clear" ? null : street.value) === (view?.street ?? null)) &&
    (ward === undefined || ward === (view?.ward ?? null)) &&
    (lga === undefined || lga === (view?.lga ?? null)) &&
    (state === undefined || state === (view?.state ?? null))
  );
}

interface Place {
  readonly columns: AddressColumns;
  readonly oldStreet: string | null;
}

/** Columns for street and ward; null where a ward would overwrite a street, `no-column` where the site keeps no wards. */
function planStreetAndWard({ columns, oldStreet }: Place, update: AddressUpdate, policy: ContactPolicy): Columns | null | "no-column" {
  const street = update.street === undefined ? undefined : update.street.kind === "clear" ? null : update.street.value;
  if (update.ward !== undefined) return policy.streetColumn === "address2" ? "no-column" : planWard(columns, update.ward, street, policy);
  if (street === undefined) return {};
  if (policy.streetColumn !== "auto") return { [policy.streetColumn]: street };
  // Whether address2 holds a ward is judged by the LGA that will stand: a ward of the LGA that the patient left is none.
  const moved = seenColumns(columns);
  if (update.lga !== undefined) moved[lgaColumn] = update.lga;
  if (update.state !== undefined) moved[stateColumn] = update.state;
  if (wardInAddress2(moved, policy.places) !== null) return { address1: street };
  const first = columnText(columns, "address1");
  const readAsWard = wardInAddress2({ ...moved, address2: street }, policy.places) !== null;
  return planStreet(street, street === null || first === null || sameStreet(first, oldStreet) || readAsWard);
}

/**
 * The street goes to address2, as NMRS's registration page writes it, and to address1 where that is blank or held the same street,
 * because NMRS's line lists print address1 (and print nothing at all where it is NULL). A street that is called like a ward stands in
 * both, or it would be read as the ward alone.
 */
function planStreet(street: string | null, mirrored: boolean): Columns {
  return mirrored ? { address2: street, address1: street } : { address2: street };
}

/** The ward goes to address2; a street that stands there moves to address1 if that is free. */
function planWard(columns: AddressColumns, ward: string, street: string | null | undefined, policy: ContactPolicy): Columns | null {
  if (street !== undefined) return { address2: ward, address1: street };
  const first = columnText(columns, "address1");
  const second = columnText(columns, "address2");
  if (second === null || wardInAddress2(columns, policy.places) !== null) return { address2: ward };
  return first === null || sameStreet(first, second) ? { address2: ward, address1: first ?? second } : null;
}

function sameStreet(one: string | null, other: string | null): boolean {
  const key = (text: string | null): string => (text ?? "").replace(/\s+/g, " ").trim().toLowerCase();
  return key(one) === key(other);
}
