import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import type { ActiveAddress, ActivePhone, CurrentContact } from "../../src/domain/types";
import { openmrsTable, quoteName } from "../database/names";
import type { Site } from "../deps";
import { grouped, lockClause, sliced } from "./sql";
import type { Lock } from "./sql";

type Connection = Pool | PoolConnection;

export interface CurrentContactQuery {
  readonly personIds: readonly number[];
  readonly lock: Lock;
  /** Read names and hospital numbers too, which only the wrong-patient guard and look-ups need. */
  readonly withIdentity: boolean;
}

interface PersonRow extends RowDataPacket {
  personId: number;
  sex: string | null;
  birthdate: string | null;
  birthdateEstimated: number;
  dead: number;
  deathDate: string | null;
}

interface PhoneRow extends RowDataPacket {
  personAttributeId: number;
  personId: number;
  value: string;
  voided: number;
  voidedOn: string | null;
}

interface AddressRow extends RowDataPacket {
  personAddressId: number;
  personId: number;
  preferred: number;
}

interface NameRow extends RowDataPacket {
  personId: number;
  given: string | null;
  middle: string | null;
  family: string | null;
  family2: string | null;
}

interface TextOfPerson extends RowDataPacket {
  personId: number;
  value: string;
}

async function readInSlices<T extends RowDataPacket>(connection: Connection, sql: string, values: (slice: readonly number[]) => unknown[], personIds: readonly number[]): Promise<readonly T[]> {
  const all: T[] = [];
  for (const slice of sliced(personIds)) {
    const [rows] = await connection.query<T[]>(sql, values(slice));
    for (const row of rows) all.push(row);
  }
  return all;
}

function readPersons(connection: Connection, site: Site, { personIds, lock }: CurrentContactQuery): Promise<readonly PersonRow[]> {
  return readInSlices<PersonRow>(
    connection,
    `SELECT person_id AS personId, gender AS sex, birthdate, birthdate_estimated AS birthdateEstimated, dead, LEFT(death_date, 10) AS deathDate
       FROM ${openmrsTable(site, "person")} WHERE person_id IN (?) AND voided = 0 ORDER BY person_id${lockClause[lock]}`,
    (slice) => [slice],
    personIds,
  );
}

/** Active and former phones in one read: the former ones are needed to recognise a stale number. */
function readPhones(connection: Connection, site: Site, { personIds, lock }: CurrentContactQuery): Promise<readonly PhoneRow[]> {
  return readInSlices<PhoneRow>(
    connection,
    `SELECT person_attribute_id AS personAttributeId, person_id AS personId, value, voided, LEFT(date_voided, 10) AS voidedOn
       FROM ${openmrsTable(site, "person_attribute")} WHERE person_id IN (?) AND person_attribute_type_id = ?
      ORDER BY person_attribute_id${lockClause[lock]}`,
    (slice) => [slice, site.phoneTypeId],
    personIds,
  );
}

function readAddresses(connection: Connection, site: Site, { personIds, lock }: CurrentContactQuery): Promise<readonly AddressRow[]> {
  return readInSlices<AddressRow>(
    connection,
    `SELECT person_address_id AS personAddressId, person_id AS personId, preferred, ${site.addressColumns.map(quoteName).join(", ")}
       FROM ${openmrsTable(site, "person_address")} WHERE person_id IN (?) AND voided = 0 ORDER BY person_address_id${lockClause[lock]}`,
    (slice) => [slice],
    personIds,
  );
}

function readNames(connection: Connection, site: Site, personIds: readonly number[]): Promise<readonly NameRow[]> {
  return readInSlices<NameRow>(
    connection,
    `SELECT person_id AS personId, given_name AS given, middle_name AS middle, family_name AS family, family_name2 AS family2
       FROM ${openmrsTable(site, "person_name")} WHERE person_id IN (?) AND voided = 0 ORDER BY preferred DESC, person_name_id`,
    (slice) => [slice],
    personIds,
  );
}

async function readHospitalNumbers(connection: Connection, site: Site, personIds: readonly number[]): Promise<readonly TextOfPerson[]> {
  if (site.hospitalNumberTypeId === null) return [];
  return readInSlices<TextOfPerson>(
    connection,
    `SELECT patient_id AS personId, identifier AS value FROM ${openmrsTable(site, "patient_identifier")}
      WHERE patient_id IN (?) AND identifier_type = ? AND voided = 0`,
    (slice) => [slice, site.hospitalNumberTypeId],
    personIds,
  );
}

