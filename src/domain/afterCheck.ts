import type { ContactField } from "./types";

/**
 * What became of a change of ours, as the record shows it later. `kept`: readers still see it. `replaced`: somebody has changed the
 * field since, in NMRS or here. `reverted`: OpenMRS has written back what it remembered.
 */
export type AfterCheckVerdict = "kept" | "replaced" | "reverted";

/** A row of `person_attribute` or `person_address`, as it is now. */
export interface RecordRow {
  readonly id: number;
  readonly uuid: string | null;
  readonly voided: boolean;
}

export interface PhoneRowNow extends RecordRow {
  readonly value: string;
}

export interface AddressRowNow extends RecordRow {
  readonly preferred: boolean;
}

/** What we wrote: the rows that we voided, the row that we inserted (null where none was needed), and what readers saw before and after. */
export interface AppliedPhone {
  readonly before: string | null;
  readonly after: string | null;
  readonly voidedIds: readonly number[];
  readonly insertedUuid: string | null;
}

export interface AppliedAddress {
  readonly voidedIds: readonly number[];
  /** Null where taking back left the patient without an address. */
  readonly insertedUuid: string | null;
}

export interface BirthdateNow {
  readonly birthdate: string | null;
  readonly estimated: boolean;
}

export interface AppliedBirthdate {
  readonly before: BirthdateNow;
  readonly after: BirthdateNow;
}

/** The changes of one row of a submission that were carried out; fields that were not changed are absent. */
export interface AppliedChanges {
  readonly phone?: AppliedPhone | undefined;
  readonly address?: AppliedAddress | undefined;
  readonly birthdate?: AppliedBirthdate | undefined;
}

/** The person's rows now, voided ones too, by ascending id; `birthdate` null where the person is voided or gone. */
export interface RecordNow {
  readonly phones: readonly PhoneRowNow[];
  readonly addresses: readonly AddressRowNow[];
  readonly birthdate: BirthdateNow | null;
}

const isActive = (row: RecordRow): boolean => !row.voided;

/**
 * A phone. OpenMRS voids and adds, it never makes a voided row valid again and never changes a value in its own page; so:
 * - a row that we voided is active again: it was written back from memory, whether ours stands beside it or not;
 * - ours is active and another number beside it: whoever saved was shown the old number, so that ours was not voided; two numbers
 *   are never meant, and which one a report prints is chance;
 * - ours is voided, or holds another value by now: a person saw it and put something else, the old number perhaps, or nothing;
 * - ours is gone altogether and the old number is back: the table was brought back from elsewhere.
 */
export function checkPhone({ before, after, voidedIds, insertedUuid }: AppliedPhone, rows: readonly PhoneRowNow[]): AfterCheckVerdict {
  const active = rows.filter(isActive);
  if (active.some(({ id, value }) => voidedIds.includes(id) && value !== after)) return "reverted";
  if (after === null) return active.length === 0 ? "kept" : "replaced";
  const others = active.filter(({ value }) => value !== after);
  if (active.length > others.length) return others.length === 0 ? "kept" : "reverted";
  if (insertedUuid === null || rows.some(({ uuid }) => uuid === insertedUuid)) return "replaced";
  return (active.at(-1)?.value ?? null) === before ? "reverted" : "replaced";
}

/**
 * An address. NMRS's page adds a preferred row and voids the one that it showed; REST changes a row in place or adds a preferred one and
 * makes the others not preferred; merged patients bring rows that are not preferred. So:
 * - a row that we voided is active again: written back from memory;
 * - ours is active and preferred, and another one too: the page had the old row in mind and voided that one only;
 * - ours is voided, or no longer the preferred one: a person has put another;
 * - ours is active and preferred alone: kept, even if somebody has corrected a word in it;
 * - ours is gone altogether: brought back from elsewhere, where a row of before is what is seen (the first case), else replaced.
 */
export function checkAddress({ voidedIds, insertedUuid }: AppliedAddress, rows: readonly AddressRowNow[]): AfterCheckVerdict {
  const active = rows.filter(isActive);
  if (active.some(({ id }) => voidedIds.includes(id))) return "reverted";
  if (insertedUuid === null) return active.length === 0 ? "kept" : "replaced";
  const ours = active.find(({ uuid }) => uuid === insertedUuid);
  if (ours === undefined || !ours.preferred) return "replaced";
  return active.some((row) => row !== ours && row.preferred) ? "reverted" : "kept";
}

function isSameBirthdate(one: BirthdateNow, other: BirthdateNow): boolean {
  return one.birthdate === other.birthdate && one.estimated === other.estimated;
}

/**
 * A birthdate. It has no history row, and OpenMRS writes the whole person from memory, date and flag together: both are back at what they
 * were before. A person who sets just that date again cannot be told from it and is asked about; any other value is somebody's correction.
 */
export function checkBirthdate({ before, after }: AppliedBirthdate, now: BirthdateNow): AfterCheckVerdict {
  if (isSameBirthdate(now, after)) return "kept";
  return isSameBirthdate(now, before) ? "reverted" : "replaced";
}

/**
 * Compares the changes of one row with the record as it is now. OpenMRS 2.x keeps the last hundred persons, addresses and phones that it
 * read in memory, without an end and without a version, so a direct change is not seen there; when somebody then saves such a patient, it
 * writes whole rows as it remembers them. `followed` are fields that a later submission of ours has changed for the same patient,
 * taking back included: what the record says is that one's business. Of a patient who is voided or gone nothing is asked.
 */
export function checkAfterwards(applied: AppliedChanges, now: RecordNow, followed: ReadonlySet<ContactField>): Readonly<Partial<Record<ContactField, AfterCheckVerdict>>> {
  const verdicts: Partial<Record<ContactField, AfterCheckVerdict>> = {};
  const isGone = now.birthdate === null;
  const judge = (field: ContactField, verdict: () => AfterCheckVerdict): void => {
    verdicts[field] = isGone || followed.has(field) ? "replaced" : verdict();
  };
  const { phone, address, birthdate } = applied;
  if (phone !== undefined) judge("phone", () => checkPhone(phone, now.phones));
  if (address !== undefined) judge("address", () => checkAddress(address, now.addresses));
  if (birthdate !== undefined) judge("birthdate", () => (now.birthdate === null ? "replaced" : checkBirthdate(birthdate, now.birthdate)));
  return verdicts;
}
