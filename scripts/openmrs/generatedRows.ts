/** A UUID cut from a digest of the row's name: the same on every engine. */
function uuid(kind: string): string {
  const digest = `MD5(CONCAT('${kind}', p.person_id))`;
  return `INSERT(INSERT(INSERT(INSERT(${digest}, 21, 0, '-'), 17, 0, '-'), 13, 0, '-'), 9, 0, '-')`;
}

const who = "1 + 2 * (p.r9 % 2)";
const changed = "DATE_ADD(p.created, INTERVAL 200 DAY)";
const voiding = "p.is_voided, IF(p.is_voided, 1, NULL), IF(p.is_voided, DATE_ADD(p.created, INTERVAL 400 DAY), NULL), IF(p.is_voided, 'Duplicate record', NULL)";

const person = `INSERT INTO person (person_id, gender, birthdate, birthdate_estimated, dead, death_date, creator, date_created, voided, voided_by, date_voided, void_reason, uuid)
  SELECT p.person_id, p.gender,
    CASE WHEN p.r10 % 400 = 0 THEN NULL
      WHEN p.r11 % 100 < 20 THEN MAKEDATE(1950 + p.r10 % 66, 1)
      WHEN p.r10 % 100 < 8 THEN DATE_ADD('2008-01-01', INTERVAL p.r10 DIV 100 % 2800 DAY)
      ELSE DATE_ADD('1948-01-01', INTERVAL p.r10 DIV 100 % 21000 DAY) END,
    p.r11 % 100 < 35, p.r12 % 100 < 3, IF(p.r12 % 100 < 3, DATE_ADD('2025-11-01 10:00:00', INTERVAL p.r12 DIV 100 % 300 DAY), NULL),
    ${who}, p.created, ${voiding}, ${uuid("person ")}
  FROM staged_patient p`;

const name = `INSERT INTO person_name (preferred, person_id, given_name, family_name, creator, date_created, uuid)
  SELECT 1, p.person_id, p.given_name, p.family_name, ${who}, p.created, ${uuid("name ")} FROM staged_patient p`;

const patient = `INSERT INTO patient (patient_id, creator, date_created, voided, voided_by, date_voided, void_reason)
  SELECT p.person_id, ${who}, p.created, ${voiding} FROM staged_patient p`;

function identifier(type: number, text: string, rest = ""): string {
  return `INSERT INTO patient_identifier (patient_id, identifier, identifier_type, preferred, location_id, creator, date_created, voided, voided_by, date_voided, void_reason, uuid)
  SELECT p.person_id, ${text}, ${type}, ${type === 3 ? 1 : 0}, p.location_id, ${who}, p.created, ${voiding}, ${uuid(`identifier ${type} `)}
  FROM staged_patient p ${rest}`;
}

function phone(kind: string, value: string, condition: string): string {
  return `INSERT INTO person_attribute (person_id, value, person_attribute_type_id, creator, date_created, uuid)
  SELECT p.person_id, ${value}, 8, ${who}, p.created, ${uuid(`${kind} `)} FROM staged_patient p WHERE ${condition}`;
}

// Of a hundred patients: 8 without a phone, 4 with one that is none, 2 with a placeholder, 2 with a neighbour's, 2 with two at once.
const damaged = `CASE p.r13 DIV 100 % 6 WHEN 0 THEN SUBSTRING(p.phone, 2) WHEN 1 THEN CONCAT(LEFT(p.phone, 4), ' ', SUBSTRING(p.phone, 5, 3), ' ', SUBSTRING(p.phone, 8))
    WHEN 2 THEN CONCAT('+234', SUBSTRING(p.phone, 2)) WHEN 3 THEN LEFT(p.phone, 10) WHEN 4 THEN 'NIL' ELSE CONCAT('O', SUBSTRING(p.phone, 2)) END`;
const current = `CASE WHEN p.r13 % 100 < 12 THEN ${damaged} WHEN p.r13 % 100 < 14 THEN '08000000000'
    WHEN p.r13 % 100 < 16 THEN CONCAT('080355', LPAD(p.n DIV 40 % 100000, 5, '0')) ELSE p.phone END`;

const formerPhone = `INSERT INTO person_attribute (person_id, value, person_attribute_type_id, creator, date_created, changed_by, date_changed, voided, voided_by, date_voided, void_reason, uuid)
  SELECT p.person_id, CONCAT(LEFT(p.phone, 4), LPAD(p.r7 DIV 7 % 10000000, 7, '0')), 8, 1, p.created, ${who}, ${changed}, 1, ${who}, ${changed},
    CONCAT('New value: ', p.phone), ${uuid("former phone ")}
  FROM staged_patient p WHERE p.r13 DIV 7 % 4 = 0`;

