import type { Pool, RowDataPacket } from "mysql2/promise";
import type { Config } from "../config";
import type { Findings } from "./siteTypes";

/** Columns of OpenMRS that this server names, by table. What else a table has differs between versions. */
const neededColumns: Readonly<Record<string, readonly string[]>> = {
  person: ["person_id", "gender", "birthdate", "birthdate_estimated", "dead", "death_date", "changed_by", "date_changed", "voided"],
  person_name: ["person_id", "given_name", "middle_name", "family_name", "preferred", "voided"],
  person_address: [
    "person_address_id", "person_id", "preferred", "address1", "address2", "city_village", "state_province", "country", "creator", "date_created",
    "changed_by", "date_changed", "voided", "voided_by", "date_voided", "void_reason", "uuid",
  ],
  person_attribute: [
    "person_attribute_id", "person_id", "value", "person_attribute_type_id", "creator", "date_created", "changed_by", "date_changed", "voided",
    "voided_by", "date_voided", "void_reason", "uuid",
  ],
  person_attribute_type: ["person_attribute_type_id", "name", "uuid", "format", "retired"],
  patient: ["patient_id", "changed_by", "date_changed", "voided"],
  patient_identifier: ["patient_identifier_id", "patient_id", "identifier", "identifier_type", "location_id", "voided"],
  patient_identifier_type: ["patient_identifier_type_id", "name", "uuid", "format", "retired"],
  location: ["location_id", "name"],
  users: ["user_id", "system_id", "username", "password", "salt", "person_id", "retired", "uuid"],
  user_property: ["user_id", "property", "property_value"],
  global_property: ["property", "property_value"],
};

const written = ["person", "patient", "person_attribute", "person_address", "user_property"];

/** Columns of an address row that a new row does not take over: its own keys, its own story. */
const ownOfAddressRow = new Set([
  "person_address_id", "person_id", "preferred", "creator", "date_created", "changed_by", "date_changed", "voided", "voided_by", "date_voided",
  "void_reason", "uuid",
]);

/** The shortest `person_attribute.value` that holds every telephone number; OpenMRS's own has 50. */
const leastAttributeWidth = 14;

export interface SiteTables {
  readonly addressColumns: readonly string[];
  readonly hasObservations: boolean;
  readonly hasEncounters: boolean;
  readonly hasPlaces: boolean;
}

/** Whether OpenMRS's tables are there, can take part in transactions, and hold text as this server compares it. */
export async function checkTables(pool: Pool, config: Config, findings: Findings): Promise<SiteTables> {
  const schema = config.OPENMRS_SCHEMA;
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT table_name AS tableName, column_name AS columnName, character_set_name AS charset, collation_name AS collation,
       character_maximum_length AS width, extra FROM information_schema.columns WHERE table_schema = ? ORDER BY table_name, ordinal_position`,
    [schema],
  );
  const columnsOf = (table: string) => rows.filter((row) => row.tableName === table);
  const hasTable = (table: string) => columnsOf(table).length > 0;
  if (rows.length === 0) findings.faults.push(`The schema ${schema} is not there, or the account of DATABASE_URL may not read it.`);
  else {
    for (const [table, columns] of Object.entries(neededColumns)) {
      const there = new Set(columnsOf(table).map((row) => String(row.columnName)));
      const missing = columns.filter((column) => !there.has(column));
      if (there.size === 0) findings.faults.push(`${schema}.${table} is not there, or the account of DATABASE_URL may not read it.`);
      else if (missing.length > 0) findings.faults.push(`${schema}.${table} has no column ${missing.join(", ")}: this is no OpenMRS that the server knows.`);
    }
    checkText(rows, findings, schema);
    await checkEngines(pool, schema, findings);
  }
  return {
    addressColumns: columnsOf("person_address")
      .filter((row) => !ownOfAddressRow.has(String(row.columnName)) && !/GENERATED|VIRTUAL|PERSISTENT/i.test(String(row.extra)))
      .map((row) => String(row.columnName)),
    hasObservations: hasTable("obs") && hasTable("concept"),
    hasEncounters: ["patient_id", "encounter_datetime", "voided"].every((column) => columnsOf("encounter").some((row) => String(row.columnName) === column)),
    hasPlaces: hasTable("address_hierarchy_entry") && hasTable("address_hierarchy_level"),
  };
}

function checkText(rows: readonly RowDataPacket[], { faults, warnings }: Findings, schema: string): void {
  const find = (table: string, column: string) => rows.find((row) => row.tableName === table && row.columnName === column);
  for (const [table, column] of [["patient_identifier", "identifier"], ["users", "username"], ["users", "system_id"]] as const) {
    const row = find(table, column);
    if (row === undefined) continue;
    if (!/^utf8(mb3|mb4)?$/.test(String(row.charset))) faults.push(`${schema}.${table}.${column} is in the charset ${String(row.charset)}, not utf8.`);
    else if (!/_ci$/.test(String(row.collation))) warnings.push(`${schema}.${table}.${column} tells capitals from small letters (${String(row.collation)}).`);
  }
  const value = find("person_attribute", "value");
  if (value !== undefined && Number(value.width) < leastAttributeWidth) {
    faults.push(`${schema}.person_attribute.value holds ${Number(value.width)} characters only.`);
  }
}

async function checkEngines(pool: Pool, schema: string, { faults }: Findings): Promise<void> {
  const [rows] = await pool.query<RowDataPacket[]>(
    "SELECT table_name AS tableName, engine FROM information_schema.tables WHERE table_schema = ? AND table_name IN (?)",
    [schema, written],
  );
  for (const row of rows) {
    if (String(row.engine).toLowerCase() !== "innodb") {
      faults.push(`${schema}.${String(row.tableName)} is a table of ${String(row.engine)}, which knows no transactions; it must be InnoDB.`);
    }
  }
}
