import type { RowOutcome } from "../../contract/submissions";
import { contactFields } from "../../domain/types";

/** Rows of which something was changed in the record: only these can be taken back. */
export function undoableOf(outcomes: readonly RowOutcome[]): readonly RowOutcome[] {
  return outcomes.filter(({ fields }) => contactFields.some((field) => fields[field]?.status === "changed"));
}
