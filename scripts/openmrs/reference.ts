import type { Connection } from "mysql2/promise";
import { insertRows, uuidOf } from "./rows";
import type { OpenmrsLevel } from "./tables/level";

const audit = { creator: 1, date_created: "2019-03-04 08:00:00" };

/** NMRS's identifier types: id, name, uuid, uniqueness. The ART number is 4. */
const identifierTypes: readonly (readonly [number, string, string, string | null])[] = [
  [1, "OpenMRS Identification Number", "8d793bee-c2cc-11de-8d13-0010c6dffd0f", null],
  [2, "Old Identification Number", "8d79403a-c2cc-11de-8d13-0010c6dffd0f", null],
  [3, "OpenMRS ID", "05a29f94-c0ed-11e2-94be-8c13b969e334", null],
  [4, "ART Number", "c82916e4-168c-495f-8ed0-b1b286c30a05", null],
  [5, "Hospital Number", "fd0df06c-fcd4-4625-89b2-6b72ca44b8ed", null],
  [6, "ANC Number", "33032052-a90b-4af1-9bb6-66f8c664d23c", "UNIQUE"],
  [7, "Exposed Infant Id", "c377c85b-46a7-4759-aca3-3af7bc487ada", "UNIQUE"],
  [8, "HIV testing Id (Client Code)", "a03a1424-56df-46e1-a94d-b468856b2235", "UNIQUE"],
  [9, "PEP", "aab8f0d8-52a8-4083-8d8b-9526c9ec8af7", null],
  // NMRS ships this one with letters that are not hexadecimal; a reader of uuids has to bear it.
  [10, "Recency ID", "dab8f222-33a8-4055-778b-3336c9ec8yto", "UNIQUE"],
  [13, "OpenEMPI ID", "a5d38e09-efcb-4d91-a526-50ce1ba5011a", null],
];

const attributeTypes: readonly (readonly [number, string, string])[] = [
  [1, "Race", "8d871386-c2cc-11de-8d13-0010c6dffd0f"],
  [2, "Birthplace", "8d8718c2-c2cc-11de-8d13-0010c6dffd0f"],
  [3, "Citizenship", "8d871afc-c2cc-11de-8d13-0010c6dffd0f"],
  [4, "Mother's Name", "8d871d18-c2cc-11de-8d13-0010c6dffd0f"],
  [5, "Civil Status", "8d871f2a-c2cc-11de-8d13-0010c6dffd0f"],
  [6, "Health District", "8d872150-c2cc-11de-8d13-0010c6dffd0f"],
  [7, "Health Center", "8d87236c-c2cc-11de-8d13-0010c6dffd0f"],
  [8, "Telephone Number", "14d4f066-15f5-102d-96e4-000c29c2a5d7"],
  [9, "Test Patient", "4f07985c-88a5-4abd-aa0c-f3ec8324d8e7"],
  [10, "Unknown patient", "8b56eac7-5c76-4b9c-8c6f-1deab8d3fc47"],
  [11, "Patient Image", "7cf22bec-d90a-46ad-9f48-035952261294"],
];

/** The facilities of a generated site, and 53: the location whose address the replaced script gave to every patient. */
export const facilities = [
  { locationId: 7, name: "Federal Medical Centre Owerri", lga: "OWERRI MUNICIPAL", state: "IMO", share: 55 },
  { locationId: 8, name: "General Hospital Ikorodu", lga: "IKORODU", state: "LAGOS", share: 25 },
  { locationId: 9, name: "Specialist Hospital Sokoto", lga: "SOKOTO NORTH", state: "SOKOTO", share: 15 },
  { locationId: 53, name: "Comprehensive Health Centre Gwagwalada", lga: "GWAGWALADA", state: "FCT", share: 5 },
] as const;

const privileges = ["Get Patients", "Get People", "Edit Patients", "Edit People", "View Patients", "View People", "Add Patients", "Edit Patient Identifiers"];

const roles = [
  "Anonymous",
  "Authenticated",
  "Provider",
  "System Developer",
  "Careandsupport",
  "Privilege Level: Full",
  "Application: Registers Patients",
  "Organizational: Registration Clerk",
  "Data Clerk",
  "Nurse",
];

