import { isPlaceholder, readCell } from "./cell";
import { errorIssue, infoIssue, nothingRead } from "./issue";
import type { Reading } from "./issue";
import type { CellContent, RowField } from "./types";

export type ValueCell =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly value: number; readonly shown: string }
  | { readonly kind: "done"; readonly reading: Reading };

/** What every column of new values has in common: blank and placeholder mean no change, formulas and error values are refused. */
export function openValueCell(cell: CellContent, field: RowField): ValueCell {
  const reading = readCell(cell);
  if (cell.isFormula) return { kind: "done", reading: { value: null, issues: [errorIssue("cell-formula", field)] } };
  switch (reading.kind) {
    case "blank":
      return { kind: "done", reading: nothingRead };
    case "error":
      return { kind: "done", reading: { value: null, issues: [errorIssue("cell-error-value", field, { value: reading.text })] } };
    case "text":
      return isPlaceholder(reading.text)
        ? { kind: "done", reading: { value: null, issues: [infoIssue("placeholder-ignored", field, { value: reading.text })] } }
        : reading;
    case "number":
      return reading;
  }
}
