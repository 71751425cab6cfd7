import type { CellSnapshot, ChartSnapshot, ExcelHostAutomation } from "./automation";
import type { ExcelHost } from "./host";
import { addressOf, maxColumns, parseAddress, type Rect } from "./model/address";
import { isError, plainValue } from "./model/cell";
import type { Chart } from "./model/chart";
import { deleteChart, drawnData, findChart, titleText } from "./model/charts";
import { copyCells } from "./model/copying";
import { clearCells, setStyle, typeIntoCell } from "./model/editing";
import { setAutoFilter, setRowsHidden, setTableCriteria } from "./model/filters";
import { undo, redo } from "./model/history";
import { invalidArgument, itemNotFound } from "./model/hostError";
import { loadWorkbook } from "./model/loadWorkbook";
import { addSheet, deleteSheet, protectSheet, renameSheet, selectRects, unprotectSheet } from "./model/sheets";
import type { Sheet } from "./model/sheet";
import { sortRows } from "./model/sorting";
import { deleteCells, insertCells } from "./model/structure";

/** What the page adds to what the host can do by itself. */
export interface PageControl {
  readonly ready: Promise<void>;
  runCommand(controlId: string): Promise<void>;
  remount(sets: Readonly<Record<string, string | null>>): Promise<void>;
}

function rowsRect(first: number, last: number): Rect {
  return { row: first - 1, rows: last - first + 1, column: 0, columns: maxColumns };
}

function rectOf(address: string): Rect {
  const parsed = parseAddress(address);
  if (!parsed) throw invalidArgument(address);
  return parsed.rect;
}

/** Filters the table at the header, or the sheet from the header row down to the last used row. */
export function filterAt(host: ExcelHost, sheet: Sheet, header: Rect, values: readonly string[] | null): void {
  const { workbook } = host;
  const table = workbook.tableAt(sheet, header.row, header.column);
  const criterion = { filterOn: "Values", values: values ?? [] };
  if (table) {
    const criteria = new Map(table.criteria);
    if (values) criteria.set(header.column - table.rect.column, criterion);
    else criteria.delete(header.column - table.rect.column);
    return setTableCriteria(workbook, table.id, criteria);
  }
  const used = sheet.usedRect(true);
  const current = sheet.state.autoFilter;
  const rect =
    current && current.rect.row === header.row
      ? current.rect
      : {
          row: header.row,
          column: used?.column ?? 0,
          columns: used?.columns ?? 1,
          rows: Math.max(1, (used?.row ?? 0) + (used?.rows ?? 1) - header.row),
        };
  const criteria = new Map(current && current.rect.row === header.row ? current.criteria : []);
  if (values) criteria.set(header.column - rect.column, criterion);
  else criteria.delete(header.column - rect.column);
  setAutoFilter(workbook, sheet, { rect, criteria });
}

export function clearFilters(host: ExcelHost, sheet: Sheet): void {
  for (const table of host.workbook.state.tables)
    if (table.sheet === sheet && table.criteria.size > 0) setTableCriteria(host.workbook, table.id, new Map());
  if (sheet.state.autoFilter) setAutoFilter(host.workbook, sheet, null);
}

function snapshot(host: ExcelHost, sheet: Sheet, rect: Rect): CellSnapshot {
  const cell = sheet.cell(rect.row, rect.column) ?? { value: "" };
  const error = isError(cell.value) ? cell.value : null;
  return {
    value: plainValue(cell.value),
    text: host.workbook.textOf(cell),
    formula: cell.formula ?? null,
    numberFormat: cell.numberFormat ?? "General",
    error: error?.error ?? null,
    message: error?.message ?? null,
    fill: cell.style?.fill ?? null,
    bold: cell.style?.bold === true,
    rowHidden: sheet.isRowHidden(rect.row),
  };
}

function chartSnapshot({ workbook }: ExcelHost, chart: Chart): ChartSnapshot {
  const { name, type, left, top, width, height } = chart;
  const { categories, series } = drawnData(workbook, chart);
  return {
    ...{ name, type, left, top, width, height, categories },
    title: titleText(workbook, chart),
    series: series.map((drawn, at) => {
      const area = chart.series[at]?.values ?? null;
      return { name: drawn.name, address: area && addressOf(area.rect), values: drawn.values };
    }),
  };
}

