import { addressOf, cellRect, containsCell, type Rect } from "../../model/address";
import type { Sheet } from "../../model/sheet";
import type { Stage } from "../stage";
import { element, oncePerFrame } from "../dom";
import { cellLook } from "./cellLook";
import { ChartLayer } from "./chartLayer";
import { columnHeaders } from "./columnHeaders";
import {
  columnHeaderHeight,
  columnLeft,
  createLayout,
  rowHeaderWidth,
  rowTop,
  visibleColumns,
  visibleRows,
  type GridLayout,
  type Scroll,
} from "./layout";
import { activeCellId, cellId, drawSelection, type GridBox } from "./selectionLayer";

interface RowView {
  readonly root: HTMLElement;
  readonly header: HTMLElement;
  readonly cells: Map<number, HTMLElement>;
}

/** Draws the active sheet: only what is on the screen is in the document, whatever the size of the sheet. */
export class GridView {
  readonly root: HTMLElement;
  /** Takes the keyboard; the active cell is its active descendant. */
  readonly surface: HTMLElement;
  layout: GridLayout;
  private readonly scroller: HTMLElement;
  private readonly spacer: HTMLElement;
  private readonly viewport: HTMLElement;
  private readonly body: HTMLElement;
  private readonly columnHeaders: HTMLElement;
  private readonly overlay: HTMLElement;
  private readonly charts = new ChartLayer();
  private readonly rows = new Map<number, RowView>();
  private readonly scrolls = new WeakMap<Sheet, Scroll>();
  private readonly stage: Stage;
  private scrolled: Scroll = { left: 0, top: 0 };
  private isStale = true;
  private needsLayout = true;
  readonly drawSoon: () => void;

  constructor(stage: Stage) {
    this.stage = stage;
    this.layout = createLayout(stage.host.workbook);
    this.columnHeaders = element("div", { className: "column-headers", attributes: { role: "row", "aria-rowindex": "1" } });
    this.body = element("div", { className: "grid-body", attributes: { role: "rowgroup" } });
    this.overlay = element("div", { className: "selection-layer", attributes: { "aria-hidden": "true" } });
    this.surface = element("div", {
      className: "grid-surface",
      attributes: { role: "grid", tabindex: "0", "aria-label": "Sheet", "aria-multiselectable": "true" },
      children: [this.columnHeaders, this.body, this.overlay],
    });
    this.viewport = element("div", { className: "grid-viewport", children: [this.surface, this.charts.root] });
    this.spacer = element("div", { className: "grid-spacer" });
    this.scroller = element("div", { className: "grid-scroller", children: [this.viewport, this.spacer] });
    this.root = element("div", { className: "grid", children: [this.scroller] });
    this.drawSoon = oncePerFrame(() => this.draw());
    this.scroller.addEventListener("scroll", () => {
      this.readScroll();
      this.scrolls.set(this.layout.sheet, this.scrolled);
      this.drawSoon();
    });
    new ResizeObserver(() => this.drawSoon()).observe(this.root);
    stage.host.workbook.onChange((change) => {
      const isMove = change.kind === "selection";
      if (!isMove && change.kind !== "format" && change.kind !== "calculated") this.needsLayout = true;
      if (!isMove) this.isStale = true;
      this.drawSoon();
    });
  }

  /** As it was when the grid was last drawn or scrolled: asking the browser each time would lay the page out each time. */
  get scroll(): Scroll {
    return this.scrolled;
  }

  private readScroll(): void {
    this.scrolled = { left: this.scroller.scrollLeft, top: this.scroller.scrollTop };
  }

  /** Draws at once, for callers that measure afterwards. */
  draw(): void {
    this.prepare();
    this.readScroll();
    const { layout, scroll } = this;
    const width = this.root.clientWidth - rowHeaderWidth;
    const height = this.root.clientHeight - columnHeaderHeight;
    const columns = visibleColumns(layout, scroll, width);
    const rows = visibleRows(layout, scroll, height);
    this.columnHeaders.replaceChildren(...columnHeaders(columns, layout, scroll, this.stage.host.workbook.selection));
    this.drawRows(rows, columns);
    drawSelection(this.overlay, this.stage.host.workbook.selection, (rect) => this.boxOf(rect));
    this.charts.draw(this.stage, { layout, scroll, isStale: this.isStale });
    this.surface.setAttribute("aria-activedescendant", activeCellId(this.stage.host.workbook.selection));
    this.isStale = false;
  }

