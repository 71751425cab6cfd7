import { columnName, isWholeColumns } from "../../model/address";
import type { Selection } from "../../model/workbook";
import { element } from "../dom";
import { columnLeft, rowHeaderWidth, type GridLayout, type Scroll } from "./layout";

/** The letters above the columns, and the corner that selects everything. */
export function columnHeaders(columns: readonly number[], layout: GridLayout, scroll: Scroll, { rects }: Selection): HTMLElement[] {
  const headers = columns.map((column) => {
    const selected = rects.filter((rect) => column >= rect.column && column < rect.column + rect.columns);
    const classes = ["column-header", selected.length > 0 ? "selected" : "", selected.some(isWholeColumns) ? "whole" : ""];
    const header = element("div", {
      className: [...classes, column < layout.frozenColumns ? "frozen" : ""].filter(Boolean).join(" "),
      text: columnName(column),
      attributes: { role: "columnheader", "aria-colindex": String(column + 2), "data-column": String(column) },
    });
    header.style.left = `${columnLeft(layout, column, scroll) + rowHeaderWidth}px`;
    header.style.width = `${layout.columns.sizeOf(column)}px`;
    return header;
  });
  return [element("div", { className: "corner", attributes: { "data-corner": "", title: "Select all" } }), ...headers];
}
