const prefix = "note:";

/** By what a note of a report is known on its sheet: by what it is, and by its place only where nothing says what it is. */
export function noteId(noteIds: readonly string[] | undefined, at: number): string {
  return `${prefix}${noteIds?.[at] ?? at}`;
}

export function isNote(id: string): boolean {
  return id.startsWith(prefix);
}

type Texts = Readonly<Record<string, string>>;

/**
 * Sheets of earlier versions know their notes by their places. A note that says what the report says goes on under the report's id; what says
 * something else, in another language or with other figures, under the ids that are left, in their order. What remains is gone.
 */
export function notesKnownAgain(known: Texts, wanted: readonly { readonly id: string; readonly text: string }[]): Texts {
  const byPlace = notesGone(known, wanted.map(({ id }) => id)).filter((id) => /^note:\d+$/.test(id));
  const renamed = new Map<string, string>();
  const others = wanted.filter(({ id, text }) => {
    if (!isNote(id) || known[id] !== undefined) return false;
    const earlier = byPlace.find((old) => known[old] === text && !renamed.has(old));
    if (earlier !== undefined) renamed.set(earlier, id);
    return earlier === undefined;
  });
  byPlace.filter((old) => !renamed.has(old)).forEach((old, at) => {
    const other = others[at];
    if (other !== undefined) renamed.set(old, other.id);
  });
  return Object.fromEntries(Object.entries(known).map(([id, text]) => [renamed.get(id) ?? id, text]));
}

/** Notes that the sheet has and the report has no more. */
export function notesGone(known: Texts, wanted: readonly string[]): readonly string[] {
  return Object.keys(known).filter((id) => isNote(id) && !wanted.includes(id));
}

export interface NotePlace {
  readonly row: number;
  readonly column: number;
}

/**
 * Where a note that the report got since can stand: in a gap among the others, where one of them has gone, or right below the last. Null where the
 * person has taken all of them away or something else stands there. The lowest row of the band is that of the tables' names.
 */
export function freeNotePlace(band: readonly (readonly unknown[])[], notes: readonly NotePlace[]): NotePlace | null {
  const [first] = notes;
  if (first === undefined) return null;
  const rows = notes.flatMap(({ row, column }) => (column === first.column ? [row] : []));
  const below = Math.max(...rows) + 1;
  for (let row = Math.min(...rows); row <= below && row < band.length - 1; row += 1) if (band[row]?.[first.column] === "") return { row, column: first.column };
  return null;
}
