import type { Pool, RowDataPacket } from "mysql2/promise";
import type { HeldNumber } from "../../src/domain/phoneQuality";
import { numberOf } from "../contactNotes/recordedNumbers";
import { openmrsTable } from "../database/names";
import type { Site } from "../deps";
import { grouped, sliced } from "../patients/sql";

interface AttributeRow extends RowDataPacket {
  personId: number;
  attributeId: number;
  uuid: string | null;
  value: string;
  voided: number;
  /** Site-local text. */
  createdAt: string;
}

export interface StoredNumber extends HeldNumber {
  /** As it is written in the record. */
  readonly stored: string;
}

/** Every number that these persons have or had, whoever voided it, the oldest first. */
export async function readNumbersHeld({ pool, site }: { readonly pool: Pool; readonly site: Site }, personIds: readonly number[]): Promise<ReadonlyMap<number, readonly StoredNumber[]>> {
  const held = new Map<number, readonly StoredNumber[]>();
  for (const slice of sliced(personIds)) {
    const [rows] = await pool.query<AttributeRow[]>(
      `SELECT person_id AS personId, person_attribute_id AS attributeId, uuid, value, (voided <> 0) AS voided, date_created AS createdAt
         FROM ${openmrsTable(site, "person_attribute")} WHERE person_id IN (?) AND person_attribute_type_id = ? ORDER BY date_created, person_attribute_id`,
      [slice, site.phoneTypeId],
    );
    const restored = await readRestored(pool, personsWithSeveral(rows));
    for (const [personId, own] of grouped(rows)) {
      held.set(
        personId,
        own.map(({ attributeId, uuid, value, voided, createdAt }) => ({
          stored: value,
          number: numberOf(value),
          from: createdAt,
          sequence: attributeId,
          voided: voided !== 0,
          restored: uuid !== null && restored.has(uuid),
        })),
      );
    }
  }
  return held;
}

function personsWithSeveral(rows: readonly AttributeRow[]): readonly number[] {
  return [...grouped(rows)].flatMap(([personId, own]) => (own.length > 1 ? [personId] : []));
}

/** `person_attribute.uuid` of numbers that an undo brought back. */
async function readRestored(pool: Pool, personIds: readonly number[]): Promise<ReadonlySet<string>> {
  if (personIds.length === 0) return new Set();
  const [rows] = await pool.query<(RowDataPacket & { uuid: string })[]>(
    `SELECT o.phone_inserted AS uuid FROM row_outcome o JOIN submission s ON s.submission_id = o.submission_id
      WHERE o.person_id IN (?) AND o.phone_inserted IS NOT NULL AND s.kind = 'undo'`,
    [personIds],
  );
  return new Set(rows.map(({ uuid }) => uuid));
}
