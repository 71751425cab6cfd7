import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import { nameKeys, phoneKeys } from "../../src/domain/searchKeys";
import { openmrsTable } from "../database/names";
import type { Site } from "../deps";
import { digestBytes, searchDigest } from "./searchDigest";

type Connection = Pool | PoolConnection;

/** One key of a patient at one place: the digest, then the place's number, as 12 bytes. */
export const entryBytes = digestBytes + 4;

interface NameRow extends RowDataPacket {
  personId: number;
  given: string | null;
  middle: string | null;
  family: string | null;
  family2: string | null;
}
interface PhoneRow extends RowDataPacket {
  personId: number;
  value: string;
}
interface PlaceRow extends RowDataPacket {
  personId: number;
  place: number | null;
  voided: number;
}

/** As many as a patient's list has room for; nobody has so many names and numbers. */
const mostEntries = 400;

/** The active names of patients; of one who has several, every one. */
export async function readNames(connection: Connection, site: Site, personIds: readonly number[]): Promise<readonly NameRow[]> {
  const [rows] = await connection.query<NameRow[]>(
    `SELECT person_id AS personId, given_name AS given, middle_name AS middle, family_name AS family, family_name2 AS family2
       FROM ${openmrsTable(site, "person_name")} WHERE person_id IN (?) AND voided = 0`,
    [personIds],
  );
  return rows;
}

/**
 * The keys that the record gives patients now: names, phones current and former, each at every facility by which the patient can be seen. As
 * the bytes of `search_person.key_list`, ascending; persons who are no patients are absent.
 */
export async function readPersonKeys(connection: Connection, site: Site, key: string, personIds: readonly number[]): Promise<ReadonlyMap<number, Buffer>> {
  const patients = await readPatients(connection, site, personIds);
  const [names, phones, places] = [
    await readNames(connection, site, personIds),
    await readPhones(connection, site, personIds),
    await readPlaces(connection, site, personIds),
  ];
  const texts = new Map(patients.map((personId) => [personId, new Set<string>()]));
  for (const { personId, given, middle, family, family2 } of names) addAll(texts.get(personId), nameKeys([given, middle, family, family2]));
  for (const { personId, value } of phones) addAll(texts.get(personId), phoneKeys(value));
  const placesOf = decidingPlaces(places);
  return new Map([...texts].map(([personId, ofPerson]) => [personId, listOf(key, ofPerson, placesOf.get(personId) ?? [0])]));
}

function addAll(set: Set<string> | undefined, keys: readonly string[]): void {
  if (set !== undefined) for (const key of keys) set.add(key);
}

function listOf(key: string, texts: ReadonlySet<string>, places: readonly number[]): Buffer {
  const entries: Buffer[] = [];
  for (const text of texts) {
    const digest = searchDigest(key, text);
    for (const place of places) {
      const entry = Buffer.alloc(entryBytes);
      digest.copy(entry);
      entry.writeInt32BE(place, digestBytes);
      entries.push(entry);
    }
  }
  entries.sort((a, b) => Buffer.compare(a, b));
  return Buffer.concat(entries.slice(0, mostEntries));
}

/** The same places as `isVisible` judges by: of the unvoided ART numbers, or where there is none left, of the voided ones. */
function decidingPlaces(rows: readonly PlaceRow[]): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, { active: Set<number>; voided: Set<number> }>();
  for (const { personId, place, voided } of rows) {
    const own = places.get(personId) ?? { active: new Set(), voided: new Set() };
    (voided === 0 ? own.active : own.voided).add(place ?? 0);
    places.set(personId, own);
  }
  return new Map([...places].map(([personId, { active, voided }]) => [personId, [...(active.size > 0 ? active : voided)]]));
}

async function readPatients(connection: Connection, site: Site, personIds: readonly number[]): Promise<readonly number[]> {
  const [rows] = await connection.query<(RowDataPacket & { personId: number })[]>(
    `SELECT patient_id AS personId FROM ${openmrsTable(site, "patient")} WHERE patient_id IN (?)`,
    [personIds],
  );
  return rows.map(({ personId }) => personId);
}

async function readPhones(connection: Connection, site: Site, personIds: readonly number[]): Promise<readonly PhoneRow[]> {
  const [rows] = await connection.query<PhoneRow[]>(
    `SELECT person_id AS personId, value FROM ${openmrsTable(site, "person_attribute")} WHERE person_id IN (?) AND person_attribute_type_id = ?`,
    [personIds, site.phoneTypeId],
  );
  return rows;
}

async function readPlaces(connection: Connection, site: Site, personIds: readonly number[]): Promise<readonly PlaceRow[]> {
  const [rows] = await connection.query<PlaceRow[]>(
    `SELECT patient_id AS personId, location_id AS place, (voided <> 0) AS voided FROM ${openmrsTable(site, "patient_identifier")}
      WHERE patient_id IN (?) AND identifier_type = ?`,
    [personIds, site.artTypeId],
  );
  return rows;
}
