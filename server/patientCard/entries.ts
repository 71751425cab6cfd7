import type { HistoryEntry } from "../../src/contract/patientCard";
import type { AddressView } from "../../src/domain/types";
import type { OwnChange } from "./ownChanges";
import type { AddressRow, PersonRow, PhoneRow, RowAudit } from "./recordRows";

/** Who did something, as user ids; names and the right to open a submission are put in afterwards. */
export interface Held {
  readonly standing: HistoryEntry["standing"];
  readonly from: Date | null;
  readonly until: Date | null;
  readonly by: number | null;
  readonly endedBy: number | null;
  readonly endedBecause: string | null;
  readonly overwritten: Date | null;
  /** The change of ours by which the value came into the record; null where it came otherwise. */
  readonly change: OwnChange | null;
  /** Where the value stands among the others, also where nobody knows when it was entered. */
  readonly order: number;
}

export type Entry =
  | (Held & { readonly field: "phone"; readonly phone: string | null })
  | (Held & { readonly field: "address"; readonly address: AddressView | null })
  | (Held & { readonly field: "birthdate"; readonly birthdate: { readonly birthdate: string | null; readonly estimated: boolean } });

/** Turns a time of the record into an instant; null where the record holds none. */
export type ReadTime = (siteText: string) => Date | null;

type WithoutValue = Omit<Held, "order">;

const still = { until: null, endedBy: null, endedBecause: null } as const;

/** OpenMRS's default for "nobody said". */
function userOf(userId: number | null): number | null {
  return userId === 0 ? null : userId;
}

function ordered(held: WithoutValue): Held {
  // Where only the end is known, the value stands right before it.
  const order = held.from?.getTime() ?? (held.until === null ? Number.NEGATIVE_INFINITY : held.until.getTime() - 1);
  return { ...held, order };
}

interface Row extends RowAudit {
  readonly uuid: string | null;
}

interface RowValue<T> {
  readonly row: Row;
  readonly value: T;
  readonly change: OwnChange | null;
  /** What our change had put into this row, where somebody has put something else into the same row since; undefined where nobody has. */
  readonly replacedInPlace: T | undefined;
  readonly standing: HistoryEntry["standing"];
}

/** The values that one row of the record holds and held: one, or two where it was edited in place after we had entered it. */
function heldByRow<T>({ row, value, change, replacedInPlace, standing }: RowValue<T>, field: "phone" | "address", time: ReadTime): readonly (Held & { readonly value: T })[] {
  const end = row.voided
    ? { until: row.dateVoided === null ? null : time(row.dateVoided), endedBy: userOf(row.voidedBy), endedBecause: row.voidReason === "" ? null : row.voidReason }
    : still;
  const overwritten = change?.overwritten.get(field) ?? null;
  if (replacedInPlace === undefined || change === null) {
    return [
      {
        ...ordered({ standing, from: change?.at ?? time(row.dateCreated), by: change?.submission.userId ?? userOf(row.creator), ...end, overwritten, change }),
        value,
      },
    ];
  }
  // Voiding sets the time of the last change too: it then says nothing of when the row was edited.
  const changedAt = row.voided ? null : row.dateChanged;
  const editedAt = changedAt === null ? null : time(changedAt);
  const editedBy = changedAt === null ? null : userOf(row.changedBy);
  const own = ordered({ standing: "ended", from: change.at, by: change.submission.userId, until: editedAt, endedBy: editedBy, endedBecause: null, overwritten, change });
  const edit = ordered({ standing, from: editedAt, by: editedBy, ...end, overwritten: null, change: null });
  return [
    { ...own, value: replacedInPlace },
    { ...edit, order: editedAt === null ? own.order + 1 : edit.order, value },
  ];
}

/** The change that entered each row, by the row's uuid. */
function changesByRow(changes: readonly OwnChange[], field: "phone" | "address"): ReadonlyMap<string, OwnChange> {
  return new Map(
    changes.flatMap((change) => {
      const inserted = change[field]?.inserted ?? null;
      return inserted === null ? [] : [[inserted.toLowerCase(), change] as const];
    }),
  );
}

/** Our change that left nothing: it ends with the next row that was entered. */
function erased(change: OwnChange, field: "phone" | "address", rows: readonly Row[], time: ReadTime): Held {
  const next = rows
    .flatMap((row) => time(row.dateCreated) ?? [])
    .filter((created) => created.getTime() > change.at.getTime())
    .sort((one, other) => one.getTime() - other.getTime())[0];
  const isCurrent = rows.every((row) => row.voided) && next === undefined;
  return ordered({
    standing: isCurrent ? "current" : "ended",
    from: change.at,
    by: change.submission.userId,
    ...still,
    until: next ?? null,
    overwritten: change.overwritten.get(field) ?? null,
    change,
  });
}

/** Changes of ours whose row is no longer in the record at all. */
function gone(changes: readonly OwnChange[], field: "phone" | "address", rows: readonly Row[]): readonly OwnChange[] {
  const known = new Set(rows.flatMap(({ uuid }) => (uuid === null ? [] : [uuid.toLowerCase()])));
  return changes.filter((change) => {
    const inserted = change[field]?.inserted ?? null;
    return inserted !== null && !known.has(inserted.toLowerCase());
  });
}

function heldWithoutRow(change: OwnChange, field: "phone" | "address"): Held {
  return ordered({ standing: "ended", from: change.at, by: change.submission.userId, ...still, overwritten: change.overwritten.get(field) ?? null, change });
}

