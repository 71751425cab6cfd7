import type { RowOutcome, SubmissionStatus } from "../../contract/submissions";
import { isPartId, locatorFromRowId, partMark } from "../submit/engine/sentRows";
import { outcomeText } from "../submit/engine/statusText";
import { sheetListOf, understand } from "../submit/engine/understand";
import { WorkbookError, placeId } from "../workbook/port";
import type { SheetList } from "../workbook/list";
import type { SheetLook, StatusEntry, WorkbookPort, WriteResult } from "../workbook/port";

type Sheets = Pick<WorkbookPort, "lookAtSheet" | "writeStatus">;

/** The Status and Detail of a row that the server has answered. Its `rowId` says how to find it in the sheet. */
export function entryOf({ uuid, kind }: Pick<SubmissionStatus, "uuid" | "kind">, outcome: RowOutcome): StatusEntry {
  const locator = locatorFromRowId(outcome.rowId, outcome.rowNumber);
  const mark = isPartId(outcome.rowId) ? partMark(locator.mark) : locator.mark;
  return { locator, ...outcomeText({ uuid, kind, outcome, mark }) };
}

/**
 * Writes beside the rows of the sheet that a submission came from, wherever they stand now; null where that sheet is not in this
 * workbook. Nothing has to be remembered for it: sheet and workbook are found by name and rows by what was sent of them.
 */
export async function writeToSource(workbook: Sheets, source: SubmissionStatus["source"], entries: readonly StatusEntry[]): Promise<WriteResult | null> {
  const look = await findSource(workbook, source);
  if (look === null) return null;
  let last: WriteResult = { written: 0, gone: entries.map(({ locator }) => locator.rowNumber) };
  // A sheet may hold several lists: the one that has such rows is the one that was sent.
  const others = look.places.filter((place) => placeId(place) !== placeId(look.chosen));
  for (const place of [look.chosen, ...others]) {
    const seen = place === look.chosen ? look : await workbook.lookAtSheet({ sheetId: look.sheetId, placeId: placeId(place) });
    const understanding = understand(seen);
    if (understanding.lacks !== null) continue;
    const result = await workbook.writeStatus(sheetListOf(seen, understanding), entries).catch(notThisList);
    last = result ?? last;
    if (last.written > 0) break;
  }
  return last;
}

/** The list of the sheet that a submission came from; null where it is not in this workbook. */
export async function findSourceList(workbook: Sheets, source: SubmissionStatus["source"]): Promise<SheetList | null> {
  const look = await findSource(workbook, source);
  return look === null ? null : sheetListOf(look, understand(look));
}

async function findSource(workbook: Sheets, { workbook: name, sheet }: SubmissionStatus["source"]): Promise<SheetLook | null> {
  // The form of one patient, opened without a sheet.
  if (sheet === "") return null;
  try {
    // Excel finds a sheet by its name as well as by its id.
    const look = await workbook.lookAtSheet({ sheetId: sheet });
    return look.workbookName.slice(0, 255) === name && look.sheetName.slice(0, 255) === sheet ? look : null;
  } catch (error) {
    if (error instanceof WorkbookError && (error.code === "sheet-gone" || error.code === "sheet-empty")) return null;
    throw error;
  }
}

function notThisList(error: unknown): null {
  if (error instanceof WorkbookError && error.code === "list-not-found") return null;
  throw error;
}
