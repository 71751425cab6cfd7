import { cellRect, maxColumns, maxRows, spanning, wholeSheet, type Rect } from "../../model/address";
import { selectRects } from "../../model/sheets";
import { setColumnWidth, setRowHeight } from "../../model/sizes";
import type { Stage } from "../stage";
import type { CellEditor } from "./editor";
import type { GridView } from "./gridView";
import { cellAtPoint, columnHeaderHeight, pixelsPerPoint, rowHeaderWidth } from "./layout";
import type { CellPlace } from "./moves";

export interface PointerContext {
  readonly stage: Stage;
  readonly view: GridView;
  readonly editor: CellEditor;
  readonly openFilter: (place: CellPlace) => void;
}

type Drag = (event: PointerEvent) => void;

const resizeReach = 5;

function pointIn(view: GridView, event: MouseEvent): { x: number; y: number } {
  const box = view.root.getBoundingClientRect();
  return { x: event.clientX - box.left - rowHeaderWidth, y: event.clientY - box.top - columnHeaderHeight };
}

function placeAt(view: GridView, event: MouseEvent): CellPlace {
  const { x, y } = pointIn(view, event);
  return cellAtPoint(view.layout, Math.max(0, x), Math.max(0, y), view.scroll);
}

function whichPart(event: MouseEvent): "corner" | "column" | "row" | "cell" {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("[data-corner]")) return "corner";
  if (target?.closest("[data-column]")) return "column";
  return target?.closest("[data-row]") ? "row" : "cell";
}

function rectBetween(part: "column" | "row" | "cell", from: CellPlace, to: CellPlace): Rect {
  const rect = spanning(from.row, from.column, to.row, to.column);
  if (part === "column") return { ...rect, row: 0, rows: maxRows };
  return part === "row" ? { ...rect, column: 0, columns: maxColumns } : rect;
}

function startSelecting(event: PointerEvent, context: PointerContext, part: "column" | "row" | "cell"): Drag {
  const { stage, view } = context;
  const { workbook } = stage.host;
  const { sheet, rects, activeRow, activeColumn } = workbook.selection;
  const here = placeAt(view, event);
  const origin = event.shiftKey ? { row: activeRow, column: activeColumn } : here;
  const kept = event.ctrlKey || event.metaKey ? rects : null;
  const active = part === "column" ? { row: 0, column: origin.column } : part === "row" ? { row: origin.row, column: 0 } : origin;
  const select = (to: CellPlace): void => {
    const added = rectBetween(part, origin, to);
    selectRects(workbook, sheet, kept ? [...kept, added] : [added], event.shiftKey ? { row: activeRow, column: activeColumn } : active);
  };
  select(here);
  return (moved) => {
    const to = placeAt(view, moved);
    select(to);
    if (part === "cell") view.reveal(to.row, to.column);
  };
}

/** The column or row whose border the pointer is at, for resizing; null elsewhere in the headers. */
function borderAt(view: GridView, event: MouseEvent, part: "column" | "row"): number | null {
  const { x, y } = pointIn(view, event);
  const place = placeAt(view, event);
  const { layout, scroll } = view;
  const [axis, at, index] =
    part === "column"
      ? [layout.columns, x + (place.column < layout.frozenColumns ? 0 : scroll.left), place.column]
      : [layout.rows, y + (place.row < layout.frozenRows ? 0 : scroll.top), place.row];
  if (axis.startOf(index + 1) - at <= resizeReach) return index;
  return index > 0 && at - axis.startOf(index) <= resizeReach ? index - 1 : null;
}

function startResizing(event: PointerEvent, context: PointerContext, part: "column" | "row", index: number): Drag {
  const { stage, view } = context;
  const { sheet } = view.layout;
  const axis = part === "column" ? view.layout.columns : view.layout.rows;
  const start = part === "column" ? event.clientX : event.clientY;
  const size = axis.sizeOf(index);
  return (moved) => {
    const wanted = Math.max(0, size + (part === "column" ? moved.clientX : moved.clientY) - start) / pixelsPerPoint;
    stage.act("Resize", () => {
      if (part === "column") setColumnWidth(stage.host.workbook, sheet, cellRect(0, index), wanted);
      else setRowHeight(stage.host.workbook, sheet, cellRect(index, 0), wanted);
    });
  };
}

/** Selecting, dragging, resizing and double-clicking with mouse, pen or finger. */
export function listenToPointer(context: PointerContext): void {
  const { stage, view, editor } = context;
  let drag: Drag | null = null;

  view.surface.addEventListener("pointerdown", (event) => {
    if (event.target === editor.input) return;
    if (editor.isEditing && !editor.commit()) return event.preventDefault();
    view.surface.focus({ preventScroll: true });
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest("[data-filter]")) {
      event.preventDefault();
      context.openFilter(placeAt(view, event));
      return;
    }
    const part = whichPart(event);
    if (part === "corner") return selectRects(stage.host.workbook, view.layout.sheet, [wholeSheet]);
    // The right button keeps a selection that it is pressed on.
    if (event.button !== 0) {
      const place = placeAt(view, event);
      const isInside = stage.host.workbook.selection.rects.some(
        (rect) =>
          place.row >= rect.row &&
          place.row < rect.row + rect.rows &&
          place.column >= rect.column &&
          place.column < rect.column + rect.columns,
      );
      if (
        !isInside ||
        (part === "column" && stage.host.workbook.selection.rects[0].rows < maxRows) ||
        (part === "row" && stage.host.workbook.selection.rects[0].columns < maxColumns)
      )
        startSelecting(event, context, part);
      return;
    }
    const border = part === "cell" ? null : borderAt(view, event, part);
    drag = border === null || part === "cell" ? startSelecting(event, context, part) : startResizing(event, context, part, border);
    view.surface.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  view.surface.addEventListener("pointermove", (event) => {
    if (drag) return drag(event);
    const part = whichPart(event);
    const isAtBorder = (part === "column" || part === "row") && borderAt(view, event, part) !== null;
    view.surface.style.cursor = isAtBorder ? (part === "column" ? "col-resize" : "row-resize") : "";
  });
  const stop = (): void => {
    drag = null;
  };
  view.surface.addEventListener("pointerup", stop);
  view.surface.addEventListener("pointercancel", stop);
  view.surface.addEventListener("dblclick", (event) => {
    if (event.target !== editor.input && whichPart(event) === "cell") editor.begin(null);
  });
}
