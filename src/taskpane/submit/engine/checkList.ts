import { checkContactRow } from "../../../domain/contactRow";
import { findDuplicateRows } from "../../../domain/duplicates";
import type { AcceptedRepair, CheckedRow, Issue, ReadingContext } from "../../../domain/types";
import type { SheetRow } from "../../workbook/port";
import type { PaneRow } from "./paneRow";
import { rowMark } from "../../workbook/rowMark";
import { nextTurn, requireNotCancelled, workInSlices } from "./slices";
import type { SliceOptions } from "./slices";

/** Reads and checks every row without the record, in slices, and finds patients who stand in the list twice. */
export async function checkList(rows: readonly SheetRow[], context: ReadingContext, options: SliceOptions = {}): Promise<readonly PaneRow[]> {
  const checked: PaneRow[] = [];
  await workInSlices(
    rows,
    (sheet, index) => {
      checked.push({
        index,
        sheet,
        mark: rowMark(sheet.cells),
        checked: checkContactRow({ cells: sheet.cells }, context, []),
        accepted: [],
        confirmed: [],
        written: {},
        duplicate: null,
        preview: null,
      });
    },
    options,
  );
  await nextTurn();
  requireNotCancelled(options.signal);
  return withDuplicates(checked);
}

/** Checks one row anew after a decision about its repairs; what the server said before no longer holds. */
export function withAccepted(row: PaneRow, accepted: readonly AcceptedRepair[], context: ReadingContext): PaneRow {
  return { ...row, accepted, checked: checkContactRow({ cells: row.sheet.cells }, context, accepted), preview: null };
}

/** Finds the same patient in several rows: by the server's opaque patient key where the record was seen, else by the ART ID as typed. */
export function withDuplicates(rows: readonly PaneRow[]): readonly PaneRow[] {
  const keyed: { index: number; key: string; checked: CheckedRow }[] = [];
  for (const row of rows) {
    const key = row.preview?.patient ?? row.checked.artId?.toLowerCase();
    if (key !== undefined) keyed.push({ index: row.index, key, checked: row.checked });
  }
  const found = findDuplicateRows(keyed);
  const byRow = new Map<number, Issue>();
  for (const [place, issue] of found) {
    const at = keyed[place];
    if (at === undefined) continue;
    const first = issue.first === undefined ? undefined : keyed[issue.first];
    const firstRow = first === undefined ? undefined : rows[first.index]?.sheet.rowNumber;
    byRow.set(at.index, { ...issue, params: firstRow === undefined ? issue.params : { ...issue.params, row: firstRow } });
  }
  return rows.map((row) => {
    const duplicate = byRow.get(row.index) ?? null;
    return duplicate === null && row.duplicate === null ? row : { ...row, duplicate };
  });
}
