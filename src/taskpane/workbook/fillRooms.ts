import { recogniseColumns } from "../../domain/columns";
import { recordFieldOf } from "../../domain/recordColumns";
import { rowBlocks, rowsPerBlock } from "./cells";
import { isMark, readPrompts } from "./fillMark";
import { headerText } from "./headerText";

/** A place of a sheet in which a list stands. Rows and columns count from 0. */
export interface Room {
  readonly tableId: string | null;
  readonly headerRow: number;
  /** Of the list; what adds up a table's columns stands below it. */
  readonly lastRow: number;
  readonly left: number;
  readonly headings: readonly string[];
  /** Columns whose headings bear our mark, whatever they are called now. */
  readonly marked: ReadonlySet<number>;
}

type UnmarkedRoom = Omit<Room, "marked">;

const searchedRows = 40;

/** Where lists stand on a sheet: its tables, and the cells that are none wherever a row of headings is found in them. */
export async function findRooms(context: Excel.RequestContext, sheet: Excel.Worksheet): Promise<readonly Room[]> {
  const used = sheet.getUsedRangeOrNullObject(true).load("rowIndex,columnIndex,rowCount,columnCount");
  sheet.tables.load("items/id,items/showTotals");
  await context.sync();
  if (used.isNullObject) return [];
  const tables = sheet.tables.items.map((table) => ({ id: table.id, totals: table.showTotals ? 1 : 0, range: table.getRange().load("rowIndex,columnIndex,rowCount,columnCount"), header: table.getHeaderRowRange().load("values") }));
  await context.sync();
  const rooms = tables.map(
    ({ id, totals, range, header }): UnmarkedRoom => ({ tableId: id, headerRow: range.rowIndex, lastRow: range.rowIndex + range.rowCount - 1 - totals, left: range.columnIndex, headings: (header.values[0] ?? []).map(headerText) }),
  );
  const isInTable = (row: number, column: number): boolean =>
    tables.some(({ range }) => row >= range.rowIndex && row < range.rowIndex + range.rowCount && column >= range.columnIndex && column < range.columnIndex + range.columnCount);
  const rows = await readPlainRows(context, sheet, used, isInTable);
  const plain = await findHeaderRows(context, sheet, rows, used);
  for (const [at, row] of plain.entries()) {
    const next = plain[at + 1];
    const table = Math.min(...tables.map(({ range }) => range.rowIndex).filter((top) => top > used.rowIndex + row));
    const last = next === undefined ? rows.blank.length - 1 : lastRowAbove(rows.blank, row, next);
    rooms.push({ tableId: null, headerRow: used.rowIndex + row, lastRow: Math.min(used.rowIndex + last, table - 1), left: used.columnIndex, headings: rows.headings.get(row) ?? [] });
  }
  const prompts = await readPrompts(context, sheet, rooms.flatMap(({ headerRow, left, headings }) => headings.map((_, offset) => ({ row: headerRow, column: left + offset }))));
  let read = 0;
  return rooms.map((room) => {
    const own = prompts.slice(read, (read += room.headings.length));
    return { ...room, marked: new Set(own.flatMap((prompt, offset) => (isMark(prompt) && !(room.tableId === null && isInTable(room.headerRow, room.left + offset)) ? [room.left + offset] : []))) };
  });
}

interface PlainRows {
  /** Texts of rows that may hold headings: the first ones, and those with a heading of ours, by row of the used range. */
  readonly headings: ReadonlyMap<number, readonly string[]>;
  readonly blank: readonly boolean[];
}

type Used = Pick<Excel.Range, "rowIndex" | "columnIndex" | "rowCount" | "columnCount">;

async function readPlainRows(context: Excel.RequestContext, sheet: Excel.Worksheet, used: Used, isInTable: (row: number, column: number) => boolean): Promise<PlainRows> {
  const headings = new Map<number, readonly string[]>();
  const blank: boolean[] = [];
  for (const { first, count } of rowBlocks(used.rowIndex, used.rowCount, rowsPerBlock(used.columnCount))) {
    const block = sheet.getRangeByIndexes(first, used.columnIndex, count, used.columnCount).load("values");
    await context.sync();
    for (const line of block.values) {
      const row = blank.length;
      blank.push(line.every((value) => value === ""));
      if (row >= searchedRows && !line.some((value) => typeof value === "string" && recordFieldOf(value) !== null)) continue;
      headings.set(row, line.map((value, offset) => (isInTable(used.rowIndex + row, used.columnIndex + offset) ? "" : headerText(value))));
    }
  }
  return { headings, blank };
}

/** Every row with a column of ours, by its heading or by its mark; where there is none, the row by which a list is recognised. */
async function findHeaderRows(context: Excel.RequestContext, sheet: Excel.Worksheet, { headings }: PlainRows, used: Used): Promise<readonly number[]> {
  const cells = [...headings].flatMap(([row, texts]) => texts.flatMap((text, offset) => (text === "" || row >= searchedRows ? [] : [{ row: used.rowIndex + row, column: used.columnIndex + offset }])));
  const prompts = await readPrompts(context, sheet, cells);
  const marked = new Set(cells.flatMap(({ row }, at) => (isMark(prompts[at] ?? null) ? [row - used.rowIndex] : [])));
  const ours = [...headings].filter(([row, texts]) => marked.has(row) || texts.some((text) => recordFieldOf(text) !== null)).map(([row]) => row);
  const first = [...headings].filter(([row]) => row < searchedRows).map(([, texts]) => texts);
  const recognised = recogniseColumns(first.map((row) => row.map((value) => ({ value }))))?.headerIndex;
  // The list by which the sheet is known may have results of ours and no column of ours.
  return [...new Set([...ours, ...(recognised === undefined ? [] : [recognised])])].sort((a, b) => a - b);
}

/** Where a list ends above the next one: what stands between a blank row and the next headings is the next list's title. */
function lastRowAbove(blank: readonly boolean[], header: number, next: number): number {
  for (let row = next - 1; row > header; row -= 1) if (blank[row] === true) return row - 1;
  return next - 1;
}
