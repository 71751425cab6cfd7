import type { Pool, RowDataPacket } from "mysql2/promise";
import { openmrsTable, quoteName } from "../database/names";
import type { Site } from "../deps";
import { grouped } from "../patients/sql";

/** Who entered, changed and voided a row, and when: times on the clocks of the site, as OpenMRS keeps them. */
export interface RowAudit {
  readonly creator: number;
  readonly dateCreated: string;
  readonly changedBy: number | null;
  readonly dateChanged: string | null;
  readonly voided: boolean;
  readonly voidedBy: number | null;
  readonly dateVoided: string | null;
  readonly voidReason: string | null;
}

export interface PhoneRow extends RowAudit {
  readonly id: number;
  readonly uuid: string | null;
  readonly value: string;
}

export interface AddressRow extends RowAudit {
  readonly id: number;
  readonly uuid: string | null;
  readonly preferred: boolean;
  readonly columns: Readonly<Record<string, string | null>>;
}

export interface PersonRow {
  readonly birthdate: string | null;
  readonly estimated: boolean;
  readonly creator: number | null;
  readonly dateCreated: string;
  readonly changedBy: number | null;
  readonly dateChanged: string | null;
}

/** Everything that the record holds and ever held of a patient's contacts; of birthdates it keeps only the last. */
export interface RecordRows {
  readonly phones: readonly PhoneRow[];
  readonly addresses: readonly AddressRow[];
  readonly person: PersonRow;
}

const auditColumns = `creator, date_created AS dateCreated, changed_by AS changedBy, date_changed AS dateChanged,
            (voided <> 0) AS voided, voided_by AS voidedBy, date_voided AS dateVoided, void_reason AS voidReason`;

interface AuditPacket extends RowDataPacket, Omit<RowAudit, "voided"> {
  personId: number;
  voided: number;
}
interface PhonePacket extends AuditPacket {
  id: number;
  uuid: string | null;
  value: string;
}
interface AddressPacket extends AuditPacket {
  id: number;
  uuid: string | null;
  preferred: number;
}
interface PersonPacket extends RowDataPacket, Omit<PersonRow, "estimated"> {
  personId: number;
  estimated: number;
}

function auditOf({ creator, dateCreated, changedBy, dateChanged, voided, voidedBy, dateVoided, voidReason }: AuditPacket): RowAudit {
  return { creator, dateCreated, changedBy, dateChanged, voided: voided !== 0, voidedBy, dateVoided, voidReason };
}

/** Voided rows too, in the order of their entering, by person; who is no person of the record is absent. Three statements, whatever their number. */
export async function readRecordRows(pool: Pool, site: Site, personIds: readonly number[]): Promise<ReadonlyMap<number, RecordRows>> {
  if (personIds.length === 0) return new Map();
  const [[phones], [addresses], [persons]] = await Promise.all([
    pool.query<PhonePacket[]>(
      `SELECT person_id AS personId, person_attribute_id AS id, uuid, value, ${auditColumns} FROM ${openmrsTable(site, "person_attribute")}
        WHERE person_id IN (?) AND person_attribute_type_id = ? ORDER BY person_attribute_id`,
      [personIds, site.phoneTypeId],
    ),
    pool.query<AddressPacket[]>(
      `SELECT person_id AS personId, person_address_id AS id, uuid, preferred, ${auditColumns}, ${site.addressColumns.map(quoteName).join(", ")}
         FROM ${openmrsTable(site, "person_address")} WHERE person_id IN (?) ORDER BY person_address_id`,
      [personIds],
    ),
    pool.query<PersonPacket[]>(
      `SELECT person_id AS personId, birthdate, birthdate_estimated AS estimated, creator, date_created AS dateCreated, changed_by AS changedBy, date_changed AS dateChanged
         FROM ${openmrsTable(site, "person")} WHERE person_id IN (?)`,
      [personIds],
    ),
  ]);
  const phonesOf = grouped(phones);
  const addressesOf = grouped(addresses);
  return new Map(
    persons.map((person) => [
      person.personId,
      {
        phones: (phonesOf.get(person.personId) ?? []).map((row) => ({ ...auditOf(row), id: row.id, uuid: row.uuid, value: row.value })),
        addresses: (addressesOf.get(person.personId) ?? []).map((row) => ({
          ...auditOf(row),
          id: row.id,
          uuid: row.uuid,
          preferred: row.preferred !== 0,
          columns: columnsOf(row, site.addressColumns),
        })),
        person: {
          birthdate: person.birthdate,
          estimated: person.estimated !== 0,
          creator: person.creator,
          dateCreated: person.dateCreated,
          changedBy: person.changedBy,
          dateChanged: person.dateChanged,
        },
      },
    ]),
  );
}

/** The same of one patient, who is known to exist. */
export async function readRecordRowsOf(pool: Pool, site: Site, personId: number): Promise<RecordRows> {
  const rows = (await readRecordRows(pool, site, [personId])).get(personId);
  if (rows === undefined) throw new Error("A patient without a person was found.");
  return rows;
}

function columnsOf(row: RowDataPacket, names: readonly string[]): Readonly<Record<string, string | null>> {
  const columns: Record<string, string | null> = {};
  for (const name of names) {
    const text: unknown = row[name];
    columns[name] = typeof text === "string" || typeof text === "number" ? String(text) : null;
  }
  return columns;
}
