import type { Pool, RowDataPacket } from "mysql2/promise";
import { sealAudit, verifyAudit } from "../../server/audit/chain";
import type { Edit } from "./editor";
import { differences, ofPerson } from "./record";
import type { Difference, RecordState, Row } from "./record";
import { readStored } from "./stored";
import type { StoredRow, StoredSubmission } from "./stored";

/** What is compared: the record before and after one submission, and what others did to it meanwhile. */
export interface Span {
  readonly before: RecordState;
  readonly after: RecordState;
  readonly edits: readonly Edit[];
}

const ownColumns = new Set(["address1", "address2", "city_village", "state_province"]);
const bookkeeping = new Set([
  "person_address_id", "preferred", "uuid", "creator", "date_created", "changed_by", "date_changed", "voided", "voided_by", "date_voided", "void_reason",
]);

/** Each row of the sheet has one end; the tally says the same; nobody holds the submission any more. */
export function checkEnds({ submission, rowKeys, rows, tally }: StoredSubmission): string[] {
  const losses: string[] = [];
  if (!["done", "cancelled"].includes(submission.state)) losses.push(`the submission ended as ${submission.state}`);
  if (submission.leaseOwner !== null || submission.leaseUntil !== null) losses.push("somebody still holds the ended submission");
  if (rowKeys.length !== submission.rowCount) losses.push(`${rowKeys.length} rows are stored of ${submission.rowCount}`);
  const found = new Map<number, number>();
  for (const { rowKey } of rows) found.set(rowKey, (found.get(rowKey) ?? 0) + 1);
  for (const key of rowKeys) {
    const ends = found.get(key) ?? 0;
    if (ends !== 1) losses.push(`row ${key} has ${ends} outcomes`);
    found.delete(key);
  }
  if (found.size > 0) losses.push(`${found.size} outcomes belong to no row`);
  const counted: Record<string, number> = {};
  for (const { status } of rows) counted[status] = (counted[status] ?? 0) + 1;
  for (const status of new Set([...Object.keys(counted), ...Object.keys(tally)])) {
    if ((counted[status] ?? 0) !== (tally[status] ?? 0)) losses.push(`the tally says ${tally[status] ?? 0} ${status}, the rows ${counted[status] ?? 0}`);
  }
  return losses;
}

/** One subject for each changed patient, with the fields that were changed, and no other change. */
export function checkAuditOf({ rows, changedSubjects }: StoredSubmission): string[] {
  const changed = rows.flatMap((row) => {
    const fields = (["phone", "address", "birthdate"] as const).filter((field) => row[`${field}Status`] === "changed").join(",");
    return fields === "" ? [] : [`${row.personId ?? "nobody"} ${fields}`];
  });
  const audited = [...changedSubjects].sort();
  return JSON.stringify(changed.sort()) === JSON.stringify(audited) ? [] : [`the audit names ${audited.length} changes, the outcomes ${changed.length}, or others`];
}

/** Every link of the sealed audit follows from the one before it, and every event is as it was written. */
export async function checkChain(contacts: Pool, digestKey: string): Promise<string[]> {
  while ((await sealAudit(contacts, digestKey, { fromStart: true })) > 0);
  const { broken, unsealed } = await verifyAudit(contacts, digestKey);
  return broken.length + unsealed === 0 ? [] : [`the audit chain is broken at ${broken.length} links, ${unsealed} events are outside it`];
}