async function readTestPatients(connection: Connection, site: Site, personIds: readonly number[]): Promise<ReadonlySet<number>> {
  if (site.testPatientTypeId === null) return new Set();
  const rows = await readInSlices<TextOfPerson>(
    connection,
    `SELECT person_id AS personId, value FROM ${openmrsTable(site, "person_attribute")}
      WHERE person_id IN (?) AND person_attribute_type_id = ? AND voided = 0 AND value = 'true'`,
    (slice) => [slice, site.testPatientTypeId],
    personIds,
  );
  return new Set(rows.map((row) => row.personId));
}

/** Patients whose newest tracking form says that they were transferred out; none where the site keeps no such observations. */
async function readTransferredOut(connection: Connection, site: Site, personIds: readonly number[]): Promise<ReadonlySet<number>> {
  if (site.transferOut === null) return new Set();
  const { reasonConceptId, answerConceptId } = site.transferOut;
  const rows = await readInSlices<TextOfPerson>(
    connection,
    `SELECT person_id AS personId, '' AS value FROM ${openmrsTable(site, "obs")}
      WHERE person_id IN (?) AND concept_id = ? AND value_coded = ? AND voided = 0`,
    (slice) => [slice, reasonConceptId, answerConceptId],
    personIds,
  );
  return new Set(rows.map((row) => row.personId));
}

function phoneOf({ personAttributeId, value }: PhoneRow): ActivePhone {
  return { personAttributeId, value };
}

function addressOf(row: AddressRow, columns: readonly string[]): ActiveAddress {
  const values: Record<string, string | null> = {};
  for (const column of columns) {
    const value: unknown = row[column];
    values[column] = typeof value === "string" || typeof value === "number" ? String(value) : null;
  }
  return { personAddressId: row.personAddressId, preferred: row.preferred !== 0, columns: values };
}

/**
 * Reads what the record says of each person, by person id; persons that are voided or gone are absent. With lock `update` the person
 * rows are locked first and in ascending order, then phones and addresses: OpenMRS cannot add a row to a locked person meanwhile,
 * because its foreign key needs the person row.
 */
export async function readCurrentContacts(connection: Connection, site: Site, query: CurrentContactQuery): Promise<ReadonlyMap<number, CurrentContact>> {
  const personIds = [...new Set(query.personIds)].sort((a, b) => a - b);
  if (personIds.length === 0) return new Map();
  const ordered = { ...query, personIds };
  const persons = await readPersons(connection, site, ordered);
  const phones = grouped(await readPhones(connection, site, ordered));
  const addresses = grouped(await readAddresses(connection, site, ordered));
  const names = query.withIdentity ? grouped(await readNames(connection, site, personIds)) : new Map<number, readonly NameRow[]>();
  const hospitalNumbers = query.withIdentity
    ? grouped(await readHospitalNumbers(connection, site, personIds))
    : new Map<number, readonly TextOfPerson[]>();
  const testPatients = await readTestPatients(connection, site, personIds);
  const transferredOut = await readTransferredOut(connection, site, personIds);

  const contacts = new Map<number, CurrentContact>();
  for (const person of persons) {
    const ofPerson = phones.get(person.personId) ?? [];
    contacts.set(person.personId, {
      personId: person.personId,
      phones: ofPerson.filter((phone) => phone.voided === 0).map(phoneOf),
      formerPhones: ofPerson
        .filter((phone) => phone.voided !== 0)
        .map(({ value, voidedOn }) => ({ value, voidedOn }))
        .reverse(),
      addresses: (addresses.get(person.personId) ?? []).map((row) => addressOf(row, site.addressColumns)),
      birthdate: person.birthdate,
      birthdateEstimated: person.birthdateEstimated !== 0,
      dead: person.dead !== 0,
      deathDate: person.deathDate,
      sex: person.sex,
      names: (names.get(person.personId) ?? []).map((name) => [name.given, name.middle, name.family, name.family2].filter((part) => part !== null && part !== "") as string[]),
      hospitalNumbers: (hospitalNumbers.get(person.personId) ?? []).map((row) => row.value),
      transferredOut: transferredOut.has(person.personId),
      testPatient: testPatients.has(person.personId),
    });
  }
  return contacts;
}
