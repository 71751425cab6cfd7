import { paneWords } from "../../wording/pane";
import type { Journal } from "./journal";
import type { Progress } from "./list";
import type { SheetCell, SheetContent } from "./port";
import { runInExcel } from "./runInExcel";

/** A request may not exceed 5 MB: each cell goes with its format, and letters beyond ASCII take up to six bytes. */
const cellsPerWrite = 10_000;
const charactersPerWrite = 600_000;
const rowsPerRead = 2_000;
/** Rows hidden in stretches; more separate ones than this are not worth their requests. */
const hiddenStretches = 2_000;

const textFormat = "@";
/** A day is written in the one form that every Excel reads alike, also where it counts days from 1904. */
const dayFormat = "yyyy-mm-dd";

interface MadeSheet {
  readonly id: string;
  readonly name: string;
}

/**
 * Makes a sheet of a file's rows and shows it. Texts stay texts: their format is set before them. Where it is cancelled, or Excel refuses,
 * the sheet is taken away again.
 */
export async function importSheet(journal: Journal, content: SheetContent, options: { onProgress?: Progress; signal?: AbortSignal } = {}): Promise<MadeSheet> {
  const sheet = await addSheet(content.name);
  try {
    const { usedCells, longest } = await writeRows(sheet, content, options);
    await dress(sheet, content, longest);
    journal.record({ kind: "sheet", sheetId: sheet.id, sheetName: sheet.name, usedCells });
    return sheet;
  } catch (error) {
    await removeSheet(sheet);
    throw error;
  }
}

function addSheet(wished: string): Promise<MadeSheet> {
  return runInExcel(async (context) => {
    const { worksheets } = context.workbook;
    worksheets.load("items/name");
    await context.sync();
    const name = freeSheetName(wished, worksheets.items.map((sheet) => sheet.name));
    const sheet = worksheets.add(name);
    sheet.load("id");
    await context.sync();
    return { id: sheet.id, name };
  });
}

/** A name that Excel allows and no sheet has: 31 characters, without the signs that mean something in a formula. */
export function freeSheetName(wished: string, taken: readonly string[]): string {
  const plain = wished.replace(/[\\/?*[\]:]/g, " ").replace(/\s+/g, " ").replace(/^[' ]+|[' ]+$/g, "");
  const base = plain === "" || plain.toLowerCase() === "history" ? paneWords.sheet.newSheetName : plain;
  const lower = new Set(taken.map((name) => name.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? "" : ` (${number})`;
    const name = base.slice(0, 31 - suffix.length).trimEnd() + suffix;
    if (!lower.has(name.toLowerCase())) return name;
  }
}

async function writeRows(
  { id }: MadeSheet,
  { rowCount, width, readRows }: SheetContent,
  { onProgress, signal }: { onProgress?: Progress; signal?: AbortSignal },
): Promise<{ readonly usedCells: number; readonly longest: readonly number[] }> {
  const longest = Array.from({ length: width }, () => 0);
  let usedCells = 0;
  for (let from = 0; from < rowCount; from += rowsPerRead) {
    const rows = await readRows(from, Math.min(rowsPerRead, rowCount - from));
    for (const block of blocksOf(rows, width)) {
      signal?.throwIfAborted();
      await writeBlock(id, { row: from + block.first, width, rows: block.rows });
    }
    for (const row of rows) {
      row.forEach((cell, column) => {
        if (cell === "") return;
        usedCells += 1;
        longest[column] = Math.max(longest[column] ?? 0, textOf(cell).length);
      });
    }
    onProgress?.(Math.min(rowCount, from + rowsPerRead), rowCount);
  }
  return { usedCells, longest };
}

function textOf(cell: SheetCell): string {
  return typeof cell === "string" ? cell : cell.day;
}

interface Block {
  /** Among the given rows, from 0. */
  readonly first: number;
  readonly rows: readonly (readonly SheetCell[])[];
}

/** Cuts rows so that each request stays small, however long the texts. */
function blocksOf(rows: readonly (readonly SheetCell[])[], width: number): readonly Block[] {
  const blocks: Block[] = [];
  let first = 0;
  let characters = 0;
  rows.forEach((row, at) => {
    const size = row.reduce((sum, cell) => sum + textOf(cell).length, 0);
    if (at > first && ((at - first + 1) * width > cellsPerWrite || characters + size > charactersPerWrite)) {
      blocks.push({ first, rows: rows.slice(first, at) });
      first = at;
      characters = 0;
    }
    characters += size;
  });
  if (first < rows.length) blocks.push({ first, rows: rows.slice(first) });
  return blocks;
}

function writeBlock(sheetId: string, { row, width, rows }: { readonly row: number; readonly width: number; readonly rows: Block["rows"] }): Promise<void> {
  return runInExcel(async (context) => {
    const range = context.workbook.worksheets.getItem(sheetId).getRangeByIndexes(row, 0, rows.length, width);
    const columns = Array.from({ length: width }, (_, column) => column);
    range.numberFormat = rows.map((cells) => columns.map((column) => (typeof (cells[column] ?? "") === "string" ? textFormat : dayFormat)));
    range.values = rows.map((cells) => columns.map((column) => textOf(cells[column] ?? "")));
    await context.sync();
  });
}

/** Headings that stay in sight, widths to read by, and the rows hidden that the file had hidden. */
function dress({ id }: MadeSheet, { width, headingRow, hiddenRows, rowCount }: SheetContent, longest: readonly number[]): Promise<void> {
  return runInExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItem(id);
    sheet.getRangeByIndexes(headingRow - 1, 0, 1, width).format.font.bold = true;
    longest.forEach((characters, column) => {
      sheet.getRangeByIndexes(0, column, 1, 1).format.columnWidth = Math.min(260, Math.max(48, characters * 5.6 + 12));
    });
    sheet.freezePanes.freezeRows(headingRow);
    for (const { first, count } of stretches(hiddenRows).slice(0, hiddenStretches)) sheet.getRangeByIndexes(first, 0, count, 1).rowHidden = true;
    sheet.activate();
    sheet.getRangeByIndexes(Math.min(headingRow, rowCount - 1), 0, 1, 1).select();
    await context.sync();
  });
}

function stretches(rows: readonly number[]): readonly { readonly first: number; readonly count: number }[] {
  const found: { first: number; count: number }[] = [];
  for (const row of rows) {
    const last = found.at(-1);
    if (last !== undefined && last.first + last.count === row) last.count += 1;
    else found.push({ first: row, count: 1 });
  }
  return found;
}

function removeSheet({ id }: MadeSheet): Promise<void> {
  return runInExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItemOrNullObject(id);
    await context.sync();
    if (!sheet.isNullObject) sheet.delete();
    await context.sync();
  });
}
