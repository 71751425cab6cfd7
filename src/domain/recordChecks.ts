import { checkPlaces } from "./address";
import type { ContactPolicy } from "./addressChange";
import { currentAddress, viewAddress } from "./addressView";
import { checkBirthdate } from "./birthdate";
import { warningIssue } from "./issue";
import { readLineListStreet } from "./lineListStreet";
import { phoneKey } from "./phone";
import type { ContactUpdate, CurrentContact, Issue, ReadingContext } from "./types";

/** An update compared with the record: what would be written, and what the record says against it. */
export interface ComparedUpdate {
  readonly update: ContactUpdate;
  readonly issues: readonly Issue[];
}

/** Everything about the given values that only the record can tell. */
export function compareWithRecord(given: ContactUpdate, current: CurrentContact, context: ReadingContext, policy: ContactPolicy): ComparedUpdate {
  const update = isUntouchedBirthdate(given, current, context) ? { ...given, birthdate: undefined } : given;
  const issues: Issue[] = [...checkStale(update, current)];
  if (update.birthdate !== undefined) {
    issues.push(...checkBirthdate(update.birthdate, { today: context.today, deathDate: current.deathDate, current: current.birthdate }));
  }
  if (!update.address) return { update, issues };
  const address = currentAddress(current.addresses);
  const freed = context.streetIncludesLga ? readLineListStreet(update.address, address?.columns ?? {}) : { update: update.address, issues: [] };
  const view = address && viewAddress(address, policy.places, policy.streetColumn);
  const places = checkPlaces(freed.update, view, policy.places);
  return { update: { ...update, address: places.update }, issues: [...issues, ...freed.issues, ...places.issues] };
}

/** A line list prints the date of every patient, estimated or not: only a date that differs is somebody's correction. */
function isUntouchedBirthdate({ birthdate }: ContactUpdate, current: CurrentContact, { birthdateIsListed }: ReadingContext): boolean {
  return birthdateIsListed && birthdate !== undefined && birthdate === current.birthdate;
}

/** NMRS's line lists print voided numbers too, so an old number easily comes back as a correction. */
function checkStale({ phone }: ContactUpdate, current: CurrentContact): readonly Issue[] {
  if (phone?.kind !== "value" || current.phones.some((active) => phoneKey(active.value) === phone.value)) return [];
  const former = current.formerPhones.find((one) => phoneKey(one.value) === phone.value);
  return former ? [warningIssue("phone-stale", "phone", former.voidedOn ? { voidedOn: former.voidedOn.slice(0, 10) } : undefined)] : [];
}

/** Circumstances under which a correction is unusual; asked about only where something would be written. */
export function checkCircumstances(current: CurrentContact): readonly Issue[] {
  return [
    ...(current.dead ? [warningIssue("patient-dead", null)] : []),
    ...(current.transferredOut ? [warningIssue("patient-transferred-out", null)] : []),
    ...(current.testPatient ? [warningIssue("patient-test", null)] : []),
  ];
}
