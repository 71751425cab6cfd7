import type { CleanChoice, Cleaned, WorkOptions } from "../fill/sheetPort";
import { columnKey } from "../fill/sheetPort";
import { rowBlocks } from "./cells";
import { stretches } from "./fillAreas";
import type { AreaImage } from "./fillAreas";
import { undoClean } from "./fillCleanUndo";
import type { CleanImage } from "./fillCleanUndo";
import { requireNotReadOnly } from "./fillFormulas";
import { isMark, recordCellsSetting } from "./fillMark";
import { findOnSheets, findOwnSheets, settingPrefix } from "./fillTraces";
import type { SheetFound, TraceColumn } from "./fillTraces";
import type { Journal } from "./journal";
import { clearRecordCells, keepNeeded, recordCellsGoing, staysInCells } from "./recordCellsClean";
import { runInExcel } from "./runInExcel";
import { listsSheetsOf } from "./worklistFind";

const cellsPerRead = 5_000;

/**
 * Removes what came from the record: formulas of ours with what they show, columns that were filled, results, marks, settings, and the sheets
 * that the person has named. All but deleted sheets can be taken back.
 */
export async function removeTraces(journal: Journal, choice: CleanChoice, options: WorkOptions = {}): Promise<Cleaned> {
  const image: CleanImage = { areas: [], columns: [], marks: [], names: [], settings: [] };
  const gone: string[] = [];
  const locked: string[] = [];
  let cells = 0;
  let columns = 0;
  // Every own sheet that does not go stays, and the settings that know it with it.
  const kept = (await findOwnSheets()).filter(({ sheetId }) => !choice.deleteSheets.includes(sheetId));
  const keptKeys = new Set(kept.flatMap(({ settingKey }) => settingKey ?? []));
  try {
    await runInExcel(
      async (context) => {
        const found = await findOnSheets(context, { signal: options.signal });
        requireNotReadOnly(context);
        const untouched = new Set([...choice.deleteSheets, ...choice.keepSheets, ...kept.map(({ sheetId }) => sheetId)]);
        const staying = found.filter(({ sheetId }) => !untouched.has(sheetId));
        for (const [at, sheet] of staying.entries()) {
          options.signal?.throwIfAborted();
          options.onProgress?.(at, staying.length);
          const wanted = sheet.columns.filter(({ isMarked, heading }) => isMarked || choice.chosen.has(columnKey(sheet.sheetId, heading)));
          const values = recordCellsGoing(sheet, choice);
          const size = wanted.length + sheet.formulas.length + values.cells.length;
          if (sheet.isProtected && size > 0) locked.push(sheet.sheetName);
          if (sheet.isProtected) continue;
          cells += await clearFormulas(context, sheet, image);
          cells += await clearRecordCells(context, sheet, { ...values, image });
          for (const column of [...wanted].sort((a, b) => b.column - a.column)) {
            await removeColumn(context, sheet, column, image);
            cells += column.cells;
            columns += 1;
          }
        }
        gone.push(...(await deleteSheets(context, found, [...choice.deleteSheets, ...(await findLists(context, keptKeys))])));
        const staysAny = found.some((sheet) => !choice.deleteSheets.includes(sheet.sheetId) && staysInCells(sheet, choice));
        if (await keepNeeded(context, { staysAny, image })) keptKeys.add(recordCellsSetting);
        await removeSettings(context, keptKeys, image);
      },
      { oneUndo: true },
    );
    return { columns, cells, sheets: gone, keptSheets: kept.map(({ sheetName }) => sheetName), settings: image.settings.length, protectedSheets: locked };
  } finally {
    const [first] = [...image.areas, ...image.columns];
    if (first !== undefined || image.settings.length > 0) journal.record({ kind: "fill", sheetName: "", cellCount: cells, undo: (context) => undoClean(context, image) });
  }
}

/** What formulas of ours spill into empties by itself. */
async function clearFormulas(context: Excel.RequestContext, { sheet, sheetId, formulas }: SheetFound, image: CleanImage): Promise<number> {
  let cleared = 0;
  for (const area of stretches(formulas)) {
    const [first] = area;
    if (first === undefined) continue;
    sheet.getRangeByIndexes(first.row, first.column, area.length, 1).clear("Contents");
    image.areas.push({
      sheetId,
      row: first.row,
      column: first.column,
      before: area.map(({ formula }) => [formula]),
      formats: area.map(({ formats }) => [formats[0]?.[0] ?? "General"]),
      after: area.map(() => [""]),
    });
    cleared += area.reduce((sum, { values }) => sum + values.length * (values[0]?.length ?? 0), 0);
    if (image.areas.length % 300 === 0) await context.sync();
  }
  await context.sync();
  return cleared;
}

