import type { PoolConnection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import type { AddressChange, BirthdateChange, PhoneChange } from "../../src/domain/types";
import { openmrsTable, quoteName } from "../database/names";
import type { Site } from "../deps";

/** A change for one person. */
export interface PersonChange<T> {
  readonly personId: number;
  readonly change: T;
}

/** A change that may insert a row: its uuid is made here and not by SQL (`UUID()` is unsafe to replicate), and is null where none is inserted. */
export interface InsertingChange<T> extends PersonChange<T> {
  readonly uuid: string | null;
}

export interface AddressWrite extends InsertingChange<AddressChange> {
  /** Every data column of the row to insert, by name; null where none is inserted. */
  readonly columns: Readonly<Record<string, string | null>> | null;
}

/** The changes of one chunk of patients; at most one of each kind a person. */
export interface ContactWrites {
  readonly phones: readonly InsertingChange<PhoneChange>[];
  readonly addresses: readonly AddressWrite[];
  readonly birthdates: readonly PersonChange<BirthdateChange>[];
}

/** In whose name, when (site's local time, `YYYY-MM-DD HH:MM:SS`) and why. */
export interface WriteContext {
  readonly site: Site;
  readonly userId: number;
  readonly localTime: string;
  /** `void_reason` of addresses, at most 255 characters. Phones carry OpenMRS's own reason. */
  readonly addressVoidReason: string;
}

/** Thrown where the record does not come out as planned; the transaction must be rolled back. */
export class WriteMismatch extends Error {
  constructor(step: string, expected: number, found: number) {
    super(`${step}: expected ${expected}, found ${found}`);
    this.name = "WriteMismatch";
  }
}

function requireRows(step: string, expected: number, found: number): void {
  if (expected !== found) throw new WriteMismatch(step, expected, found);
}

/** Branches of one inner CASE: the server tries them one after another for every row. */
const branchesTried = 32;

/**
 * `CASE WHEN id <= … THEN CASE id WHEN … THEN … END …` over many rows, with its values: one statement for values that differ by row. Two
 * levels, because a flat CASE of a thousand branches would be tried half through for each of a thousand rows.
 */
function caseOf(
  column: string,
  pairs: readonly (readonly [number, string | number | null])[],
): { readonly sql: string; readonly values: readonly (number | string | null)[] } {
  const sorted = [...pairs].sort(([one], [other]) => one - other);
  const values: (number | string | null)[] = [];
  let sql = "CASE";
  for (let start = 0; start < sorted.length; start += branchesTried) {
    const group = sorted.slice(start, start + branchesTried);
    values.push(group.at(-1)?.[0] ?? 0, ...group.flat());
    sql += ` WHEN ${column} <= ? THEN CASE ${column}${" WHEN ? THEN ?".repeat(group.length)} END`;
  }
  return { sql: `${sql} END`, values };
}

/** Runs a write and gives the number of rows that it met (mysql2 counts found rows, changed or not). */
async function write(tx: PoolConnection, sql: string, values: readonly unknown[]): Promise<number> {
  const [result] = await tx.query<ResultSetHeader>(sql, [...values]);
  return result.affectedRows;
}

async function voidPhones(tx: PoolConnection, { site, userId, localTime }: WriteContext, phones: ContactWrites["phones"]): Promise<void> {
  const reasons = phones.flatMap(({ change }) => change.voidIds.map((id) => [id, change.voidReason] as const));
  if (reasons.length === 0) return;
  const reason = caseOf("person_attribute_id", reasons);
  const met = await write(
    tx,
    `UPDATE ${openmrsTable(site, "person_attribute")}
        SET voided = 1, voided_by = ?, date_voided = ?, void_reason = ${reason.sql}, changed_by = ?, date_changed = ?
      WHERE person_attribute_id IN (?) AND voided = 0`,
    [userId, localTime, ...reason.values, userId, localTime, reasons.map(([id]) => id)],
  );
  requireRows("void phones", reasons.length, met);
}

async function insertPhones(tx: PoolConnection, { site, userId, localTime }: WriteContext, phones: ContactWrites["phones"]): Promise<void> {
  const rows = phones.flatMap(({ personId, uuid, change }) =>
    change.insert === null ? [] : [[personId, change.insert, site.phoneTypeId, userId, localTime, 0, uuid]],
  );
  if (rows.length === 0) return;
  const met = await write(
    tx,
    `INSERT INTO ${openmrsTable(site, "person_attribute")}
       (person_id, value, person_attribute_type_id, creator, date_created, voided, uuid) VALUES ?`,
    [rows],
  );
  requireRows("insert phones", rows.length, met);
}

async function voidAddresses(tx: PoolConnection, context: WriteContext, addresses: ContactWrites["addresses"]): Promise<void> {
  const ids = addresses.flatMap(({ change }) => change.voidIds);
  if (ids.length === 0) return;
  const { site, userId, localTime, addressVoidReason } = context;
  const met = await write(
    tx,
    `UPDATE ${openmrsTable(site, "person_address")}
        SET voided = 1, preferred = 0, voided_by = ?, date_voided = ?, void_reason = ?, changed_by = ?, date_changed = ?
      WHERE person_address_id IN (?) AND voided = 0`,
    [userId, localTime, addressVoidReason, userId, localTime, ids],
  );
  requireRows("void addresses", ids.length, met);
}

/** Every data column of the copied row is carried forward; only what the plan sets differs. */
async function insertAddresses(tx: PoolConnection, { site, userId, localTime }: WriteContext, addresses: ContactWrites["addresses"]): Promise<void> {
  const rows: unknown[][] = [];
  for (const { personId, uuid, columns } of addresses) {
    if (columns !== null) rows.push([personId, 1, ...site.addressColumns.map((name) => columns[name]), userId, localTime, 0, uuid]);
  }
  if (rows.length === 0) return;
  const met = await write(
    tx,
    `INSERT INTO ${openmrsTable(site, "person_address")}
       (person_id, preferred, ${site.addressColumns.map(quoteName).join(", ")}, creator, date_created, voided, uuid) VALUES ?`,
    [rows],
  );
  requireRows("insert addresses", rows.length, met);
}

/** OpenMRS itself touches person and patient when a birthdate is edited; its exports look at both dates. */
async function updateBirthdates(tx: PoolConnection, { site, userId, localTime }: WriteContext, birthdates: ContactWrites["birthdates"]): Promise<void> {
  if (birthdates.length === 0) return;
  const personIds = birthdates.map(({ personId }) => personId);
  const birthdate = caseOf("person_id", birthdates.map(({ personId, change }) => [personId, change.after] as const));
  const estimated = birthdates.filter(({ change }) => change.afterEstimated).map(({ personId }) => personId);
  const persons = await write(
    tx,
    `UPDATE ${openmrsTable(site, "person")}
        SET birthdate = ${birthdate.sql}, birthdate_estimated = ${estimated.length === 0 ? "0" : "person_id IN (?)"}, changed_by = ?, date_changed = ?
      WHERE person_id IN (?) AND voided = 0`,
    [...birthdate.values, ...(estimated.length === 0 ? [] : [estimated]), userId, localTime, personIds],
  );
  requireRows("update birthdates", personIds.length, persons);
  const patients = await write(
    tx,
    `UPDATE ${openmrsTable(site, "patient")} SET changed_by = ?, date_changed = ? WHERE patient_id IN (?) AND voided = 0`,
    [userId, localTime, personIds],
  );
  requireRows("update patients", personIds.length, patients);
}

interface Count extends RowDataPacket {
  found: number;
  persons: number;
}

/** As many rows as persons, and every person among them: each has just one. */
async function requireOneEach(tx: PoolConnection, step: string, persons: number, query: { readonly sql: string; readonly values: readonly unknown[] }): Promise<void> {
  const [[count]] = await tx.query<Count[]>(`SELECT COUNT(*) AS found, COUNT(DISTINCT person_id) AS persons FROM ${query.sql}`, [...query.values]);
  requireRows(step, persons, count?.found ?? 0);
  requireRows(step, persons, count?.persons ?? 0);
}

/** Reads back, inside the transaction, that each person is left with just the active rows that were planned. */
async function verify(tx: PoolConnection, site: Site, { phones, addresses }: ContactWrites): Promise<void> {
  const withPhone = phones.filter(({ change }) => change.after !== null).map(({ personId }) => personId);
  if (withPhone.length > 0) {
    await requireOneEach(tx, "one active phone each", withPhone.length, {
      sql: `${openmrsTable(site, "person_attribute")} WHERE person_id IN (?) AND person_attribute_type_id = ? AND voided = 0`,
      values: [withPhone, site.phoneTypeId],
    });
  }
  const withAddress = addresses.filter(({ columns }) => columns !== null).map(({ personId }) => personId);
  if (withAddress.length > 0) {
    await requireOneEach(tx, "one preferred address each", withAddress.length, {
      sql: `${openmrsTable(site, "person_address")} WHERE person_id IN (?) AND preferred = 1 AND voided = 0`,
      values: [withAddress],
    });
  }
}

/**
 * Applies planned changes in a handful of statements, whatever their number, and checks each by the rows that it met. All persons must
 * have been locked and read in this transaction. Throws `WriteMismatch`, or the database's own error; the caller rolls back.
 */
export async function applyContactWrites(tx: PoolConnection, context: WriteContext, writes: ContactWrites): Promise<void> {
  await voidPhones(tx, context, writes.phones);
  await insertPhones(tx, context, writes.phones);
  await voidAddresses(tx, context, writes.addresses);
  await insertAddresses(tx, context, writes.addresses);
  await updateBirthdates(tx, context, writes.birthdates);
  await verify(tx, context.site, writes);
}
