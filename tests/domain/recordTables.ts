import { addressRowText, newAddressColumns } from "../../src/domain/addressRow";
import { currentAddress } from "../../src/domain/addressView";
import type { ContactChange, ContactUpdate, CurrentContact } from "../../src/domain/types";
import { planContactChange } from "../../src/domain/contactChange";
import type { RowDecision } from "../../src/domain/decision";
import { addressLeft, planUndo } from "../../src/domain/undo";
import type { DoneChange, NamedRows } from "../../src/domain/undoFields";
import { policy, record } from "./record";

interface PhoneRow {
  readonly id: number;
  readonly uuid: string;
  value: string;
  voided: boolean;
}
interface AddressRow {
  readonly id: number;
  readonly uuid: string;
  columns: Readonly<Record<string, string | null>>;
  preferred: boolean;
  voided: boolean;
}

/** One patient's rows as OpenMRS keeps them: nothing is ever deleted, ids only grow. */
export class RecordTables {
  readonly phones: PhoneRow[] = [];
  readonly addresses: AddressRow[] = [];
  birthdate: string | null = null;
  estimated = false;
  private lastId = 0;

  addPhone(value: string): PhoneRow {
    const row = { id: this.nextId(), uuid: `phone-${this.lastId}`, value, voided: false };
    this.phones.push(row);
    return row;
  }

  addAddress(columns: Readonly<Record<string, string | null>>, preferred: boolean): AddressRow {
    const row = { id: this.nextId(), uuid: `address-${this.lastId}`, columns, preferred, voided: false };
    this.addresses.push(row);
    return row;
  }

  private nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  current(): CurrentContact {
    return record({
      phones: this.phones.filter((row) => !row.voided).map(({ id, value }) => ({ personAttributeId: id, value })),
      addresses: this.addresses.filter((row) => !row.voided).map(({ id, preferred, columns }) => ({ personAddressId: id, preferred, columns })),
      birthdate: this.birthdate,
      birthdateEstimated: this.estimated,
    });
  }

  /** What a reader of the record sees. */
  seen(): { phone: string | null; address: string | null; birthdate: string | null; estimated: boolean } {
    const { phones, addresses } = this.current();
    const address = currentAddress(addresses);
    return {
      phone: phones.at(-1)?.value ?? null,
      address: address === null ? null : addressRowText(address.columns),
      birthdate: this.birthdate,
      estimated: this.estimated,
    };
  }

  /** Sends an update, as a submission would, and gives what it did. */
  update(update: ContactUpdate): DoneChange {
    const current = this.current();
    return this.write(planContactChange(current, update, policy).changes, currentAddress(current.addresses)?.personAddressId ?? null);
  }

  /** Takes a change back, as an undo would, and gives the decision and what it did itself; `earlier` are undos of the same change. */
  undo(done: DoneChange, earlier: readonly DoneChange[] = []): { decision: RowDecision; done: DoneChange } {
    const current = this.current();
    const decision = planUndo(done, current, this.named(done, earlier), policy);
    return { decision, done: this.write(decision.changes, currentAddress(current.addresses)?.personAddressId ?? null) };
  }

  private named(done: DoneChange, earlier: readonly DoneChange[]): NamedRows {
    const seen = currentAddress(this.current().addresses);
    const copied = this.addresses.find(({ id }) => id === done.address?.copyOf);
    return {
      phones: new Map(this.phones.filter(({ id }) => done.phone?.voided.includes(id)).map(({ id, value }) => [id, value])),
      addresses: new Map(copied === undefined ? [] : [[copied.id, copied.columns]]),
      insertedPhoneId: this.phones.find(({ uuid }) => uuid === done.phone?.inserted)?.id ?? null,
      insertedAddressId: this.addresses.find(({ uuid }) => uuid === done.address?.inserted)?.id ?? null,
      seenMark: seen === null ? null : addressRowText(seen.columns),
      restoredPhoneIds: new Set(this.phones.filter(({ uuid }) => earlier.some(({ phone }) => phone?.inserted === uuid)).map(({ id }) => id)),
      restoredAddressIds: new Set(this.addresses.filter(({ uuid }) => earlier.some(({ address }) => address?.inserted === uuid)).map(({ id }) => id)),
    };
  }

  private write(changes: readonly ContactChange[], seenAddressId: number | null): DoneChange {
    const done: { phone: DoneChange["phone"]; address: DoneChange["address"]; birthdate: DoneChange["birthdate"] } = { phone: null, address: null, birthdate: null };
    for (const change of changes) {
      if (change.kind === "phone") {
        for (const row of this.phones) if (change.voidIds.includes(row.id)) row.voided = true;
        const inserted = change.insert === null ? null : this.addPhone(change.insert).uuid;
        done.phone = { after: change.after, voided: change.voidIds, inserted };
      } else if (change.kind === "address") {
        const left = addressLeft(this.current(), change.voidIds);
        for (const row of this.addresses) {
          if (!change.voidIds.includes(row.id)) continue;
          row.voided = true;
          row.preferred = false;
        }
        const copied = this.addresses.find(({ id }) => id === change.copyOf)?.columns ?? null;
        const columns = change.after === null ? null : newAddressColumns(policy.addressColumns, { copied, set: change.set });
        const inserted = columns === null ? null : this.addAddress(columns, true).uuid;
        const mark = columns ?? left;
        done.address = { copyOf: seenAddressId, inserted, mark: mark === null ? null : addressRowText(mark) };
      } else {
        done.birthdate = {
          before: { birthdate: change.before, estimated: change.beforeEstimated },
          after: { birthdate: change.after, estimated: change.afterEstimated },
        };
        this.birthdate = change.after;
        this.estimated = change.afterEstimated;
      }
    }
    return done;
  }
}
