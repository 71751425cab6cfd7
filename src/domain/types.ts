/**
 * The words that every room shares. A contact row is as typed, a contact update is checked, a change is planned, an outcome happened.
 * Birthdates and days are text `YYYY-MM-DD` everywhere; phones that have been read are `0XXXXXXXXXX`.
 */

/** What can be changed in the record: one baseline, one decision and one outcome each. */
export const contactFields = ["phone", "address", "birthdate"] as const;
export type ContactField = (typeof contactFields)[number];

/** Columns of a sheet that carry a new value. The address is given in up to four parts. */
export const valueFields = ["phone", "street", "ward", "lga", "state", "birthdate"] as const;
export type ValueField = (typeof valueFields)[number];

/** Columns that are only compared with the record, to catch a row that is somebody else's (wrong-patient guard). */
export const guardFields = ["givenName", "familyName", "fullName", "sex", "knownBirthdate", "hospitalNumber"] as const;
export type GuardField = (typeof guardFields)[number];

/** Every column that the product reads from a sheet. `reason` is the person's own word for why the row changes. */
export type RowField = "artId" | ValueField | GuardField | "reason";
export const rowFields: readonly RowField[] = ["artId", ...valueFields, ...guardFields, "reason"];

/** To which part of the record a column belongs. */
export const contactFieldOf: Readonly<Record<ValueField, ContactField>> = {
  phone: "phone",
  street: "address",
  ward: "address",
  lga: "address",
  state: "address",
  birthdate: "birthdate",
};

/** One cell as Excel gives it. `value` is `Range.values`, `text` is `Range.text` where it differs; an empty cell is `""`. */
export interface CellContent {
  readonly value: string | number | boolean;
  readonly text?: string | undefined;
  /** The cell's number format is a date format, so a number in it is a date serial. */
  readonly isDate?: boolean | undefined;
  /** The cell holds a formula. */
  readonly isFormula?: boolean | undefined;
}

export type DateOrder = "dmy" | "mdy" | "ymd";

/** How a sheet is to be read; the same for all its rows, so it belongs to the submission. */
export interface ReadingContext {
  /** The site's day, `YYYY-MM-DD`. */
  readonly today: string;
  /** Order of day, month and year in typed dates; null where the column does not prove one. */
  readonly dateOrder: DateOrder | null;
  /** Workbook counts days from 1904-01-01 (old Macs). */
  readonly date1904: boolean;
  /** The street column is NMRS's `PatientAddress`: `address1` and the LGA in one cell. */
  readonly streetIncludesLga: boolean;
  /** The birthdate column prints the record (NMRS's `DOB`), so a date that still says the same was not touched and confirms nothing. */
  readonly birthdateIsListed: boolean;
  /** Date cells of the birthdate column may have day and month swapped (areDateCellsSuspect). */
  readonly dateCellsSuspect: boolean;
}

/** A row as typed. Columns that the sheet does not have are absent; a blank cell means no change. */
export interface ContactRow {
  readonly cells: Readonly<Partial<Record<RowField, CellContent>>>;
}

export const severities = ["error", "warning", "repair", "info"] as const;
export type Severity = (typeof severities)[number];

/** Guesses about damaged cells; each must be accepted by a person before it is used. */
export const repairCodes = [
  "leading-zero-lost",
  "scientific-notation",
  "letter-o-for-zero",
  "two-numbers",
  "date-order",
  "two-digit-year",
  "date-serial",
] as const;
export type RepairCode = (typeof repairCodes)[number];

