import { isBlankCell, isPlaceholder, readCell } from "./cell";
import { clearWord } from "./clear";
import { checkContactRow } from "./contactRow";
import { lgaColumn } from "./addressView";
import { readLineListStreet } from "./lineListStreet";
import { namesAgree } from "./names";
import { phoneKey } from "./phone";
import { placeKey } from "./placeNames";
import type { AddressView, CellContent, CheckedRow, Issue, Places, ReadingContext, RowField, ValueField } from "./types";

/** What of a row is compared with the record. Names are one, in however many columns they stand. */
export const comparedFields = ["phone", "street", "ward", "lga", "state", "birthdate", "name", "knownBirthdate"] as const;
export type ComparedField = (typeof comparedFields)[number];

/** Columns in which each of them stands. */
export const columnsOf: Readonly<Record<ComparedField, readonly RowField[]>> = {
  phone: ["phone"],
  street: ["street"],
  ward: ["ward"],
  lga: ["lga"],
  state: ["state"],
  birthdate: ["birthdate"],
  name: ["fullName", "givenName", "familyName"],
  knownBirthdate: ["knownBirthdate"],
};

/** How a cell can differ from the record: another value, a blank where the record has one, a value where the record has none, damage. */
export const differences = ["differs", "missing-in-sheet", "missing-in-record", "unreadable"] as const;
export type Difference = (typeof differences)[number];

export interface ComparedCell {
  readonly verdict: Difference | "same";
  /** As it stands in the sheet. */
  readonly sheet: string;
  readonly record: string | null;
  /** The record's date is an estimate. */
  readonly isEstimated: boolean;
  /** What the cell would say if it said what the record says; null where that is not for this cell, or there is nothing to say. */
  readonly replacement: string | null;
  /** Why the cell cannot be read. */
  readonly why: Issue | null;
}

/** What the record says of one patient, of what was asked. */
export interface RecordHeld {
  readonly phone?: string | null | undefined;
  readonly address?: AddressView | null | undefined;
  readonly birthdate?: { readonly birthdate: string | null; readonly estimated: boolean } | undefined;
  readonly name?: string | null | undefined;
}

export interface ComparisonContext {
  readonly reading: ReadingContext;
  /** The site's hierarchy; null where it is not known here: then names of places are compared as they are spelt. */
  readonly places: Places | null;
}

export type RowComparison = Readonly<Partial<Record<ComparedField, ComparedCell>>>;

type Cells = Readonly<Partial<Record<RowField, CellContent>>>;
type Compare = (sheet: string, record: string) => boolean;

/** The ART ID by which a row is looked up, or why there is none. */
export function artIdOf(cells: Cells, reading: ReadingContext): { readonly artId: string } | { readonly artId: null; readonly why: "art-id-missing" | "art-id-damaged" } {
  const { artId, issues } = checkContactRow({ cells: cells.artId === undefined ? {} : { artId: asValue(cells.artId) } }, reading);
  if (artId !== null) return { artId };
  return { artId: null, why: issues.some(({ code }) => code === "art-id-missing") ? "art-id-missing" : "art-id-damaged" };
}

/**
 * Compares what a row's cells say with what the record holds. Cells are read as everywhere else, so formatting alone is no difference; damage
 * that can only mean what the record says is none either.
 */
export function compareRow(cells: Cells, held: RecordHeld, context: ComparisonContext): RowComparison {
  const readable: Partial<Record<RowField, CellContent>> = {};
  for (const [field, cell] of Object.entries(cells)) readable[field as RowField] = asValue(cell);
  const checked = checkContactRow({ cells: readable }, context.reading);
  const row: Row = { cells, checked, held, context };
  const compared: Partial<Record<ComparedField, ComparedCell>> = {};
  for (const field of ["phone", "street", "ward", "lga", "state", "birthdate"] as const) {
    const cell = cells[field];
    if (cell !== undefined && isAsked(field, held)) compared[field] = compareValue(field, cell, row);
  }
  const name = held.name === undefined ? null : compareName(row, held.name);
  if (name !== null) compared.name = name;
  const known = cells.knownBirthdate;
  if (known !== undefined && held.birthdate !== undefined) compared.knownBirthdate = compareKnownBirthdate(known, row);
  return compared;
}

/** Whether a row says anything else than the record. */
export function differencesOf(row: RowComparison): readonly ComparedField[] {
  return comparedFields.filter((field) => row[field] !== undefined && row[field].verdict !== "same");
}

interface Row {
  readonly cells: Cells;
  readonly checked: CheckedRow;
  readonly held: RecordHeld;
  readonly context: ComparisonContext;
}

/** What a formula shows is compared as if it had been typed. */
function asValue(cell: CellContent): CellContent {
  return cell.isFormula === true ? { ...cell, isFormula: false } : cell;
}

function isAsked(field: ValueField, held: RecordHeld): boolean {
  if (field === "phone") return held.phone !== undefined;
  return field === "birthdate" ? held.birthdate !== undefined : held.address !== undefined;
}

function compareValue(field: ValueField, cell: CellContent, row: Row): ComparedCell {
  const record = recordOf(field, row);
  const shown = { sheet: shownText(cell), record, isEstimated: field === "birthdate" && row.held.birthdate?.estimated === true && record !== null, why: null };
  const replacement = cell.isFormula === true ? null : record;
  if (isEmpty(cell)) return { ...shown, verdict: record === null ? "same" : "missing-in-sheet", replacement };
  const agree = agreementOf(field, row);
  const value = row.checked.read[field];
  if (value === clearWord) return { ...shown, verdict: record === null ? "same" : "differs", replacement };
  if (value !== undefined) {
    if (record === null) return { ...shown, verdict: "missing-in-record", replacement: null };
    return { ...shown, verdict: agree(value, record) ? "same" : "differs", replacement };
  }
  const issues = row.checked.issues.filter((issue) => issue.field === field);
  if (record !== null && onlyMeanings(issues).some((meaning) => agree(meaning, record))) return { ...shown, verdict: "same", replacement };
  return { ...shown, verdict: "unreadable", replacement, why: issues.find(({ severity }) => severity === "error" || severity === "repair") ?? null };
}

