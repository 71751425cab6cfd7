import type { BandText } from "./reportBand";
import { findText } from "./reportBand";
import { saysAlready } from "./reportCells";
import type { FoundTable } from "./reportTable";

const mostRows = 60;
const mostColumns = 80;

export interface BandChange {
  /** The texts as they are known from now on, by what they are. */
  readonly texts: Readonly<Record<string, string>>;
  /** What stood there before. */
  readonly before: readonly BandText[];
}

/** Writes the texts above the tables anew, each where its earlier words stand now; what the person has rewritten or deleted is left alone. */
export async function refreshBand(
  context: Excel.RequestContext,
  { sheet, headerRow }: FoundTable,
  { known, wanted }: { readonly known: Readonly<Record<string, string>>; readonly wanted: readonly BandText[] },
): Promise<BandChange> {
  const texts = { ...known };
  const before: BandText[] = [];
  if (headerRow === 0) return { texts, before };
  const first = Math.max(0, headerRow - mostRows);
  const band = sheet.getRangeByIndexes(first, 0, headerRow - first, mostColumns).load("values");
  await context.sync();
  const now = band.values.map((row) => Array.from<unknown>(row));
  for (const { id, text, beside } of wanted) {
    const earlier = texts[id];
    const place = earlier === undefined ? null : findText(now, earlier);
    if (earlier === undefined || place === null) continue;
    const { row, column } = place;
    if (earlier !== text) sheet.getRangeByIndexes(first + row, column, 1, 1).values = [[text]];
    texts[id] = text;
    const right = now[row]?.[column + 1];
    before.push({ id, text: earlier, beside: beside === null || !isPlain(right) ? null : { value: right, format: beside.format } });
    if (beside !== null && !saysAlready(right, beside.value)) {
      const cell = sheet.getRangeByIndexes(first + row, column + 1, 1, 1);
      // The person's own format of a figure stays.
      if (beside.format === "@") cell.numberFormat = [["@"]];
      cell.values = [[beside.value]];
    }
    // Two texts may say the same: each place is taken once.
    const line = now[row];
    if (line !== undefined) line[column] = null;
  }
  await context.sync();
  return { texts, before };
}

function isPlain(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}