export const issueCodes = [
  ...repairCodes,
  // any cell
  "cell-error-value",
  "cell-formula",
  "characters-not-allowed",
  "text-too-long",
  "placeholder-ignored",
  // ART ID
  "art-id-missing",
  "art-id-damaged",
  "art-id-format-read",
  // phone
  "phone-letters",
  "phone-too-short",
  "phone-too-long",
  "phone-first-digit",
  "phone-digits-lost",
  "phone-not-nigerian",
  "phone-prefix-unknown",
  "phone-service-number",
  "phone-repeated-digits",
  "phone-format-read",
  "phone-stale",
  // birthdate
  "birthdate-unreadable",
  "birthdate-not-real",
  "birthdate-order-unknown",
  "birthdate-in-future",
  "birthdate-too-old",
  "birthdate-after-death",
  "birthdate-shift",
  "birthdate-cell-swapped",
  "birthdate-format-read",
  // address
  "state-unknown",
  "lga-unknown",
  "lga-not-in-state",
  "lga-ambiguous",
  "ward-unknown",
  "ward-needs-street",
  "place-name-read",
  "lga-left-out-of-street",
  "street-format-read",
  "street-is-date",
  "ward-not-in-lga",
  "ward-not-kept",
  // erasing
  "clear-needs-supervisor",
  "clear-birthdate",
  "clear-place",
  // the row and its neighbours
  "row-without-values",
  "duplicate-row",
  "duplicate-patient",
  // identity
  "art-id-not-found",
  "art-id-voided",
  "patient-voided",
  "art-id-ambiguous",
  "name-differs",
  "sex-differs",
  "birthdate-differs",
  "hospital-number-differs",
  "patient-dead",
  "patient-transferred-out",
  "patient-test",
  // against what was seen
  "not-previewed",
  "conflict",
  "reading-differs",
  "write-failed",
  // rows taken out of a submission before they were carried out
  "cancelled",
  "sent-again",
  "left-out",
  // taking back
  "changed-since",
  "restore-missing",
] as const;
export type IssueCode = (typeof issueCodes)[number];

/** What is wrong, doubtful, repairable or worth knowing about a row. Sentences are made from it in `src/wording`. */
export interface Issue {
  readonly code: IssueCode;
  readonly severity: Severity;
  /** The column concerned; null where it is the whole row. */
  readonly field: RowField | null;
  /** Words and numbers for the sentence; never a value of the record that the reader of the sheet does not have. */
  readonly params?: Readonly<Record<string, string | number>> | undefined;
  /** For severity `repair`: what the cell holds and what it would become. `choices` where the person must choose. */
  readonly repair?: { readonly before: string; readonly after: string; readonly choices?: readonly string[] | undefined } | undefined;
}

/** A repair that the person accepted for one cell of one row. */
export interface AcceptedRepair {
  readonly field: RowField;
  readonly code: RepairCode;
  readonly after: string;
  /** Of several numbers in one cell, those that were not chosen are kept beside the record. */
  readonly keepOthers?: boolean | undefined;
}

/** What the person wants erased instead of replaced (the word CLEAR in a cell). */
export type Given<T> = { readonly kind: "value"; readonly value: T } | { readonly kind: "clear" };

/** Parts of an address that were given; absent means no change. */
export interface AddressUpdate {
  readonly street?: Given<string> | undefined;
  readonly ward?: string | undefined;
  readonly lga?: string | undefined;
  readonly state?: string | undefined;
}

/** The row's values once read and checked: only what can be used. */
export interface ContactUpdate {
  readonly phone?: Given<string> | undefined;
  readonly address?: AddressUpdate | undefined;
  readonly birthdate?: string | undefined;
}

/** What the sheet says about who the patient is, for the wrong-patient guard. */
export interface PatientGuard {
  readonly names?: readonly string[] | undefined;
  readonly sex?: string | undefined;
  readonly birthdate?: string | undefined;
  readonly hospitalNumber?: string | undefined;
}

/** A row that has been read without the record: usable values beside everything to say about the cells. */
export interface CheckedRow {
  /** As it will be looked up: trimmed, never parsed; null where there is none that can be used. */
  readonly artId: string | null;
  readonly update: ContactUpdate;
  readonly guard: PatientGuard;
  readonly reason: string | null;
  /** What each value column was read as (digits, ISO date, trimmed text) with accepted repairs applied; for the wire and for comparing. */
  readonly read: Readonly<Partial<Record<ValueField, string>>>;
  readonly issues: readonly Issue[];
}

export interface ActivePhone {
  readonly personAttributeId: number;
  readonly value: string;
}

/** Every copied column of one active `person_address` row, by column name. Dates and numbers are text. */
export interface ActiveAddress {
  readonly personAddressId: number;
  readonly preferred: boolean;
  readonly columns: Readonly<Record<string, string | null>>;
}

