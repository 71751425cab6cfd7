import { z } from "zod";
import { Uuid } from "../../contract/primitives";
import type { WorklistSheet } from "../worklists/sheetPort";
import { WorkbookError } from "./port";
import { runInExcel } from "./runInExcel";

/** What the workbook's settings keep: which worklist a sheet is, and the hidden sheets with the names of places of all its sheets. No value of a patient. */
const KeptWorklist = z.object({ version: z.literal(1), worklist: Uuid, sheetId: z.string(), lists: z.array(z.string()).optional() });

const prefix = "pcm-worklist-";
const tablePrefix = "pcm_worklist_";

/** A name for formulas, once in the workbook: it is saved with the table, so it tells later which worklist a sheet is. */
export function tableNameOf(worklist: string, taken: ReadonlySet<string>): string {
  const base = `${tablePrefix}${worklist.replaceAll("-", "_")}`;
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base}_${number}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

/** Under what the settings keep a worklist. */
export function worklistSetting(worklist: string): string {
  return `${prefix}${worklist}`;
}

/** Which worklist a table is, and the how manieth sheet of it; null where it is none. The table of a copied sheet bears what Excel has put behind the name. */
function worklistOfTable(name: string): { readonly worklist: string; readonly number: number } | null {
  const [, parts, number] = /^pcm_worklist_([0-9a-f]{8}(?:_[0-9a-f]{4}){3}_[0-9a-f]{12})(?:_(\d+)$)?/i.exec(name) ?? [];
  return parts === undefined ? null : { worklist: parts.toLowerCase().replaceAll("_", "-"), number: Number(number ?? 1) };
}

/** The newest sheet of a worklist takes the place of the one before; the hidden sheets of both are kept. */
export async function keepWorklist(context: Excel.RequestContext, { worklist, sheetId, listsId }: { readonly worklist: string; readonly sheetId: string; readonly listsId: string }): Promise<void> {
  const { settings } = context.workbook;
  const before = settings.getItemOrNullObject(worklistSetting(worklist)).load("value");
  await context.sync();
  const kept = before.isNullObject ? null : KeptWorklist.safeParse(before.value);
  settings.add(worklistSetting(worklist), { version: 1, worklist, sheetId, lists: [...(kept?.success === true ? (kept.data.lists ?? []) : []), listsId] });
}

/** Ids of the hidden sheets that belong to what a setting keeps; none where it keeps no worklist. */
export function listsSheetsOf(key: string, value: unknown): readonly string[] {
  const kept = key.startsWith(prefix) ? KeptWorklist.safeParse(value) : null;
  return kept?.success === true ? (kept.data.lists ?? []) : [];
}

/** By its table; where somebody has made plain cells of that, by what the settings keep. */
export function findWorklistSheets(): Promise<readonly WorklistSheet[]> {
  return runInExcel(async (context) => {
    const { tables, settings, worksheets } = context.workbook;
    tables.load("items/name");
    settings.load("items/key,items/value");
    await context.sync();
    const byTable = tables.items.flatMap((table) => {
      const of = worklistOfTable(table.name);
      return of === null ? [] : [{ ...of, sheet: table.worksheet.load("id,name") }];
    });
    const bySetting = settings.items.flatMap(({ key, value }) => {
      const kept = key.startsWith(prefix) ? KeptWorklist.safeParse(value) : null;
      return kept?.success === true ? [{ worklist: kept.data.worklist, sheet: worksheets.getItemOrNullObject(kept.data.sheetId).load("id,name") }] : [];
    });
    await context.sync();
    const found: WorklistSheet[] = [...byTable]
      .sort((a, b) => b.number - a.number)
      .map(({ worklist, sheet }) => ({ worklist, sheetId: sheet.id, sheetName: sheet.name }));
    for (const { worklist, sheet } of bySetting) {
      if (!sheet.isNullObject && !found.some(({ sheetId }) => sheetId === sheet.id)) found.push({ worklist, sheetId: sheet.id, sheetName: sheet.name });
    }
    return found;
  });
}

export function showWorklistSheet({ sheetId }: WorklistSheet): Promise<void> {
  return runInExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItemOrNullObject(sheetId);
    await context.sync();
    if (sheet.isNullObject) throw new WorkbookError("sheet-gone");
    sheet.activate();
    await context.sync();
  });
}
