import type { RowField } from "../../domain/types";
import { findList } from "./findList";
import { matchRows } from "./matchRows";
import { WorkbookError } from "./port";
import type { RowLocator, SheetList } from "./list";
import { readFoundRows } from "./readRows";
import { runInExcel } from "./runInExcel";

/** Selects the cell of a validated row, wherever the row stands now. */
export async function jumpToCell(list: SheetList, target: { readonly locator: RowLocator; readonly field: RowField | null }): Promise<void> {
  const { row, column } = await runInExcel(async (context) => {
    const found = await findList(context, list);
    const at = (target.field === null ? undefined : found.columns[target.field]) ?? found.columns.artId ?? found.leftColumn;
    // Mostly the row is where it was: one row is read instead of all.
    const expected = target.locator.rowNumber - 1;
    if (expected > found.headerRow && expected <= found.lastRow) {
      const { rows } = await readFoundRows(context, { ...found, headerRow: expected - 1, lastRow: expected });
      if (matchRows([target.locator], rows)[0] === 0) return { row: expected, column: at };
    }
    const { rows } = await readFoundRows(context, found);
    const place = matchRows([target.locator], rows)[0] ?? null;
    const match = place === null ? undefined : rows[place];
    if (match === undefined) throw new WorkbookError("row-gone");
    return { row: match.rowNumber - 1, column: at };
  });
  await select(list.sheetId, row, column);
}

/** Excel refuses to select while another workbook is in front; it says no more than that something failed. */
async function select(sheetId: string, row: number, column: number): Promise<void> {
  try {
    await runInExcel(async (context) => {
      const sheet = context.workbook.worksheets.getItem(sheetId);
      sheet.activate();
      sheet.getRangeByIndexes(row, column, 1, 1).select();
      await context.sync();
    });
  } catch (error) {
    if (error instanceof WorkbookError && error.excelCode === "GeneralException") throw new WorkbookError("other-workbook", { cause: error });
    throw error;
  }
}
