import { cellRect, maxColumns, maxRows, wholeSheet } from "../../model/address";
import { clearCells } from "../../model/editing";
import { redo, undo } from "../../model/history";
import { selectRects } from "../../model/sheets";
import { surroundingRect } from "../../wire/rangeNavigation";
import type { Stage } from "../stage";
import type { CellEditor } from "./editor";
import type { GridView } from "./gridView";
import { extendTo, jump, moveSelection, moveTo, moveWithin, step, type CellPlace } from "./moves";

export interface KeyboardContext {
  readonly stage: Stage;
  readonly view: GridView;
  readonly editor: CellEditor;
  readonly openMenu: () => void;
  readonly nextSheet: (direction: 1 | -1) => void;
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export function clearSelection(stage: Stage): void {
  const { sheet, rects } = stage.host.workbook.selection;
  stage.act("Clear", () => {
    for (const rect of rects) clearCells(stage.host.workbook, { sheet, rect, location: "Delete" }, "Contents");
  });
}

export function stepHistory(stage: Stage, direction: "undo" | "redo"): void {
  const label = (direction === "undo" ? undo : redo)(stage.host.workbook);
  stage.host.engine.settle();
  if (label === null) stage.notify(direction === "undo" ? "There is nothing to undo." : "There is nothing to redo.");
}

function selectAll({ stage }: KeyboardContext): void {
  const { workbook } = stage.host;
  const { sheet, rects, activeRow, activeColumn } = workbook.selection;
  const region = surroundingRect({ sheet, rect: cellRect(activeRow, activeColumn) });
  const [current] = rects;
  const isRegion = current.rows === region.rows && current.columns === region.columns;
  selectRects(workbook, sheet, [isRegion || (region.rows === 1 && region.columns === 1) ? wholeSheet : region], {
    row: activeRow,
    column: activeColumn,
  });
}

function withControl(key: string, event: KeyboardEvent, context: KeyboardContext): boolean {
  const { stage } = context;
  switch (key.toLowerCase()) {
    case "z":
      stepHistory(stage, event.shiftKey ? "redo" : "undo");
      return true;
    case "y":
      stepHistory(stage, "redo");
      return true;
    case "a":
      selectAll(context);
      return true;
    case "pageup":
    case "pagedown":
      context.nextSheet(key === "PageDown" ? 1 : -1);
      return true;
    default:
      return false;
  }
}

/** Home, End and the page keys; null for any other key. */
function destination(key: string, withCtrl: boolean, { stage, view }: KeyboardContext): CellPlace | null {
  const { sheet, activeRow, activeColumn } = stage.host.workbook.selection;
  const page = Math.max(1, Math.floor((view.root.clientHeight - 60) / 20));
  const used = sheet.usedRect(true);
  switch (key) {
    case "Home":
      return withCtrl ? { row: sheet.state.frozenRows, column: sheet.state.frozenColumns } : { row: activeRow, column: 0 };
    case "End":
      return withCtrl ? { row: (used?.row ?? 0) + (used?.rows ?? 1) - 1, column: (used?.column ?? 0) + (used?.columns ?? 1) - 1 } : null;
    case "PageDown":
      return { row: Math.min(maxRows - 1, activeRow + page), column: activeColumn };
    case "PageUp":
      return { row: Math.max(0, activeRow - page), column: activeColumn };
    default:
      return null;
  }
}

function navigate(event: KeyboardEvent, context: KeyboardContext): boolean {
  const { stage, view } = context;
  const { workbook } = stage.host;
  const withCtrl = event.ctrlKey || event.metaKey;
  const arrow = arrows[event.key];
  if (arrow) {
    const [rows, columns] = arrow;
    const place = moveSelection(workbook, (sheet, from) => (withCtrl ? jump : step)(sheet, from, rows, columns), event.shiftKey);
    view.reveal(place.row, place.column);
    return true;
  }
  if (withCtrl && event.key.startsWith("Page")) return false;
  const place = destination(event.key, withCtrl, context);
  if (!place) return false;
  if (event.shiftKey) extendTo(workbook, place);
  else moveTo(workbook, place);
  view.reveal(place.row, place.column);
  return true;
}

function enterOrTab(event: KeyboardEvent, { stage, view }: KeyboardContext): boolean {
  const back = event.shiftKey ? -1 : 1;
  const place = event.key === "Tab" ? moveWithin(stage.host.workbook, 0, back) : moveWithin(stage.host.workbook, back, 0);
  view.reveal(place.row, place.column);
  return true;
}

function command(event: KeyboardEvent, context: KeyboardContext): boolean {
  const { stage, editor } = context;
  if (event.key === "F2") return editor.begin(null);
  if (event.key === "Delete") {
    clearSelection(stage);
    return true;
  }
  if (event.key === "Backspace") return editor.begin("");
  if (event.key === " " && (event.shiftKey || event.ctrlKey)) {
    const { sheet, rects, activeRow, activeColumn } = stage.host.workbook.selection;
    const [rect] = rects;
    const whole = event.shiftKey ? { ...rect, column: 0, columns: maxColumns } : { ...rect, row: 0, rows: maxRows };
    selectRects(stage.host.workbook, sheet, [whole], { row: activeRow, column: activeColumn });
    return true;
  }
  if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
    context.openMenu();
    return true;
  }
  return false;
}

/** The keys that a person knows from a spreadsheet. */
export function handleGridKey(event: KeyboardEvent, context: KeyboardContext): void {
  if (context.editor.isEditing) return handleEditorKey(event, context);
  const withCtrl = event.ctrlKey || event.metaKey;
  const done =
    command(event, context) ||
    navigate(event, context) ||
    (event.key === "Enter" || event.key === "Tab" ? enterOrTab(event, context) : false) ||
    (withCtrl && !event.altKey && withControl(event.key, event, context));
  if (done) return event.preventDefault();
  if (event.key.length === 1 && !withCtrl && !event.altKey) {
    event.preventDefault();
    context.editor.begin(event.key);
  }
}

export function handleEditorKey(event: KeyboardEvent, context: KeyboardContext): void {
  const { editor, view } = context;
  event.stopPropagation();
  if (event.key === "Escape") {
    event.preventDefault();
    editor.cancel();
    view.surface.focus();
    return;
  }
  if (event.key !== "Enter" && event.key !== "Tab") return;
  event.preventDefault();
  if (!editor.commit()) return;
  view.surface.focus();
  enterOrTab(event, context);
}
