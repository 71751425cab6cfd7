import type { FillContent, FillWritten, WorkOptions } from "../fill/sheetPort";
import { columnRuns, rowBlocks } from "./cells";
import { findList } from "./findList";
import type { FoundList } from "./findList";
import type { Journal } from "./journal";
import { matchRows } from "./matchRows";
import { isMark, putMark, readMarks } from "./fillMark";
import { undoFill } from "./fillUndo";
import type { FilledColumn, FilledRow } from "./fillUndo";
import { WorkbookError } from "./port";
import type { SheetList } from "./list";
import { readFoundRows } from "./readRows";
import { runInExcel } from "./runInExcel";
import { contiguous, rangesPerSync, writeText } from "./writeCells";

/** A request may not exceed 5 MB: each cell goes with its format. */
const cellsPerWrite = 10_000;
const widths: readonly (readonly [RegExp, number])[] = [[/address|street/i, 220], [/name/i, 150]];

const longestPrompt = 255;

/** A column of ours in the sheet. */
interface Place {
  readonly heading: string;
  readonly column: number;
  readonly isNew: boolean;
  readonly promptBefore: string | null;
}

/**
 * Writes what the record says beside the rows it belongs to. Columns are found by heading and mark, rows by their ART ID, both at this moment;
 * a column of the person's that bears the same heading is left alone, and ours gets a number.
 */
export async function fillColumns(journal: Journal, list: SheetList, content: FillContent, options: WorkOptions = {}): Promise<FillWritten> {
  const seen: { columns: readonly FilledColumn[]; rows: FilledRow[]; before: Before | null } = { columns: [], rows: [], before: null };
  let sheetName = "";
  try {
    return await runInExcel(
      async (context) => {
        await requireWritable(context, list);
        const found = await findList(context, list);
        const { rows } = await readFoundRows(context, found, { signal: options.signal });
        const usable = content.includeHidden ? rows : rows.filter((row) => !row.isHidden);
        const places = matchRows(content.rows.map(({ locator }) => locator), usable);
        options.signal?.throwIfAborted();
        found.sheet.load("name");
        const columns = await findOrAdd(context, found, content);
        sheetName = found.sheet.name;
        // The batch may run twice (see `runInExcel`): what stood there before is what the first run found.
        const before = (seen.before ??= await readTexts(context, found, columns));
        const wanted = new Map<number, readonly string[]>();
        const filled: FilledRow[] = [];
        content.rows.forEach(({ locator, texts }, at) => {
          const row = usable[places[at] ?? -1];
          if (row === undefined) return;
          wanted.set(row.rowNumber, texts);
          filled.push({ locator: { ...locator, rowNumber: row.rowNumber }, before: before(row.rowNumber), after: texts });
        });
        if (seen.columns.length === 0) seen.columns = columns.map(({ heading, isNew, promptBefore }) => ({ heading, isNew, promptBefore }));
        const isCancelled = await writeBlocks(context, { found, columns, wanted }, (upTo) => {
          seen.rows = filled.filter(({ locator }) => locator.rowNumber <= upTo);
        }, options);
        const written = new Set(seen.rows.map(({ locator }) => locator.rowNumber));
        const others = Array.from({ length: found.lastRow - found.headerRow }, (_, offset) => found.headerRow + 2 + offset).filter((rowNumber) => !written.has(rowNumber));
        let mixed = 0;
        for (const [at, { column }] of columns.entries()) {
          const promptBefore = seen.columns[at]?.promptBefore ?? null;
          const isMixed = promptBefore !== null && others.some((rowNumber) => before(rowNumber)[at] !== "");
          if (isMixed) mixed += 1;
          putMark(found.sheet.getRangeByIndexes(found.headerRow, column, 1, 1), isMixed ? mixedSource(promptBefore, content.someRows) : content.source);
        }
        await context.sync();
        return {
          rows: seen.rows.length,
          gone: content.rows.length - filled.length,
          headings: columns.map(({ heading }) => heading),
          updated: seen.columns.filter(({ isNew }) => !isNew).length,
          mixed,
          isCancelled,
        };
      },
      { oneUndo: true },
    );
  } finally {
    // Also what was written before Excel refused the rest can be taken back.
    if (seen.columns.length > 0) {
      const image = { list, columns: seen.columns, rows: seen.rows };
      journal.record({ kind: "fill", sheetName, cellCount: seen.rows.length * seen.columns.length, undo: (context) => undoFill(context, image) });
    }
  }
}

/** When the older rows were read stays, cut where need be; below it stands that some are newer. */
function mixedSource(older: string, someRows: string): string {
  const [first = ""] = older.split("\n");
  return `${first.slice(0, Math.max(0, longestPrompt - 1 - someRows.length))}\n${someRows}`;
}

