import type { Pool, RowDataPacket } from "mysql2/promise";
import type { SearchKind } from "../../src/contract/patientSearch";
import { foldName } from "../../src/domain/nameSearch";
import { headPairKey, soundKey, soundPairKey, tailKey, wholeKey } from "../../src/domain/searchKeys";
import { searchDigest } from "../../server/search/searchDigest";
import { searchBenchKey } from "./searchBed";

/** One search, and the best SQL that somebody would write by hand for it alone: the same page with the same columns. */
export interface SearchQuestion {
  readonly text: string;
  readonly kind: SearchKind;
  readonly sql: string;
  readonly values: readonly unknown[];
  /** Who must be found; null where the question is so common that they need not be on the first page. */
  readonly patient: string | null;
}

interface Sample extends RowDataPacket {
  personId: number;
  uuid: string;
  given: string;
  family: string;
  artId: string;
  hospital: string | null;
  phone: string;
  former: string | null;
}

const rowsOfPage = 20;

/** What a page shows of the patients `found`, whose ids the statement in the brackets gives. */
function page(found: string): string {
  // In the order written: MySQL 5.6 would rather begin with the five types of identifiers, and look at everyone.
  return `SELECT STRAIGHT_JOIN n.uuid AS patient, n.gender, n.birthdate, n.dead, n.voided, pn.given_name, pn.middle_name, pn.family_name, i.identifier, i.voided AS identifierVoided, t.name AS type,
      l.name AS facility,
      EXISTS (SELECT 1 FROM patient_identifier o WHERE o.identifier = i.identifier AND o.identifier_type = 4 AND o.patient_id <> i.patient_id AND o.voided = 0) AS shared,
      EXISTS (SELECT 1 FROM person_attribute a WHERE a.person_id = n.person_id AND a.person_attribute_type_id = 9 AND a.voided = 0) AS test,
      EXISTS (SELECT 1 FROM obs b WHERE b.person_id = n.person_id AND b.concept_id = 165470 AND b.value_coded = 159492 AND b.voided = 0) AS transferred
    FROM (${found}) f
    JOIN person n ON n.person_id = f.person_id
    JOIN person_name pn ON pn.person_id = n.person_id AND pn.preferred = 1 AND pn.voided = 0
    JOIN patient_identifier i ON i.patient_id = n.person_id
    JOIN patient_identifier_type t ON t.patient_identifier_type_id = i.identifier_type
    LEFT JOIN location l ON l.location_id = i.location_id`;
}

const byKey = (condition: string): string =>
  page(`SELECT DISTINCT k.person_id FROM patient_contacts.search_key k ${condition} LIMIT ${rowsOfPage}`);
const nameOfKey = "JOIN person_name m ON m.person_id = k.person_id AND m.voided = 0 WHERE k.key_digest = ?";
const phoneOfKey = "JOIN person_attribute a ON a.person_id = k.person_id AND a.person_attribute_type_id = 8 WHERE k.key_digest = ?";

const statements = {
  exactIdentifier: page(`SELECT DISTINCT patient_id AS person_id FROM patient_identifier WHERE identifier = ? LIMIT ${rowsOfPage}`),
  identifierPrefix: page(`SELECT DISTINCT patient_id AS person_id FROM patient_identifier WHERE identifier LIKE ? ORDER BY identifier LIMIT ${rowsOfPage}`),
  oneName: page(`SELECT person_id FROM person_name WHERE family_name = ? AND voided = 0 LIMIT ${rowsOfPage}`),
  namePrefix: page(`SELECT person_id FROM person_name WHERE family_name LIKE ? AND voided = 0 LIMIT ${rowsOfPage}`),
  twoNames: byKey(`${nameOfKey} AND m.given_name LIKE ? AND m.family_name LIKE ?`),
  sound: byKey(nameOfKey),
  phone: byKey(`${phoneOfKey} AND a.value = ? AND a.voided = 0`),
  formerPhone: byKey(`${phoneOfKey} AND a.value = ? AND a.voided = 1`),
  tail: byKey(`${phoneOfKey} AND a.value LIKE ?`),
};

function digest(key: string | null): Buffer {
  if (key === null) throw new Error("A search of the benchmark has no key.");
  return searchDigest(searchBenchKey, key);
}

/** A spelling that nobody in the record has, of the same sound. */
function misspell(name: string): string {
  return `${name}h`;
}

