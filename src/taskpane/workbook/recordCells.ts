import { z } from "zod";
import { stretches } from "./fillAreas";
import { recordCellsSetting } from "./fillMark";
import { dropNames, nameAreas } from "./recordNames";

/**
 * What the workbook keeps of values of the record that stand in cells without a column of ours: values taken into the person's own columns, and values
 * of formulas of ours. A cell's name stays where it is while sorting moves what stands in it, and many patients live in one LGA; so each value is known
 * by a fingerprint of its own and one of its row's ART ID. 24 bits with a salt of the workbook: enough to tell cells apart, and too few to tell a
 * telephone number by (each fits some sixty Nigerian mobile numbers); that of the ART ID says nothing about the value.
 */
const KnownRecordCells = z.object({
  salt: z.string(),
  // By the name of a stretch of cells: five digits of base 36 for each value, five for its ART ID. Earlier versions kept numbers, of values only.
  cells: z.record(z.string(), z.union([z.string(), z.array(z.number().int())])),
});
export type KnownRecordCells = z.infer<typeof KnownRecordCells>;

/** What one cell is known by. `artId` is null where none stood in its row. */
export interface CellPrint {
  readonly value: number;
  readonly artId: number | null;
}

const printBits = 24;
const printDigits = 5;
const noArtId = "-".repeat(printDigits);

/** FNV-1a with the last mixing of MurmurHash3, of which the upper bits are kept. */
export function fingerprint(salt: string, text: string): number {
  let hash = 0x811c9dc5;
  for (const unit of `${salt}\n${text}`) {
    hash ^= unit.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) >>> (32 - printBits);
}

function packed(prints: readonly CellPrint[]): string {
  const digits = (print: number): string => print.toString(36).padStart(printDigits, "0");
  return prints.map(({ value, artId }) => digits(value) + (artId === null ? noArtId : digits(artId))).join("");
}

/** In the order of the cells, downwards. Null where nothing is kept under the name. */
export function printsOf({ cells }: KnownRecordCells, name: string): readonly CellPrint[] | null {
  const kept = cells[name];
  if (kept === undefined) return null;
  if (typeof kept !== "string") return kept.map((value) => ({ value, artId: null }));
  return Array.from({ length: Math.floor(kept.length / (2 * printDigits)) }, (_, at) => {
    const start = at * 2 * printDigits;
    const artId = kept.slice(start + printDigits, start + 2 * printDigits);
    return { value: Number.parseInt(kept.slice(start, start + printDigits), 36), artId: artId === noArtId ? null : Number.parseInt(artId, 36) };
  });
}

/** Null where nothing is kept. */
export async function readRecordCells(context: Excel.RequestContext): Promise<KnownRecordCells | null> {
  const setting = context.workbook.settings.getItemOrNullObject(recordCellsSetting).load("value");
  await context.sync();
  return setting.isNullObject ? null : (KnownRecordCells.safeParse(setting.value).data ?? null);
}

/** A cell that is to hold a value of the record. Row and column count from 0; `artId` as its row says it, null where it says none. */
export interface RecordCell {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly artId: string | null;
}

/** Names cells that hold a value of the record, and keeps what these values are known by. Gives the names. */
export async function nameRecordCells(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  { cells, start }: { readonly cells: readonly RecordCell[]; readonly start: string },
): Promise<readonly string[]> {
  const areas = stretches(cells);
  const names = await nameAreas(context, sheet, { areas, start });
  const known = (await readRecordCells(context)) ?? { salt: crypto.randomUUID(), cells: {} };
  const print = ({ text, artId }: RecordCell): CellPrint => ({ value: fingerprint(known.salt, text), artId: artId === null ? null : fingerprint(known.salt, artId) });
  const added = names.map((name, at) => [name, packed((areas[at] ?? []).map(print))] as const);
  context.workbook.settings.add(recordCellsSetting, { ...known, cells: { ...known.cells, ...Object.fromEntries(added) } });
  await context.sync();
  return names;
}

/** What stands in these cells is the person's own again. */
export async function forgetRecordCells(context: Excel.RequestContext, names: readonly string[]): Promise<void> {
  await dropNames(context, names);
  const known = await readRecordCells(context);
  if (known === null) return;
  const left = Object.entries(known.cells).filter(([name]) => !names.includes(name));
  if (left.length === 0) context.workbook.settings.getItem(recordCellsSetting).delete();
  else context.workbook.settings.add(recordCellsSetting, { ...known, cells: Object.fromEntries(left) });
}
