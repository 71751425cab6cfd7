import { Workbook as XlsxFile } from "exceljs";
import type { CellErrorValue, CellValue as XlsxValue, Worksheet } from "exceljs";
import { addressOf, keyColumn, keyRow } from "../model/address";
import { isError, type Cell, type CellStyle, type CellValue } from "../model/cell";
import type { Sheet } from "../model/sheet";
import { bodyRowCount } from "../model/table";
import type { Workbook } from "../model/workbook";

const pixelsPerPoint = 4 / 3;
const pixelsPerCharacter = 7;
const pixelsOfPadding = 5;

/** Errors that a file can hold; the newer ones are kept as the oldest of them. */
const fileErrors: readonly CellErrorValue["error"][] = ["#N/A", "#REF!", "#NAME?", "#DIV/0!", "#NULL!", "#VALUE!", "#NUM!"];

/** The workbook as an .xlsx file: values, formulas, formats, widths, what is frozen, hidden or bold, and tables. */
export async function toXlsx(workbook: Workbook): Promise<ArrayBuffer> {
  const file = new XlsxFile();
  file.properties.date1904 = workbook.date1904;
  for (const sheet of workbook.state.sheets) {
    const { visibility, frozenRows, frozenColumns, showGridlines } = sheet.state;
    const isFrozen = frozenRows > 0 || frozenColumns > 0;
    const made = file.addWorksheet(sheet.name, {
      state: visibility === "Visible" ? "visible" : visibility === "Hidden" ? "hidden" : "veryHidden",
      views: [{ showGridLines: showGridlines, ...(isFrozen ? { state: "frozen" as const, ySplit: frozenRows, xSplit: frozenColumns } : { state: "normal" as const }) }],
    });
    fillSheet(workbook, sheet, made);
  }
  return await file.xlsx.writeBuffer();
}

function fillSheet(workbook: Workbook, sheet: Sheet, made: Worksheet): void {
  // Tables first: they write their own rows, over which the cells then go with their formats.
  for (const table of workbook.state.tables.filter((one) => one.sheet === sheet)) {
    const { rect, name } = table;
    const columns = Array.from({ length: rect.columns }, (_, at) => ({ name: workbook.textOf(sheet.cell(rect.row, rect.column + at)), filterButton: table.showFilterButton }));
    const rows = Array.from({ length: bodyRowCount(table) }, () => columns.map(() => null));
    made.addTable({ name, ref: addressOf({ ...rect, rows: 1, columns: 1 }), headerRow: true, totalsRow: table.showTotals, columns, rows, style: { theme: "TableStyleMedium2", showRowStripes: table.showBandedRows } });
  }
  for (const [key, cell] of sheet.cells) {
    const target = made.getCell(keyRow(key) + 1, keyColumn(key) + 1);
    // What a formula has spilled comes back when it is calculated.
    if (cell.spilledFrom === undefined) target.value = valueOf(cell);
    if (cell.numberFormat !== undefined) target.numFmt = cell.numberFormat;
    if (cell.style !== undefined) dress(target, cell.style);
  }
  for (const [column, points] of sheet.state.columnWidths) made.getColumn(column + 1).width = Math.max(1, (points * pixelsPerPoint - pixelsOfPadding) / pixelsPerCharacter);
  for (const column of sheet.state.hiddenColumns) made.getColumn(column + 1).hidden = true;
  for (const row of new Set([...sheet.state.hiddenRows, ...sheet.state.filteredRows])) made.getRow(row + 1).hidden = true;
}

function valueOf({ value, formula }: Cell): XlsxValue {
  if (formula === undefined) return plain(value);
  const result = plain(value);
  return { formula: formula.slice(1), ...(result !== null && { result }), date1904: false };
}

type Plain = string | number | boolean | CellErrorValue | null;

function plain(value: CellValue): Plain {
  if (isError(value)) return { error: fileErrors.find((known) => known === value.error) ?? "#VALUE!" };
  return value === "" ? null : value;
}

function dress(target: { font: unknown; fill: unknown; alignment: unknown }, { bold, italic, fill, fontColor, wrapText }: CellStyle): void {
  if (bold === true || italic === true || fontColor !== undefined) {
    target.font = { ...(bold === true && { bold }), ...(italic === true && { italic }), ...(fontColor !== undefined && { color: { argb: argb(fontColor) } }) };
  }
  if (fill !== undefined) target.fill = { type: "pattern", pattern: "solid", fgColor: { argb: argb(fill) } };
  if (wrapText === true) target.alignment = { wrapText: true, vertical: "top" };
}

function argb(colour: string): string {
  return `FF${colour.replace("#", "").toUpperCase()}`;
}
