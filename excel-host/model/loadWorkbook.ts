import { cellKey, cellRect, parseAddress, type Rect } from "./address";
import { asErrorCode, errorValue, withContent, type Cell, type CellStyle, type CellValue } from "./cell";
import type { Sheet } from "./sheet";
import { addTable, updateTable } from "./table";
import { selectRects } from "./sheets";
import type { Workbook } from "./workbook";
import type { CellFile, SheetFile, StoredScalar, StyledCellFile, WorkbookFile } from "./workbookFile";

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
  if (file.t !== "f") return { value: valueOf(file), ...format };
  return { value: storedValue(storedRows(file)?.[0]?.[0] ?? ""), formula: String(file.v ?? ""), ...format };
}

function storedRows(file: CellFile): readonly (readonly StoredScalar[])[] | null {
  if (file === null || typeof file !== "object" || file.t !== "f" || file.stored === undefined) return null;
  return typeof file.stored === "object" ? file.stored : [[file.stored]];
}

function storedValue(stored: StoredScalar): CellValue {
  const error = typeof stored === "string" ? asErrorCode(stored) : null;
  return error === null ? stored : errorValue(error);
}

/** Puts what spilled from a saved formula around it; gives the cells that it fills, null where it is one. */
function fillStored(sheet: Sheet, at: { row: number; column: number }, rows: readonly (readonly StoredScalar[])[]): Rect | null {
  const rect: Rect = { ...at, rows: rows.length, columns: rows[0]?.length ?? 1 };
  if (rect.rows * rect.columns === 1) return null;
  const anchor = cellKey(at.row, at.column);
  rows.forEach((line, row) =>
    line.forEach((value, column) => {
      const key = cellKey(at.row + row, at.column + column);
      if (key !== anchor) sheet.restoreCell(key, { ...withContent(sheet.cellAt(key), storedValue(value)), spilledFrom: anchor });
    }),
  );
  return rect;
}

/** Every saved result of a sheet, put in place after all its cells are there. */
function fillResults(sheet: Sheet, file: SheetFile): ReadonlyMap<number, Rect | null> {
  const results = new Map<number, Rect | null>();
  file.cells.forEach((line, row) =>
    line.forEach((cell, column) => {
      const rows = storedRows(cell);
      if (rows) results.set(cellKey(row, column), fillStored(sheet, { row, column }, rows));
    }),
  );
  return results;
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
  const stored = new Map<Sheet, ReadonlyMap<number, Rect | null>>();
  file.sheets.forEach((sheetFile, index) => {
    const sheet = sheets[index];
    if (!sheet) return;
    fillSheet(workbook, sheet, sheetFile);
    const results = fillResults(sheet, sheetFile);
    if (results.size > 0) stored.set(sheet, results);
  });
  workbook.watcher?.resultsLoaded(stored);
  const shown = file.sheets[0];
  const selected = rectOf(shown?.selection ?? shown?.activeCell ?? "A1");
  const active = shown?.activeCell ? rectOf(shown.activeCell) : selected;
  selectRects(workbook, first, [selected], active);
  workbook.journal.forget();
  workbook.emit({ kind: "loaded" });
}
