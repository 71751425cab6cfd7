import { cellRect, type Rect } from "../../model/address";
import type { Selection } from "../../model/workbook";
import { element } from "../dom";

/** A place inside the grid's surface, in pixels. */
export interface GridBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const cellId = (row: number, column: number): string => `cell-${row}-${column}`;
export const activeCellId = ({ activeRow, activeColumn }: Selection): string => cellId(activeRow, activeColumn);

function outline(className: string, box: GridBox): HTMLElement {
  const made = element("div", { className });
  Object.assign(made.style, { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px`, height: `${box.height}px` });
  made.hidden = box.width <= 0 || box.height <= 0;
  return made;
}

/** Draws the frames of the selected areas and of the active cell over the cells. */
export function drawSelection(layer: HTMLElement, selection: Selection, boxOf: (rect: Rect) => GridBox): void {
  const { rects, activeRow, activeColumn } = selection;
  layer.replaceChildren(
    ...rects.map((rect) => outline("selection", boxOf(rect))),
    outline("active-cell", boxOf(cellRect(activeRow, activeColumn))),
  );
}
