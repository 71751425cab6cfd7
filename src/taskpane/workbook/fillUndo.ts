import { rowBlocks } from "./cells";
import { isMark, putMark, readMarks } from "./fillMark";
import { findList } from "./findList";
import type { FoundList } from "./findList";
import { matchRows } from "./matchRows";
import type { RowLocator, SheetList } from "./list";
import type { UndoResult } from "./port";
import { readFoundRows } from "./readRows";
import { writeTextCells } from "./writeCells";

export interface FilledColumn {
  readonly heading: string;
  /** Added by this very fill. */
  readonly isNew: boolean;
  /** What stood at the heading before. */
  readonly promptBefore: string | null;
}

/** A row as the fill found and left it, in the order of the columns. */
export interface FilledRow {
  readonly locator: RowLocator;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

interface FilledList {
  readonly list: SheetList;
  readonly columns: readonly FilledColumn[];
  readonly rows: readonly FilledRow[];
}

/** Takes one fill back: cells that somebody has changed since are left alone and counted; columns that it had added go where nothing is left in them. */
export async function undoFill(context: Excel.RequestContext, { list, columns, rows }: FilledList): Promise<UndoResult> {
  const found = await findList(context, list);
  const now = (await readFoundRows(context, found)).rows;
  const places = matchRows(rows.map(({ locator }) => locator), now);
  const marks = await readMarks(context, found);
  const empty: number[] = [];
  let restored = 0;
  let left = 0;
  for (const [at, { heading, isNew, promptBefore }] of columns.entries()) {
    const place = marks.find((mark) => mark.heading.toLowerCase() === heading.toLowerCase() && isMark(mark.prompt));
    if (place === undefined) {
      left += rows.length;
      continue;
    }
    const texts = await readColumn(context, found, place.column);
    const cells: { row: number; column: number; text: string }[] = [];
    rows.forEach(({ before, after }, index) => {
      const row = now[places[index] ?? -1]?.rowNumber;
      const text = row === undefined ? undefined : texts[row - found.headerRow - 2];
      if (row === undefined || (text !== after[at] && text !== before[at])) {
        left += 1;
        return;
      }
      restored += 1;
      cells.push({ row: row - 1, column: place.column, text: before[at] ?? "" });
      texts[row - found.headerRow - 2] = before[at] ?? "";
    });
    if (isNew && texts.every((text) => text === "")) {
      empty.push(place.column);
      continue;
    }
    await writeTextCells(context, found.sheet, cells);
    if (promptBefore !== null) putMark(found.sheet.getRangeByIndexes(found.headerRow, place.column, 1, 1), promptBefore);
  }
  await removeColumns(context, found, empty);
  return { restored, left };
}

async function readColumn(context: Excel.RequestContext, found: FoundList, column: number): Promise<string[]> {
  const texts: string[] = [];
  for (const { first, count } of rowBlocks(found.headerRow + 1, found.lastRow - found.headerRow, 10_000)) {
    const block = found.sheet.getRangeByIndexes(first, column, count, 1).load("values");
    await context.sync();
    for (const [value] of block.values) texts.push(String(value));
  }
  return texts;
}

/** Right ones first, so that the others keep their place. */
async function removeColumns(context: Excel.RequestContext, found: FoundList, columns: readonly number[]): Promise<void> {
  for (const column of [...columns].sort((a, b) => b - a)) {
    found.sheet.getRangeByIndexes(found.headerRow, column, 1, 1).dataValidation.clear();
    if (found.table === null) found.sheet.getRangeByIndexes(found.headerRow, column, found.lastRow - found.headerRow + 1, 1).clear();
    else found.table.columns.getItemAt(column - found.leftColumn).delete();
  }
  await context.sync();
}

