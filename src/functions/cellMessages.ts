import { createListeners } from "../client/listeners";

/*
 * The last sentence of every cell that our functions calculated in this runtime. Excel shows a custom error's text only on hover, and on some
 * desktops not at all, so the pane shows the same sentence for the selected cell. In memory only: nothing of it is written anywhere.
 */

const listeners = createListeners<null>();
const sentences = new Map<string, string>();
/** Of these, those that are told beside a value. */
const besideValues = new Set<string>();
/** Cells of a spilled answer, by the cell that holds its formula. */
const spills = new Map<string, readonly string[]>();
const mostRemembered = 100_000;
let announced = false;

/** Writes down (or with null takes away) the sentence of one cell. Does nothing where Excel did not say which cell it is. */
export function noteCell(address: string | undefined, sentence: string | null, isBeside = false): void {
  if (address === undefined) return;
  // Nearly all of ten thousand cells have nothing to say, before and now.
  if (sentence === null && sentences.size === 0) return;
  if (set(cellKey(address), sentence, isBeside)) announce();
}

interface SpillNote {
  readonly row: number;
  readonly column: number;
  readonly sentence: string;
  readonly isBeside?: boolean;
}

/** The sentences of a spilled answer, each at its row and column from the formula's cell (from 0). Earlier ones of the same formula go. */
export function noteSpill(address: string | undefined, notes: readonly SpillNote[]): void {
  if (address === undefined) return;
  const anchor = cellKey(address);
  for (const key of spills.get(anchor) ?? []) forget(key);
  const keys = notes.map(({ row, column, sentence, isBeside = false }) => {
    const key = offsetKey(anchor, row, column);
    set(key, sentence, isBeside);
    return key;
  });
  if (keys.length > 0) spills.set(anchor, keys);
  else spills.delete(anchor);
  announce();
}

/** What the cell at this address (`Sheet1!A1`, as `Range.address` gives it) last had to say; null where it gave a plain value. */
export function messageForCell(address: string): string | null {
  return sentences.get(cellKey(address)) ?? null;
}

/** Whether the sentence of this cell is told beside a value, and not because it has none. */
export function isBesideValue(address: string): boolean {
  return besideValues.has(cellKey(address));
}

/** Told, at most once per turn of the event loop, when some cell's sentence has changed. */
export function subscribeToCellMessages(listener: () => void): () => void {
  return listeners.add(listener);
}

/** Whether anything is different now. */
function set(key: string, sentence: string | null, isBeside: boolean): boolean {
  const before = sentences.get(key) ?? null;
  forget(key);
  if (sentence !== null) {
    sentences.set(key, sentence);
    if (isBeside) besideValues.add(key);
  }
  const oldest = sentences.size > mostRemembered ? sentences.keys().next().value : undefined;
  if (oldest !== undefined) forget(oldest);
  return before !== sentence;
}

function forget(key: string): void {
  sentences.delete(key);
  besideValues.delete(key);
}

function announce(): void {
  if (announced) return;
  announced = true;
  setTimeout(() => {
    announced = false;
    listeners.tell(null);
  }, 0);
}

/** One form for one cell: without quotes round the sheet, workbook, dollar signs; sheet names are compared without case, as Excel does. */
function cellKey(address: string): string {
  const bang = address.lastIndexOf("!");
  const cell = address.slice(bang + 1).replaceAll("$", "").toUpperCase();
  let sheet = bang < 0 ? "" : address.slice(0, bang);
  if (sheet.startsWith("'") && sheet.endsWith("'")) sheet = sheet.slice(1, -1).replaceAll("''", "'");
  return `${sheet.replace(/^.*\]/, "").toLowerCase()}!${cell.replace(/:.*$/, "")}`;
}

function offsetKey(anchor: string, rows: number, columns: number): string {
  const parts = /^(.*!)([A-Z]+)(\d+)$/s.exec(anchor);
  if (parts === null) return anchor;
  const [, sheet = "", letters = "", row = ""] = parts;
  return `${sheet}${lettersOf(numberOf(letters) + columns)}${Number(row) + rows}`;
}

function numberOf(letters: string): number {
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function lettersOf(column: number): string {
  let rest = column;
  let letters = "";
  while (rest > 0) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
    rest = Math.floor((rest - 1) / 26);
  }
  return letters;
}
