import type { AreaImage } from "./fillAreas";
import { restoreAreas } from "./fillAreas";
import { putMark } from "./fillMark";
import type { UndoResult } from "./port";

/** What one cleaning removed, in the order in which it did. */
export interface CleanImage {
  readonly areas: AreaImage[];
  /** Columns of tables; `index` among the table's columns at that moment. */
  readonly columns: { readonly tableId: string; readonly index: number; readonly area: AreaImage }[];
  readonly marks: { readonly sheetId: string; readonly row: number; readonly column: number; readonly message: string }[];
  readonly names: { readonly name: string; readonly sheetId: string; readonly rowIndex: number; readonly columnIndex: number; readonly rowCount: number; readonly columnCount: number }[];
  readonly settings: { readonly key: string; readonly value: unknown }[];
}

const namesPerRequest = 300;

async function restoreNames(context: Excel.RequestContext, names: CleanImage["names"]): Promise<void> {
  if (names.length === 0) return;
  const there = context.workbook.names.load("items/name");
  const sheets = new Map([...new Set(names.map(({ sheetId }) => sheetId))].map((sheetId) => [sheetId, context.workbook.worksheets.getItemOrNullObject(sheetId)]));
  await context.sync();
  const taken = new Set(there.items.map(({ name }) => name));
  let added = 0;
  for (const { name, sheetId, rowIndex, columnIndex, rowCount, columnCount } of names) {
    const sheet = sheets.get(sheetId);
    if (sheet === undefined || sheet.isNullObject || taken.has(name)) continue;
    context.workbook.names.add(name, sheet.getRangeByIndexes(rowIndex, columnIndex, rowCount, columnCount));
    added += 1;
    if (added % namesPerRequest === 0) await context.sync();
  }
  await context.sync();
}

/** Brings back all but sheets that were deleted. Columns come in the reverse order, so that each finds its place. */
export async function undoClean(context: Excel.RequestContext, { areas, columns, marks, names, settings }: CleanImage): Promise<UndoResult> {
  let restored = 0;
  let left = 0;
  for (const { tableId, index, area } of [...columns].reverse()) {
    const sheet = context.workbook.worksheets.getItemOrNullObject(area.sheetId);
    const table = context.workbook.tables.getItemOrNullObject(tableId);
    const range = table.getRange().load("rowIndex,columnIndex,rowCount,columnCount");
    await context.sync();
    const size = area.before.filter(([value]) => value !== "").length;
    if (sheet.isNullObject || table.isNullObject || range.rowCount !== area.before.length || index > range.columnCount) {
      left += size;
      continue;
    }
    table.columns.add(index === range.columnCount ? undefined : index, undefined, String(area.before[0]?.[0]));
    await context.sync();
    const back = await restoreAreas(context, [{ ...area, row: range.rowIndex, column: range.columnIndex + index, after: area.before.map((line, at) => (at === 0 ? [...line] : [""])) }]);
    restored += Math.min(size, back.restored);
    left += back.left;
  }
  const cells = await restoreAreas(context, [...areas].reverse());
  for (const { sheetId, row, column, message } of marks) {
    const sheet = context.workbook.worksheets.getItemOrNullObject(sheetId);
    await context.sync();
    if (!sheet.isNullObject) putMark(sheet.getRangeByIndexes(row, column, 1, 1), message);
  }
  await restoreNames(context, names);
  for (const { key, value } of settings) context.workbook.settings.add(key, value as Parameters<Excel.SettingCollection["add"]>[1]);
  await context.sync();
  return { restored: restored + cells.restored, left: left + cells.left };
}
