import { rowOfAddress, withoutSheet } from "./cells";
import { WorkbookError } from "./port";
import type { SelectedCell } from "./port";
import { runInExcel } from "./runInExcel";

/** Tells every change of the selected cell, on whatever sheet. Gives the function that ends it. */
export async function onSelection(listener: (cell: SelectedCell) => void): Promise<() => void> {
  const names = new Map<string, string>();
  const registered = await runInExcel(async (context) => {
    const { worksheets } = context.workbook;
    worksheets.load("items/id,items/name");
    const handler = worksheets.onSelectionChanged.add(async ({ worksheetId, address }) => {
      if (!names.has(worksheetId)) await rememberNames(names);
      const first = withoutSheet(address).split(/[:,]/)[0] ?? "";
      listener({ sheetId: worksheetId, sheetName: names.get(worksheetId) ?? "", address: first, rowNumber: rowOfAddress(first) ?? 1 });
    });
    // Going to another sheet selects nothing new there, and matters all the same.
    const activation = worksheets.onActivated.add(() => tellSelected(listener));
    await context.sync();
    for (const sheet of worksheets.items) names.set(sheet.id, sheet.name);
    return [handler, activation] as const;
  });
  return () => {
    void Excel.run(registered[0].context, async (context) => {
      for (const handler of registered) handler.remove();
      await context.sync();
    });
  };
}

async function tellSelected(listener: (cell: SelectedCell) => void): Promise<void> {
  try {
    listener(await readSelectedCell());
  } catch (error) {
    // A sheet on which a chart is selected has no cell to tell of; or the sheet has gone already.
    if (!(error instanceof WorkbookError)) throw error;
  }
}

async function rememberNames(names: Map<string, string>): Promise<void> {
  await runInExcel(async (context) => {
    context.workbook.worksheets.load("items/id,items/name");
    await context.sync();
    for (const sheet of context.workbook.worksheets.items) names.set(sheet.id, sheet.name);
  });
}

/** The selected cell and what it shows. */
export async function readSelectedCell(): Promise<SelectedCell & { readonly text: string }> {
  try {
    return await runInExcel(async (context) => {
      const range = context.workbook.getSelectedRange().getCell(0, 0);
      range.load("address,text,values");
      range.worksheet.load("id,name");
      await context.sync();
      const address = withoutSheet(range.address);
      const text = textOfCell(range);
      return { sheetId: range.worksheet.id, sheetName: range.worksheet.name, address, rowNumber: rowOfAddress(address) ?? 1, text };
    });
  } catch (error) {
    if (error instanceof WorkbookError && error.code === "excel-failed") throw new WorkbookError("nothing-selected", { cause: error });
    throw error;
  }
}

/** What one cell of a sheet holds. */
export function readSheetCell({ sheetId, rowNumber, column }: { readonly sheetId: string; readonly rowNumber: number; readonly column: number }): Promise<string> {
  return runInExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItemOrNullObject(sheetId).load("id");
    await context.sync();
    if (sheet.isNullObject) throw new WorkbookError("sheet-gone");
    const cell = sheet.getCell(rowNumber - 1, column).load("text,values");
    await context.sync();
    return textOfCell(cell);
  });
}

/** A text as it is, a number or a date as the cell shows it. */
function textOfCell(range: Excel.Range): string {
  const value: unknown = range.values[0]?.[0];
  return (typeof value === "string" ? value : (range.text[0]?.[0] ?? "")).trim();
}
