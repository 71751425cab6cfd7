import { rowBlocks } from "./cells";
import { convertedName, takenName } from "./fillMark";
import type { Room } from "./fillRooms";
import { fingerprint, printsOf, readRecordCells } from "./recordCells";
import type { CellPrint, KnownRecordCells } from "./recordCells";
import { judgeColumn } from "./recordCellsJudge";
import type { KnownCell, LostCell, RecordCellKind, StandingCell } from "./recordCellsJudge";
import { readRowArtIds } from "./rowArtIds";
import type { ArtIdAt } from "./rowArtIds";

const cellsPerRead = 10_000;
const nameStarts: Readonly<Record<RecordCellKind, string>> = { converted: convertedName, taken: takenName };

/** A name of ours with the cells at which it points. */
export interface NamedRange {
  readonly kind: RecordCellKind;
  readonly name: string;
  readonly range: Excel.Range;
}

/** All that the workbook knows of values of the record in cells without a column of ours. */
export interface RecordNames {
  readonly known: KnownRecordCells | null;
  readonly named: readonly NamedRange[];
  /** Names of ours that point nowhere any more. */
  readonly dead: readonly string[];
  /** What is kept under names that are gone, or dead: their cells were deleted, perhaps after sorting had put something else there. */
  readonly lost: readonly LostCell[];
}

export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** Where such values stand on a sheet; `possible` are those that somebody may have typed. */
export type RecordCellsFound = Readonly<Record<RecordCellKind | "possible", readonly CellPlace[]>>;

export async function readRecordNames(context: Excel.RequestContext): Promise<RecordNames> {
  const known = await readRecordCells(context);
  const { names } = context.workbook;
  names.load("items/name");
  await context.sync();
  const ours = names.items.flatMap((item) => {
    const kind = kindOf(item.name);
    return kind === null ? [] : [{ kind, name: item.name, range: item.getRangeOrNullObject().load("rowIndex,columnIndex,rowCount,columnCount,worksheet/id") }];
  });
  await context.sync();
  const named = ours.filter(({ range }) => !range.isNullObject);
  const there = new Set(named.map(({ name }) => name));
  const lost = Object.keys(known?.cells ?? {}).flatMap((name): readonly LostCell[] => {
    const kind = kindOf(name);
    return kind === null || known === null || there.has(name) ? [] : (printsOf(known, name) ?? []).map((print) => ({ ...print, kind }));
  });
  return { known, named, dead: ours.filter(({ range }) => range.isNullObject).map(({ name }) => name), lost };
}

function kindOf(name: string): RecordCellKind | null {
  const start = name.toLowerCase();
  return start.startsWith(nameStarts.converted) ? "converted" : start.startsWith(nameStarts.taken) ? "taken" : null;
}

/** Looks at the columns into which names of ours point, and at every column where some have lost their place. */
export async function findRecordCells(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  { rooms, names }: { readonly rooms: readonly Room[]; readonly names: RecordNames },
): Promise<RecordCellsFound> {
  const found: Record<RecordCellKind | "possible", CellPlace[]> = { converted: [], taken: [], possible: [] };
  const { known, named, lost } = names;
  if (named.length + lost.length === 0) return found;
  const used = sheet.getUsedRangeOrNullObject(true).load("rowIndex,columnIndex,rowCount,columnCount");
  await context.sync();
  if (used.isNullObject) return found;
  const artIdAt = await readRowArtIds(context, sheet, rooms);
  const namedColumns = new Set(named.flatMap(({ range }) => columnsOf(range)));
  // Columns that bear our mark go as a whole.
  const marked = new Set(rooms.flatMap((room) => [...room.marked]));
  const columns = lost.length === 0 ? namedColumns : new Set([...namedColumns, ...columnsOf(used).filter((column) => !marked.has(column))]);
  const print = printer(known?.salt ?? "");
  for (const column of columns) {
    const cells = await readColumn(context, sheet, { used, column, artIdAt, print });
    const knownHere = named.filter(({ range }) => columnsOf(range).includes(column)).flatMap((name) => knownCells(name, known, cells));
    for (const [row, kind] of judgeColumn(cells, { known: knownHere, lost, isNamed: namedColumns.has(column) })) found[kind].push({ row, column });
  }
  return found;
}

function columnsOf({ columnIndex, columnCount }: Pick<Excel.Range, "columnIndex" | "columnCount">): readonly number[] {
  return Array.from({ length: columnCount }, (_, offset) => columnIndex + offset);
}

/** Of a name of which nothing is kept, as earlier versions left them, every cell is ours. */
function knownCells({ kind, name, range }: NamedRange, known: KnownRecordCells | null, cells: readonly StandingCell[]): readonly KnownCell[] {
  const rows = Array.from({ length: range.rowCount }, (_, offset) => range.rowIndex + offset);
  const prints: readonly CellPrint[] | null = known === null ? null : printsOf(known, name);
  if (prints === null) {
    const inRange = new Set(rows);
    return cells.flatMap(({ row, value }) => (value !== null && inRange.has(row) ? [{ kind, value, artId: null, row }] : []));
  }
  return prints.map((print, at) => ({ ...print, kind, row: prints.length === rows.length ? (rows[at] ?? null) : null }));
}

type Print = (text: string) => number;

/** The same texts come again and again, as ART IDs do in every column. */
function printer(salt: string): Print {
  const kept = new Map<string, number>();
  return (text) => {
    const print = kept.get(text) ?? fingerprint(salt, text);
    kept.set(text, print);
    return print;
  };
}

/** What a formula shows is no value that somebody, or we, put there. */
function isFormula(value: unknown): boolean {
  return typeof value === "string" && value.startsWith("=");
}

interface ColumnRead {
  readonly used: Excel.Range;
  readonly column: number;
  readonly artIdAt: ArtIdAt;
  readonly print: Print;
}

async function readColumn(context: Excel.RequestContext, sheet: Excel.Worksheet, { used, column, artIdAt, print }: ColumnRead): Promise<readonly StandingCell[]> {
  const cells: StandingCell[] = [];
  for (const { first, count } of rowBlocks(used.rowIndex, used.rowCount, cellsPerRead)) {
    const block = sheet.getRangeByIndexes(first, column, count, 1).load("formulas");
    await context.sync();
    block.formulas.forEach(([value]: readonly unknown[], offset: number) => {
      const row = first + offset;
      const artId = artIdAt(row, column);
      cells.push({ row, value: value === "" || isFormula(value) ? null : print(String(value)), artId: artId === null ? null : print(artId) });
    });
  }
  return cells;
}
