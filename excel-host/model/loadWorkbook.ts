import { cellRect, parseAddress, type Rect } from "./address";
import { asErrorCode, errorValue, type Cell, type CellStyle, type CellValue } from "./cell";
import type { Sheet } from "./sheet";
import { addTable, updateTable } from "./table";
import { selectRects } from "./sheets";
import type { Workbook } from "./workbook";
import type { CellFile, SheetFile, StyledCellFile, WorkbookFile } from "./workbookFile";

const pointsPerPixel = 0.75;

function valueOf(cell: StyledCellFile): CellValue {
  const value = cell.v ?? "";
  if (cell.t === "e") return errorValue(asErrorCode(String(value)) ?? "#VALUE!");
  if (cell.t === "s") return String(value);
  return value;
}

function styleOf(cell: StyledCellFile): CellStyle | null {
  if (!cell.b && !cell.fill) return null;
  return { ...(cell.b ? { bold: true } : {}), ...(cell.fill ? { fill: cell.fill } : {}) };
}

function readCell(file: CellFile): Cell {
  if (file === null || typeof file !== "object") return { value: file ?? "" };
  const style = styleOf(file);
  const format = { ...(file.nf === undefined || file.nf === "General" ? {} : { numberFormat: file.nf }), ...(style ? { style } : {}) };
  return file.t === "f" ? { value: "", formula: String(file.v ?? ""), ...format } : { value: valueOf(file), ...format };
}

const rectOf = (address: string): Rect => parseAddress(address)?.rect ?? cellRect(0, 0);

function fillSheet(workbook: Workbook, sheet: Sheet, file: SheetFile): void {
  file.cells.forEach((line, row) => line.forEach((cell, column) => sheet.put(row, column, readCell(cell))));
  sheet.update({
    columnWidths: new Map((file.columns ?? []).map(({ width }, column) => [column, width * pointsPerPixel])),
    frozenRows: file.frozenRows ?? 0,
    hiddenRows: new Set((file.hiddenRows ?? []).map((rowNumber) => rowNumber - 1)),
  });
  for (const { name, address } of file.tables ?? []) {
    const table = addTable(workbook, sheet, rectOf(address), true);
    updateTable(workbook, table.id, { name });
  }
}

/** Replaces everything in the workbook; there is nothing to undo afterwards. */
export function loadWorkbook(workbook: Workbook, file: WorkbookFile): void {
  workbook.name = file.name;
  workbook.date1904 = file.date1904 ?? false;
  const sheets = file.sheets.map(({ name }) => workbook.newSheet(name));
  const [first = workbook.newSheet("Sheet1")] = sheets;
  for (const old of workbook.state.sheets) old.deleted = true;
  workbook.update({ sheets: sheets.length > 0 ? sheets : [first], tables: [], names: [] });
  workbook.setSelection({ sheet: first, rects: [cellRect(0, 0)], activeRow: 0, activeColumn: 0 });
  workbook.emit({ kind: "loaded" });
  file.sheets.forEach((sheetFile, index) => {
    const sheet = sheets[index];
    if (sheet) fillSheet(workbook, sheet, sheetFile);
  });
  const shown = file.sheets[0];
  const selected = rectOf(shown?.selection ?? shown?.activeCell ?? "A1");
  const active = shown?.activeCell ? rectOf(shown.activeCell) : selected;
  selectRects(workbook, first, [selected], active);
  workbook.journal.forget();
  workbook.emit({ kind: "loaded" });
}
