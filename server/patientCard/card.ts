import type { PatientCard, PatientCardRequest } from "../../src/contract/patientCard";
import { currentAddress, viewAddress } from "../../src/domain/addressView";
import { maskAddress, maskBirthdate, maskPhone } from "../../src/domain/masking";
import { neverCalled } from "../../src/domain/reachability";
import { readReachability } from "../contactNotes/reachability";
import { toSiteDay } from "../database/time";
import type { Caller, Deps } from "../deps";
import { ApiError } from "../http/apiError";
import type { Input } from "../http/endpoint";
import { readLastChanged } from "../patients/lastChanged";
import { readPatientIdentities } from "../patients/patientMarks";
import { openPatient } from "./openPatient";
import { readRecordRowsOf } from "./recordRows";
import type { AddressRow } from "./recordRows";

type Contacts = Pick<PatientCard, "phones" | "address" | "birthdate">;

/** What a role that sees contacts masked is given of them; nothing else of the card says how to reach a patient. */
function maskContacts({ phones, address, birthdate }: Contacts): Contacts {
  return {
    phones: phones.map(({ value, since }) => ({ value: maskPhone(value), since })),
    address: address === null ? null : maskAddress(address),
    birthdate: maskBirthdate(birthdate),
  };
}

/** A day of the record; null where a server without strict modes has stored none. */
function dayOf(siteText: string): string | null {
  const day = siteText.slice(0, 10);
  return day.startsWith("0000") ? null : day;
}

/** `POST /api/patients/card`: who the patient is and how to reach them now. */
export async function readPatientCard(deps: Deps, caller: Caller, { body }: Input<PatientCardRequest, undefined, undefined>): Promise<PatientCard> {
  const { pool, site, clock } = deps;
  const { personId, masked } = await openPatient(deps, caller, body, "card");
  const now = clock.now();
  const [identities, record, places, changed, reached] = await Promise.all([
    readPatientIdentities(pool, site, { personIds: [personId], facilityIds: caller.facilityIds, today: toSiteDay(now, site.timeZone) }),
    readRecordRowsOf(pool, site, personId),
    site.places(),
    readLastChanged(pool, [personId]),
    readReachability(deps, [personId]),
  ]);
  const identity = identities.get(personId);
  // Moved to another facility between the two reads.
  if (identity === undefined) throw new ApiError(404, "patient-not-found");
  const address = currentAddress(record.addresses.filter(({ voided }) => !voided).map(activeOf));
  const contacts: Contacts = {
    phones: record.phones.filter(({ voided }) => !voided).map(({ value, dateCreated }) => ({ value, since: dayOf(dateCreated) })),
    address: address === null ? null : viewAddress(address, places, site.streetColumn),
    birthdate: { birthdate: record.person.birthdate, estimated: record.person.estimated },
  };
  const { patient, name, sex, age, identifiers, facility, marks, artId } = identity;
  return {
    patient,
    name,
    sex,
    age,
    identifiers,
    facility,
    marks,
    artId,
    ...(masked ? maskContacts(contacts) : contacts),
    masked,
    ...(reached.get(personId) ?? neverCalled),
    lastChanged: changed.get(personId) ?? null,
    readAt: now.toISOString(),
  };
}

function activeOf({ id, preferred, columns }: AddressRow): { readonly personAddressId: number; readonly preferred: boolean; readonly columns: AddressRow["columns"] } {
  return { personAddressId: id, preferred, columns };
}
