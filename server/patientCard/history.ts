import type { HistoryEntry, HistoryPerson, PatientHistory, PatientHistoryRequest } from "../../src/contract/patientCard";
import { maskAddress, maskBirthdate, maskPhone, maskTypedText, maskVoidReason } from "../../src/domain/masking";
import { contactFields } from "../../src/domain/types";
import type { Caller, Deps } from "../deps";
import type { Input } from "../http/endpoint";
import { mayRead } from "../submissions/readSubmissions";
import type { Entry } from "./entries";
import { readHistorySources, readPeople } from "./historySources";
import { openPatient } from "./openPatient";

/** `POST /api/patients/history`: every value that the patient ever had, newest first. A bounded number of statements. */
export async function readPatientHistory(deps: Deps, caller: Caller, { body }: Input<PatientHistoryRequest, undefined, undefined>): Promise<PatientHistory> {
  const { pool, site } = deps;
  const { personId, masked } = await openPatient(deps, caller, body, "history");
  const source = (await readHistorySources(deps, [personId])).get(personId);
  if (source === undefined) throw new Error("A patient without a person was found.");
  const entries = source.entries(contactFields);
  const people = await readPeople(pool, site, entries);
  const told = entries.map((entry) => tell(entry, people, caller));
  return { entries: masked ? told.map(maskEntry) : told, masked, fields: [...contactFields] };
}

function tell(entry: Entry, people: ReadonlyMap<number, string>, caller: Caller): HistoryEntry {
  const person = (userId: number | null): HistoryPerson | null => (userId === null ? null : { userId, name: people.get(userId) ?? null });
  const { change } = entry;
  const held: Omit<HistoryEntry, "field" | "phone" | "address" | "birthdate"> = {
    standing: entry.standing,
    from: entry.from?.toISOString() ?? null,
    until: entry.until?.toISOString() ?? null,
    by: person(entry.by),
    endedBecause: entry.endedBecause,
    endedBy: person(entry.endedBy),
    overwritten: entry.overwritten?.toISOString() ?? null,
    origin:
      change === null
        ? { kind: "openmrs" }
        : {
            kind: "submission",
            uuid: change.submission.uuid,
            source: change.submission.source,
            rowNumber: change.rowNumber,
            submissionKind: change.submission.kind,
            reason: change.reason,
            mayOpen: mayRead(caller, change.submission),
          },
  };
  switch (entry.field) {
    case "phone":
      return { field: "phone", phone: entry.phone, ...held };
    case "address":
      return { field: "address", address: entry.address, ...held };
    case "birthdate":
      return { field: "birthdate", birthdate: entry.birthdate, ...held };
  }
}

/** Reasons too: OpenMRS writes the new number into the reason of the old one, and people write in anything. */
function maskEntry(entry: HistoryEntry): HistoryEntry {
  const { origin, endedBecause } = entry;
  const words = {
    endedBecause: endedBecause === null ? null : maskVoidReason(endedBecause),
    origin: origin.kind === "openmrs" || origin.reason === null ? origin : { ...origin, reason: maskTypedText(origin.reason) },
  };
  switch (entry.field) {
    case "phone":
      return { ...entry, ...words, phone: entry.phone === null ? null : maskPhone(entry.phone) };
    case "address":
      return { ...entry, ...words, address: entry.address === null ? null : maskAddress(entry.address) };
    case "birthdate":
      return { ...entry, ...words, birthdate: maskBirthdate(entry.birthdate) };
  }
}
