import type { PaneRow } from "./engine/paneRow";
import { overviewOf } from "./engine/overview";
import type { Validated } from "./submitState";

/** Rows that go along: something of them would be written, and they stand in the sheet as they were validated. */
export function rowsToSend({ rows, changed, hiddenSince }: Validated): readonly PaneRow[] {
  const { changing } = overviewOf(rows);
  return changed.size + hiddenSince.size === 0 ? changing : changing.filter((row) => !changed.has(row.index) && !hiddenSince.has(row.index));
}
