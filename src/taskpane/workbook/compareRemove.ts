import { rowBlocks } from "./cells";
import { findCheckColumns, findRules } from "./compareFind";
import type { CheckColumn } from "./compareFind";
import { WorkbookError } from "./port";
import { runInExcel } from "./runInExcel";

const rowsPerWrite = 10_000;

export async function hasMarks(sheetId: string): Promise<boolean> {
  return runInExcel(async (context) => {
    const sheet = await findSheet(context, sheetId);
    const rules = await findRules(context, sheet, null);
    return rules.length > 0 || (await findCheckColumns(context, sheet)).some(({ isOurs }) => isOurs);
  });
}

/** Takes away our rules and our columns, and nothing else: the person's own colours and rules stay. */
export async function removeMarks(sheetId: string): Promise<void> {
  await runInExcel(
    async (context) => {
      const sheet = await findSheet(context, sheetId);
      const columns = (await findCheckColumns(context, sheet)).filter(({ isOurs }) => isOurs);
      for (const rule of await findRules(context, sheet, null)) rule.delete();
      // Right ones first, so that the others keep their place.
      for (const column of [...columns].sort((a, b) => b.column - a.column)) await removeColumn(context, sheet, column);
      await context.sync();
    },
    { oneUndo: true },
  );
}

/** A table's column goes as a whole. Of plain cells only what we put there goes, so that a fill or a rule over the whole row stays. */
export async function removeColumn(context: Excel.RequestContext, sheet: Excel.Worksheet, { column, headerRow, lastRow, table }: CheckColumn): Promise<void> {
  const heading = sheet.getRangeByIndexes(headerRow, column, 1, 1);
  heading.dataValidation.clear();
  if (table === null) {
    for (const { first, count } of rowBlocks(headerRow, lastRow - headerRow + 1, rowsPerWrite)) {
      const cells = sheet.getRangeByIndexes(first, column, count, 1);
      cells.clear("Contents");
      cells.numberFormat = Array.from({ length: count }, () => ["General"]);
    }
    heading.format.font.bold = false;
  } else {
    table.table.columns.getItemAt(table.index).delete();
  }
  await context.sync();
}

async function findSheet(context: Excel.RequestContext, sheetId: string): Promise<Excel.Worksheet> {
  const sheet = context.workbook.worksheets.getItemOrNullObject(sheetId);
  sheet.load("id");
  await context.sync();
  if (sheet.isNullObject) throw new WorkbookError("sheet-gone");
  return sheet;
}