  /** The place of a rectangle inside the grid's surface, as far as it is in sight. */
  boxOf(rect: Rect): GridBox {
    const { layout, scroll } = this;
    const lastRow = Math.min(rect.row + rect.rows, layout.rows.count) - 1;
    const lastColumn = Math.min(rect.column + rect.columns, layout.columns.count) - 1;
    const top =
      rect.row < layout.frozenRows ? rowTop(layout, rect.row, scroll) : Math.max(rowTop(layout, rect.row, scroll), layout.frozenHeight);
    const left =
      rect.column < layout.frozenColumns
        ? columnLeft(layout, rect.column, scroll)
        : Math.max(columnLeft(layout, rect.column, scroll), layout.frozenWidth);
    const bottom = Math.max(rowTop(layout, lastRow, scroll) + layout.rows.sizeOf(lastRow), top);
    const right = Math.max(columnLeft(layout, lastColumn, scroll) + layout.columns.sizeOf(lastColumn), left);
    return { left: left + rowHeaderWidth, top: top + columnHeaderHeight, width: right - left, height: bottom - top };
  }

  /** Scrolls as little as needed to bring a cell into sight. */
  reveal(row: number, column: number): void {
    this.prepare();
    const { layout } = this;
    const width = this.root.clientWidth - rowHeaderWidth - 16;
    const height = this.root.clientHeight - columnHeaderHeight - 16;
    if (row >= layout.frozenRows) {
      const [start, end] = [layout.rows.startOf(row) - layout.frozenHeight, layout.rows.startOf(row + 1)];
      if (start < this.scroller.scrollTop) this.scroller.scrollTop = start;
      else if (end > this.scroller.scrollTop + height) this.scroller.scrollTop = end - height;
    }
    if (column >= layout.frozenColumns) {
      const [start, end] = [layout.columns.startOf(column) - layout.frozenWidth, layout.columns.startOf(column + 1)];
      if (start < this.scroller.scrollLeft) this.scroller.scrollLeft = start;
      else if (end > this.scroller.scrollLeft + width) this.scroller.scrollLeft = Math.min(start, end - width);
    }
    this.readScroll();
    this.drawSoon();
  }

  private prepare(): void {
    const { workbook } = this.stage.host;
    const isOther = this.layout.sheet !== workbook.activeSheet;
    const [selected] = workbook.selection.rects;
    const isBeyond = selected.row >= this.layout.rows.count || selected.column >= this.layout.columns.count;
    if (!this.needsLayout && !isOther && !isBeyond) return;
    this.needsLayout = false;
    this.layout = createLayout(workbook);
    this.spacer.style.width = `${rowHeaderWidth + this.layout.columns.length}px`;
    this.spacer.style.height = `${columnHeaderHeight + this.layout.rows.length}px`;
    this.surface.setAttribute("aria-rowcount", String(this.layout.rows.count + 1));
    this.surface.setAttribute("aria-colcount", String(this.layout.columns.count + 1));
    this.surface.setAttribute("aria-label", this.layout.sheet.name);
    this.surface.classList.toggle("no-gridlines", !this.layout.sheet.state.showGridlines);
    if (!isOther) return;
    this.forgetRows([...this.rows.keys()]);
    const scroll = this.scrolls.get(this.layout.sheet) ?? { left: 0, top: 0 };
    this.scroller.scrollTo(scroll.left, scroll.top);
  }

  private forgetRows(rows: readonly number[]): void {
    for (const row of rows) {
      this.rows.get(row)?.root.remove();
      this.rows.delete(row);
    }
  }

