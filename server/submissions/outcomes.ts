import { randomUUID } from "node:crypto";
import { newAddressColumns } from "../../src/domain/addressRow";
import { isBlankCell } from "../../src/domain/cell";
import type { AddressChange, AddressView, BirthdateChange, ContactField, PhoneChange, RowStatus, ValueField } from "../../src/domain/types";
import { contactFieldOf, valueFields } from "../../src/domain/types";
import type { RowInput } from "../../src/contract/submissions";
import type { Site } from "../deps";
import type { ContactWrites } from "../patients/contactWrites";
import { addressMark } from "./baselineDigest";
import type { JudgedRow } from "./judgement";
import type { StoredField, StoredOutcome } from "./outcomeStore";
import { fieldsGiven } from "./rowFields";

/** Writes and outcomes of a chunk, made together so that each outcome names the very rows that its write voids and inserts. */
export interface ChunkPlan {
  readonly writes: ContactWrites;
  readonly outcomes: readonly StoredOutcome[];
  /** Rows that a person must look at first. */
  readonly waiting: readonly StoredOutcome[];
}

function isPhone(change: { kind: string }): change is PhoneChange {
  return change.kind === "phone";
}
function isAddress(change: { kind: string }): change is AddressChange {
  return change.kind === "address";
}
function isBirthdate(change: { kind: string }): change is BirthdateChange {
  return change.kind === "birthdate";
}

/** What the row gave for a field, as read where it could be read, else as typed. */
function givenFor({ sent, checked }: JudgedRow, field: "phone" | "birthdate"): string | null {
  const cell = sent.contactRow.cells[field];
  return checked.read[field] ?? (cell === undefined ? null : String(cell.value));
}

function givenAddress({ sent, checked }: JudgedRow): string | null {
  const given: Record<string, string> = {};
  for (const field of valueFields) {
    if (field === "phone" || field === "birthdate") continue;
    const cell = sent.contactRow.cells[field];
    if (cell !== undefined && cell.value !== "") given[field] = checked.read[field] ?? String(cell.value);
  }
  return Object.keys(given).length === 0 ? null : JSON.stringify(given);
}

/** The fields of a row that the database refused: each that the row gave has failed, whatever it would have come to. */
export function unwrittenFields(row: RowInput | null): Pick<StoredOutcome, "phone" | "address" | "birthdate"> {
  const fields = new Set(row === null ? [] : fieldsGiven(row));
  const textOf = (column: ValueField): string | null => {
    const cell = row?.cells[column];
    return cell === undefined || isBlankCell(cell) ? null : (cell.read ?? String(cell.value));
  };
  const failed = (given: string | null) => ({ status: "failed", given, before: null, after: null, reason: "write-failed", voided: [], inserted: null }) as const;
  const parts = valueFields.filter((column) => contactFieldOf[column] === "address").flatMap((column) => [[column, textOf(column)] as const]);
  return {
    phone: fields.has("phone") ? failed(textOf("phone")) : null,
    address: fields.has("address") ? { ...failed(JSON.stringify(Object.fromEntries(parts.filter(([, text]) => text !== null)))), copyOf: null, mark: null } : null,
    birthdate: fields.has("birthdate") ? failed(textOf("birthdate")) : null,
  };
}

interface Marks {
  readonly given: string | null;
  readonly voided: readonly number[];
  readonly inserted: string | null;
}

function storedField<T>(decision: { status: StoredField<T>["status"]; before: T | null; after: T | null; reason: StoredField<T>["reason"] }, marks: Marks): StoredField<T> {
  return { status: decision.status, before: decision.before, after: decision.after, reason: decision.reason, ...marks };
}

/** Makes the statements' input and the outcomes of judged rows. */
export function planChunk(
  rows: readonly { readonly rowKey: number; readonly judged: JudgedRow }[],
  { site, digestKey }: { readonly site: Pick<Site, "addressColumns">; readonly digestKey: string },
): ChunkPlan {
  const writes = { phones: [] as ContactWrites["phones"][number][], addresses: [] as ContactWrites["addresses"][number][], birthdates: [] as ContactWrites["birthdates"][number][] };
  const outcomes: StoredOutcome[] = [];
  const waiting: StoredOutcome[] = [];
  for (const { rowKey, judged } of rows) {
    const { decision, current } = judged;
    const personId = current?.personId ?? null;
    const phone = decision.changes.find(isPhone);
    const address = decision.changes.find(isAddress);
    const birthdate = decision.changes.find(isBirthdate);
    const uuids = {
      phone: phone === undefined || phone.insert === null ? null : randomUUID(),
      address: address === undefined || address.after === null ? null : randomUUID(),
    };
    const copied = address === undefined ? null : (current?.addresses.find(({ personAddressId }) => personAddressId === address.copyOf) ?? null);
    const columns = address === undefined ? null : newAddressColumns(site.addressColumns, { copied: copied?.columns ?? null, set: address.set });
    if (current !== null) {
      const { personId: id } = current;
      if (phone !== undefined) writes.phones.push({ personId: id, change: phone, uuid: uuids.phone });
      if (birthdate !== undefined) writes.birthdates.push({ personId: id, change: birthdate });
      if (address !== undefined) writes.addresses.push({ personId: id, change: address, uuid: uuids.address, columns });
    }
    const fields = decision.fields;
    const outcome: StoredOutcome = {
      rowKey,
      status: decision.status,
      personId,
      issues: decision.issues,
      phone:
        fields.phone === undefined
          ? null
          : storedField<string>(fields.phone, {
              given: givenFor(judged, "phone"),
              voided: phone?.voidIds ?? [],
              inserted: uuids.phone,
            }),
      address:
        fields.address === undefined
          ? null
          : {
              ...storedField<AddressView>(fields.address, {
                given: givenAddress(judged),
                voided: address?.voidIds ?? [],
                inserted: uuids.address,
              }),
              copyOf: address?.copyOf ?? null,
              mark: columns === null ? null : addressMark(digestKey, columns),
            },
      birthdate:
        fields.birthdate === undefined
          ? null
          : storedField(fields.birthdate, { given: givenFor(judged, "birthdate"), voided: [], inserted: null }),
    };
    (isWaiting(decision.status) ? waiting : outcomes).push(outcome);
  }
  return { writes, outcomes, waiting };
}

function isWaiting(status: RowStatus): boolean {
  return status === "waiting";
}

/** The fields of an outcome that were changed in the record, for the audit: `phone,birthdate`. */
export function changedFields({ phone, address, birthdate }: StoredOutcome): string {
  const changed: ContactField[] = [];
  if (phone?.status === "changed") changed.push("phone");
  if (address?.status === "changed") changed.push("address");
  if (birthdate?.status === "changed") changed.push("birthdate");
  return changed.join(",");
}
