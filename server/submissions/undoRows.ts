import { randomUUID } from "node:crypto";
import type { PoolConnection } from "mysql2/promise";
import { newAddressColumns } from "../../src/domain/addressRow";
import { currentAddress } from "../../src/domain/addressView";
import type { RowDecision } from "../../src/domain/decision";
import type { AddressChange, BirthdateChange, CurrentContact, Places, PhoneChange } from "../../src/domain/types";
import { addressLeft, planUndo } from "../../src/domain/undo";
import type { Deps, Site } from "../deps";
import { readCurrentContacts } from "../patients/currentContacts";
import type { ContactWrites } from "../patients/contactWrites";
import { addressMark } from "./baselineDigest";
import type { ChunkWork, DecidedChunk } from "./chunkWork";
import type { StoredOutcome } from "./outcomeStore";
import { findFinishedRows } from "./rowStore";
import { findSubmissionById } from "./submissionStore";
import type { DoneRow, Restored, RowsByName } from "./undoStore";
import { findVisiblePatients, readDoneRows, readRestored, readRowsByName } from "./undoStore";

/** A row's change, and what taking it back comes to now; null where the patient is not there any more, or not for the asker. */
export interface UndoRow extends DoneRow {
  readonly current: CurrentContact | null;
  readonly decision: RowDecision;
  /** The earlier address that comes back. */
  readonly earlierAddress: Readonly<Record<string, string | null>> | null;
}

interface UndoContext {
  readonly deps: Deps;
  /** The submission whose changes are taken back. */
  readonly originId: number;
  readonly places: Places;
  readonly facilityIds: readonly number[] | null;
}

/** Looks at the record and decides each row; with `locked` under lock, persons first and in ascending order. */
export async function judgeUndo(connection: PoolConnection, { deps, originId, places, facilityIds }: UndoContext, rows: readonly DoneRow[], locked: boolean): Promise<readonly UndoRow[]> {
  const { site } = deps;
  const personIds = rows.map(({ personId }) => personId);
  const contacts = await readCurrentContacts(connection, site, { personIds, lock: locked ? "update" : "none", withIdentity: false });
  const visible = await findVisiblePatients(connection, site, { personIds: [...contacts.keys()], facilityIds, locked });
  const restored = await readRestored(connection, originId, rows.map(({ rowKey }) => rowKey));
  const named = await readRowsByName(connection, site, { done: rows.map(({ done }) => done), restored: [...restored.values()].flat(), locked });
  return rows.map((row) => {
    const current = visible.has(row.personId) ? (contacts.get(row.personId) ?? null) : null;
    if (current === null) return { ...row, current, decision: gone(contacts.has(row.personId) && facilityIds !== null), earlierAddress: null };
    return { ...row, current, decision: decideUndo(deps, { row, current, named, restored: restored.get(row.rowKey) ?? [], places }), earlierAddress: earlierAddressOf(row, named) };
  });
}

function earlierAddressOf({ done: { address }, personId }: DoneRow, named: RowsByName): UndoRow["earlierAddress"] {
  const row = address?.copyOf == null ? undefined : named.addresses.get(address.copyOf);
  return row?.personId === personId ? row.columns : null;
}

function gone(isElsewhere: boolean): RowDecision {
  return { status: "failed", issues: [{ code: isElsewhere ? "art-id-not-found" : "patient-voided", severity: "error", field: "artId" }], fields: {}, changes: [] };
}

interface Deciding {
  readonly row: DoneRow;
  readonly current: CurrentContact;
  readonly named: RowsByName;
  readonly restored: readonly Restored[];
  readonly places: Places;
}

function decideUndo(deps: Deps, { row, current, named, restored, places }: Deciding): RowDecision {
  const { done, personId } = row;
  const seen = currentAddress(current.addresses);
  const ownPhones = (done.phone?.voided ?? []).flatMap((id) => {
    const phone = named.phones.get(id);
    return phone?.personId === personId ? [[id, phone.value] as const] : [];
  });
  const earlier = earlierAddressOf(row, named);
  return planUndo(
    done,
    current,
    {
      phones: new Map(ownPhones),
      addresses: new Map(done.address?.copyOf != null && earlier !== null ? [[done.address.copyOf, earlier]] : []),
      insertedPhoneId: done.phone?.inserted == null ? null : (named.phoneIds.get(done.phone.inserted) ?? null),
      insertedAddressId: done.address?.inserted == null ? null : (named.addressIds.get(done.address.inserted) ?? null),
      seenMark: seen === null ? null : addressMark(deps.config.DIGEST_KEY, seen.columns),
      restoredPhoneIds: new Set(restored.flatMap(({ phone }) => (phone === null ? [] : (named.phoneIds.get(phone) ?? [])))),
      restoredAddressIds: new Set(restored.flatMap(({ address }) => (address === null ? [] : (named.addressIds.get(address) ?? [])))),
    },
    { places, streetColumn: deps.site.streetColumn },
  );
}

