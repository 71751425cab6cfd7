import type { PaneRow } from "./engine/paneRow";
import { isSent, verdictOf } from "./engine/verdict";
import type { Validated } from "./submitState";

/** Rows that go along: something of them would be written, and they stand in the sheet as they were validated. */
export function rowsToSend({ rows, changed, hiddenSince }: Validated): readonly PaneRow[] {
  return rows.filter((row) => isSent(verdictOf(row)) && !changed.has(row.index) && !hiddenSince.has(row.index));
}
