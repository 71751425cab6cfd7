import type { RowComparison } from "../../domain/compareRow";
import type { CellContent, RowField } from "../../domain/types";
import type { WorkbookPort } from "../workbook/port";
import { rowMark } from "../workbook/rowMark";
import type { Compared, ComparedRow } from "./compareState";
import { textOfRow } from "./comparing";
import type { DifferingCell } from "./counting";

export interface Taken {
  readonly cells: number;
  /** Numbers of rows that are no longer as they were compared: nothing was written there. */
  readonly left: readonly number[];
  /** All rows, the corrected ones as they are now. */
  readonly rows: readonly ComparedRow[];
}

/** Writes the record's values into their cells, as text and with a way back, and says anew what stands beside these rows. */
export async function takeValues(workbook: Pick<WorkbookPort, "applyRepairs" | "compare">, { list, rows, heading }: Compared, wanted: readonly DifferingCell[]): Promise<Taken> {
  const cells = wanted.flatMap(({ row, field, cell }) => {
    const column = valueColumn(field);
    return column === null || cell.replacement === null ? [] : [{ row, field, column, after: cell.replacement }];
  });
  const { gone, written } = await workbook.applyRepairs(list, cells.map(({ row, column, after }) => ({ locator: row.locator, field: column, after })), { fromRecord: true });
  const left = new Set(gone);
  const corrected = new Map<number, ComparedRow>();
  for (const { row, field, column, after } of cells) {
    if (left.has(row.locator.rowNumber)) continue;
    corrected.set(row.index, correctedRow(corrected.get(row.index) ?? row, { field, column, after }));
  }
  if (heading !== null) {
    const sheets = await workbook.compare();
    await sheets.updateTexts(list, [...corrected.values()].map((row) => ({ locator: row.locator, text: textOfRow(row) })));
  }
  return { cells: written, left: [...left].sort((a, b) => a - b), rows: rows.map((row) => corrected.get(row.index) ?? row) };
}

function correctedRow(row: ComparedRow, { field, column, after }: { readonly field: DifferingCell["field"]; readonly column: RowField; readonly after: string }): ComparedRow {
  const cells: Partial<Record<RowField, CellContent>> = { ...row.sheet.cells, [column]: { value: after } };
  const cell = row.comparison[field];
  const comparison: RowComparison = cell === undefined ? row.comparison : { ...row.comparison, [field]: { ...cell, verdict: "same", sheet: after, why: null } };
  return { ...row, sheet: { ...row.sheet, cells }, locator: { ...row.locator, mark: rowMark(cells) }, comparison };
}

function valueColumn(field: DifferingCell["field"]): RowField | null {
  return field === "name" || field === "knownBirthdate" ? null : field;
}