async function requireWritable(context: Excel.RequestContext, list: SheetList): Promise<void> {
  const sheet = context.workbook.worksheets.getItemOrNullObject(list.sheetId);
  context.workbook.load("readOnly");
  sheet.load("id");
  await context.sync();
  if (context.workbook.readOnly) throw new WorkbookError("read-only");
  if (sheet.isNullObject) throw new WorkbookError("sheet-gone");
  sheet.protection.load("protected");
  await context.sync();
  if (sheet.protection.protected) throw new WorkbookError("sheet-protected");
}

async function findOrAdd(context: Excel.RequestContext, found: FoundList, { headings, source }: FillContent): Promise<readonly Place[]> {
  const there = await readMarks(context, found);
  const taken = new Set(there.map(({ heading }) => heading.toLowerCase()));
  let next = found.rightColumn + 1;
  const places = headings.map((heading): Place => {
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? heading : `${heading} (${number})`;
      const ours = there.find((cell) => cell.heading.toLowerCase() === name.toLowerCase() && isMark(cell.prompt));
      if (ours !== undefined) return { heading: ours.heading, column: ours.column, isNew: false, promptBefore: ours.prompt?.message ?? null };
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      next += 1;
      return { heading: name, column: next - 1, isNew: true, promptBefore: null };
    }
  });
  for (const { heading, column, isNew } of places) {
    if (!isNew) continue;
    if (found.table !== null) found.table.columns.add(undefined, undefined, heading);
    else writeText(found.sheet, { row: found.headerRow, column }, [[heading]]);
    const cell = found.sheet.getRangeByIndexes(found.headerRow, column, 1, 1);
    // Before anything of the record is written: what Excel refuses on the way must not leave values that nobody finds again.
    putMark(cell, source);
    cell.format.font.bold = true;
    cell.format.columnWidth = widths.find(([name]) => name.test(heading))?.[1] ?? 110;
  }
  await context.sync();
  return places;
}

/** What stood in our columns, by sheet row (1-based). */
type Before = (rowNumber: number) => readonly string[];

async function readTexts(context: Excel.RequestContext, found: FoundList, columns: readonly Place[]): Promise<Before> {
  const held = new Map<number, unknown[]>();
  for (const { column, isNew } of columns) {
    if (isNew) continue;
    const values: unknown[] = [];
    for (const { first, count } of rowBlocks(found.headerRow + 1, found.lastRow - found.headerRow, cellsPerWrite)) {
      const block = found.sheet.getRangeByIndexes(first, column, count, 1).load("values");
      await context.sync();
      for (const [value] of block.values) values.push(value);
    }
    held.set(column, values);
  }
  return (rowNumber) => columns.map(({ column }) => headerlessText(held.get(column)?.[rowNumber - found.headerRow - 2]));
}

function headerlessText(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

interface Work {
  readonly found: FoundList;
  readonly columns: readonly Place[];
  /** By sheet row (1-based); nothing else of our columns is touched: a person may have put something of the own below the list. */
  readonly wanted: ReadonlyMap<number, readonly string[]>;
}

/** Blocks of rows, so that neither a request grows too large nor Excel stands still. True where it was cancelled on the way. */
async function writeBlocks(context: Excel.RequestContext, { found, columns, wanted }: Work, written: (upToRow: number) => void, options: WorkOptions): Promise<boolean> {
  const rowNumbers = [...wanted.keys()].sort((one, other) => one - other);
  const runs = columnRuns(columns.map(({ column }) => column));
  let done = 0;
  for (const { first, count } of rowBlocks(0, rowNumbers.length, Math.max(100, Math.floor(cellsPerWrite / 2 / columns.length)))) {
    if (options.signal?.aborted === true) return true;
    const block = rowNumbers.slice(first, first + count);
    for (const [at, stretch] of contiguous(block).entries()) {
      const rows = Array.from({ length: stretch.last - stretch.first + 1 }, (_, offset) => wanted.get(stretch.first + offset) ?? []);
      for (const run of runs) {
        const order = Array.from({ length: run.count }, (_, offset) => columns.findIndex(({ column }) => column === run.first + offset));
        writeText(found.sheet, { row: stretch.first - 1, column: run.first }, rows.map((texts) => order.map((place) => texts[place] ?? "")));
      }
      if (at % rangesPerSync === rangesPerSync - 1) await context.sync();
    }
    await context.sync();
    written(block.at(-1) ?? 0);
    done += count;
    options.onProgress?.(done, rowNumbers.length);
  }
  return false;
}
