import type { ValueField } from "../../../domain/types";
import type { SheetRow } from "../../workbook/port";
import { rowMark } from "../../workbook/rowMark";
import type { ReadList, Scope } from "../submitState";

const marks = new WeakMap<SheetRow, string>();

/** Rows never change, they are read anew: a mark holds as long as its row. */
function markOf(row: SheetRow): string {
  const mark = marks.get(row) ?? rowMark(row.cells);
  marks.set(row, mark);
  return mark;
}

/** The values of a row that are meant; null: all of them. */
export function valuesInScope(row: SheetRow, scope: Scope): ReadonlySet<ValueField> | null {
  return scope.rows === "given" ? (scope.given?.get(markOf(row)) ?? null) : null;
}

/** Rows of a list by what keeps them out. A row counts once, under the first reason. */
export interface ScopeCounts {
  readonly total: number;
  readonly hidden: number;
  readonly sent: number;
  /** Rows with an ART ID or a value in scope: these are validated. */
  readonly chosen: readonly SheetRow[];
}

export function rowsInScope(read: ReadList, scope: Scope, selected: readonly { readonly first: number; readonly last: number }[]): ScopeCounts {
  const isSelected = (row: SheetRow): boolean => selected.some(({ first, last }) => row.rowNumber >= first && row.rowNumber <= last);
  const isGiven = (row: SheetRow): boolean => scope.given?.has(markOf(row)) === true;
  const meant = scope.rows === "all" ? read.rows : read.rows.filter(scope.rows === "given" ? isGiven : isSelected);
  const chosen: SheetRow[] = [];
  let hidden = 0;
  let sent = 0;
  for (const row of meant) {
    if (row.isHidden) hidden += 1;
    else if (read.alreadySent.has(row.rowNumber)) sent += 1;
    if (row.isHidden && !scope.includeHidden) continue;
    if (read.alreadySent.has(row.rowNumber) && !scope.includeSent) continue;
    chosen.push(row);
  }
  return { total: meant.length, hidden, sent, chosen };
}