/** Rows whose change has not been explained yet. */
class Unexplained {
  readonly #left: Map<number, Difference>;
  constructor(differences: readonly Difference[]) {
    this.#left = new Map(differences.map((difference) => [difference.id, difference]));
  }
  byUuid(uuid: string): Row | null {
    for (const [id, { before, after }] of this.#left) {
      if (before === null && after?.uuid === uuid) {
        this.#left.delete(id);
        return after;
      }
    }
    return null;
  }
  byId(id: number): Difference | null {
    const found = this.#left.get(id) ?? null;
    this.#left.delete(id);
    return found;
  }
  get left(): readonly Difference[] {
    return [...this.#left.values()];
  }
}

function isEdited(edits: readonly Edit[], personId: number | null, field: Edit["field"]): boolean {
  return edits.some((edit) => edit.personId === personId && edit.field === field);
}

function checkVoided(unexplained: Unexplained, ids: readonly number[], what: string): string[] {
  return ids.flatMap((id) => {
    const found = unexplained.byId(id);
    return found?.before?.voided === 0 && found.after?.voided === 1 ? [] : [`${what} ${id} should have been voided once`];
  });
}

function checkPhone(row: StoredRow, unexplained: Unexplained, { after, edits }: Span): string[] {
  const losses = checkVoided(unexplained, row.phoneVoided, "phone");
  const edited = isEdited(edits, row.personId, "phone");
  if (row.phoneInserted !== null) {
    const inserted = unexplained.byUuid(row.phoneInserted);
    const isRight = inserted !== null && inserted.person_id === row.personId && inserted.value === row.phoneAfter;
    if (!isRight || (!edited && inserted.voided !== 0)) losses.push(`the phone that row ${row.rowKey} names is not there`);
  }
  const active = row.personId === null ? [] : ofPerson(after.phones, row.personId).filter(({ voided }) => voided === 0);
  const expected = row.phoneAfter === null && !edited ? 0 : 1;
  if (active.length !== expected) losses.push(`patient ${row.personId ?? ""} has ${active.length} active phones`);
  else if (!edited && expected === 1 && active[0]?.value !== row.phoneAfter) losses.push(`the phone of patient ${row.personId ?? ""} is not the outcome's`);
  return losses;
}

function checkAddress(row: StoredRow, unexplained: Unexplained, span: Span): string[] {
  const losses = checkVoided(unexplained, row.addressVoided, "address");
  const edited = isEdited(span.edits, row.personId, "address");
  if (row.addressInserted !== null) {
    const inserted = unexplained.byUuid(row.addressInserted);
    if (inserted === null || inserted.person_id !== row.personId || (!edited && inserted.voided !== 0)) losses.push(`the address that row ${row.rowKey} names is not there`);
    const copied = row.addressCopyOf === null ? null : (span.before.addresses.get(row.addressCopyOf) ?? null);
    const lost = Object.keys(inserted ?? {}).filter((name) => !bookkeeping.has(name) && !ownColumns.has(name) && copied !== null && inserted?.[name] !== copied[name]);
    if (!edited && row.kind === "update" && lost.length > 0) losses.push(`the new address of row ${row.rowKey} lost ${lost.join(", ")}`);
  }
  const preferred = row.personId === null ? [] : ofPerson(span.after.addresses, row.personId).filter(({ voided, preferred }) => voided === 0 && preferred === 1);
  // Taking back may leave a patient with the one address that was never preferred, or with none.
  const isRight = row.kind === "undo" ? preferred.length <= 1 : preferred.length === 1;
  if (!isRight) losses.push(`patient ${row.personId ?? ""} has ${preferred.length} preferred addresses`);
  return losses;
}

function checkBirthdate(row: StoredRow, persons: Unexplained, patients: Unexplained, { after, edits }: Span): string[] {
  const id = row.personId ?? 0;
  const person = persons.byId(id);
  patients.byId(id);
  if (isEdited(edits, row.personId, "birthdate")) return [];
  const isRight = person?.after?.birthdate === row.birthdateAfter && person.after.birthdate_estimated === (row.birthdateAfterEstimated ?? 0);
  // The patient's row may read the same as before where both changes fell into one second.
  const patient = after.patients.get(id);
  return isRight && patient?.date_changed === person.after.date_changed && patient?.changed_by === person.after.changed_by ? [] : [`the birthdate of patient ${id} is not the outcome's`];
}

/** Every change of the record is an outcome's or an edit's, and every outcome's change is in the record, once. */
export function checkRecord(stored: StoredSubmission, span: Span): string[] {
  const { before, after, edits } = span;
  const phones = new Unexplained(differences(before.phones, after.phones));
  const addresses = new Unexplained(differences(before.addresses, after.addresses));
  const persons = new Unexplained(differences(before.persons, after.persons));
  const patients = new Unexplained(differences(before.patients, after.patients));
  const losses: string[] = [];
  for (const row of stored.rows) {
    if (row.phoneStatus === "changed") losses.push(...checkPhone(row, phones, span));
    if (row.addressStatus === "changed") losses.push(...checkAddress(row, addresses, span));
    if (row.birthdateStatus === "changed") losses.push(...checkBirthdate(row, persons, patients, span));
  }
  for (const edit of edits) {
    const table = edit.field === "phone" ? phones : edit.field === "address" ? addresses : persons;
    if (edit.inserted !== null) table.byUuid(edit.inserted);
    for (const id of edit.touchedIds) table.byId(id);
    if (edit.field === "birthdate") {
      persons.byId(edit.personId);
      patients.byId(edit.personId);
    }
  }
  for (const [what, { left }] of Object.entries({ phones, addresses, persons, patients })) {
    if (left.length > 0) losses.push(`${left.length} rows of ${what} were changed and no outcome says so (${left.map(({ id }) => id).slice(0, 5).join(", ")})`);
  }
  return [...losses, ...checkEditsStand(span)];
}

/** Whatever came first: what somebody else entered after the sender had looked is never overwritten. */
export function checkEditsStand({ after, edits }: Pick<Span, "after" | "edits">): string[] {
  const last = new Map(edits.map((edit) => [`${edit.personId} ${edit.field}`, edit]));
  return [...last.values()].flatMap((edit) => {
    const { personId, field, value } = edit;
    const stands =
      field === "birthdate"
        ? after.persons.get(personId)?.birthdate === value
        : field === "phone"
          ? ofPerson(after.phones, personId).filter((row) => row.voided === 0).every((row) => row.value === value)
          : ofPerson(after.addresses, personId).some((row) => row.voided === 0 && row.preferred === 1 && row.address2 === value);
    return stands ? [] : [`the ${field} that somebody entered for patient ${personId} meanwhile is lost`];
  });
}

/** Reads a submission as stored; a table that does not answer is a fault of its own. */
export async function readSubmissionOf(root: Pool, uuid: string): Promise<StoredSubmission> {
  const [[row]] = await root.query<RowDataPacket[]>("SELECT submission_id AS id FROM patient_contacts.submission WHERE uuid = ?", [uuid]);
  if (row === undefined) throw new Error(`There is no submission ${uuid}.`);
  return readStored(root, Number(row.id));
}
