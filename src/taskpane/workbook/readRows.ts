import type { CellContent, RowField } from "../../domain/types";
import { cellAt, columnRuns, rowBlocks, rowOfAddress, rowsPerBlock } from "./cells";
import type { LoadedCells } from "./cells";
import { detectDate1904 } from "./dateSystem";
import type { DateSample } from "./dateSystem";
import { findList } from "./findList";
import type { FoundList } from "./findList";
import { isOurStatus } from "./ownColumns";
import type { Progress, SheetList } from "./list";
import type { RowsRead, SheetRow } from "./port";
import { runInExcel } from "./runInExcel";

/** Of any sheet, counted from 0. */
const lastColumn = 16_383;

export interface ReadOptions {
  readonly onProgress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface FoundRows extends RowsRead {
  /** False where a column called Status is somebody else's: it is neither read as ours nor ever written. */
  readonly statusIsOurs: boolean;
}

/** Reads the columns in use of every row of the list, in blocks; nothing else of the sheet is read. */
export function readRows(list: SheetList, options: ReadOptions = {}): Promise<RowsRead> {
  return runInExcel(async (context) => readFoundRows(context, await findList(context, list), options));
}

/** Rows of a list that has been found. Rows in which every column in use is blank are left out. */
export async function readFoundRows(context: Excel.RequestContext, found: FoundList, options: ReadOptions = {}): Promise<FoundRows> {
  const fields = Object.entries(found.columns).map(([field, column]) => ({ field: field as RowField, column }));
  const own = [found.own.status, found.own.detail, found.own.rowId].filter((column) => column !== null);
  const runs = columnRuns([...fields.map(({ column }) => column), ...own]);
  const blocks = rowBlocks(found.headerRow + 1, found.lastRow - found.headerRow, rowsPerBlock(runs.reduce((sum, run) => sum + run.count, 0)));
  const total = found.lastRow - found.headerRow;
  const rows: SheetRow[] = [];
  const samples: DateSample[] = [];
  let done = 0;
  const shown = await findShownColumn(context, found);
  for (const block of blocks) {
    options.signal?.throwIfAborted();
    const loaded = runs.map((run) => ({
      run,
      cells: found.sheet.getRangeByIndexes(block.first, run.first, block.count, run.count).load("values,text,numberFormat,formulas"),
    }));
    // One column only, and with the header above it, so that the view is never empty: Excel hangs on views of whole sheets.
    const view = found.sheet.getRangeByIndexes(block.first - 1, shown, block.count + 1, 1).getVisibleView().load("cellAddresses");
    await context.sync();
    const visible = visibleRows(view.cellAddresses);
    const at = blockReader(loaded);
    for (let offset = 0; offset < block.count; offset += 1) {
      const row = readRow(found, fields, (column) => at(offset, column));
      if (row === null) continue;
      const rowNumber = block.first + offset + 1;
      rows.push({ ...row, rowNumber, isHidden: !visible.has(rowNumber) });
      for (const cell of Object.values(row.cells)) {
        if (samples.length < 200 && cell.isDate === true && typeof cell.value === "number" && cell.text !== undefined) {
          samples.push({ serial: cell.value, text: cell.text });
        }
      }
    }
    done += block.count;
    options.onProgress?.(done, total);
  }
  const ours = rows.every((row) => isOurStatus(row.status));
  return { rows: ours ? rows : rows.map((row) => ({ ...row, status: "", detail: "" })), date1904: detectDate1904(samples), statusIsOurs: ours };
}

/** A column that is not hidden itself: a view of one that is has no cells, as if every row were hidden. Where the whole list is, one beside it serves as well. */
async function findShownColumn(context: Excel.RequestContext, { sheet, headerRow, leftColumn, rightColumn }: FoundList): Promise<number> {
  const head = sheet.getRangeByIndexes(headerRow, leftColumn, 1, rightColumn - leftColumn + 1).load("columnHidden");
  await context.sync();
  // Null where some of them are, whatever its type says.
  if (Object.is(head.columnHidden, false)) return leftColumn;
  const cells = Array.from({ length: rightColumn - leftColumn + 2 }, (_, offset) => sheet.getRangeByIndexes(headerRow, Math.min(leftColumn + offset, lastColumn), 1, 1).load("columnHidden"));
  await context.sync();
  const shown = cells.findIndex(({ columnHidden }) => !columnHidden);
  return leftColumn + Math.max(0, shown);
}

function readRow(found: FoundList, fields: readonly { field: RowField; column: number }[], at: (column: number) => CellContent): Omit<SheetRow, "rowNumber" | "isHidden"> | null {
  const cells: Partial<Record<RowField, CellContent>> = {};
  let isBlank = true;
  for (const { field, column } of fields) {
    const cell = at(column);
    cells[field] = cell;
    if (cell.value !== "") isBlank = false;
  }
  if (isBlank) return null;
  const own = (column: number | null): string => (column === null ? "" : String(at(column).value).trim());
  return { cells, rowId: own(found.own.rowId), status: own(found.own.status), detail: own(found.own.detail) };
}

function blockReader(loaded: readonly { run: { first: number; count: number }; cells: LoadedCells }[]): (offset: number, column: number) => CellContent {
  const empty: CellContent = { value: "" };
  // Read once: each access to a loaded property of a proxy costs.
  const plain = loaded.map(({ run, cells }) => ({
    run,
    cells: { values: cells.values, text: cells.text, numberFormat: cells.numberFormat, formulas: cells.formulas },
  }));
  return (offset, column) => {
    const part = plain.find(({ run }) => column >= run.first && column < run.first + run.count);
    return part === undefined ? empty : cellAt(part.cells, offset, column - part.run.first);
  };
}

function visibleRows(addresses: readonly (readonly unknown[])[]): ReadonlySet<number> {
  const rows = new Set<number>();
  for (const [address] of addresses) {
    const row = typeof address === "string" ? rowOfAddress(address) : null;
    if (row !== null) rows.add(row);
  }
  return rows;
}
