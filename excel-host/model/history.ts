import { boundingRect, cellRect, keyColumn, keyRow, type Rect } from "./address";
import { isCellStep, type UndoRecord } from "./journal";
import type { Sheet } from "./sheet";
import type { Workbook } from "./workbook";

/** After sheets came or went by undo, the selection must lie on one that exists. */
function mendSheets(workbook: Workbook, before: readonly Sheet[]): void {
  const { sheets } = workbook.state;
  for (const sheet of new Set([...before, ...sheets])) sheet.deleted = !sheets.includes(sheet);
  const [first] = sheets;
  if (workbook.activeSheet.deleted && first)
    workbook.setSelection({ sheet: first, rects: [cellRect(0, 0)], activeRow: 0, activeColumn: 0 });
}

function announce(workbook: Workbook, record: UndoRecord): void {
  const touched = new Map<Sheet, Rect>();
  for (const step of record.steps) {
    if (!isCellStep(step)) continue;
    const rect = cellRect(keyRow(step.key), keyColumn(step.key));
    const known = touched.get(step.sheet);
    touched.set(step.sheet, known ? boundingRect(known, rect) : rect);
  }
  for (const [sheet, rect] of touched) workbook.emit({ kind: "cells", sheet, rect, changeType: "RangeEdited" });
  workbook.emit({ kind: "restored" });
}

function replay(workbook: Workbook, take: () => UndoRecord | null): string | null {
  const before = workbook.state.sheets;
  const record = take();
  if (!record) return null;
  mendSheets(workbook, before);
  const outer = workbook.source;
  workbook.source = "undo";
  announce(workbook, record);
  workbook.source = outer;
  return record.label;
}

/** Takes the last step back; gives its name, null when there is none. */
export const undo = (workbook: Workbook): string | null => replay(workbook, () => workbook.journal.undo());
export const redo = (workbook: Workbook): string | null => replay(workbook, () => workbook.journal.redo());
