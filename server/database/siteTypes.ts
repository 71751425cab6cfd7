import type { Pool, RowDataPacket } from "mysql2/promise";
import type { Config } from "../config";
import { openmrsTable } from "./names";
import type { Site } from "../deps";

/** What a start-up check found: a fault stops the server, a warning is written to the log. */
export interface Findings {
  readonly faults: string[];
  readonly warnings: string[];
}

/** A type of OpenMRS as this product expects it. Numbers are never assumed: a type is known by its uuid, else by its name. */
interface ExpectedType {
  /** For people: `ART number`. */
  readonly label: string;
  /** Names of the settings that say otherwise. */
  readonly setting: string;
  readonly uuid: string;
  readonly name: string;
  /** The number that the site says it has; undefined where the site does not say. */
  readonly id: number | undefined;
  /** The number in NMRS's own data, only worth a warning. */
  readonly nmrsId: number | null;
  readonly isRequired: boolean;
}

interface TypeRow {
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
  readonly retired: boolean;
  readonly format: string | null;
}

export type SiteTypes = Pick<Site, "hospitalNumberTypeId" | "testPatientTypeId"> & { readonly artTypeId: number | null; readonly phoneTypeId: number | null };

/** Finds the identifier and attribute types; ids, uuids and names that disagree are faults, each with what to do about it. */
export async function findSiteTypes(pool: Pool, config: Config, findings: Findings): Promise<SiteTypes> {
  const identifierTypes = await readTypes(pool, config.OPENMRS_SCHEMA, "patient_identifier_type");
  const attributeTypes = await readTypes(pool, config.OPENMRS_SCHEMA, "person_attribute_type");
  const phone = chooseType(attributeTypes, {
    label: "telephone number",
    setting: "PHONE_TYPE",
    uuid: config.PHONE_TYPE_UUID,
    name: config.PHONE_TYPE_NAME,
    id: config.PHONE_TYPE_ID,
    nmrsId: 8,
    isRequired: true,
  }, findings);
  if (phone !== null && phone.format !== null && phone.format !== "java.lang.String") {
    findings.faults.push(`The attribute type ${describe(phone)} of telephone numbers holds ${phone.format}, not text.`);
  }
  return {
    phoneTypeId: phone?.id ?? null,
    artTypeId: chooseType(identifierTypes, {
      label: "ART number",
      setting: "ART_TYPE",
      uuid: config.ART_TYPE_UUID,
      name: config.ART_TYPE_NAME,
      id: config.ART_TYPE_ID,
      nmrsId: 4,
      isRequired: true,
    }, findings)?.id ?? null,
    hospitalNumberTypeId: chooseType(identifierTypes, {
      label: "hospital number",
      setting: "HOSPITAL_NUMBER_TYPE",
      uuid: config.HOSPITAL_NUMBER_TYPE_UUID,
      name: config.HOSPITAL_NUMBER_TYPE_NAME,
      id: config.HOSPITAL_NUMBER_TYPE_ID,
      nmrsId: null,
      isRequired: false,
    }, findings)?.id ?? null,
    testPatientTypeId: chooseType(attributeTypes, {
      label: "test patient",
      setting: "TEST_PATIENT_TYPE",
      uuid: config.TEST_PATIENT_TYPE_UUID,
      name: config.TEST_PATIENT_TYPE_NAME,
      id: config.TEST_PATIENT_TYPE_ID,
      nmrsId: null,
      isRequired: false,
    }, findings)?.id ?? null,
  };
}

function chooseType(types: readonly TypeRow[], expected: ExpectedType, { faults, warnings }: Findings): TypeRow | null {
  const { label, setting, uuid, name } = expected;
  const isNamed = (type: TypeRow) => type.name.trim().toLowerCase() === name.toLowerCase();
  const byUuid = types.find((type) => type.uuid.toLowerCase() === uuid.toLowerCase()) ?? null;
  const byName = types.filter((type) => !type.retired && isNamed(type));
  const fault = (sentence: string) => {
    faults.push(`${sentence} Correct NMRS, or say in ${setting}_UUID, ${setting}_NAME and ${setting}_ID which type is meant.`);
    return null;
  };

  if (byUuid !== null) {
    const others = byName.filter((type) => type.id !== byUuid.id);
    if (others.length > 0) {
      return fault(`The type of the ${label} is ambiguous: the uuid ${uuid} is that of ${describe(byUuid)}, but ${others.map(describe).join(" and ")} bears its name.`);
    }
    if (!isNamed(byUuid)) return fault(`The type with the uuid of the ${label} is ${describe(byUuid)}, not "${name}".`);
    if (byUuid.retired) return fault(`The type of the ${label}, ${describe(byUuid)}, is retired.`);
  }
  const found = byUuid ?? byName[0] ?? null;
  if (found === null) {
    if (expected.isRequired) return fault(`NMRS has no type of the ${label}: neither the uuid ${uuid} nor the name "${name}" is there.`);
    return null;
  }
  if (byUuid === null && byName.length > 1) return fault(`The type of the ${label} is ambiguous: ${byName.map(describe).join(" and ")} bear the same name.`);
  if (expected.id !== undefined && expected.id !== found.id) return fault(`The type of the ${label} is ${describe(found)}, not number ${expected.id}.`);
  if (byUuid === null) {
    if (expected.nmrsId !== null && expected.id === undefined && found.id !== expected.nmrsId) {
      return fault(`The type of the ${label} was found by its name only, ${describe(found)}, and is not number ${expected.nmrsId} as in NMRS.`);
    }
    warnings.push(`The type of the ${label} was found by its name only: ${describe(found)} does not bear the uuid ${uuid}.`);
  } else if (expected.nmrsId !== null && expected.id === undefined && found.id !== expected.nmrsId) {
    warnings.push(`The type of the ${label} is ${describe(found)}; reports of NMRS that read number ${expected.nmrsId} will not see it.`);
  }
  return found;
}

function describe({ id, name, uuid }: TypeRow): string {
  return `number ${id} "${name}" (uuid ${uuid === "" ? "missing" : uuid})`;
}

async function readTypes(pool: Pool, openmrsSchema: string, table: "patient_identifier_type" | "person_attribute_type"): Promise<TypeRow[]> {
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT ${table}_id AS id, uuid, name, retired, format FROM ${openmrsTable({ openmrsSchema }, table)} ORDER BY ${table}_id`,
  );
  return rows.map((row) => ({
    id: Number(row.id),
    uuid: String(row.uuid ?? "").trim(),
    name: String(row.name ?? ""),
    retired: Number(row.retired) !== 0,
    format: typeof row.format === "string" && row.format !== "" ? row.format : null,
  }));
}
