import type { CheckedText, MarkContent, MarkOptions, MarksWritten } from "../compare/sheetPort";
import { rowBlocks } from "./cells";
import { checkHeading, checkTitle, findCheckColumns, findRules, ruleFor } from "./compareFind";
import { removeColumn } from "./compareRemove";
import { findList } from "./findList";
import type { FoundList } from "./findList";
import type { FillImage, Journal } from "./journal";
import { matchRows } from "./matchRows";
import { WorkbookError } from "./port";
import type { SheetList } from "./list";
import type { UndoResult } from "./port";
import { readFoundRows } from "./readRows";
import { runInExcel } from "./runInExcel";
import { writeText, writeTextCells } from "./writeCells";

const rowsPerWrite = 4_000;
/** Amber under brown: told apart by every eye, and readable on it in every theme, as the colours of the cell are set together. */
const fillColour = "#FFE2A8";
const fontColour = "#5A3300";

/** Every text that was ever written here, so that what a person typed into our column is known for theirs. */
export type OwnTexts = Set<string>;

interface MarkImage {
  readonly list: SheetList;
  readonly isNew: boolean;
  /** What stood in the column before, where it was there. */
  readonly before: readonly CheckedText[];
}

/** Writes the texts, then the rules that look at them. A column of the person's under our heading is left alone, and ours gets a number. */
export async function markDifferences(journal: Journal, own: OwnTexts, given: { readonly list: SheetList; readonly content: MarkContent }, options: MarkOptions = {}): Promise<{ written: MarksWritten; image: FillImage }> {
  const { list, content } = given;
  const seen: { image: MarkImage | null } = { image: null };
  let sheetName = "";
  const written = await runInExcel(
    async (context) => {
      await requireWritable(context, list);
      const found = await findList(context, list);
      const { rows } = await readFoundRows(context, found, { signal: options.signal });
      options.signal?.throwIfAborted();
      found.sheet.load("name");
      const place = await findOrAdd(context, found, content.source);
      sheetName = found.sheet.name;
      const texts = await readTexts(context, found, place.column);
      const places = matchRows(content.rows.map(({ locator }) => locator), rows);
      const wanted = new Map<number, string>();
      content.rows.forEach(({ text }, at) => {
        const row = rows[places[at] ?? -1];
        if (row !== undefined) wanted.set(row.rowNumber, text);
      });
      const before = content.rows.flatMap(({ locator }, at) => {
        const row = rows[places[at] ?? -1];
        return row === undefined ? [] : [{ locator, text: texts[row.rowNumber - found.headerRow - 2] ?? "" }];
      });
      // The batch may run twice (see `runInExcel`): what stood there before is what the first run found.
      seen.image ??= { list, isNew: place.isNew, before };
      for (const { text } of content.rows) own.add(text);
      const listed = new Set(rows.map(({ rowNumber }) => rowNumber));
      const old = leftOver(texts, wanted, found, (text, rowNumber) => own.has(text) || listed.has(rowNumber));
      await writeColumn(context, { found, column: place.column, wanted: new Map([...wanted, ...old]) }, options);
      await putRules(context, { found, column: place.column, columns: content.columns });
      return { heading: place.heading, rows: wanted.size, gone: content.rows.length - wanted.size };
    },
    { oneUndo: true },
  );
  const image = seen.image;
  if (image === null) throw new WorkbookError("excel-failed");
  const step: FillImage = { kind: "fill", sheetName, cellCount: written.rows, undo: (context) => undoMarks(context, image, own) };
  journal.record(step);
  return { written, image: step };
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

interface Place {
  readonly heading: string;
  readonly column: number;
  readonly isNew: boolean;
}

/** Our column of this list, added to its right where there is none. */
async function findOrAdd(context: Excel.RequestContext, found: FoundList, source: string): Promise<Place> {
  const there = (await findCheckColumns(context, found.sheet)).filter(
    ({ headerRow, column }) => headerRow === found.headerRow && column >= found.leftColumn && column <= found.rightColumn,
  );
  const ours = there.find(({ isOurs }) => isOurs);
  const taken = new Set(there.map(({ heading }) => heading.toLowerCase()));
  let heading = ours?.heading ?? checkHeading;
  for (let number = 2; ours === undefined && taken.has(heading.toLowerCase()); number += 1) heading = `${checkHeading} (${number})`;
  const column = ours?.column ?? found.rightColumn + 1;
  const cell = found.sheet.getRangeByIndexes(found.headerRow, column, 1, 1);
  if (ours === undefined) {
    if (found.table !== null) found.table.columns.add(undefined, undefined, heading);
    else writeText(found.sheet, { row: found.headerRow, column }, [[heading]]);
    cell.format.font.bold = true;
  }
  // A rule that refuses nothing: some Excels keep a prompt only beside a rule.
  cell.dataValidation.rule = { custom: { formula: "=TRUE" } };
  cell.dataValidation.prompt = { showPrompt: true, title: checkTitle, message: source.slice(0, 255) };
  await context.sync();
  return { heading, column, isNew: ours === undefined };
}

/** What stands in our column, from the first row below the headings. */
async function readTexts(context: Excel.RequestContext, found: FoundList, column: number): Promise<string[]> {
  const texts: string[] = [];
  for (const { first, count } of rowBlocks(found.headerRow + 1, found.lastRow - found.headerRow, 10_000)) {
    const block = found.sheet.getRangeByIndexes(first, column, count, 1).load("values");
    await context.sync();
    for (const [value] of block.values) texts.push(String(value));
  }
  return texts;
}

interface ColumnToWrite {
  readonly found: FoundList;
  readonly column: number;
  /** By sheet row (1-based); other cells of the column are not touched. */
  readonly wanted: ReadonlyMap<number, string>;
}

async function writeColumn(context: Excel.RequestContext, { found, column, wanted }: ColumnToWrite, { onProgress }: MarkOptions): Promise<void> {
  const cells = [...wanted].sort(([one], [other]) => one - other).map(([rowNumber, text]) => ({ row: rowNumber - 1, column, text }));
  for (const { first, count } of rowBlocks(0, cells.length, rowsPerWrite)) {
    await writeTextCells(context, found.sheet, cells.slice(first, first + count));
    onProgress?.(first + count, cells.length);
  }
}

/** Texts of an earlier comparison beside rows that this one does not know: they would tell, and mark, what is no longer so. */
function leftOver(texts: readonly string[], wanted: ReadonlyMap<number, string>, { headerRow }: FoundList, isOurs: (text: string, rowNumber: number) => boolean): readonly (readonly [number, string])[] {
  return texts.flatMap((text, at) => {
    const rowNumber = headerRow + at + 2;
    return text === "" || wanted.has(rowNumber) || !isOurs(text, rowNumber) ? [] : [[rowNumber, ""] as const];
  });
}

interface Rules {
  readonly found: FoundList;
  readonly column: number;
  readonly columns: MarkContent["columns"];
}

/** One rule a column over the rows in use; rules of an earlier comparison of this list are replaced. */
async function putRules(context: Excel.RequestContext, { found, column, columns }: Rules): Promise<void> {
  for (const old of await findRules(context, found.sheet, column)) old.delete();
  const count = found.lastRow - found.headerRow;
  for (const { field, word } of columns) {
    const at = found.columns[field];
    if (at === undefined || count <= 0) continue;
    const format = found.sheet.getRangeByIndexes(found.headerRow + 1, at, count, 1).conditionalFormats.add("Custom");
    format.custom.rule.formula = ruleFor(word, column, found.headerRow + 1);
    format.custom.format.fill.color = fillColour;
    format.custom.format.font.color = fontColour;
  }
  await context.sync();
}

/** Texts of some rows anew; the rules look at them, so marks come and go with them. */
export async function updateTexts(list: SheetList, rows: readonly CheckedText[], own: OwnTexts): Promise<void> {
  await runInExcel(async (context) => {
    const found = await findList(context, list);
    const ours = await ourColumn(context, found);
    if (ours === null) return;
    const now = (await readFoundRows(context, found)).rows;
    const places = matchRows(rows.map(({ locator }) => locator), now);
    const cells = rows.flatMap(({ text }, at) => {
      const row = now[places[at] ?? -1];
      return row === undefined ? [] : [{ row: row.rowNumber - 1, column: ours.column, text }];
    });
    for (const { text } of cells) own.add(text);
    await writeTextCells(context, found.sheet, cells);
  });
}

async function ourColumn(context: Excel.RequestContext, found: FoundList): Promise<Awaited<ReturnType<typeof findCheckColumns>>[number] | null> {
  const all = await findCheckColumns(context, found.sheet);
  return all.find(({ isOurs, headerRow, column }) => isOurs && headerRow === found.headerRow && column >= found.leftColumn && column <= found.rightColumn) ?? null;
}

/** A first comparison goes as a whole; after a later one the earlier texts come back. What a person typed into our column stays, and is counted. */
async function undoMarks(context: Excel.RequestContext, { list, isNew, before }: MarkImage, own: OwnTexts): Promise<UndoResult> {
  const found = await findList(context, list);
  const ours = await ourColumn(context, found);
  if (ours === null) return { restored: 0, left: 0 };
  const texts = await readTexts(context, found, ours.column);
  const isTheirs = (text: string): boolean => text !== "" && !own.has(text);
  const left = texts.filter(isTheirs).length;
  if (isNew && left === 0) {
    for (const rule of await findRules(context, found.sheet, ours.column)) rule.delete();
    await removeColumn(context, found.sheet, ours);
    return { restored: texts.filter((text) => text !== "").length, left };
  }
  const wanted = new Map<number, string>();
  const now = (await readFoundRows(context, found)).rows;
  const places = matchRows(before.map(({ locator }) => locator), now);
  before.forEach(({ text }, at) => {
    const row = now[places[at] ?? -1];
    if (row !== undefined && !isTheirs(texts[row.rowNumber - found.headerRow - 2] ?? "")) wanted.set(row.rowNumber, text);
  });
  const rest = leftOver(texts, wanted, found, (text) => !isTheirs(text));
  await writeColumn(context, { found, column: ours.column, wanted: new Map([...wanted, ...rest]) }, {});
  return { restored: texts.length - left, left };
}
