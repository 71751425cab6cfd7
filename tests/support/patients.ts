import { randomInt, randomUUID } from "node:crypto";
import type { Connection, Pool, PoolConnection, ResultSetHeader } from "mysql2/promise";

type Database = Connection | Pool | PoolConnection;
type Cell = string | number | null;

export interface PhoneRow {
  value: string;
  voided?: boolean;
  voidReason?: string;
  dateVoided?: string;
  dateCreated?: string;
}

/** A row of person_address: `preferred`, `voided`, and any column by its own name, e.g. `address2`, `city_village`. */
export interface AddressRow {
  preferred?: boolean;
  voided?: boolean;
  columns?: Record<string, Cell>;
}

export interface IdentifierRow {
  identifier: string;
  voided?: boolean;
}

export interface PatientOverrides {
  artIds?: readonly (string | IdentifierRow)[];
  hospitalNumber?: string | null;
  /** Where the ART identifier belongs: location 7, 8, 9 or 53. */
  locationId?: number;
  givenName?: string;
  familyName?: string;
  gender?: "M" | "F";
  birthdate?: string | null;
  birthdateEstimated?: boolean;
  dead?: boolean;
  deathDate?: string | null;
  patientVoided?: boolean;
  personVoided?: boolean;
  testPatient?: boolean;
  phones?: readonly (string | PhoneRow)[];
  addresses?: readonly AddressRow[];
}

export interface BuiltPatient {
  /** person_id and patient_id are the same number. */
  personId: number;
  /** The first ART ID. */
  artId: string;
  artIds: string[];
  hospitalNumber: string | null;
  phoneIds: number[];
  addressIds: number[];
}

/** An ART ID that no other patient has, in whatever test or process. */
export function newArtId(): string {
  return `TST${randomInt(10_000_000_000, 99_999_999_999)}`;
}

/**
 * Makes one patient in the connection's OpenMRS schema (account root). Without overrides: a woman born 1988-04-12 with one ART ID, one
 * phone 08031234567 and one preferred address in IKORODU, LAGOS.
 */
export async function buildPatient(database: Database, overrides: PatientOverrides = {}): Promise<BuiltPatient> {
  const audit = { creator: 1, date_created: "2020-01-15 09:00:00" };
  const personId = await insert(database, "person", {
    gender: overrides.gender ?? "F",
    birthdate: overrides.birthdate === undefined ? "1988-04-12" : overrides.birthdate,
    birthdate_estimated: flag(overrides.birthdateEstimated),
    dead: flag(overrides.dead),
    death_date: overrides.deathDate ?? null,
    ...voiding(overrides.personVoided),
    ...audit,
  });
  await insert(database, "person_name", {
    preferred: 1,
    person_id: personId,
    given_name: overrides.givenName ?? "Ngozi",
    family_name: overrides.familyName ?? "Okonkwo",
    ...audit,
  });
  await insert(database, "patient", { patient_id: personId, ...voiding(overrides.patientVoided), ...audit }, false);

  const identifiers = (overrides.artIds ?? [newArtId()]).map((entry) => (typeof entry === "string" ? { identifier: entry } : entry));
  const hospitalNumber = overrides.hospitalNumber ?? null;
  const identifierRows: { identifier: string; type: number; voided?: boolean }[] = [
    ...identifiers.map((entry) => ({ ...entry, type: 4 })),
    { identifier: `OM${personId}`, type: 3 },
    ...(hospitalNumber === null ? [] : [{ identifier: hospitalNumber, type: 5 }]),
  ];
  for (const row of identifierRows) {
    await insert(database, "patient_identifier", {
      patient_id: personId,
      identifier: row.identifier,
      identifier_type: row.type,
      preferred: flag(row.type === 3),
      location_id: overrides.locationId ?? 7,
      ...voiding(row.voided),
      ...audit,
    });
  }

  const phoneIds: number[] = [];
  for (const entry of overrides.phones ?? ["08031234567"]) phoneIds.push(await insertPhone(database, personId, typeof entry === "string" ? { value: entry } : entry));
  if (overrides.testPatient === true) {
    await insert(database, "person_attribute", { person_id: personId, value: "true", person_attribute_type_id: 9, ...audit });
  }
  const addressIds: number[] = [];
  for (const row of overrides.addresses ?? [defaultAddress]) addressIds.push(await insertAddress(database, personId, row));
  return {
    personId,
    artId: identifiers[0]?.identifier ?? "",
    artIds: identifiers.map((entry) => entry.identifier),
    hospitalNumber,
    phoneIds,
    addressIds,
  };
}

const defaultAddress: AddressRow = {
  preferred: true,
  columns: { address2: "14 Ayangburen Road", city_village: "IKORODU", state_province: "LAGOS", country: "NIGERIA" },
};

/** Adds one telephone attribute (type 8) to a person and gives its id. */
export async function insertPhone(database: Database, personId: number, phone: PhoneRow): Promise<number> {
  return await insert(database, "person_attribute", {
    person_id: personId,
    value: phone.value,
    person_attribute_type_id: 8,
    creator: 1,
    date_created: phone.dateCreated ?? "2020-01-15 09:00:00",
    ...voiding(phone.voided, phone.voidReason, phone.dateVoided),
  });
}

/** Adds one address to a person and gives its id. */
export async function insertAddress(database: Database, personId: number, address: AddressRow): Promise<number> {
  return await insert(database, "person_address", {
    person_id: personId,
    preferred: flag(address.preferred),
    creator: 1,
    date_created: "2020-01-15 09:00:00",
    ...voiding(address.voided),
    ...address.columns,
  });
}

function voiding(voided = false, reason = "Voided for a test", date = "2023-05-02 10:30:00"): Record<string, Cell> {
  return voided ? { voided: 1, voided_by: 1, date_voided: date, void_reason: reason } : { voided: 0 };
}

function flag(value: boolean | undefined): number {
  return value === true ? 1 : 0;
}

async function insert(database: Database, table: string, row: Record<string, Cell>, hasUuid = true): Promise<number> {
  const full = hasUuid ? { ...row, uuid: randomUUID() } : row;
  const [result] = await database.query<ResultSetHeader>("INSERT INTO ?? SET ?", [table, full]);
  return result.insertId;
}
