import { visibleText } from "./cell";
import { columnHeaders, facilityHeadings, outcomeHeadings } from "./columnHeaders";
import { rowFields } from "./types";
import type { CellContent, RowField } from "./types";

/** What the columns of a sheet are. Indexes are 0-based within the rows that were given. */
export interface ColumnRecognition {
  readonly headerIndex: number;
  readonly columns: Partial<Record<RowField, number>>;
  /** The street column is NMRS's `PatientAddress` (address1 and LGA in one). */
  readonly streetIncludesLga: boolean;
  /** The birthdate column prints what the record says (`DOB`), as far as nobody corrected it. */
  readonly birthdateIsListed: boolean;
  /** Columns with a heading that are not used. */
  readonly ignored: readonly { readonly index: number; readonly header: string }[];
  /** Our own columns, only where both are there: a list's own *Status* (active, lost …) is not ours to write. */
  readonly statusColumn: number | null;
  readonly detailColumn: number | null;
}

interface Heading {
  readonly index: number;
  readonly header: string;
  readonly key: string;
}

interface Meaning {
  readonly field: RowField;
  readonly certain: boolean;
}

const searchedRows = 20;
const meanings = indexMeanings();
const facilityKeys = new Set(facilityHeadings.map(headingKey));
const mostCells: Record<"status" | "detail", string> = { status: headingKey(outcomeHeadings.status), detail: headingKey(outcomeHeadings.detail) };

/**
 * Finds the row of headings among the first 20 (titles may stand above it) and what each column is, by name only: nothing is guessed
 * from the cells. Null where no row has an ART ID column or at least two known headings.
 */
export function recogniseColumns(rows: readonly (readonly CellContent[])[]): ColumnRecognition | null {
  let best: { index: number; headings: readonly Heading[]; score: number } | null = null;
  for (const [index, row] of rows.slice(0, searchedRows).entries()) {
    const headings = readHeadings(row);
    const fields = new Set(headings.flatMap((heading) => findMeaning(heading.key)?.field ?? []));
    const score = fields.size + (fields.has("artId") ? 100 : 0);
    if (score >= 2 && score > (best?.score ?? 0)) best = { index, headings, score };
  }
  return best && mapHeadings(best.index, best.headings);
}

/** The streetIncludesLga of one heading, for a column that a person chose by hand. */
export function isLineListAddress(header: string): boolean {
  return headingKey(header) === "patientaddress";
}

/** The birthdateIsListed of one heading, for a column that a person chose by hand. */
export function isListedBirthdate(header: string): boolean {
  const meaning = findMeaning(headingKey(header));
  return meaning?.field === "knownBirthdate" || (meaning?.field === "birthdate" && !meaning.certain);
}

/** What a heading means by itself, or null. */
export function fieldOfHeading(header: string): RowField | null {
  return findMeaning(headingKey(header))?.field ?? null;
}

function mapHeadings(headerIndex: number, headings: readonly Heading[]): ColumnRecognition {
  const facility = headings.some((heading) => facilityKeys.has(heading.key));
  const chosen: Partial<Record<RowField, Heading>> = {};
  for (const certain of [true, false]) {
    for (const heading of headings) {
      const meaning = findMeaning(heading.key);
      if (meaning?.certain !== certain || (facility && !certain && isPlaceOfFacility(meaning.field))) continue;
      const field = chosen.birthdate && meaning.field === "birthdate" && !certain ? "knownBirthdate" : meaning.field;
      chosen[field] ??= heading;
    }
  }
  const used = new Set(Object.values(chosen).map((heading) => heading.index));
  const own = ownColumns(headings, used);
  const ignored = headings.filter(({ index }) => !used.has(index) && index !== own?.status && index !== own?.detail);
  return {
    headerIndex,
    columns: Object.fromEntries(rowFields.flatMap((field) => (chosen[field] ? [[field, chosen[field].index]] : []))),
    streetIncludesLga: chosen.street !== undefined && isLineListAddress(chosen.street.header),
    birthdateIsListed: chosen.birthdate !== undefined && isListedBirthdate(chosen.birthdate.header),
    ignored: ignored.map(({ index, header }) => ({ index, header })),
    statusColumn: own?.status ?? null,
    detailColumn: own?.detail ?? null,
  };
}

function ownColumns(headings: readonly Heading[], used: ReadonlySet<number>): { status: number; detail: number } | null {
  const free = headings.filter((heading) => !used.has(heading.index));
  const status = free.find((heading) => heading.key === mostCells.status);
  const detail = free.find((heading) => heading.key === mostCells.detail);
  return status && detail ? { status: status.index, detail: detail.index } : null;
}

function isPlaceOfFacility(field: RowField): boolean {
  return field === "state" || field === "lga" || field === "ward";
}

function readHeadings(row: readonly CellContent[]): readonly Heading[] {
  return row.flatMap((cell, index) => {
    if (typeof cell.value !== "string") return [];
    const header = visibleText(cell.value).replace(/\s+/g, " ");
    const key = headingKey(header);
    return key === "" ? [] : [{ index, header, key }];
  });
}

/** As it stands, then without what is in brackets ("DOB (DD/MM/YYYY)"), then without "Patient's" or "Client". */
function findMeaning(key: string): Meaning | null {
  return meanings.get(key) ?? meanings.get(key.replace(/\(.*$/, "")) ?? meanings.get(key.replace(/\(.*$/, "").replace(/^(?:patients?|clients?)/, "")) ?? null;
}

/** Small letters and digits; an opening bracket is kept, so that what follows it can be left out. */
function headingKey(header: string): string {
  return header
    .normalize("NFKC")
    .toLowerCase()
    .replace(/no\.?\s*\(s\)|numbers?\s*\(s\)/g, "no")
    .replace(/[^a-z0-9(]+/g, "");
}

function indexMeanings(): ReadonlyMap<string, Meaning> {
  const index = new Map<string, Meaning>();
  for (const field of rowFields) {
    const { template, certain, plain } = columnHeaders[field];
    for (const header of certain) index.set(headingKey(header), { field, certain: true });
    for (const header of [...plain, template]) {
      const key = headingKey(header);
      if (!index.has(key)) index.set(key, { field, certain: false });
    }
  }
  return index;
}
