import { planAddressChange } from "./addressChange";
import type { ContactPolicy } from "./addressChange";
import { currentAddress, viewAddress } from "./addressView";
import type { ActivePhone, AddressView, BirthdateChange, ContactChange, ContactField, ContactUpdate, CurrentContact, Given, Issue, PhoneChange } from "./types";

/** The record as people see it. */
export interface ContactViews {
  readonly phone: string | null;
  readonly address: AddressView | null;
  readonly birthdate: { readonly birthdate: string | null; readonly estimated: boolean };
}

export interface ContactPlan {
  readonly changes: readonly ContactChange[];
  /** Fields that were given and say what the record says already. */
  readonly unchanged: readonly ContactField[];
  readonly views: ContactViews;
  /** Why a given field can be neither: a ward that would overwrite a street. */
  readonly issues: readonly Issue[];
}

/** Decides what to write so that the record says what the row says, and nothing else changes. Place names must have been checked. */
export function planContactChange(current: CurrentContact, update: ContactUpdate, policy: ContactPolicy): ContactPlan {
  const changes: ContactChange[] = [];
  const unchanged: ContactField[] = [];
  const issues: Issue[] = [];
  if (update.phone) {
    const change = planPhoneChange(current.phones, update.phone);
    if (change) changes.push(change);
    else unchanged.push("phone");
  }
  if (update.address) {
    const plan = planAddressChange(current.addresses, update.address, policy);
    if (plan.kind === "change") changes.push(plan.change);
    else if (plan.kind === "refused") issues.push(plan.issue);
    else unchanged.push("address");
  }
  if (update.birthdate !== undefined) {
    const change = planBirthdateChange(current, update.birthdate);
    if (change) changes.push(change);
    else unchanged.push("birthdate");
  }
  return { changes, unchanged, views: viewContact(current, policy), issues };
}

export function viewContact(current: CurrentContact, policy: Pick<ContactPolicy, "places" | "streetColumn">): ContactViews {
  const address = currentAddress(current.addresses);
  return {
    phone: latestPhone(current.phones),
    address: address && viewAddress(address, policy.places, policy.streetColumn),
    birthdate: { birthdate: current.birthdate, estimated: current.birthdateEstimated },
  };
}

/**
 * OpenMRS's `Person.addAttribute`: the other active phones are voided with reason `New value: …`, one row is inserted; a blank value voids
 * without inserting. Several active phones count as a set (B12): one that is equal stays, the end is exactly one.
 */
export function planPhoneChange(phones: readonly ActivePhone[], wanted: Given<string>): PhoneChange | null {
  const after = wanted.kind === "clear" ? null : wanted.value;
  const keeper = phones.find((phone) => phone.value === after) ?? null;
  const others = phones.filter((phone) => phone !== keeper);
  if (others.length === 0 && (keeper !== null || after === null)) return null;
  return {
    kind: "phone",
    before: latestPhone(keeper === null ? phones : others),
    after,
    voidIds: others.map((phone) => phone.personAttributeId),
    voidReason: `New value: ${after ?? ""}`,
    insert: keeper === null ? after : null,
  };
}

/** An exact date for one that was estimated is a change even where the day is the same (B11); what a line list merely prints never gets here. */
export function planBirthdateChange(
  current: Pick<CurrentContact, "birthdate" | "birthdateEstimated">,
  wanted: string,
): BirthdateChange | null {
  if (current.birthdate === wanted && !current.birthdateEstimated) return null;
  return { kind: "birthdate", before: current.birthdate, beforeEstimated: current.birthdateEstimated, after: wanted, afterEstimated: false };
}

/** Of several active phones the one entered last. */
function latestPhone(phones: readonly ActivePhone[]): string | null {
  return phones.at(-1)?.value ?? null;
}
