import { conditionalStyle } from "../../formula/conditionalStyle";
import { isError, type Cell } from "../../model/cell";
import { isDateFormat } from "../../model/numberFormat";
import type { Sheet } from "../../model/sheet";
import { headerRect } from "../../model/table";
import type { Table } from "../../model/tableState";
import type { Workbook } from "../../model/workbook";

/** How a cell is drawn. */
export interface CellLook {
  readonly text: string;
  readonly classes: string;
  readonly style: string;
  /** The text is longer than its cell and runs over the empty ones beside it. */
  readonly overflows: boolean;
  /** The sentence behind an error. */
  readonly hint: string;
  readonly hasFilterButton: boolean;
  readonly isFiltered: boolean;
}

let measuring: CanvasRenderingContext2D | null = null;

function widthOf(text: string): number {
  measuring ??= document.createElement("canvas").getContext("2d");
  if (!measuring) return 0;
  measuring.font = "14px Carlito, Calibri, 'Segoe UI', sans-serif";
  return measuring.measureText(text).width;
}

/** Dates and formatted numbers that do not fit are shown as `####`, as a person knows it. */
function fit(cell: Cell, text: string, width: number): string {
  const isFormatted =
    typeof cell.value === "number" && cell.numberFormat !== undefined && cell.numberFormat !== "General" && cell.numberFormat !== "@";
  if (!isFormatted && !(typeof cell.value === "number" && isDateFormat(cell.numberFormat ?? "General"))) return text;
  return widthOf(text) > width - 6 ? "#".repeat(Math.max(1, Math.floor(width / 9))) : text;
}

function alignment(cell: Cell): string {
  const given = cell.style?.horizontalAlignment;
  if (given === "Left" || given === "Center" || given === "Right") return given.toLowerCase();
  if (isError(cell.value) || typeof cell.value === "boolean") return "center";
  return typeof cell.value === "number" && cell.numberFormat !== "@" ? "right" : "left";
}

function tableClasses(table: Table | null, row: number): string {
  if (!table) return "";
  if (row === table.rect.row) return " in-table table-header";
  return table.showBandedRows && (row - table.rect.row) % 2 === 1 ? " in-table banded" : " in-table";
}

/** A readable text on a fill that was chosen for a white sheet, also when the page is dark. */
function inkOn(fill: string): string {
  const [red = 255, green = 255, blue = 255] = (/^#(..)(..)(..)$/.exec(fill) ?? []).slice(1).map((part) => parseInt(part, 16));
  return red * 0.299 + green * 0.587 + blue * 0.114 > 140 ? "#1b1b1b" : "#ffffff";
}

function inlineStyle(cell: Cell, extra: ReturnType<typeof conditionalStyle>): string {
  const style = { ...cell.style, ...extra };
  const fill = style.fill !== undefined && style.fill !== "#FFFFFF" ? style.fill : null;
  const underline = style.underline !== undefined && style.underline !== "None";
  return [
    `text-align:${alignment(cell)}`,
    fill
      ? `background-color:${fill};color:${style.fontColor ?? inkOn(fill)}`
      : style.fontColor === undefined
        ? ""
        : `color:${style.fontColor}`,
    style.bold ? "font-weight:700" : "",
    style.italic ? "font-style:italic" : "",
    underline || style.strikethrough
      ? `text-decoration:${[underline ? "underline" : "", style.strikethrough ? "line-through" : ""].join(" ").trim()}`
      : "",
    cell.style?.wrapText ? "white-space:pre-wrap;line-height:1.2" : "",
    cell.style?.indentLevel ? `padding-left:${4 + cell.style.indentLevel * 9}px` : "",
  ]
    .filter(Boolean)
    .join(";");
}

export function cellLook(workbook: Workbook, sheet: Sheet, at: { row: number; column: number }, width: number): CellLook {
  const cell = sheet.cell(at.row, at.column) ?? { value: "" };
  const table = workbook.tableAt(sheet, at.row, at.column);
  const filter = sheet.state.autoFilter;
  const isTableHeader = table !== null && table.showFilterButton && at.row === headerRect(table).row;
  const isFilterHeader =
    filter !== null &&
    at.row === filter.rect.row &&
    at.column >= filter.rect.column &&
    at.column < filter.rect.column + filter.rect.columns;
  const criteria = isTableHeader
    ? table.criteria.has(at.column - table.rect.column)
    : isFilterHeader && filter.criteria.has(at.column - filter.rect.column);
  const text = workbook.textOf(cell);
  const isWideText = typeof cell.value === "string" && !cell.style?.wrapText && widthOf(text) > width - 8;
  const overflows = isWideText && !sheet.cell(at.row, at.column + 1)?.value;
  const error = isError(cell.value) ? cell.value : null;
  return {
    text: fit(cell, text, width),
    classes: `cell${tableClasses(table, at.row)}${overflows ? " overflows" : ""}${error ? " error" : ""}${cell.spilledFrom === undefined ? "" : " spilled"}`,
    style: inlineStyle(cell, conditionalStyle(workbook, sheet, at.row, at.column)),
    overflows,
    hint: error?.message ?? "",
    hasFilterButton: isTableHeader || isFilterHeader,
    isFiltered: criteria,
  };
}