/** What damage can only have meant; nothing where a person has to choose. */
function onlyMeanings(issues: readonly Issue[]): readonly string[] {
  if (issues.some(({ severity }) => severity === "error")) return [];
  return issues.flatMap(({ repair }) => (repair === undefined || (repair.choices !== undefined && repair.choices.length > 1) ? [] : [repair.after]));
}

function recordOf(field: ValueField, { held, context }: Row): string | null {
  switch (field) {
    case "phone":
      return textOrNull(held.phone);
    case "birthdate":
      return textOrNull(held.birthdate?.birthdate);
    case "street":
      return context.reading.streetIncludesLga ? printedAddress(held.address) : textOrNull(held.address?.street);
    default:
      return textOrNull(held.address?.[field]);
  }
}

/** NMRS's `PatientAddress`: street and LGA in one. */
function printedAddress(address: AddressView | null | undefined): string | null {
  return textOrNull([textOrNull(address?.street), textOrNull(address?.lga)].filter((part) => part !== null).join(" "));
}

function agreementOf(field: ValueField, row: Row): Compare {
  switch (field) {
    case "phone":
      return (sheet, record) => (phoneKey(sheet) ?? sheet) === (phoneKey(record) ?? record.replace(/\s+/g, ""));
    case "birthdate":
      return (sheet, record) => sheet === record.slice(0, 10);
    case "street":
      return (sheet, record) => streetKey(sheet) === streetKey(record) || (row.context.reading.streetIncludesLga && isPrinted(sheet, row.held));
    default:
      return (sheet, record) => placeKey(sheet) === placeKey(record) || samePlace(field, { sheet, record }, row);
  }
}

/** A line list's cell that says what NMRS prints, or the record's street alone. */
function isPrinted(sheet: string, { address }: RecordHeld): boolean {
  const street = textOrNull(address?.street);
  const typed = { kind: "value", value: sheet } as const;
  const freed = readLineListStreet({ street: typed }, { address1: street, [lgaColumn]: textOrNull(address?.lga) }).update.street;
  if (freed === undefined) return true;
  return freed.kind === "value" && street !== null && streetKey(freed.value) === streetKey(street);
}

/** Names that the site's hierarchy knows as one place, whatever their spelling. */
function samePlace(field: "ward" | "lga" | "state", { sheet, record }: { readonly sheet: string; readonly record: string }, { held, context: { places } }: Row): boolean {
  if (places === null) return false;
  if (field === "state") return isSame(places.findState(sheet), places.findState(record));
  const state = textOrNull(held.address?.state);
  if (field === "lga") {
    const recorded = places.findLgas(record, state).map(({ lga }) => lga);
    return places.findLgas(sheet, state).some(({ lga }) => recorded.includes(lga));
  }
  const lga = textOrNull(held.address?.lga);
  return lga !== null && isSame(places.findWard(sheet, lga, state), places.findWard(record, lga, state));
}

function isSame(one: string | null, other: string | null): boolean {
  return one !== null && one === other;
}

/** Names only tell whose row it is: they are compared, and never replaced from here. */
function compareName({ cells, checked }: Row, name: string | null): ComparedCell | null {
  const given = columnsOf.name.flatMap((field) => cells[field] ?? []);
  if (given.length === 0) return null;
  const record = textOrNull(name);
  const shown = { sheet: given.map(shownText).filter((text) => text !== "").join(" "), record, isEstimated: false, replacement: null, why: null };
  if (given.every(isEmpty)) return { ...shown, verdict: record === null ? "same" : "missing-in-sheet" };
  if (checked.guard.names === undefined) return { ...shown, verdict: "unreadable" };
  if (record === null) return { ...shown, verdict: "missing-in-record" };
  return { ...shown, verdict: namesAgree(checked.guard.names, [record]) ? "same" : "differs" };
}

function compareKnownBirthdate(cell: CellContent, { checked, held }: Row): ComparedCell {
  const record = textOrNull(held.birthdate?.birthdate);
  const shown = { sheet: shownText(cell), record, isEstimated: held.birthdate?.estimated === true && record !== null, replacement: null, why: null };
  if (isEmpty(cell)) return { ...shown, verdict: record === null ? "same" : "missing-in-sheet" };
  const { birthdate } = checked.guard;
  if (birthdate === undefined) return { ...shown, verdict: "unreadable" };
  if (record === null) return { ...shown, verdict: "missing-in-record" };
  return { ...shown, verdict: birthdate === record.slice(0, 10) ? "same" : "differs" };
}

/** Blank, or a word with which people fill a blank. */
function isEmpty(cell: CellContent): boolean {
  if (isBlankCell(cell)) return true;
  const reading = readCell(cell);
  return reading.kind === "text" && isPlaceholder(reading.text);
}

function shownText(cell: CellContent): string {
  return (cell.text ?? String(cell.value)).trim();
}

/** Case, spaces, stops and commas are no difference between two streets. */
function streetKey(street: string): string {
  return street
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}/]+/gu, " ")
    .trim();
}

function textOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined || text.trim() === "" ? null : text.trim();
}