/** Reads what the origin's rows did, ahead of any lock (it never changes), and gives what decides their undoing under lock. */
export async function prepareUndoRows(deps: Deps, { submission, rows, places }: ChunkWork): Promise<(tx: PoolConnection) => Promise<DecidedChunk>> {
  const origin = submission.originId === null ? null : await findSubmissionById(deps.pool, submission.originId);
  if (origin === null) throw new Error("An undo has lost the submission that it takes back.");
  const doneRows = await readDoneRows(deps.pool, origin.submissionId, rows.map(({ rowKey }) => rowKey));
  return async (tx) => {
    const judged = await judgeUndo(tx, { deps, originId: origin.submissionId, places, facilityIds: submission.facilityIds }, doneRows, true);
    const finished = await findFinishedRows(tx, submission.submissionId, rows.map(({ rowKey }) => rowKey));
    const plans = judged.filter(({ rowKey }) => !finished.has(rowKey)).map((row) => planRow(deps, row));
    const known = new Set(doneRows.map(({ rowKey }) => rowKey));
    const forgotten = rows.filter(({ rowKey }) => !known.has(rowKey) && !finished.has(rowKey));
    return {
      writes: {
        phones: plans.flatMap(({ writes }) => writes.phones),
        addresses: plans.flatMap(({ writes }) => writes.addresses),
        birthdates: plans.flatMap(({ writes }) => writes.birthdates),
      },
      outcomes: [...plans.map(({ outcome }) => outcome), ...forgotten.map(({ rowKey }) => forgottenOutcome(rowKey))],
      waiting: [],
      moved: [],
      addressVoidReason: `Undo of submission ${origin.uuid}`,
    };
  };
}

/** What the row did is not known any more, so nothing can be brought back. */
function forgottenOutcome(rowKey: number): StoredOutcome {
  return { rowKey, status: "failed", personId: null, issues: [{ code: "restore-missing", severity: "error", field: null }], phone: null, address: null, birthdate: null };
}

interface RowPlan {
  readonly writes: ContactWrites;
  readonly outcome: StoredOutcome;
}

/** Writes and outcome of a row, in the shape of any other submission's: so an undo can itself be taken back. */
function planRow(deps: Deps, { rowKey, personId, current, decision, earlierAddress }: UndoRow): RowPlan {
  const phone = decision.changes.find((change): change is PhoneChange => change.kind === "phone");
  const address = decision.changes.find((change): change is AddressChange => change.kind === "address");
  const birthdate = decision.changes.find((change): change is BirthdateChange => change.kind === "birthdate");
  const uuids = {
    phone: phone === undefined || phone.insert === null ? null : randomUUID(),
    address: address === undefined || address.after === null ? null : randomUUID(),
  };
  const { fields } = decision;
  return {
    writes: {
      phones: phone === undefined ? [] : [{ personId, change: phone, uuid: uuids.phone }],
      addresses:
        address === undefined
          ? []
          : [{ personId, change: address, uuid: uuids.address, columns: address.after === null ? null : newAddressColumns(deps.site.addressColumns, { copied: earlierAddress, set: {} }) }],
      birthdates: birthdate === undefined ? [] : [{ personId, change: birthdate }],
    },
    outcome: {
      rowKey,
      status: decision.status,
      personId: current === null ? null : personId,
      issues: decision.issues,
      phone:
        fields.phone === undefined
          ? null
          : { ...fields.phone, given: null, voided: phone?.voidIds ?? [], inserted: uuids.phone },
      address:
        fields.address === undefined
          ? null
          : {
              ...fields.address,
              given: null,
              voided: address?.voidIds ?? [],
              inserted: uuids.address,
              // What a reader saw before the undo: the row that it voids.
              copyOf: address === undefined || current === null ? null : (currentAddress(current.addresses)?.personAddressId ?? null),
              mark: address === undefined || current === null ? null : markAfter(deps, { address, current, earlierAddress }),
            },
      birthdate: fields.birthdate === undefined ? null : { ...fields.birthdate, given: null, voided: [], inserted: null },
    },
  };
}

/** Mark of the address that a reader sees once the undo is done. */
function markAfter(
  { config, site }: { readonly config: Deps["config"]; readonly site: Site },
  { address, current, earlierAddress }: { readonly address: AddressChange; readonly current: CurrentContact; readonly earlierAddress: UndoRow["earlierAddress"] },
): string | null {
  const seen = address.after === null ? addressLeft(current, address.voidIds) : newAddressColumns(site.addressColumns, { copied: earlierAddress, set: {} });
  return seen === null ? null : addressMark(config.DIGEST_KEY, seen);
}