  private drawRows(rows: readonly number[], columns: readonly number[]): void {
    const wanted = new Set(rows);
    this.forgetRows([...this.rows.keys()].filter((row) => !wanted.has(row)));
    for (const row of rows) {
      const view = this.rows.get(row) ?? this.createRow(row);
      view.root.style.transform = `translateY(${rowTop(this.layout, row, this.scroll) + columnHeaderHeight}px)`;
      view.root.style.height = `${this.layout.rows.sizeOf(row)}px`;
      view.root.classList.toggle("frozen", row < this.layout.frozenRows);
      view.root.classList.toggle("last-frozen", row === this.layout.frozenRows - 1);
      this.drawRowHeader(view.header, row);
      this.drawCells(view, row, columns);
    }
  }

  private createRow(row: number): RowView {
    const header = element("div", {
      className: "row-header",
      text: String(row + 1),
      attributes: { role: "rowheader", "aria-colindex": "1", "data-row": String(row) },
    });
    const root = element("div", { className: "row", attributes: { role: "row", "aria-rowindex": String(row + 2) }, children: [header] });
    const view: RowView = { root, header, cells: new Map() };
    this.body.append(root);
    this.rows.set(row, view);
    return view;
  }

  private drawRowHeader(header: HTMLElement, row: number): void {
    const { rects } = this.stage.host.workbook.selection;
    const { sheet } = this.layout;
    header.classList.toggle(
      "selected",
      rects.some((rect) => row >= rect.row && row < rect.row + rect.rows),
    );
    header.classList.toggle("after-hidden", sheet.state.hiddenRows.has(row - 1));
    header.classList.toggle("filtered", sheet.state.filteredRows.size > 0);
  }

  private drawCells(view: RowView, row: number, columns: readonly number[]): void {
    const { rects } = this.stage.host.workbook.selection;
    const wanted = new Set(columns);
    for (const [column, cell] of view.cells) {
      if (wanted.has(column)) continue;
      cell.remove();
      view.cells.delete(column);
    }
    for (const column of columns) {
      const known = view.cells.get(column);
      const cell = known ?? this.createCell(view, row, column);
      cell.style.left = `${columnLeft(this.layout, column, this.scroll) + rowHeaderWidth}px`;
      cell.style.width = `${this.layout.columns.sizeOf(column)}px`;
      if (!known || this.isStale) this.fillCell(cell, row, column);
      const isSelected = rects.some((rect) => containsCell(rect, row, column));
      if (cell.ariaSelected !== String(isSelected)) cell.ariaSelected = String(isSelected);
    }
  }

  private createCell(view: RowView, row: number, column: number): HTMLElement {
    const cell = element("div", {
      attributes: {
        role: "gridcell",
        "aria-colindex": String(column + 2),
        "data-address": addressOf(cellRect(row, column)),
        id: cellId(row, column),
      },
    });
    view.root.append(cell);
    view.cells.set(column, cell);
    return cell;
  }

  private fillCell(cell: HTMLElement, row: number, column: number): void {
    const { workbook } = this.stage.host;
    const look = cellLook(workbook, this.layout.sheet, { row, column }, this.layout.columns.sizeOf(column));
    cell.className = `${look.classes}${column < this.layout.frozenColumns ? " frozen" : ""}`;
    const { left, width } = cell.style;
    cell.style.cssText = look.style;
    cell.style.left = left;
    cell.style.width = width;
    if (look.hint === "") cell.removeAttribute("title");
    else cell.setAttribute("title", look.hint);
    // In a span of its own the text covers the lines between the cells that it runs over.
    if (look.overflows) cell.replaceChildren(element("span", { text: look.text }));
    else cell.textContent = look.text;
    if (!look.hasFilterButton) return;
    const label = `Filter ${look.text}`;
    cell.append(
      element("span", {
        className: look.isFiltered ? "filter-button filtered" : "filter-button",
        text: look.isFiltered ? "▼" : "▾",
        attributes: { "data-filter": "", role: "button", "aria-label": label, title: label },
      }),
    );
  }
}
