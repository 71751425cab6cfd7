import { phoneKey } from "./phone";
import type { AddressView } from "./types";

/** Stands for text that is there and not shown. */
export const hidden = "•••••";

/**
 * What is left of a number that is hidden: network and last two digits, which is enough to recognise a number that one has at hand and
 * not enough to call it (100,000 numbers look the same). What is not one number is hidden altogether: it may hold a name or a second number.
 */
export function maskPhone(text: string): string {
  const phone = phoneKey(text);
  return phone === null ? hidden : `${phone.slice(0, 4)}${hidden}${phone.slice(-2)}`;
}

/**
 * The street leads to a door; ward, LGA and state say only where the patient travels from. An LGA or a state with a number in it is none of
 * that: old records have whole addresses there. (A ward is one of the site's hierarchy.)
 */
export function maskAddress<T extends AddressView>(address: T): T {
  return { ...address, street: address.street === null ? null : hidden, lga: maskPlace(address.lga), state: maskPlace(address.state) };
}

function maskPlace(name: string | null): string | null {
  return name !== null && /\d/.test(name) ? hidden : name;
}

/**
 * The year alone. Name and full birthdate together are what other offices and banks ask a person for, while for telling whether this is
 * the right patient the age does. It is still worth having: a wrong decade is the mistake that one comes to look for.
 */
export function maskBirthdate<T extends { readonly birthdate: string | null }>(birthdate: T): T {
  return { ...birthdate, birthdate: birthdate.birthdate?.slice(0, 4) ?? null };
}

/** What staff typed as a reason: runs of seven digits and more, however they are parted, may be a number. */
export function maskTypedText(text: string): string {
  return text.replace(/\+?\d(?:[\s().,/\\-]*\d){6,}/g, hidden);
}

const ownVoidReason = /^(?:Contact update, submission|Undo of submission) [0-9a-f-]{36}$/i;
const newValue = /^New value: (.*)$/s;

/** A void reason of the record: OpenMRS puts the new phone into it, people put in anything; only this product's own say nothing of a patient. */
export function maskVoidReason(reason: string): string {
  if (ownVoidReason.test(reason)) return reason;
  const value = newValue.exec(reason)?.[1];
  return value === undefined || value.trim() === "" ? hidden : `New value: ${maskPhone(value)}`;
}
