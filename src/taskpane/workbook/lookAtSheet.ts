import { WorkbookError, placeId } from "./port";
import type { ListPlace } from "./list";
import type { SheetLook } from "./port";
import { cellAt } from "./cells";
import { runInExcel } from "./runInExcel";

/** Enough for any title rows above the headers, little enough to be read at once. */
const headRows = 25;
const headColumns = 200;

/** Looks at a sheet: which lists it has, and the first rows of the one that the person means. */
export async function lookAtSheet(choice?: { sheetId: string; placeId?: string }): Promise<SheetLook> {
  const selection = await readSelection();
  return runInExcel(async (context) => {
    const { workbook } = context;
    const sheet = choice === undefined ? workbook.worksheets.getActiveWorksheet() : workbook.worksheets.getItemOrNullObject(choice.sheetId);
    const used = sheet.getUsedRangeOrNullObject(true);
    workbook.load("name,readOnly");
    sheet.load("id,name");
    sheet.protection.load("protected");
    sheet.tables.load("items/id,items/name,items/showTotals");
    used.load("address,rowIndex,columnIndex,rowCount,columnCount");
    await context.sync();
    if (sheet.isNullObject) throw new WorkbookError("sheet-gone");
    if (used.isNullObject) throw new WorkbookError("sheet-empty");

    const tables = sheet.tables.items.map((table) => ({ table, range: table.getRange().load("rowIndex,columnIndex,rowCount,columnCount") }));
    await context.sync();

    const spans = selection.sheetId === sheet.id ? selection.areas : [];
    const asTables = tables.map(({ table, range }) => {
      // What adds up the columns below is no row of the list.
      const rowCount = range.rowCount - (table.showTotals ? 1 : 0);
      return {
        place: { kind: "table", id: table.id, name: table.name, rowCount: rowCount - 1 } satisfies ListPlace,
        range: { rowIndex: range.rowIndex, columnIndex: range.columnIndex, rowCount, columnCount: range.columnCount },
      };
    });
    const asCells = {
      place: { kind: "cells", address: used.address, rowCount: used.rowCount } satisfies ListPlace,
      range: { rowIndex: used.rowIndex, columnIndex: used.columnIndex, rowCount: used.rowCount, columnCount: used.columnCount },
    };
    const lists = [...asTables, asCells];
    const [first] = spans;
    const holds = ({ rowIndex, rowCount, columnIndex, columnCount }: (typeof asCells)["range"]): boolean =>
      first !== undefined &&
      first.rowIndex >= rowIndex &&
      first.rowIndex < rowIndex + rowCount &&
      first.columnIndex >= columnIndex &&
      first.columnIndex < columnIndex + columnCount;
    const chosen =
      lists.find(({ place }) => placeId(place) === choice?.placeId) ??
      asTables.find(({ range }) => holds(range)) ??
      [...asTables].sort((a, b) => b.place.rowCount - a.place.rowCount)[0] ??
      asCells;

    const { rowIndex, columnIndex, rowCount, columnCount } = chosen.range;
    const head = sheet.getRangeByIndexes(rowIndex, columnIndex, Math.min(headRows, rowCount), Math.min(headColumns, columnCount));
    head.load("values,text,numberFormat,formulas");
    await context.sync();
    const width = head.values[0]?.length ?? 0;

    return {
      workbookName: workbook.name,
      sheetId: sheet.id,
      sheetName: sheet.name,
      isProtected: sheet.protection.protected,
      isReadOnly: workbook.readOnly,
      places: lists.map(({ place }) => place),
      chosen: chosen.place,
      head: head.values.map((_, row) => Array.from({ length: width }, (__, column) => cellAt(head, row, column))),
      topRowNumber: rowIndex + 1,
      leftColumn: columnIndex,
      rowCount,
      selectedRows: spans.map((area) => ({ first: area.rowIndex + 1, last: area.rowIndex + area.rowCount })),
    };
  });
}

interface Selection {
  readonly sheetId: string | null;
  readonly areas: readonly { readonly rowIndex: number; readonly rowCount: number; readonly columnIndex: number }[];
}

/** The selected cells. A chart or a shape may be selected instead: then there are none, and that is no fault. */
async function readSelection(): Promise<Selection> {
  try {
    return await runInExcel(async (context) => {
      const selected = context.workbook.getSelectedRanges();
      selected.areas.load("items/rowIndex,items/rowCount,items/columnIndex");
      selected.worksheet.load("id");
      await context.sync();
      const areas = selected.areas.items.map(({ rowIndex, rowCount, columnIndex }) => ({ rowIndex, rowCount, columnIndex }));
      return { sheetId: selected.worksheet.id, areas };
    });
  } catch (error) {
    if (error instanceof WorkbookError) return { sheetId: null, areas: [] };
    throw error;
  }
}