/** A table's column goes as a whole; of plain cells only what stands in them, so that nothing beside moves. */
async function removeColumn(context: Excel.RequestContext, { sheet, sheetId }: SheetFound, { column, headerRow, lastRow, tableId }: TraceColumn, image: CleanImage): Promise<void> {
  const heading = sheet.getRangeByIndexes(headerRow, column, 1, 1);
  heading.dataValidation.load("prompt");
  heading.format.load("columnWidth");
  const table = tableId === null ? null : sheet.tables.getItem(tableId);
  const whole = table?.getRange().load("columnIndex,rowCount");
  await context.sync();
  // With what adds the column up.
  const area = await readArea(context, sheet, { sheetId, row: headerRow, column, rows: whole?.rowCount ?? lastRow - headerRow + 1 });
  const { prompt } = heading.dataValidation;
  heading.dataValidation.clear();
  if (table === null || tableId === null || whole === undefined) {
    image.areas.push(area);
    sheet.getRangeByIndexes(headerRow, column, lastRow - headerRow + 1, 1).clear();
  } else {
    const index = column - whole.columnIndex;
    image.columns.push({ tableId, index, area });
    table.columns.getItemAt(index).delete();
  }
  if (isMark(prompt)) image.marks.push({ sheetId, row: headerRow, column, message: prompt.message });
  await context.sync();
}

async function readArea(context: Excel.RequestContext, sheet: Excel.Worksheet, { sheetId, row, column, rows }: { readonly sheetId: string; readonly row: number; readonly column: number; readonly rows: number }): Promise<AreaImage> {
  const before: unknown[][] = [];
  const formats: string[][] = [];
  for (const { first, count } of rowBlocks(row, rows, cellsPerRead)) {
    const block = sheet.getRangeByIndexes(first, column, count, 1).load("formulas,numberFormat");
    await context.sync();
    before.push(...block.formulas);
    formats.push(...(block.numberFormat as string[][]));
  }
  return { sheetId, row, column, before, formats, after: before.map(() => [""]) };
}

/** A workbook must keep one sheet that can be seen: where none would be left, an empty one comes first. */
async function deleteSheets(context: Excel.RequestContext, found: readonly SheetFound[], chosen: readonly string[]): Promise<readonly string[]> {
  const going = found.filter(({ sheetId }) => chosen.includes(sheetId));
  for (const { sheet } of found) sheet.load("visibility");
  await context.sync();
  const staysVisible = found.some(({ sheetId, sheet }) => sheet.visibility === "Visible" && !going.some((other) => other.sheetId === sheetId));
  if (going.length > 0 && !staysVisible) context.workbook.worksheets.add();
  for (const { sheet, named } of going) {
    for (const { name } of named) context.workbook.names.getItem(name).delete();
    // Excel refuses to delete what cannot even be unhidden.
    if (sheet.visibility === "VeryHidden") sheet.visibility = "Hidden";
    sheet.delete();
  }
  await context.sync();
  return going.map(({ sheetName }) => sheetName);
}

/** Hidden sheets with the names of places of worklists that go; those of which a sheet stays are needed. */
async function findLists(context: Excel.RequestContext, keptKeys: ReadonlySet<string>): Promise<readonly string[]> {
  const { settings } = context.workbook;
  settings.load("items/key,items/value");
  await context.sync();
  const lists = (isKept: boolean): readonly string[] => settings.items.filter(({ key }) => keptKeys.has(key) === isKept).flatMap(({ key, value }) => listsSheetsOf(key, value));
  const needed = new Set(lists(true));
  return lists(false).filter((sheetId) => !needed.has(sheetId));
}

async function removeSettings(context: Excel.RequestContext, keptKeys: ReadonlySet<string>, image: CleanImage): Promise<void> {
  const { settings } = context.workbook;
  settings.load("items/key,items/value");
  await context.sync();
  for (const setting of settings.items) {
    if (!setting.key.startsWith(settingPrefix) || keptKeys.has(setting.key)) continue;
    image.settings.push({ key: setting.key, value: setting.value as unknown });
    setting.delete();
  }
  await context.sync();
}
