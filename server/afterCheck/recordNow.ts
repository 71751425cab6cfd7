import type { Pool, RowDataPacket } from "mysql2/promise";
import type { AddressRowNow, BirthdateNow, PhoneRowNow, RecordNow } from "../../src/domain/afterCheck";
import { openmrsTable } from "../database/names";
import type { Site } from "../deps";

export interface PersonsByField {
  readonly phone: readonly number[];
  readonly address: readonly number[];
  readonly all: readonly number[];
}

interface PersonRecord extends RowDataPacket {
  personId: number;
  birthdate: string | null;
  estimated: number;
}
interface PhoneRecord extends RowDataPacket {
  personId: number;
  id: number;
  uuid: string | null;
  voided: number;
  value: string;
}
interface AddressRecord extends RowDataPacket {
  personId: number;
  id: number;
  uuid: string | null;
  voided: number;
  preferred: number;
}

function grouped<R extends { readonly personId: number }, T>(rows: readonly R[], rowOf: (row: R) => T): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(row.personId);
    if (group === undefined) groups.set(row.personId, [rowOf(row)]);
    else group.push(rowOf(row));
  }
  return groups;
}

async function readPhones(pool: Pool, site: Site, personIds: readonly number[]): Promise<ReadonlyMap<number, readonly PhoneRowNow[]>> {
  if (personIds.length === 0) return new Map();
  const [rows] = await pool.query<PhoneRecord[]>(
    `SELECT person_id AS personId, person_attribute_id AS id, uuid, voided, value FROM ${openmrsTable(site, "person_attribute")}
      WHERE person_id IN (?) AND person_attribute_type_id = ? ORDER BY person_attribute_id`,
    [personIds, site.phoneTypeId],
  );
  return grouped(rows, ({ id, uuid, voided, value }) => ({ id, uuid, voided: voided !== 0, value }));
}

async function readAddresses(pool: Pool, site: Site, personIds: readonly number[]): Promise<ReadonlyMap<number, readonly AddressRowNow[]>> {
  if (personIds.length === 0) return new Map();
  const [rows] = await pool.query<AddressRecord[]>(
    `SELECT person_id AS personId, person_address_id AS id, uuid, voided, preferred FROM ${openmrsTable(site, "person_address")}
      WHERE person_id IN (?) ORDER BY person_address_id`,
    [personIds],
  );
  return grouped(rows, ({ id, uuid, voided, preferred }) => ({ id, uuid, voided: voided !== 0, preferred: preferred !== 0 }));
}

async function readBirthdates(pool: Pool, site: Site, personIds: readonly number[]): Promise<ReadonlyMap<number, BirthdateNow>> {
  const [rows] = await pool.query<PersonRecord[]>(
    `SELECT person_id AS personId, birthdate, birthdate_estimated AS estimated FROM ${openmrsTable(site, "person")} WHERE person_id IN (?) AND voided = 0`,
    [personIds],
  );
  return new Map(rows.map(({ personId, birthdate, estimated }) => [personId, { birthdate, estimated: estimated !== 0 }]));
}

/**
 * What the record says of some patients now, voided rows too, in three plain reads that lock nothing. Each field is compared by itself, so
 * it does no harm that somebody may save between the reads.
 */
export async function readRecordNow(pool: Pool, site: Site, persons: PersonsByField): Promise<(personId: number) => RecordNow> {
  const phones = await readPhones(pool, site, persons.phone);
  const addresses = await readAddresses(pool, site, persons.address);
  const birthdates = await readBirthdates(pool, site, persons.all);
  return (personId) => ({
    phones: phones.get(personId) ?? [],
    addresses: addresses.get(personId) ?? [],
    birthdate: birthdates.get(personId) ?? null,
  });
}
