import { z } from "zod";
import { rowBlocks } from "./cells";
import { stretches } from "./fillAreas";
import { dropNames, nameAreas } from "./recordNames";
import { takenName, takenSetting } from "./fillMark";

/**
 * What the workbook keeps of values of the record that were taken into the person's own cells. A cell's name stays where it is while sorting moves
 * what stands in it, so the values are known by fingerprints too: 24 bits with a salt of the workbook, enough to tell the cells of a column apart,
 * and too few to tell a telephone number by (each fits some sixty Nigerian mobile numbers).
 */
const TakenValues = z.object({ salt: z.string(), cells: z.record(z.string(), z.array(z.number().int())) });
export type TakenValues = z.infer<typeof TakenValues>;

const cellsPerRead = 10_000;
const fingerprintBits = 24;

/** FNV-1a with the last mixing of MurmurHash3, of which the upper bits are kept. */
export function fingerprint(salt: string, text: string): number {
  let hash = 0x811c9dc5;
  for (const unit of `${salt}\n${text}`) {
    hash ^= unit.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) >>> (32 - fingerprintBits);
}

/** Null where nothing was taken, or before fingerprints were kept. */
export async function readTaken(context: Excel.RequestContext): Promise<TakenValues | null> {
  const setting = context.workbook.settings.getItemOrNullObject(takenSetting).load("value");
  await context.sync();
  return setting.isNullObject ? null : (TakenValues.safeParse(setting.value).data ?? null);
}

function writeTaken(context: Excel.RequestContext, taken: TakenValues): void {
  context.workbook.settings.add(takenSetting, taken);
}

/** Names cells of the person's own columns into which the record's value is taken, and keeps what these values are known by. Gives the names. */
export async function nameTaken(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  cells: readonly { readonly row: number; readonly column: number; readonly text: string }[],
): Promise<readonly string[]> {
  const areas = stretches(cells);
  const names = await nameAreas(context, sheet, { areas, start: takenName });
  const known = (await readTaken(context)) ?? { salt: crypto.randomUUID(), cells: {} };
  const added = names.map((name, at) => [name, (areas[at] ?? []).map(({ text }) => fingerprint(known.salt, text))] as const);
  writeTaken(context, { ...known, cells: { ...known.cells, ...Object.fromEntries(added) } });
  await context.sync();
  return names;
}

/** What stands in these cells is the person's own again. */
export async function forgetTaken(context: Excel.RequestContext, names: readonly string[]): Promise<void> {
  await dropNames(context, names);
  const known = await readTaken(context);
  if (known === null) return;
  const left = Object.entries(known.cells).filter(([name]) => !names.includes(name));
  if (left.length === 0) context.workbook.settings.getItem(takenSetting).delete();
  else writeTaken(context, { ...known, cells: Object.fromEntries(left) });
}

export interface NamedRange {
  readonly name: string;
  readonly range: Excel.Range;
}

/**
 * Cells of a sheet in which a value of the record stands, in the columns of the cells into which such values were taken: wherever sorting has put
 * them, and only while they still say it. Of names without fingerprints, all of their cells.
 */
export async function findTakenCells(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  { taken, known }: { readonly taken: readonly NamedRange[]; readonly known: TakenValues | null },
): Promise<readonly { readonly row: number; readonly column: number }[]> {
  if (taken.length === 0) return [];
  const values = new Set(taken.flatMap(({ name }) => known?.cells[name] ?? []));
  const unknown = taken.filter(({ name }) => known?.cells[name] === undefined);
  const found = new Map<string, { row: number; column: number }>();
  const add = (row: number, column: number): void => void found.set(`${row}:${column}`, { row, column });
  for (const { range } of unknown) for (let row = 0; row < range.rowCount; row += 1) add(range.rowIndex + row, range.columnIndex);
  const used = sheet.getUsedRangeOrNullObject(true).load("rowIndex,rowCount");
  await context.sync();
  if (used.isNullObject || known === null) return [...found.values()];
  for (const column of new Set(taken.map(({ range }) => range.columnIndex))) {
    for (const { first, count } of rowBlocks(used.rowIndex, used.rowCount, cellsPerRead)) {
      const block = sheet.getRangeByIndexes(first, column, count, 1).load("values");
      await context.sync();
      block.values.forEach(([value]: readonly unknown[], offset: number) => {
        if (typeof value === "string" && value !== "" && values.has(fingerprint(known.salt, value))) add(first + offset, column);
      });
    }
  }
  return [...found.values()];
}
