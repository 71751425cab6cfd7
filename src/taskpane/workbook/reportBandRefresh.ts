import type { BandText } from "./reportBand";
import { findText } from "./reportBand";
import { saysAlready } from "./reportCells";
import { freeNotePlace, isNote } from "./reportNotes";
import type { NotePlace } from "./reportNotes";
import type { FoundTable } from "./reportTable";

const mostRows = 60;
const mostColumns = 80;

export interface BandChange {
  /** The texts as they are known from now on, by what they are. */
  readonly texts: Readonly<Record<string, string>>;
  /** What stood there before. */
  readonly before: readonly BandText[];
}

export interface BandTexts {
  readonly known: Readonly<Record<string, string>>;
  readonly wanted: readonly BandText[];
  /** Ids of known notes that are to stand there no more. */
  readonly gone: readonly string[];
}

/** The band as it is being worked on. Cells of texts that were found are null: two texts may say the same, and each place is taken once. */
interface Band {
  readonly sheet: Excel.Worksheet;
  readonly first: number;
  readonly now: unknown[][];
  readonly texts: Map<string, string>;
  readonly before: BandText[];
}

/** Writes the texts above the tables anew, each where its earlier words stand now; what the person has rewritten or deleted is left alone. */
export async function refreshBand(context: Excel.RequestContext, { sheet, headerRow }: FoundTable, { known, wanted, gone }: BandTexts): Promise<BandChange> {
  if (headerRow === 0) return { texts: known, before: [] };
  const first = Math.max(0, headerRow - mostRows);
  const loaded = sheet.getRangeByIndexes(first, 0, headerRow - first, mostColumns).load("values");
  await context.sync();
  const band: Band = { sheet, first, now: loaded.values.map((row) => Array.from<unknown>(row)), texts: new Map(Object.entries(known)), before: [] };
  const notes: NotePlace[] = [];
  for (const text of wanted) {
    const place = rewrite(band, text);
    if (place !== null && isNote(text.id)) notes.push(place);
  }
  const unplaced = wanted.filter(({ id }) => isNote(id) && known[id] === undefined);
  replaceNotes(band, { gone, unplaced, notes });
  await context.sync();
  return { texts: Object.fromEntries(band.texts), before: band.before };
}

/** Gives the text's place; null where it was not found. */
function rewrite({ sheet, first, now, texts, before }: Band, { id, text, beside }: BandText): NotePlace | null {
  const earlier = texts.get(id);
  const place = earlier === undefined ? null : findText(now, earlier);
  if (earlier === undefined || place === null) return null;
  const { row, column } = place;
  if (earlier !== text) sheet.getRangeByIndexes(first + row, column, 1, 1).values = [[text]];
  texts.set(id, text);
  const right = now[row]?.[column + 1];
  before.push({ id, text: earlier, beside: beside === null || !isPlain(right) ? null : { value: right, format: beside.format } });
  if (beside !== null && !saysAlready(right, beside.value)) {
    const cell = sheet.getRangeByIndexes(first + row, column + 1, 1, 1);
    // The person's own format of a figure stays.
    if (beside.format === "@") cell.numberFormat = [["@"]];
    cell.values = [[beside.value]];
  }
  take(now, place);
  return place;
}

interface NotesGiven {
  readonly gone: readonly string[];
  readonly unplaced: readonly BandText[];
  /** Where the notes that stay stand. */
  readonly notes: readonly NotePlace[];
}

/** Notes that came take the places of those that went; places that are left over are emptied. A note that the person has rewritten is not among them. */
function replaceNotes({ sheet, first, now, texts, before }: Band, { gone, unplaced, notes }: NotesGiven): void {
  const left: NotePlace[] = [];
  for (const id of gone) {
    const text = texts.get(id);
    const place = text === undefined ? null : findText(now, text);
    if (text === undefined || place === null) continue;
    before.push({ id, text, beside: null });
    texts.delete(id);
    take(now, place);
    left.push(place);
  }
  left.sort((a, b) => a.row - b.row || a.column - b.column);
  const all = [...notes, ...left];
  for (const { id, text } of unplaced) {
    const place = left.shift() ?? freeNotePlace(now, all);
    if (place === null) continue;
    const cell = sheet.getRangeByIndexes(first + place.row, place.column, 1, 1);
    cell.numberFormat = [["@"]];
    cell.values = [[text]];
    cell.format.font.italic = true;
    texts.set(id, text);
    take(now, place);
    all.push(place);
  }
  for (const { row, column } of left) sheet.getRangeByIndexes(first + row, column, 1, 1).values = [[""]];
}

function take(now: unknown[][], { row, column }: NotePlace): void {
  const line = now[row];
  if (line !== undefined) line[column] = null;
}

function isPlain(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}