/** `count` searches of each kind, each made for another of `count` patients from everywhere in the record. */
export async function readSearchQuestions(root: Pool, count: number): Promise<Readonly<Record<string, readonly SearchQuestion[]>>> {
  const people = await readSamples(root, count);
  const ask = (of: (sample: Sample) => SearchQuestion): readonly SearchQuestion[] => people.map(of);
  const formerly = people.filter((sample): sample is Sample & { former: string } => sample.former !== null);
  const known = people.filter((sample): sample is Sample & { hospital: string } => sample.hospital !== null);
  return {
    artId: ask(({ artId, uuid }) => ({ text: artId, kind: "any", sql: statements.exactIdentifier, values: [artId], patient: uuid })),
    hospitalNumber: known.map(({ hospital, uuid }) => ({ text: hospital, kind: "identifier", sql: statements.exactIdentifier, values: [hospital], patient: uuid })),
    identifierPrefix: ask(({ artId }) => ({ text: artId.slice(0, -1), kind: "identifier", sql: statements.identifierPrefix, values: [`${artId.slice(0, -1)}%`], patient: null })),
    oneName: ask(({ family }) => ({ text: family, kind: "name", sql: statements.oneName, values: [family], patient: null })),
    namePrefix: ask(({ family }) => ({ text: family.slice(0, 4), kind: "name", sql: statements.namePrefix, values: [`${family.slice(0, 4)}%`], patient: null })),
    twoNames: ask(({ given, family }) => ({
      text: `${family} ${given}`,
      kind: "any",
      sql: statements.twoNames,
      values: [digest(headPairKey(foldName(given), foldName(family))), given, family],
      patient: null,
    })),
    twoNamesPartly: ask(({ given, family }) => ({
      text: `${given.slice(0, 4)} ${family.slice(0, 4)}`,
      kind: "name",
      sql: statements.twoNames,
      values: [digest(headPairKey(foldName(given), foldName(family))), `${given.slice(0, 4)}%`, `${family.slice(0, 4)}%`],
      patient: null,
    })),
    misspeltName: ask(({ family }) => ({ text: misspell(family), kind: "name", sql: statements.sound, values: [digest(soundKey(foldName(misspell(family))))], patient: null })),
    misspeltNames: ask(({ given, family }) => ({
      text: `${misspell(given)} ${misspell(family)}`,
      kind: "any",
      sql: statements.sound,
      values: [digest(soundPairKey(foldName(misspell(given)), foldName(misspell(family))))],
      patient: null,
    })),
    phone: ask(({ phone, uuid }) => ({ text: `+234${phone.slice(1)}`, kind: "any", sql: statements.phone, values: [digest(wholeKey(phone)), phone], patient: uuid })),
    formerPhone: formerly.map(({ former, uuid }) => ({ text: former, kind: "phone", sql: statements.formerPhone, values: [digest(wholeKey(former)), former], patient: uuid })),
    lastFourDigits: ask(({ phone }) => ({ text: phone.slice(-4), kind: "phone", sql: statements.tail, values: [digest(tailKey(phone)), `%${phone.slice(-4)}`], patient: null })),
    lastSevenDigits: ask(({ phone, uuid }) => ({ text: phone.slice(-7), kind: "phone", sql: statements.tail, values: [digest(tailKey(phone)), `%${phone.slice(-7)}`], patient: uuid })),
    // What nobody has costs the most in a table without the right keys.
    nobody: ask(({ given, phone }) => ({
      text: `${given} Zzyqx${String.fromCharCode(97 + (Number(phone.slice(-2)) % 26))}`,
      kind: "any",
      sql: statements.twoNames,
      values: [digest(headPairKey(foldName(given), "zzy")), given, "Zzyqx"],
      patient: null,
    })),
  };
}

/** Living, unvoided patients with a whole number and an ART ID of their own, evenly from the whole record. */
async function readSamples(root: Pool, count: number): Promise<readonly Sample[]> {
  const [[range]] = await root.query<(RowDataPacket & { first: number; last: number })[]>("SELECT MIN(patient_id) AS first, MAX(patient_id) AS last FROM patient WHERE patient_id > 10000");
  const [first, last] = [range?.first ?? 0, range?.last ?? 0];
  const ids = Array.from({ length: count * 6 }, (_, index) => first + Math.floor(((last - first) * index) / (count * 6)));
  const [rows] = await root.query<Sample[]>(
    `SELECT n.person_id AS personId, n.uuid, MAX(pn.given_name) AS given, MAX(pn.family_name) AS family, MAX(i.identifier) AS artId, MAX(h.identifier) AS hospital,
            MAX(a.value) AS phone, MAX(o.value) AS former
       FROM person n
       JOIN person_name pn ON pn.person_id = n.person_id AND pn.voided = 0
       JOIN patient_identifier i ON i.patient_id = n.person_id AND i.identifier_type = 4 AND i.voided = 0
       JOIN person_attribute a ON a.person_id = n.person_id AND a.person_attribute_type_id = 8 AND a.voided = 0 AND a.value REGEXP '^0[789][01][0-9]{8}$'
            AND a.value NOT LIKE '080355%' AND a.value <> '08000000000'
       LEFT JOIN person_attribute o ON o.person_id = n.person_id AND o.person_attribute_type_id = 8 AND o.voided = 1
       LEFT JOIN patient_identifier h ON h.patient_id = n.person_id AND h.identifier_type = 5 AND h.voided = 0
      WHERE n.person_id IN (?) AND n.voided = 0 GROUP BY n.person_id, n.uuid HAVING COUNT(DISTINCT a.person_attribute_id) = 1 ORDER BY n.person_id`,
    [ids],
  );
  const step = Math.max(1, Math.floor(rows.length / count));
  const samples = rows.filter((_, index) => index % step === 0).slice(0, count);
  if (samples.length < count) throw new Error(`The benchmark needs ${count} patients; there are ${samples.length}.`);
  return samples;
}