/** The record as it stands (active rows, ascending id), read under lock where it decides a write. */
export interface CurrentContact {
  readonly personId: number;
  readonly phones: readonly ActivePhone[];
  readonly addresses: readonly ActiveAddress[];
  readonly birthdate: string | null;
  readonly birthdateEstimated: boolean;
  readonly dead: boolean;
  readonly deathDate: string | null;
  readonly sex: string | null;
  /** Every unvoided name, each as its parts in order given, middle, family. */
  readonly names: readonly (readonly string[])[];
  readonly hospitalNumbers: readonly string[];
  /** Phones that this patient had and that were voided: value and day of voiding, newest first. */
  readonly formerPhones: readonly { readonly value: string; readonly voidedOn: string | null }[];
  readonly transferredOut: boolean;
  readonly testPatient: boolean;
}

/** A row of `person_attribute` to void and one to insert. The reason text is OpenMRS's own (`New value: …`). */
export interface PhoneChange {
  readonly kind: "phone";
  readonly before: string | null;
  readonly after: string | null;
  readonly voidIds: readonly number[];
  readonly voidReason: string;
  /** Null where an active row already holds the value (or the phone is cleared): others are voided, none is inserted. */
  readonly insert: string | null;
}

/** The address parts that people see. */
export interface AddressView {
  readonly street: string | null;
  readonly ward: string | null;
  readonly lga: string | null;
  readonly state: string | null;
}

export interface AddressChange {
  readonly kind: "address";
  readonly before: AddressView | null;
  /** Null only where an undo leaves none, because there was none: then nothing is inserted. */
  readonly after: AddressView | null;
  /** The row whose columns are all copied forward; null where the patient has no active address. */
  readonly copyOf: number | null;
  /** Columns that differ from the copied row. */
  readonly set: Readonly<Record<string, string | null>>;
  /** The copied row and every other active preferred one. */
  readonly voidIds: readonly number[];
}

export interface BirthdateChange {
  readonly kind: "birthdate";
  readonly before: string | null;
  readonly beforeEstimated: boolean;
  /** Null only where an undo restores that there was none. */
  readonly after: string | null;
  /** Only an undo restores an estimate; what a person gives is exact. */
  readonly afterEstimated: boolean;
}

export type ContactChange = PhoneChange | AddressChange | BirthdateChange;

/** What became, or would become, of one field of a row. `waiting` needs a person: a warning, a repair or a replaced value not yet confirmed. */
export const fieldStatuses = ["changed", "unchanged", "failed", "conflict", "waiting"] as const;
export type FieldStatus = (typeof fieldStatuses)[number];

/**
 * What became of a row. `collapsed`: the same as an earlier row of the submission. `withdrawn`: taken out before it was carried out,
 * because the submission was cancelled or the row was sent again or left out; its issue says which.
 */
export const rowStatuses = ["updated", "partly", "unchanged", "failed", "conflict", "waiting", "collapsed", "withdrawn"] as const;
export type RowStatus = (typeof rowStatuses)[number];

/** How the person's baseline for a field compares with the record now. */
export type BaselineState = "same" | "changed" | "none";

export const roles = ["clerk", "supervisor", "administrator"] as const;
export type Role = (typeof roles)[number];

/** The site's hierarchy of places (`address_hierarchy_entry`); names come back as the site spells them. */
export interface Places {
  findState(name: string): string | null;
  /** Every LGA of that name, ignoring case, in the given state or in any. */
  findLgas(name: string, state: string | null): readonly { readonly lga: string; readonly state: string }[];
  findWard(name: string, lga: string, state: string | null): string | null;
  /** Names that one which the hierarchy does not have was most likely meant to be (nearNames): at most three, to be offered to a person. */
  nearStates(name: string): readonly string[];
  nearLgas(name: string, state: string | null): readonly { readonly lga: string; readonly state: string }[];
  nearWards(name: string, lga: string, state: string | null): readonly string[];
}

/** Where a site keeps the street: `auto` is the rule of the product, otherwise the named column always. */
export type StreetColumn = "auto" | "address1" | "address2";