/** `window.excelHost`: the host's own abilities under the names that tests use. */
export function createAutomation(host: ExcelHost, page: PageControl): ExcelHostAutomation {
  const { workbook, engine, api } = host;
  const named = (name: string): Sheet => {
    const sheet = workbook.findSheet(name);
    if (!sheet) throw itemNotFound(`sheet ${name}`);
    return sheet;
  };
  const act = (label: string, work: () => void): void => {
    workbook.change(label, "person", work);
    engine.settle();
  };
  const step = (take: () => string | null): string | null => {
    const label = take();
    engine.settle();
    return label;
  };
  return {
    ready: page.ready,
    cell: (sheet, address) => snapshot(host, named(sheet), rectOf(address)),
    texts: (name, address) => {
      const rect = rectOf(address);
      const sheet = named(name);
      return Array.from({ length: rect.rows }, (_, row) =>
        Array.from({ length: rect.columns }, (_none, column) => workbook.textOf(sheet.cell(rect.row + row, rect.column + column))),
      );
    },
    setCell: (sheet, address, text) => act("Typing", () => typeIntoCell(workbook, named(sheet), rectOf(address), text)),
    clearCells: (sheet, address) =>
      act("Clear", () => clearCells(workbook, { sheet: named(sheet), rect: rectOf(address), location: address }, "Contents")),
    copy: (name, from, to) =>
      act("Paste", () => {
        const sheet = named(name);
        copyCells(workbook, { from: { sheet, rect: rectOf(from) }, to: { sheet, rect: rectOf(to) }, what: "All" });
      }),
    select: (sheet, address) => {
      const [first, ...others] = address.split(",").map(rectOf);
      if (first) selectRects(workbook, named(sheet), [first, ...others]);
    },
    selection: () => ({ sheet: workbook.selection.sheet.name, address: workbook.selection.rects.map(addressOf).join(",") }),
    insertRows: (sheet, first, count) =>
      act("Insert rows", () => insertCells(workbook, named(sheet), rowsRect(first, first + count - 1), "Down")),
    deleteRows: (sheet, first, count) =>
      act("Delete rows", () => deleteCells(workbook, named(sheet), rowsRect(first, first + count - 1), "Up")),
    sort: (sheet, address, column, ascending) =>
      act("Sort", () => sortRows(workbook, named(sheet), rectOf(address), [{ column, ascending }])),
    hideRows: (sheet, first, last) => act("Hide rows", () => setRowsHidden(workbook, named(sheet), rowsRect(first, last), true)),
    unhideRows: (sheet, first, last) => act("Unhide rows", () => setRowsHidden(workbook, named(sheet), rowsRect(first, last), false)),
    filter: (sheet, header, values) => act("Filter", () => filterAt(host, named(sheet), rectOf(header), values)),
    clearFilter: (sheet) => act("Clear filter", () => clearFilters(host, named(sheet))),
    protect: (sheet, options = {}) => act("Protect", () => protectSheet(workbook, named(sheet), options, null)),
    unprotect: (sheet) => act("Unprotect", () => unprotectSheet(workbook, named(sheet), null)),
    unlock: (sheet, address) =>
      act("Unlock", () => setStyle(workbook, { sheet: named(sheet), rect: rectOf(address), location: address }, { unlocked: true })),
    beginCellEdit: () => api.beginCellEdit(),
    endCellEdit: () => api.endCellEdit(),
    sheets: () => workbook.state.sheets.map((sheet) => sheet.name),
    tables: () => workbook.state.tables.map((table) => ({ name: table.name, sheet: table.sheet.name, address: addressOf(table.rect) })),
    charts: (sheet) => named(sheet).state.charts.map((chart) => chartSnapshot(host, chart)),
    deleteChart: (name, chart) =>
      act("Delete chart", () => {
        const sheet = named(name);
        deleteChart(workbook, sheet, findChart(sheet, chart)?.id ?? "");
      }),
    addSheet: (name) => act("Add sheet", () => void addSheet(workbook, name)),
    renameSheet: (sheet, name) => act("Rename sheet", () => renameSheet(workbook, named(sheet), name)),
    deleteSheet: (sheet) => act("Delete sheet", () => deleteSheet(workbook, named(sheet))),
    undo: () => step(() => undo(workbook)),
    redo: () => step(() => redo(workbook)),
    undoList: () => [...workbook.journal.undoLabels],
    runCommand: (controlId) => page.runCommand(controlId),
    paneVisible: () => host.pane.isVisible(),
    loseFocus: (lost) => {
      host.conditions.focusLost = lost;
    },
    loadWorkbook: (file) => {
      loadWorkbook(workbook, file);
      engine.settle();
    },
    get requests() {
      return api.log;
    },
    clearRequests: () => void api.log.splice(0),
    onlineFeatures: (sets) => page.remount(sets),
    pendingFunctions: () => host.functions.runningCount,
    callsPerMessage: (count) => {
      host.functions.callsPerMessage = count;
    },
    cancelOrder: (order) => {
      host.functions.cancelOrder = order;
    },
  };
}
