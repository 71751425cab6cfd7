import type { ContactPolicy } from "./addressChange";
import { addressRowText } from "./addressRow";
import { currentAddress, viewAddress } from "./addressView";
import type { ContactViews } from "./contactChange";
import type { ActiveAddress, ActivePhone, ContactChange, CurrentContact } from "./types";

/** What an earlier submission did to a row's contact: the fields that it changed, with the rows that it voided and inserted. */
export interface DoneChange {
  readonly phone: {
    readonly after: string | null;
    readonly voided: readonly number[];
    /** Null where an active row held the value already, or the phone was erased. */
    readonly inserted: string | null;
  } | null;
  readonly address: {
    /** The row that a reader saw before; null where there was none. */
    readonly copyOf: number | null;
    /** Null where the change left no row of its own. */
    readonly inserted: string | null;
    /** Mark of the row that a reader saw afterwards; null where there was none. */
    readonly mark: string | null;
  } | null;
  readonly birthdate: { readonly before: ContactViews["birthdate"] | null; readonly after: ContactViews["birthdate"] | null } | null;
}

/** The rows that a change names, as they lie in the tables now, read under lock. */
export interface NamedRows {
  /** Value of each voided phone that is still there, by id. */
  readonly phones: ReadonlyMap<number, string>;
  /** Columns of each earlier address that is still there, by id. */
  readonly addresses: ReadonlyMap<number, Readonly<Record<string, string | null>>>;
  /** Ids of the rows that the change inserted; null where none was, or it is gone. */
  readonly insertedPhoneId: number | null;
  readonly insertedAddressId: number | null;
  /** Mark of the address that a reader sees now; null where there is none. */
  readonly seenMark: string | null;
  /** Rows that earlier undos of this very change entered: they stand beside ours where OpenMRS wrote ours back from its memory. */
  readonly restoredPhoneIds: ReadonlySet<number>;
  readonly restoredAddressIds: ReadonlySet<number>;
}

/** What taking back comes to for one field. */
export type Restored =
  | { readonly kind: "change"; readonly change: ContactChange }
  /** A reader sees already what was there before. */
  | { readonly kind: "unchanged" }
  | { readonly kind: "changed-since" }
  | { readonly kind: "restore-missing" };

const unchanged: Restored = { kind: "unchanged" };
const changedSince: Restored = { kind: "changed-since" };
const restoreMissing: Restored = { kind: "restore-missing" };

/** Of several active phones a reader sees the one entered last, so that one alone comes back. */
export function restorePhone(done: NonNullable<DoneChange["phone"]>, phones: readonly ActivePhone[], rows: NamedRows): Restored {
  const restored = phones.filter(({ personAttributeId }) => rows.restoredPhoneIds.has(personAttributeId));
  const [only, ...others] = phones.filter((phone) => !restored.includes(phone));
  const isOurs = (phone: ActivePhone): boolean => phone.value === done.after && (done.inserted === null || phone.personAttributeId === rows.insertedPhoneId);
  const intact = others.length === 0 && (done.after === null ? only === undefined : only !== undefined && isOurs(only));
  // A row that held the value already was seen before if it was entered after all those that were voided.
  const kept = intact && done.inserted === null && only !== undefined ? only.personAttributeId : null;
  const seenId = Math.max(kept ?? 0, ...done.voided);
  const seen = seenId === 0 ? null : seenId === kept ? done.after : rows.phones.get(seenId);
  if (seen === undefined) return intact ? restoreMissing : changedSince;
  // A blank value says nothing to a reader, and OpenMRS itself never inserts one.
  const after = seen === null || seen.trim() === "" ? null : seen;
  if (phones.length <= 1 && (phones[0]?.value ?? null) === after) return unchanged;
  if (!intact || restored.some(({ value }) => value !== after)) return changedSince;
  return {
    kind: "change",
    change: {
      kind: "phone",
      before: phones.at(-1)?.value ?? null,
      after,
      voidIds: phones.map(({ personAttributeId }) => personAttributeId),
      voidReason: `New value: ${after ?? ""}`,
      insert: after,
    },
  };
}

/** Every column of the earlier row comes back, in a new preferred row. */
export function restoreAddress(
  done: NonNullable<DoneChange["address"]>,
  addresses: readonly ActiveAddress[],
  rows: NamedRows,
  policy: Pick<ContactPolicy, "places" | "streetColumn">,
): Restored {
  const seen = currentAddress(addresses);
  const earlier = done.copyOf === null ? null : rows.addresses.get(done.copyOf);
  const ours = done.inserted === null ? null : seen;
  const isOurs = done.inserted === null || (seen !== null && seen.personAddressId === rows.insertedAddressId);
  const restored = addresses.filter(
    ({ personAddressId, columns }) => earlier != null && rows.restoredAddressIds.has(personAddressId) && addressRowText(columns) === addressRowText(earlier),
  );
  // A second preferred row is somebody else's word about where the patient lives.
  const noOtherPreferred = addresses.every((address) => address === ours || !address.preferred || restored.includes(address));
  const intact = isOurs && noOtherPreferred && rows.seenMark === done.mark;
  if (earlier === undefined) return intact ? restoreMissing : changedSince;
  const saysTheSame = earlier === null ? seen === null : seen !== null && addressRowText(seen.columns) === addressRowText(earlier);
  if (saysTheSame) return unchanged;
  if (!intact) return changedSince;
  return {
    kind: "change",
    change: {
      kind: "address",
      before: seen && viewAddress(seen, policy.places, policy.streetColumn),
      after: earlier && viewAddress({ columns: earlier }, policy.places, policy.streetColumn),
      copyOf: done.copyOf,
      set: {},
      voidIds: [...(ours === null ? [] : [ours]), ...restored].map(({ personAddressId }) => personAddressId),
    },
  };
}

/** The flag comes back with the date: an estimate was one before. */
export function restoreBirthdate({ before, after }: NonNullable<DoneChange["birthdate"]>, current: Pick<CurrentContact, "birthdate" | "birthdateEstimated">): Restored {
  const stands = (wanted: typeof before): boolean => wanted !== null && wanted.birthdate === current.birthdate && wanted.estimated === current.birthdateEstimated;
  if (stands(before)) return unchanged;
  if (!stands(after)) return changedSince;
  if (before === null) return restoreMissing;
  return {
    kind: "change",
    change: {
      kind: "birthdate",
      before: current.birthdate,
      beforeEstimated: current.birthdateEstimated,
      after: before.birthdate,
      afterEstimated: before.estimated,
    },
  };
}
