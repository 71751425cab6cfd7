import type { ReportSheet } from "../reports/sheetPort";
import { WorkbookError } from "./port";
import { isReportTable, readKept } from "./reportMark";
import type { KeptReport } from "./reportMark";
import { runInExcel } from "./runInExcel";

/** Every sheet of this workbook that shows a report, the one in front first. */
export function findReportSheets(): Promise<readonly ReportSheet[]> {
  return runInExcel(async (context) => {
    const kept = await readKept(context);
    const sheets = await sheetsOf(context, kept);
    const active = context.workbook.worksheets.getActiveWorksheet().load("id");
    await context.sync();
    return kept
      .flatMap((report, at): ReportSheet[] => {
        const sheet = sheets[at];
        return sheet === undefined || sheet === null ? [] : [{ id: report.id, sheetId: sheet.id, sheetName: sheet.name, isActive: sheet.id === active.id, asked: report.asked }];
      })
      .sort((a, b) => Number(b.isActive) - Number(a.isActive));
  });
}

/** Sheets with a table of a report, whether or not the settings know of it: copies of a report's sheet, and sheets that came from another workbook. */
export function findReportCopies(): Promise<readonly Pick<ReportSheet, "sheetId" | "sheetName">[]> {
  return runInExcel(async (context) => {
    const { tables } = context.workbook;
    tables.load("items/name");
    await context.sync();
    const sheets = tables.items.filter(({ name }) => isReportTable(name)).map((table) => table.worksheet.load("id,name"));
    await context.sync();
    return sheets.map(({ id, name }) => ({ sheetId: id, sheetName: name }));
  });
}

/** The report and its sheet, wherever the person has moved it and whatever it is called now. */
export async function findReport(context: Excel.RequestContext, id: string): Promise<{ readonly kept: KeptReport; readonly sheet: Excel.Worksheet }> {
  const kept = (await readKept(context)).find((report) => report.id === id);
  const [sheet = null] = kept === undefined ? [] : await sheetsOf(context, [kept]);
  if (kept === undefined || sheet === null) throw new WorkbookError("sheet-gone");
  return { kept, sheet };
}

/** A table's name is once in a workbook and is saved with it, so it says more than a sheet's id; where no table is left, the id has to do. */
async function sheetsOf(context: Excel.RequestContext, kept: readonly KeptReport[]): Promise<readonly (Excel.Worksheet | null)[]> {
  const { worksheets, tables } = context.workbook;
  const candidates = kept.map(({ sheetId, tables: ofReport }) => ({
    byId: worksheets.getItemOrNullObject(sheetId).load("id,name"),
    byTables: ofReport.map(({ name }) => {
      const table = tables.getItemOrNullObject(name);
      return { table, sheet: table.worksheet.load("id,name") };
    }),
  }));
  await context.sync();
  return candidates.map(({ byId, byTables }) => byTables.find(({ table }) => !table.isNullObject)?.sheet ?? (byId.isNullObject ? null : byId));
}
