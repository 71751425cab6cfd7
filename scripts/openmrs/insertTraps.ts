import type { Connection, RowDataPacket } from "mysql2/promise";
import { insertRows, uuidOf, type CellValue, type TableRow } from "./rows";
import { samplePatients } from "./samplePatients";
import type { TrapPatient } from "./trapPatient";
import { traps } from "./traps";

const audit = { creator: 1, date_created: "2020-01-15 09:00:00" };
const patients: readonly TrapPatient[] = [...Object.values(traps), ...samplePatients];

/** Inserts the named patients into a schema that has no patient yet, and lets the ids of all later rows begin above theirs. */
export async function insertTraps(connection: Connection): Promise<void> {
  const addressColumns = await readColumns(connection, "person_address");
  await insertRows(connection, "person", patients.map(personRow));
  await insertRows(
    connection,
    "person_name",
    patients.map((patient) => ({
      person_name_id: patient.personId * 10,
      preferred: 1,
      person_id: patient.personId,
      given_name: patient.givenName,
      family_name: patient.familyName,
      ...audit,
      uuid: uuidOf(`trap name ${patient.personId}`),
    })),
  );
  await insertRows(
    connection,
    "patient",
    patients.map((patient) => ({ patient_id: patient.personId, ...audit, ...voiding(patient.patientVoided, "Duplicate record") })),
  );
  await insertRows(connection, "patient_identifier", patients.flatMap(identifierRows));
  await insertRows(connection, "person_attribute", patients.flatMap(attributeRows));
  const addresses = patients.flatMap(addressRows);
  for (const { row } of addresses) {
    // Old sites have no address7 to address15: what a patient had there, they never had.
    const known = Object.fromEntries(Object.entries(row).filter(([column]) => addressColumns.has(column)));
    await insertRows(connection, "person_address", [known]);
  }
  const mapped = addresses.filter(({ isMapped }) => isMapped).map(({ row }) => Number(row.person_address_id));
  await insertRows(connection, "address_hierarchy_address_to_entry_map", mapped.map((id) => ({ address_id: id, entry_id: 5, uuid: uuidOf(`map ${id}`) })));
  await insertRows(connection, "obs", patients.flatMap(observationRows));
  for (const table of ["person", "person_name", "patient_identifier", "person_attribute", "person_address", "obs"]) {
    await connection.query("ALTER TABLE ?? AUTO_INCREMENT = 10001", [table]);
  }
}

function personRow(patient: TrapPatient): TableRow {
  return {
    person_id: patient.personId,
    gender: patient.gender,
    birthdate: patient.birthdate,
    birthdate_estimated: patient.birthdateEstimated,
    dead: patient.dead,
    death_date: patient.deathDate,
    ...audit,
    ...voiding(patient.personVoided, "Duplicate record"),
    uuid: uuidOf(`trap person ${patient.personId}`),
  };
}

function identifierRows(patient: TrapPatient): TableRow[] {
  const rows: readonly { identifier: string; type: number; voided?: 1 }[] = [
    ...patient.identifiers.map((entry) => ({ ...entry, type: 4 })),
    { identifier: `1OM${patient.personId}`, type: 3 },
    { identifier: patient.hospitalNumber, type: 5 },
  ];
  return rows.map((row, index) => ({
    patient_identifier_id: patient.personId * 10 + index,
    patient_id: patient.personId,
    identifier: row.identifier,
    identifier_type: row.type,
    preferred: row.type === 3 ? 1 : 0,
    location_id: patient.locationId,
    ...audit,
    ...voiding(row.voided ?? 0, "Wrong number"),
    uuid: uuidOf(`trap identifier ${patient.personId} ${index}`),
  }));
}

function attributeRows(patient: TrapPatient): TableRow[] {
  const phones = patient.phones.map((phone) => ({ ...phone, type: 8 }));
  const rows = patient.testPatient === 1 ? [...phones, { value: "true", type: 9 }] : phones;
  return rows.map((row: (typeof phones)[number], index) => ({
    person_attribute_id: patient.personId * 10 + index,
    person_id: patient.personId,
    value: row.value,
    person_attribute_type_id: row.type,
    creator: 1,
    date_created: row.dateCreated ?? audit.date_created,
    ...voiding(row.voided ?? 0, row.void_reason ?? "Wrong number", row.dateVoided),
    uuid: uuidOf(`trap attribute ${patient.personId} ${index}`),
  }));
}

function addressRows(patient: TrapPatient): { row: TableRow; isMapped: boolean }[] {
  return patient.addresses.map((address, index) => {
    const { mapped, voided, ...columns } = address;
    const row = {
      person_address_id: patient.personId * 10 + index,
      person_id: patient.personId,
      ...columns,
      ...audit,
      ...voiding(voided === 1 ? 1 : 0, "Moved"),
      uuid: uuidOf(`trap address ${patient.personId} ${index}`),
    };
    return { row, isMapped: mapped === 1 };
  });
}

/** Termination form: reason (165470, coded) and date (165469); a phone of next of kin is a text under 159635. */
function observationRows(patient: TrapPatient): TableRow[] {
  const observation = (concept: number, date: string, value: TableRow): TableRow => ({
    person_id: patient.personId,
    concept_id: concept,
    obs_datetime: date,
    location_id: patient.locationId,
    value_coded: null,
    value_datetime: null,
    value_text: null,
    ...value,
    creator: 1,
    date_created: date,
    uuid: uuidOf(`trap observation ${patient.personId} ${concept}`),
  });
  const { termination, kinPhone } = patient;
  return [
    ...(termination === null
      ? []
      : [observation(165470, termination.date, { value_coded: termination.answer }), observation(165469, termination.date, { value_datetime: termination.date })]),
    ...(kinPhone === null ? [] : [observation(159635, "2024-02-01 09:00:00", { value_text: kinPhone })]),
  ];
}

function voiding(voided: 0 | 1, reason: string, date = "2023-05-02 10:30:00"): Record<string, CellValue> {
  return voided === 1
    ? { voided: 1, voided_by: 1, date_voided: date, void_reason: reason }
    : { voided: 0, voided_by: null, date_voided: null, void_reason: null };
}

async function readColumns(connection: Connection, table: string): Promise<ReadonlySet<string>> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?",
    [table],
  );
  return new Set(rows.map((row) => String(row.name)));
}
