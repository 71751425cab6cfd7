import { checkContactRow } from "../../../domain/contactRow";
import { findDuplicateRows } from "../../../domain/duplicates";
import { valueFields } from "../../../domain/types";
import type { AcceptedRepair, CheckedRow, Issue, ReadingContext, ValueField } from "../../../domain/types";
import type { SheetRow } from "../../workbook/port";
import type { PaneRow } from "./paneRow";
import { rowMark } from "../../workbook/rowMark";
import { nextTurn, requireNotCancelled, workInSlices } from "./slices";
import type { SliceOptions } from "./slices";

/** Reads and checks every row without the record, in slices, and finds patients who stand in the list twice. */
export async function checkList(rows: readonly SheetRow[], context: ReadingContext, options: CheckOptions = {}): Promise<readonly PaneRow[]> {
  const { valuesOf = () => null } = options;
  const checked: PaneRow[] = [];
  await workInSlices(
    rows,
    (sheet, index) => {
      const meant = valuesOf(sheet);
      const cells = meant === null ? sheet.cells : only(sheet.cells, meant);
      checked.push({
        index,
        sheet,
        cells,
        isPart: cells !== sheet.cells && rowMark(cells) !== rowMark(sheet.cells),
        mark: rowMark(sheet.cells),
        checked: checkContactRow({ cells }, context, []),
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

interface CheckOptions extends SliceOptions {
  /** The values of a row that are meant; null: all of them. */
  readonly valuesOf?: (row: SheetRow) => ReadonlySet<ValueField> | null;
}

function only(cells: SheetRow["cells"], meant: ReadonlySet<ValueField>): SheetRow["cells"] {
  const left: ReadonlySet<string> = new Set(valueFields.filter((field) => !meant.has(field)));
  return Object.fromEntries(Object.entries(cells).filter(([field]) => !left.has(field)));
}

/** Checks one row anew after a decision about its repairs; what the server said before no longer holds. */
export function withAccepted(row: PaneRow, accepted: readonly AcceptedRepair[], context: ReadingContext): PaneRow {
  return { ...row, accepted, checked: checkContactRow({ cells: row.cells }, context, accepted), preview: null };
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
