import { understand } from "../submit/engine/understand";
import type { Corrections } from "../submit/engine/understand";
import { WorkbookError } from "../workbook/port";
import type { SheetLook, WorkbookPort } from "../workbook/port";

/** What the selected row says of a patient; `artId` is null where it says nothing, for the reason given. */
export type SelectedRow =
  | { readonly artId: string; readonly rowNumber: number; readonly lacks: null }
  | { readonly artId: null; readonly rowNumber: number; readonly lacks: "list" | "row" | "art-id" };

/** How the person has corrected the columns of a list on the Submit screen. */
export type CorrectionsOf = (look: SheetLook) => Corrections;

/** The ART ID in the row of the selected cell, by the column in which the Submit screen finds it. */
export async function readSelectedRow(workbook: Pick<WorkbookPort, "lookAtSheet" | "readSelectedCell" | "readSheetCell">, correctionsOf: CorrectionsOf): Promise<SelectedRow> {
  const selected = await workbook.readSelectedCell();
  const { rowNumber } = selected;
  const look = await lookOrNull(workbook);
  if (look === null || look.sheetId !== selected.sheetId) return { artId: null, rowNumber, lacks: "list" };
  const { headerRowNumber, columns, lacks } = understand(look, correctionsOf(look));
  const column = columns.artId?.column;
  if (column === undefined || lacks === "headings") return { artId: null, rowNumber, lacks: "list" };
  if (rowNumber <= headerRowNumber || rowNumber >= look.topRowNumber + look.rowCount) return { artId: null, rowNumber, lacks: "row" };
  const artId = (await workbook.readSheetCell({ sheetId: look.sheetId, rowNumber, column })).trim().slice(0, 100);
  return artId === "" ? { artId: null, rowNumber, lacks: "art-id" } : { artId, rowNumber, lacks: null };
}

async function lookOrNull(workbook: Pick<WorkbookPort, "lookAtSheet">): Promise<SheetLook | null> {
  try {
    return await workbook.lookAtSheet();
  } catch (error) {
    if (error instanceof WorkbookError && error.code === "sheet-empty") return null;
    throw error;
  }
}
