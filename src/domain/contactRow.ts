import { parseArtId } from "./artId";
import { parseBirthdate } from "./birthdate";
import { isBlankCell, readCell } from "./cell";
import { clearWord, isClearWord } from "./clear";
import { parseFreeText } from "./freeText";
import { errorIssue, infoIssue } from "./issue";
import type { Reading } from "./issue";
import { parsePhone } from "./phone";
import { contactFieldOf, guardFields, valueFields } from "./types";
import type {
  AcceptedRepair, AddressUpdate, CellContent, CheckedRow, ContactField, ContactRow, ContactUpdate, Given, Issue, PatientGuard, ReadingContext, ValueField,
} from "./types";

/** The reading of a cell that says CLEAR, known by itself. */
const clearReading: Reading = { value: clearWord, issues: [] };

/**
 * Reads and checks a row by itself: everything that can be said without the record. Usable values go into `update`; a part of the contact
 * of which any cell has an error or an open repair is left out whole.
 */
export function checkContactRow(row: ContactRow, context: ReadingContext, accepted: readonly AcceptedRepair[] = []): CheckedRow {
  const { cells } = row;
  const artId = parseArtId(cells.artId ?? { value: "" });
  const issues: Issue[] = [...artId.issues];
  const values: Partial<Record<ValueField, Reading>> = {};
  const unusable = new Set<ContactField>();
  for (const field of valueFields) {
    const cell = cells[field];
    if (cell === undefined) continue;
    const reading = readValue(field, cell, context, accepted);
    if (reading.issues.length > 0) issues.push(...reading.issues);
    if (reading.issues.some(blocks)) unusable.add(contactFieldOf[field]);
    if (reading.value !== null) values[field] = reading;
  }
  const reason = cells.reason === undefined ? null : parseFreeText(cells.reason, "reason");
  issues.push(...(reason?.issues.filter(blocks) ?? []));
  const update = makeUpdate(values, unusable);
  if (artId.value !== null && Object.keys(update).length === 0 && unusable.size === 0) issues.push(infoIssue("row-without-values", null));
  return { artId: artId.value, update, guard: readGuard(row, context), reason: reason?.value ?? null, read: readValues(values), issues };
}

/** Whether nothing is in any of the row's columns, so that it is not a row at all. */
export function isBlankRow(row: ContactRow): boolean {
  return Object.values(row.cells).every(isBlankCell);
}

function readValue(field: ValueField, cell: CellContent, context: ReadingContext, accepted: readonly AcceptedRepair[]): Reading {
  if (typeof cell.value === "string" && !cell.isFormula && isClearWord(cell.value)) return readClear(field);
  switch (field) {
    case "phone":
      return parsePhone(cell, accepted);
    case "birthdate":
      return parseBirthdate(cell, context, accepted);
    default:
      return parseFreeText(cell, field);
  }
}

/** A birthdate is never erased, and places are replaced, not erased: an address without LGA is lost to the NDR. */
function readClear(field: ValueField): Reading {
  if (field === "phone" || field === "street") return clearReading;
  return { value: null, issues: [errorIssue(field === "birthdate" ? "clear-birthdate" : "clear-place", field)] };
}

function blocks(issue: Issue): boolean {
  return issue.severity === "error" || issue.severity === "repair";
}

function makeUpdate(values: Partial<Record<ValueField, Reading>>, unusable: ReadonlySet<ContactField>): ContactUpdate {
  const phone = unusable.has("phone") ? undefined : given(values.phone);
  const address = unusable.has("address") ? undefined : makeAddress(values);
  const birthdate = unusable.has("birthdate") ? undefined : values.birthdate?.value;
  return { ...(phone ? { phone } : {}), ...(address ? { address } : {}), ...(birthdate ? { birthdate } : {}) };
}

function makeAddress(values: Partial<Record<ValueField, Reading>>): AddressUpdate | undefined {
  const street = given(values.street);
  const address: AddressUpdate = {
    ...(street ? { street } : {}),
    ...(values.ward?.value ? { ward: values.ward.value } : {}),
    ...(values.lga?.value ? { lga: values.lga.value } : {}),
    ...(values.state?.value ? { state: values.state.value } : {}),
  };
  return Object.keys(address).length > 0 ? address : undefined;
}

function given(reading: Reading | undefined): Given<string> | undefined {
  if (reading?.value == null) return undefined;
  return reading === clearReading ? { kind: "clear" } : { kind: "value", value: reading.value };
}

function readValues(values: Partial<Record<ValueField, Reading>>): CheckedRow["read"] {
  const read: Partial<Record<ValueField, string>> = {};
  for (const field of valueFields) {
    const value = values[field]?.value;
    if (value != null) read[field] = value;
  }
  return read;
}

/** Columns that only tell who the patient is: what cannot be read there compares nothing and is not a fault of the row. */
function readGuard({ cells }: ContactRow, context: ReadingContext): PatientGuard {
  if (guardFields.every((field) => cells[field] === undefined)) return {};
  const names = [cells.fullName, cells.givenName, cells.familyName].flatMap((cell) => guardText(cell) ?? []);
  const sex = guardText(cells.sex);
  const birthdate = cells.knownBirthdate && parseBirthdate({ ...cells.knownBirthdate, isFormula: false }, context).value;
  const hospitalNumber = guardText(cells.hospitalNumber);
  return {
    ...(names.length > 0 ? { names } : {}),
    ...(sex ? { sex } : {}),
    ...(birthdate ? { birthdate } : {}),
    ...(hospitalNumber ? { hospitalNumber } : {}),
  };
}

function guardText(cell: CellContent | undefined): string | null {
  if (!cell) return null;
  const reading = readCell(cell);
  if (reading.kind === "text") return reading.text;
  return reading.kind === "number" ? reading.shown || String(reading.value) : null;
}
