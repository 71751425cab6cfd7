import type { RowDataPacket } from "mysql2/promise";
import { viewAddress } from "../../src/domain/addressView";
import { readStreetNames } from "../../src/domain/streetNames";
import type { StreetName } from "../../src/domain/streetNames";
import { openmrsTable } from "../database/names";
import type { Deps } from "../deps";
import { keyedDigest } from "../submissions/baselineDigest";
import { findStreetPlace, placeDigest } from "./streetPlaces";

/** A name at a place, and how many patients of the slice live by it. */
export interface CountedName {
  readonly digest: string;
  readonly place: string;
  readonly street: StreetName;
  patients: number;
}

export interface StreetSlice {
  /** The last person of the slice; null where there is nobody left. */
  readonly upTo: number | null;
  readonly names: readonly CountedName[];
}

/** Persons of a slice: a few hundredths of a second of the database's time. */
const personsPerSlice = 500;

/** Reads the active addresses of the next patients and gives what streets and landmarks they speak of. */
export async function readSlice(deps: Deps, afterPersonId: number): Promise<StreetSlice> {
  const { pool, site } = deps;
  const table = (name: string): string => openmrsTable(site, name);
  const [[last]] = await pool.query<RowDataPacket[]>(
    `SELECT MAX(person_id) AS upTo FROM (SELECT DISTINCT person_id FROM ${table("person_address")} WHERE person_id > ? ORDER BY person_id LIMIT ?) next_persons`,
    [afterPersonId, personsPerSlice],
  );
  const upTo = last?.upTo == null ? null : Number(last.upTo);
  if (upTo === null) return { upTo, names: [] };
  const [addresses] = await pool.query<AddressRecord[]>(
    `SELECT a.person_id AS personId, a.address1, a.address2, a.city_village, a.state_province FROM ${table("person_address")} a
      JOIN ${table("person")} n ON n.person_id = a.person_id AND n.voided = 0
      JOIN ${table("patient")} p ON p.patient_id = a.person_id AND p.voided = 0
      WHERE a.person_id > ? AND a.person_id <= ? AND a.voided = 0`,
    [afterPersonId, upTo],
  );
  const [names] = await pool.query<NameRecord[]>(
    `SELECT person_id AS personId, given_name AS given, middle_name AS middle, family_name AS family FROM ${table("person_name")}
      WHERE person_id > ? AND person_id <= ? AND voided = 0`,
    [afterPersonId, upTo],
  );
  return { upTo, names: await countNames(deps, addresses, names) };
}

interface AddressRecord extends RowDataPacket {
  readonly personId: number;
  readonly address1: string | null;
  readonly address2: string | null;
  readonly city_village: string | null;
  readonly state_province: string | null;
}

interface NameRecord extends RowDataPacket {
  readonly personId: number;
  readonly given: string | null;
  readonly middle: string | null;
  readonly family: string | null;
}

async function countNames(deps: Deps, addresses: readonly AddressRecord[], persons: readonly NameRecord[]): Promise<readonly CountedName[]> {
  const places = await deps.site.places();
  const ownNames = new Map<number, string[]>();
  for (const { personId, given, middle, family } of persons) {
    ownNames.set(personId, [...(ownNames.get(personId) ?? []), ...[given, middle, family].filter((name) => name !== null)]);
  }
  const counted = new Map<string, CountedName>();
  const seen = new Set<string>();
  for (const { personId, ...columns } of addresses) {
    const view = viewAddress({ columns }, places, deps.site.streetColumn);
    const at = view.lga === null || view.street === null ? null : findStreetPlace(places, { ...view, lga: view.lga });
    if (at === null || view.street === null) continue;
    const setting = { places: [view.ward, view.lga, view.state, at.ward, at.lga, at.state], ownNames: ownNames.get(personId) ?? [] };
    for (const street of readStreetNames(view.street, setting)) {
      // Under its LGA, and under its ward where that is recorded.
      for (const ward of at.ward === null ? [null] : [null, at.ward]) {
        const place = placeDigest(deps, { ...at, ward });
        const digest = keyedDigest(deps.config.DIGEST_KEY, "street name", place, street.key);
        // A patient with two addresses in one street is one patient.
        if (seen.has(`${personId}/${digest}`)) continue;
        seen.add(`${personId}/${digest}`);
        const known = counted.get(digest);
        if (known === undefined) counted.set(digest, { digest, place, street, patients: 1 });
        else known.patients += 1;
      }
    }
  }
  return [...counted.values()];
}