/** Parent first: the child inherits its privileges. */
const inheritance: readonly (readonly [string, string])[] = [
  ["Privilege Level: Full", "Application: Registers Patients"],
  ["Application: Registers Patients", "Organizational: Registration Clerk"],
  ["Organizational: Registration Clerk", "Data Clerk"],
  ["Privilege Level: Full", "Nurse"],
];

const encounterTypes: readonly (readonly [number, string])[] = [
  [8, "Initial"],
  [11, "Laboratory Order and Result form"],
  [12, "Care Card"],
  [13, "Pharmacy Order Form"],
  [14, "HIV Enrollment Form"],
  [15, "Client Tracking and Termination Form"],
  [20, "Client Intake Form"],
  [25, "ART Commencement"],
];

/** ART start, contact phones, termination date, reason and its answers (dead, transferred out). */
const concepts = [159599, 159635, 164946, 165469, 165470, 165889, 159492, 166022];

const globalProperties: Readonly<Record<string, string>> = {
  Facility_Name: "Federal Medical Centre Owerri",
  facility_datim_code: "Xq7mD3kPzRt",
  facility_local_id: "0417",
  partner_full_name: "Demonstration Partner",
  partner_short_name: "DEMO",
  partner_reporting_state: "17",
  partner_reporting_lga_code: "371",
  nigeria_qual_id: "1",
  ndr_last_run_date: "2026-10-01 00:00:00",
  "security.allowedFailedLoginsBeforeLockout": "7",
  "security.passwordMinimumLength": "8",
  "security.passwordRequiresDigit": "true",
  "addresshierarchy.allowFreetext": "true",
  "addresshierarchy.enableOverrideOfAddressPortlet": "true",
  "person.attributeSearchMatchMode": "EXACT",
};

export async function insertReferenceRows(connection: Connection, level: OpenmrsLevel): Promise<void> {
  await insertRows(
    connection,
    "patient_identifier_type",
    identifierTypes.map(([id, name, uuid, uniqueness]) => ({
      patient_identifier_type_id: id,
      name,
      required: id === 3 ? 1 : 0,
      validator: id === 3 ? "org.openmrs.module.idgen.validator.LuhnMod30IdentifierValidator" : null,
      location_behavior: "NOT_USED",
      uniqueness_behavior: uniqueness,
      uuid,
      ...audit,
    })),
  );
  await insertRows(
    connection,
    "person_attribute_type",
    attributeTypes.map(([id, name, uuid]) => ({ person_attribute_type_id: id, name, format: "java.lang.String", searchable: 0, sort_weight: id, uuid, ...audit })),
  );
  await insertRows(connection, "location", [
    { location_id: 1, name: "Unknown Location", city_village: null, state_province: null, country: null, uuid: "8d6c993e-c2cc-11de-8d13-0010c6dffd0f", ...audit },
    ...facilities.map((facility) => ({
      location_id: facility.locationId,
      name: facility.name,
      city_village: facility.lga,
      state_province: facility.state,
      country: "NIGERIA",
      uuid: uuidOf(`location ${facility.locationId}`),
      ...audit,
    })),
  ]);
  await insertRows(
    connection,
    "encounter_type",
    encounterTypes.map(([id, name]) => ({ encounter_type_id: id, name, uuid: uuidOf(`encounter type ${id}`), ...audit })),
  );
  await insertRows(connection, "concept", concepts.map((id) => ({ concept_id: id, uuid: uuidOf(`concept ${id}`), ...audit })));
  await insertRows(
    connection,
    "global_property",
    Object.entries(globalProperties).map(([property, value]) => ({ property, property_value: value, uuid: uuidOf(`property ${property} ${level}`) })),
  );
}

/** OpenMRS's roles, of which nearly every one inherits "Privilege Level: Full" in NMRS's own data. */
export async function insertRoles(connection: Connection): Promise<void> {
  await insertRows(connection, "privilege", privileges.map((privilege) => ({ privilege, uuid: uuidOf(`privilege ${privilege}`) })));
  await insertRows(connection, "role", roles.map((role) => ({ role, uuid: uuidOf(`role ${role}`) })));
  await insertRows(connection, "role_role", inheritance.map(([parent, child]) => ({ parent_role: parent, child_role: child })));
  await insertRows(connection, "role_privilege", privileges.map((privilege) => ({ role: "Privilege Level: Full", privilege })));
}
