import type { Pool, RowDataPacket } from "mysql2/promise";
import type { HistoryEntry, HistoryPerson, PatientHistory, PatientHistoryRequest } from "../../src/contract/patientCard";
import { currentAddress, viewAddress } from "../../src/domain/addressView";
import { maskAddress, maskBirthdate, maskPhone, maskTypedText, maskVoidReason } from "../../src/domain/masking";
import { contactFields } from "../../src/domain/types";
import { openmrsTable } from "../database/names";
import { fromSiteText } from "../database/time";
import type { Caller, Deps, Site } from "../deps";
import type { Input } from "../http/endpoint";
import { displayNameSql } from "../staff/people";
import { addressMark } from "../submissions/baselineDigest";
import { mayRead } from "../submissions/readSubmissions";
import { addressEntries, birthdateEntries, phoneEntries } from "./entries";
import type { Entry } from "./entries";
import { openPatient } from "./openPatient";
import { readOwnChanges } from "./ownChanges";
import { readRecordRows } from "./recordRows";

/** `POST /api/patients/history`: every value that the patient ever had, newest first. A bounded number of statements. */
export async function readPatientHistory(deps: Deps, caller: Caller, { body }: Input<PatientHistoryRequest, undefined, undefined>): Promise<PatientHistory> {
  const { pool, site, config } = deps;
  const { personId, masked } = await openPatient(deps, caller, body, "history");
  const [record, changes, places] = await Promise.all([readRecordRows(pool, site, personId), readOwnChanges(pool, personId), site.places()]);
  const time = (siteText: string): Date | null => fromSiteText(siteText, site.timeZone);
  const active = record.addresses.filter(({ voided }) => !voided).map(({ id, preferred, columns }) => ({ personAddressId: id, preferred, columns }));
  const entries = [
    ...phoneEntries(record.phones, changes, time),
    ...addressEntries(record.addresses, changes, time, {
      view: (row) => viewAddress(row, places, site.streetColumn),
      markOf: (row) => addressMark(config.DIGEST_KEY, row.columns),
      currentId: currentAddress(active)?.personAddressId ?? null,
    }),
    ...birthdateEntries(record.person, changes, time),
  ]
    .map((entry, place) => ({ entry, place }))
    .sort(newestFirst)
    .map(({ entry }) => entry);
  const people = await readPeople(pool, site, entries);
  const told = entries.map((entry) => tell(entry, people, caller));
  return { entries: masked ? told.map(maskEntry) : told, masked, fields: [...contactFields] };
}

interface Placed {
  readonly entry: Entry;
  /** Rows of a field come in the order in which they were entered. */
  readonly place: number;
}

/**
 * OpenMRS's times know no parts of a second, ours do: within one second what holds comes before what ended, and of the values of one field the
 * one that was entered later.
 */
function newestFirst({ entry: one, place }: Placed, { entry: other, place: otherPlace }: Placed): number {
  const [at, otherAt] = [Math.floor(one.order / 1000), Math.floor(other.order / 1000)];
  if (at !== otherAt) return at < otherAt ? 1 : -1;
  if (one.standing !== other.standing) return rank[one.standing] - rank[other.standing];
  return one.field === other.field ? otherPlace - place : place - otherPlace;
}

const rank: Readonly<Record<Entry["standing"], number>> = { current: 0, beside: 1, ended: 2 };

interface PersonName extends RowDataPacket {
  userId: number;
  name: string;
}

async function readPeople(pool: Pool, site: Site, entries: readonly Entry[]): Promise<ReadonlyMap<number, string>> {
  const userIds = [...new Set(entries.flatMap(({ by, endedBy }) => [by ?? [], endedBy ?? []].flat()))];
  if (userIds.length === 0) return new Map();
  const [rows] = await pool.query<PersonName[]>(
    `SELECT u.user_id AS userId, ${displayNameSql(site)} AS name FROM ${openmrsTable(site, "users")} u WHERE u.user_id IN (?)`,
    [userIds],
  );
  return new Map(rows.map(({ userId, name }) => [userId, name]));
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
