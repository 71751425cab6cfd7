import { placeFields } from "../../domain/address";
import { comparedFields, differences } from "../../domain/compareRow";
import type { ComparedCell, ComparedField, Difference } from "../../domain/compareRow";
import type { ValueField } from "../../domain/types";
import type { CompareFilter, ComparedRow } from "./compareState";

export interface DifferenceCounts {
  readonly rows: number;
  readonly same: number;
  readonly noPatient: number;
  readonly byField: readonly { readonly field: ComparedField; readonly counts: Readonly<Record<Difference, number>>; readonly total: number }[];
}

/** A cell of a row that differs. */
export interface DifferingCell {
  readonly row: ComparedRow;
  readonly field: ComparedField;
  readonly cell: ComparedCell;
}

const known = new WeakMap<readonly ComparedRow[], DifferenceCounts>();

/** Rows are replaced as a whole when anything about them changes: what was counted for one list holds. */
export function countDifferences(rows: readonly ComparedRow[]): DifferenceCounts {
  const found = known.get(rows);
  if (found !== undefined) return found;
  const byField = comparedFields.flatMap((field) => {
    const counts: Record<Difference, number> = { differs: 0, "missing-in-sheet": 0, "missing-in-record": 0, unreadable: 0 };
    let isCompared = false;
    for (const { comparison } of rows) {
      const cell = comparison[field];
      isCompared ||= cell !== undefined;
      if (cell !== undefined && cell.verdict !== "same") counts[cell.verdict] += 1;
    }
    return isCompared ? [{ field, counts, total: differences.reduce((sum, one) => sum + counts[one], 0) }] : [];
  });
  const counted = { rows: rows.length, same: rows.filter(isSame).length, noPatient: rows.filter(({ noPatient }) => noPatient !== null).length, byField };
  known.set(rows, counted);
  return counted;
}

export function isSame(row: ComparedRow): boolean {
  return row.noPatient === null && comparedFields.every((field) => row.comparison[field] === undefined || row.comparison[field].verdict === "same");
}

/** Rows that the filter shows. */
export function shownRows(rows: readonly ComparedRow[], filter: CompareFilter): readonly ComparedRow[] {
  if (filter.field === "artId") return rows.filter(({ noPatient }) => noPatient !== null);
  return rows.filter((row) => (filter.field === "all" && filter.difference === "all" && row.noPatient !== null) || shownCells(row, filter).length > 0);
}

export function shownCells(row: ComparedRow, { field, difference }: CompareFilter): readonly DifferingCell[] {
  return comparedFields.flatMap((one) => {
    const cell = row.comparison[one];
    if (cell === undefined || cell.verdict === "same" || (field !== "all" && field !== one)) return [];
    return difference === "all" || difference === cell.verdict ? [{ row, field: one, cell }] : [];
  });
}

/** Cells that can say what the record says. */
export function takeable(cells: readonly DifferingCell[]): readonly DifferingCell[] {
  return cells.filter(({ cell }) => cell.replacement !== null);
}

/** A value of the sheet that the record does not have, in a column that can be submitted. */
export function isSubmittable(differing: DifferingCell): boolean {
  return submittedAs(differing) !== null;
}

function submittedAs({ field, cell }: DifferingCell): ValueField | null {
  return field === "name" || field === "knownBirthdate" || cell.verdict === "missing-in-sheet" ? null : field;
}

/**
 * What goes along where this field was chosen: the field alone; of state, LGA and ward the row's others too. Alone, an LGA of two states
 * would become the one of the patient's old state, and a ward that of the old LGA.
 */
function sentWith(field: ValueField): readonly ValueField[] {
  return placeFields.some((one) => one === field) ? placeFields : [field];
}

/** The values of these cells that can be submitted, with what goes along with them, by the marks of their rows. */
export function valuesByRow(cells: readonly DifferingCell[]): ReadonlyMap<string, ReadonlySet<ValueField>> {
  const values = new Map<string, Set<ValueField>>();
  for (const cell of cells) {
    const field = submittedAs(cell);
    if (field === null) continue;
    const { mark } = cell.row.locator;
    const known = values.get(mark) ?? new Set();
    for (const one of sentWith(field)) known.add(one);
    values.set(mark, known);
  }
  return values;
}
