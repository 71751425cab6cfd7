import type { AcceptedRepair, CellContent, ContactRow, IssueCode, RowField, ValueField } from "../../src/domain/types";
import { valueFields } from "../../src/domain/types";
import type { Baseline, CellInput, RowInput } from "../../src/contract/submissions";

/** A row as the engine works on it: what was sent, in the domain's own words. */
export interface SentRow {
  readonly rowId: string;
  readonly rowNumber: number;
  readonly contactRow: ContactRow;
  readonly accepted: readonly AcceptedRepair[];
  readonly confirmations: readonly IssueCode[];
  readonly baseline: Baseline;
  /** Further numbers that go with the row. */
  readonly keepNumbers: readonly string[];
  /** How the sender read each value column, where it could. */
  readonly read: Readonly<Partial<Record<ValueField, string>>>;
}

/** The part of a row that is stored as it came; the rest has columns of its own. */
type RowContent = Omit<RowInput, "rowId" | "rowNumber">;

function cellOf({ value, text, isDate, isFormula }: CellInput): CellContent {
  return { value, text, isDate, isFormula };
}

/** The row in the domain's words. */
export function sentRow(row: RowInput): SentRow {
  const cells: Partial<Record<RowField, CellContent>> = {};
  for (const [field, cell] of Object.entries(row.cells) as [RowField, CellInput | undefined][]) {
    if (cell !== undefined) cells[field] = cellOf(cell);
  }
  const read: Partial<Record<ValueField, string>> = {};
  for (const field of valueFields) {
    const asRead = row.cells[field]?.read;
    if (asRead !== undefined) read[field] = asRead;
  }
  return {
    rowId: row.rowId,
    rowNumber: row.rowNumber,
    contactRow: { cells },
    accepted: row.acceptedRepairs ?? [],
    confirmations: row.confirmations ?? [],
    baseline: row.baseline ?? {},
    keepNumbers: row.keepNumbers ?? [],
    read,
  };
}

/** What is stored of a row beside its id and number. */
export function encodeRowContent(row: RowInput): string {
  const content: RowContent = {
    cells: row.cells,
    acceptedRepairs: row.acceptedRepairs,
    confirmations: row.confirmations,
    baseline: row.baseline,
    seen: row.seen,
    keepNumbers: row.keepNumbers,
  };
  return JSON.stringify(content);
}

/** The row that `encodeRowContent` stored: written by this server from a parsed request, so its shape is not checked again. */
export function decodeRowContent(stored: string, rowId: string, rowNumber: number): RowInput {
  return { ...(JSON.parse(stored) as RowContent), rowId, rowNumber };
}
