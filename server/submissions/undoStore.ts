import type { PoolConnection, RowDataPacket } from "mysql2/promise";
import type { DoneChange } from "../../src/domain/undoFields";
import { textOf } from "../database/bytes";
import { openmrsTable, quoteName } from "../database/names";
import type { Site } from "../deps";
import { sliced } from "../patients/sql";

/** What a row's own submission did, as an undo has to know it. */
export interface DoneRow {
  readonly rowKey: number;
  readonly personId: number;
  readonly done: DoneChange;
}

interface DoneRecord extends RowDataPacket {
  rowKey: number;
  personId: number;
  phoneChanged: number;
  phoneAfter: Buffer | null;
  phoneVoided: string | null;
  phoneInserted: string | null;
  addressChanged: number;
  addressCopyOf: number | null;
  addressInserted: string | null;
  addressMark: string | null;
  birthdateChanged: number;
  birthdateBefore: string | null;
  birthdateBeforeEstimated: number | null;
  birthdateAfter: string | null;
  birthdateAfterEstimated: number | null;
}

const keptNumber = "SELECT 1 FROM other_number n WHERE n.submission_id = o.submission_id AND n.row_key = o.row_key";
const changedRecord = `(o.status IN ('updated', 'partly') AND (o.phone_status = 'changed' OR o.address_status = 'changed' OR o.birthdate_status = 'changed'))`;

/** Rows of which something can be taken back: they changed the record, or a number that came with them is kept. `o` is row_outcome. */
export const leftSomething = `o.person_id IS NOT NULL AND (${changedRecord} OR EXISTS (${keptNumber} AND n.voided_at IS NULL))`;

/** Rows that did anything, whatever became of it since. */
const didSomething = `o.person_id IS NOT NULL AND (${changedRecord} OR EXISTS (${keptNumber}))`;

function birthdateView(birthdate: string | null, estimated: number | null): { birthdate: string | null; estimated: boolean } | null {
  return estimated === null ? null : { birthdate, estimated: estimated !== 0 };
}

function doneOf(row: DoneRecord): DoneChange {
  return {
    phone:
      row.phoneChanged === 0
        ? null
        : {
            after: row.phoneAfter === null ? null : textOf(row.phoneAfter),
            voided: row.phoneVoided === null ? [] : row.phoneVoided.split(",").map(Number),
            inserted: row.phoneInserted,
          },
    address: row.addressChanged === 0 ? null : { copyOf: row.addressCopyOf, inserted: row.addressInserted, mark: row.addressMark },
    birthdate:
      row.birthdateChanged === 0
        ? null
        : {
            before: birthdateView(row.birthdateBefore, row.birthdateBeforeEstimated),
            after: birthdateView(row.birthdateAfter, row.birthdateAfterEstimated),
          },
  };
}

/** What a submission did in these rows, in the order of their keys; rows that did nothing are absent. */
export async function readDoneRows(connection: Pick<PoolConnection, "query">, submissionId: number, rowKeys: readonly number[]): Promise<readonly DoneRow[]> {
  const found: DoneRow[] = [];
  for (const slice of sliced(rowKeys)) {
    const [rows] = await connection.query<DoneRecord[]>(
      `SELECT o.row_key AS rowKey, o.person_id AS personId,
              COALESCE(o.phone_status = 'changed', 0) AS phoneChanged, o.phone_after AS phoneAfter, o.phone_voided AS phoneVoided, o.phone_inserted AS phoneInserted,
              COALESCE(o.address_status = 'changed', 0) AS addressChanged, o.address_copy_of AS addressCopyOf, o.address_inserted AS addressInserted,
              LOWER(HEX(o.address_mark)) AS addressMark,
              COALESCE(o.birthdate_status = 'changed', 0) AS birthdateChanged, o.birthdate_before AS birthdateBefore,
              o.birthdate_before_estimated AS birthdateBeforeEstimated, o.birthdate_after AS birthdateAfter, o.birthdate_after_estimated AS birthdateAfterEstimated
         FROM row_outcome o WHERE o.submission_id = ? AND o.row_key IN (?) AND ${didSomething} ORDER BY o.row_key`,
      [submissionId, slice],
    );
    for (const row of rows) found.push({ rowKey: row.rowKey, personId: row.personId, done: doneOf(row) });
  }
  return found;
}

interface PhoneRecord extends RowDataPacket {
  id: number;
  personId: number;
  value: string;
}
interface AddressRecord extends RowDataPacket {
  id: number;
  personId: number;
}
interface IdOfUuid extends RowDataPacket {
  id: number;
  uuid: string;
}

/** The earlier and the inserted rows that changes name, by id and by uuid. Whose they are is for the reader to check. */
export interface RowsByName {
  readonly phones: ReadonlyMap<number, { readonly personId: number; readonly value: string }>;
  readonly addresses: ReadonlyMap<number, { readonly personId: number; readonly columns: Readonly<Record<string, string | null>> }>;
  readonly phoneIds: ReadonlyMap<string, number>;
  readonly addressIds: ReadonlyMap<string, number>;
}

type Locking = "" | " LOCK IN SHARE MODE";

async function readByIds<T extends RowDataPacket>(connection: Pick<PoolConnection, "query">, sql: string, keys: readonly (number | string)[]): Promise<readonly T[]> {
  const all: T[] = [];
  for (const slice of sliced(keys)) {
    const [rows] = await connection.query<T[]>(sql, [slice]);
    all.push(...rows);
  }
  return all;
}