function address(kind: string, columns: Readonly<Record<string, string>>, condition: string): string {
  const rest = { creator: who, date_created: "p.created", uuid: uuid(`${kind} `) };
  const all = { person_id: "p.person_id", ...columns, ...rest };
  return `INSERT INTO person_address (${Object.keys(all).join(", ")}) SELECT ${Object.values(all).join(", ")} FROM staged_patient p WHERE ${condition}`;
}

// Where the street stands depends on how the patient came in: 40 typed at registration, 40 migrated, 13 with a ward, 7 without any.
const home = {
  preferred: "p.r14 % 100 NOT IN (1, 2, 3)",
  address1: "IF(p.r14 % 100 BETWEEN 40 AND 92, p.street, NULL)",
  address2: "CASE WHEN p.r14 % 100 < 40 THEN p.street WHEN p.r14 % 100 < 80 THEN IF(p.r14 % 2, '', NULL) ELSE p.ward END",
  city_village: "CASE WHEN p.r14 DIV 100 % 100 < 2 THEN CONCAT(p.lga, ' L.G.A') WHEN p.r14 DIV 100 % 100 < 4 THEN LOWER(REPLACE(p.lga, ' ', '-')) ELSE p.lga END",
  state_province: "p.state",
  country: "IF(p.r14 % 100 BETWEEN 40 AND 79, 'Nigeria', 'NIGERIA')",
  county_district: "IF(p.r6 DIV 12 % 20 = 0, p.ward, NULL)",
  postal_code: "IF(p.r6 DIV 12 % 25 = 0, LPAD(p.r6 % 1000000, 6, '0'), NULL)",
  address3: "IF(p.r6 DIV 12 % 15 = 0, 'Blue gate', NULL)",
};
const elsewhere = { preferred: "0", address2: "CONCAT('c/o ', p.family_name, ' family')", city_village: "p.lga", state_province: "p.state", country: "'NIGERIA'" };
const formerHome = {
  preferred: "p.r14 DIV 10000 % 100 < 10",
  address1: "CONCAT(1 + p.r5 % 90, ' Former Street')",
  city_village: "p.ward",
  state_province: "p.state",
  voided: "1",
  voided_by: who,
  date_voided: changed,
};

const encounter = `INSERT INTO encounter (encounter_type, patient_id, location_id, encounter_datetime, creator, date_created, uuid)
  SELECT IF(p.r15 % 3 = 0, 13, 12), p.person_id, p.location_id, DATE_ADD('2026-03-02 09:00:00', INTERVAL p.r15 DIV 100 % 240 DAY), ${who},
    DATE_ADD('2026-03-02 09:00:00', INTERVAL p.r15 DIV 100 % 240 DAY), ${uuid("encounter ")}
  FROM staged_patient p WHERE p.is_voided = 0`;

const kinPhone = `INSERT INTO obs (person_id, concept_id, obs_datetime, location_id, value_text, creator, date_created, uuid)
  SELECT p.person_id, 159635, p.created, p.location_id, CONCAT(LEFT(p.phone, 4), LPAD(p.r12 % 10000000, 7, '0')), ${who}, p.created, ${uuid("kin phone ")}
  FROM staged_patient p WHERE p.r12 DIV 7 % 8 = 0`;

/** One statement per kind of row, each over all staged patients. */
export const generatedRows: readonly string[] = [
  person,
  name,
  patient,
  identifier(3, "CONCAT('1', CONV(100000 + p.n, 10, 30), RIGHT(p.r9, 1))"),
  identifier(4, "p.art_id"),
  identifier(5, "IF(p.r12 % 2, CONCAT('HN/', LPAD(p.n, 6, '0')), LPAD(p.n, 7, '0'))", "WHERE p.r8 DIV 100 % 100 < 70"),
  phone("phone", current, "p.r13 % 100 >= 8"),
  phone("second phone", "CONCAT(LEFT(p.phone, 4), LPAD(p.r11 % 10000000, 7, '0'))", "p.r13 % 100 >= 98"),
  formerPhone,
  address("home", home, "p.r14 % 100 <= 97"),
  address("elsewhere", elsewhere, "p.r14 DIV 10000 % 50 = 7"),
  address("former home", formerHome, "p.r14 DIV 10000 % 10 = 3"),
  encounter,
  kinPhone,
];