/** Every telephone number that the record holds or held. */
export function phoneEntries(rows: readonly PhoneRow[], changes: readonly OwnChange[], time: ReadTime): readonly Entry[] {
  const byRow = changesByRow(changes, "phone");
  const ofRows = rows.flatMap((row) => {
    const change = byRow.get(row.uuid?.toLowerCase() ?? "") ?? null;
    const after = change?.phone?.after ?? undefined;
    const replacedInPlace = after === undefined || after === row.value ? undefined : after;
    return heldByRow({ row, value: row.value, change, replacedInPlace, standing: row.voided ? "ended" : "current" }, "phone", time);
  });
  return [
    ...ofRows.map(({ value, ...held }): Entry => ({ ...held, field: "phone", phone: value })),
    ...changes.flatMap((change): Entry[] => (change.phone?.after === null ? [{ ...erased(change, "phone", rows, time), field: "phone", phone: null }] : [])),
    ...gone(changes, "phone", rows).map((change): Entry => ({ ...heldWithoutRow(change, "phone"), field: "phone", phone: change.phone?.after ?? null })),
  ];
}

export interface AddressReading {
  readonly view: (row: AddressRow) => AddressView;
  /** Keyed digest of all columns, as our outcome keeps it of the row that it entered. */
  readonly markOf: (row: AddressRow) => string;
  /** The row that OpenMRS shows. */
  readonly currentId: number | null;
}

/** Every address that the record holds or held; of several active ones, one is what OpenMRS shows and the others stand beside it. */
export function addressEntries(rows: readonly AddressRow[], changes: readonly OwnChange[], time: ReadTime, reading: AddressReading): readonly Entry[] {
  const byRow = changesByRow(changes, "address");
  const ofRows = rows.flatMap((row) => {
    const change = byRow.get(row.uuid?.toLowerCase() ?? "") ?? null;
    const value = reading.view(row);
    const standing = row.voided ? "ended" : row.id === reading.currentId ? "current" : "beside";
    return heldByRow({ row, value, change, replacedInPlace: editedSince(row, change, value, reading), standing }, "address", time);
  });
  return [
    ...ofRows.map(({ value, ...held }): Entry => ({ ...held, field: "address", address: value })),
    ...changes.flatMap((change): Entry[] => (change.address?.after === null ? [{ ...erased(change, "address", rows, time), field: "address", address: null }] : [])),
    ...gone(changes, "address", rows).map((change): Entry => ({ ...heldWithoutRow(change, "address"), field: "address", address: change.address?.after ?? null })),
  ];
}

/** What we had put into the row, if what a reader sees of it is something else now; a hierarchy that has grown since alone changes nothing. */
function editedSince(row: AddressRow, change: OwnChange | null, value: AddressView, { markOf }: AddressReading): AddressView | undefined {
  const own = change?.address;
  if (own == null || own.after === null || own.mark === markOf(row)) return undefined;
  const { after } = own;
  const isSame = after.street === value.street && after.ward === value.ward && after.lga === value.lga && after.state === value.state;
  return isSame ? undefined : after;
}

type Birthdate = { readonly birthdate: string | null; readonly estimated: boolean };

function sameBirthdate(one: Birthdate, other: Birthdate): boolean {
  return one.birthdate === other.birthdate && one.estimated === other.estimated;
}

/**
 * Every birthdate that is known of: the record keeps only the last, so the earlier ones are what our changes found and what they put. Where one
 * did not find what the one before had put, somebody changed it in OpenMRS in between, and nobody can say who or when.
 */
export function birthdateEntries(person: PersonRow, changes: readonly OwnChange[], time: ReadTime): readonly Entry[] {
  const entries: Entry[] = [];
  const ours = changes.flatMap((change) => (change.birthdate === null ? [] : [{ change, ...change.birthdate }]));
  const now: Birthdate = { birthdate: person.birthdate, estimated: person.estimated };
  ours.forEach(({ change, before, after }, index) => {
    const previous = ours[index - 1];
    const ended = { until: change.at, endedBy: change.submission.userId, endedBecause: null };
    // What the change before had put ends here, and is told there.
    if (previous === undefined || !sameBirthdate(previous.after, before)) {
      if (before.birthdate !== null) entries.push(told({ standing: "ended", from: null, by: null, ...ended, overwritten: null, change: null }, before));
    }
    const next = ours[index + 1];
    const isFollowed = next !== undefined && sameBirthdate(after, next.before);
    const isCurrent = next === undefined && sameBirthdate(after, now);
    const end = isFollowed ? { until: next.change.at, endedBy: next.change.submission.userId, endedBecause: null } : still;
    const own = { from: change.at, by: change.submission.userId, overwritten: change.overwritten.get("birthdate") ?? null, change };
    entries.push(told({ standing: isCurrent ? "current" : "ended", ...own, ...end }, after));
  });
  const last = ours.at(-1);
  if (last === undefined ? person.birthdate !== null : !sameBirthdate(last.after, now)) entries.push(currentFromOpenmrs(person, last?.change ?? null, time));
  return entries;
}

function told(held: WithoutValue, birthdate: Birthdate): Entry {
  return { ...ordered(held), field: "birthdate", birthdate };
}

/** A person that was never changed still has the birthdate of its first day; of any other nobody knows since when. */
function currentFromOpenmrs(person: PersonRow, last: OwnChange | null, time: ReadTime): Entry {
  const isFirst = last === null && person.dateChanged === null;
  const from = isFirst ? time(person.dateCreated) : null;
  const entry = told(
    { standing: "current", from, by: isFirst ? userOf(person.creator) : null, ...still, overwritten: null, change: null },
    { birthdate: person.birthdate, estimated: person.estimated },
  );
  const changed = person.dateChanged === null ? null : time(person.dateChanged);
  const order = from?.getTime() ?? Math.max(changed?.getTime() ?? 0, (last?.at.getTime() ?? 0) + 1);
  return { ...entry, order };
}