/** Uuids of the rows that earlier undos of the same change entered, by row key. */
export interface Restored {
  readonly phone: string | null;
  readonly address: string | null;
}

interface RestoredRecord extends RowDataPacket, Restored {
  rowKey: number;
}

/** What undos of a submission have entered in these rows so far. */
export async function readRestored(connection: Pick<PoolConnection, "query">, originId: number, rowKeys: readonly number[]): Promise<ReadonlyMap<number, readonly Restored[]>> {
  const found = new Map<number, Restored[]>();
  for (const slice of sliced(rowKeys)) {
    const [rows] = await connection.query<RestoredRecord[]>(
      `SELECT o.row_key AS rowKey, o.phone_inserted AS phone, o.address_inserted AS address
         FROM submission s JOIN row_outcome o ON o.submission_id = s.submission_id
        WHERE s.origin_id = ? AND s.kind = 'undo' AND o.row_key IN (?) AND (o.phone_inserted IS NOT NULL OR o.address_inserted IS NOT NULL)`,
      [originId, slice],
    );
    for (const { rowKey, phone, address } of rows) found.set(rowKey, [...(found.get(rowKey) ?? []), { phone, address }]);
  }
  return found;
}

export interface NamesQuery {
  readonly done: readonly DoneChange[];
  readonly restored: readonly Restored[];
  /** By locking reads, after the persons have been locked. */
  readonly locked: boolean;
}

/** Reads every row that the changes name. */
export async function readRowsByName(connection: Pick<PoolConnection, "query">, site: Site, { done, restored, locked }: NamesQuery): Promise<RowsByName> {
  const lock: Locking = locked ? " LOCK IN SHARE MODE" : "";
  const phoneTable = openmrsTable(site, "person_attribute");
  const addressTable = openmrsTable(site, "person_address");
  const phones = await readByIds<PhoneRecord>(
    connection,
    `SELECT person_attribute_id AS id, person_id AS personId, value FROM ${phoneTable} WHERE person_attribute_id IN (?)${lock}`,
    done.flatMap(({ phone }) => phone?.voided ?? []),
  );
  const addresses = await readByIds<AddressRecord>(
    connection,
    `SELECT person_address_id AS id, person_id AS personId, ${site.addressColumns.map(quoteName).join(", ")} FROM ${addressTable} WHERE person_address_id IN (?)${lock}`,
    done.flatMap(({ address }) => address?.copyOf ?? []),
  );
  const phoneIds = await readByIds<IdOfUuid>(
    connection,
    `SELECT person_attribute_id AS id, uuid FROM ${phoneTable} WHERE uuid IN (?)${lock}`,
    [...done.map(({ phone }) => phone?.inserted), ...restored.map(({ phone }) => phone)].flatMap((uuid) => uuid ?? []),
  );
  const addressIds = await readByIds<IdOfUuid>(
    connection,
    `SELECT person_address_id AS id, uuid FROM ${addressTable} WHERE uuid IN (?)${lock}`,
    [...done.map(({ address }) => address?.inserted), ...restored.map(({ address }) => address)].flatMap((uuid) => uuid ?? []),
  );
  return {
    phones: new Map(phones.map(({ id, personId, value }) => [id, { personId, value }])),
    addresses: new Map(addresses.map((row) => [row.id, { personId: row.personId, columns: columnsOf(row, site.addressColumns) }])),
    phoneIds: new Map(phoneIds.map(({ id, uuid }) => [uuid, id])),
    addressIds: new Map(addressIds.map(({ id, uuid }) => [uuid, id])),
  };
}

function columnsOf(row: AddressRecord, names: readonly string[]): Readonly<Record<string, string | null>> {
  const columns: Record<string, string | null> = {};
  for (const name of names) {
    const value: unknown = row[name];
    columns[name] = typeof value === "string" || typeof value === "number" ? String(value) : null;
  }
  return columns;
}

interface Visible extends RowDataPacket {
  personId: number;
}

/**
 * Those of the persons that are still patients, and whose ART identifier belongs to a facility that the asker may see. A patient whose ART
 * identifier was taken away since belongs to no facility: only who may see the whole site can take back a change there.
 */
export async function findVisiblePatients(
  connection: Pick<PoolConnection, "query">,
  site: Site,
  { personIds, facilityIds, locked }: { readonly personIds: readonly number[]; readonly facilityIds: readonly number[] | null; readonly locked: boolean },
): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  if (facilityIds?.length === 0) return found;
  const inScope =
    facilityIds === null
      ? ""
      : ` AND EXISTS (SELECT 1 FROM ${openmrsTable(site, "patient_identifier")} i
                       WHERE i.patient_id = p.patient_id AND i.identifier_type = ? AND i.voided = 0 AND i.location_id IN (?))`;
  for (const slice of sliced(personIds)) {
    const [rows] = await connection.query<Visible[]>(
      `SELECT p.patient_id AS personId FROM ${openmrsTable(site, "patient")} p
        WHERE p.patient_id IN (?) AND p.voided = 0${inScope}${locked ? " LOCK IN SHARE MODE" : ""}`,
      facilityIds === null ? [slice] : [slice, site.artTypeId, facilityIds],
    );
    for (const { personId } of rows) found.add(personId);
  }
  return found;
}
