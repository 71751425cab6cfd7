import { maxColumns, maxRows, type Rect } from "../../model/address";
import { setColumnsHidden, setRowsHidden } from "../../model/filters";
import { deleteCells, insertCells } from "../../model/structure";
import { clearFilters } from "../../automationHandle";
import { showFilterDialog } from "../filterDialog";
import type { ManifestCommand } from "../manifest";
import { showMenu, type MenuEntry } from "../menu";
import type { Stage } from "../stage";
import { clearSelection } from "./keyboard";

export interface MenuContext {
  readonly stage: Stage;
  /** The add-in's own entries for cells. */
  readonly commands: readonly ManifestCommand[];
  readonly runCommand: (command: ManifestCommand) => void;
  /** Copying needs the browser's own event. */
  readonly copy: (isCut: boolean) => void;
}

const selectedRows = (rect: Rect): Rect => ({ ...rect, column: 0, columns: maxColumns });
const selectedColumns = (rect: Rect): Rect => ({ ...rect, row: 0, rows: maxRows });

function rowEntries({ stage }: MenuContext, rect: Rect): MenuEntry[] {
  const { workbook } = stage.host;
  const sheet = workbook.activeSheet;
  const rows = selectedRows(rect);
  const isAll = rect.rows === maxRows;
  return [
    { label: "Insert rows", disabled: isAll, run: () => stage.act("Insert rows", () => insertCells(workbook, sheet, rows, "Down")) },
    { label: "Delete rows", disabled: isAll, run: () => stage.act("Delete rows", () => deleteCells(workbook, sheet, rows, "Up")) },
    { label: "Hide rows", disabled: isAll, run: () => stage.act("Hide rows", () => setRowsHidden(workbook, sheet, rows, true)) },
    {
      label: "Unhide rows",
      run: () =>
        stage.act("Unhide rows", () =>
          setRowsHidden(
            workbook,
            sheet,
            isAll ? { ...rows, rows: stage.host.workbook.activeSheet.usedRect(false)?.rows ?? 1 } : widened(rows),
            false,
          ),
        ),
    },
  ];
}

/** Unhiding also takes the hidden rows beside the selection, which cannot be selected themselves. */
const widened = (rows: Rect): Rect => ({ ...rows, row: Math.max(0, rows.row - 1), rows: rows.rows + (rows.row > 0 ? 2 : 1) });

function columnEntries({ stage }: MenuContext, rect: Rect): MenuEntry[] {
  const { workbook } = stage.host;
  const sheet = workbook.activeSheet;
  const columns = selectedColumns(rect);
  const wide = { ...columns, column: Math.max(0, columns.column - 1), columns: columns.columns + (columns.column > 0 ? 2 : 1) };
  return [
    { label: "Insert columns", run: () => stage.act("Insert columns", () => insertCells(workbook, sheet, columns, "Right")) },
    { label: "Delete columns", run: () => stage.act("Delete columns", () => deleteCells(workbook, sheet, columns, "Left")) },
    { label: "Hide columns", run: () => stage.act("Hide columns", () => setColumnsHidden(workbook, sheet, columns, true)) },
    { label: "Unhide columns", run: () => stage.act("Unhide columns", () => setColumnsHidden(workbook, sheet, wide, false)) },
    "separator",
    { label: "Filter by value…", run: () => showFilterDialog(stage, { row: workbook.selection.activeRow, column: rect.column }) },
    { label: "Clear filters", run: () => stage.act("Clear filter", () => clearFilters(stage.host, sheet)) },
  ];
}

function cellEntries(context: MenuContext, rect: Rect): MenuEntry[] {
  const { stage } = context;
  const own: MenuEntry[] = context.commands.map((command) => ({
    label: command.label,
    icon: command.icon,
    hint: command.tip,
    run: () => context.runCommand(command),
  }));
  return [
    { label: "Cut", shortcut: "Ctrl+X", run: () => context.copy(true) },
    { label: "Copy", shortcut: "Ctrl+C", run: () => context.copy(false) },
    "separator",
    ...rowEntries(context, rect),
    { label: "Clear contents", shortcut: "Del", run: () => clearSelection(stage) },
    "separator",
    {
      label: "Filter by value…",
      run: () =>
        showFilterDialog(stage, { row: stage.host.workbook.selection.activeRow, column: stage.host.workbook.selection.activeColumn }),
    },
    ...(own.length > 0 ? ["separator" as const, ...own] : []),
  ];
}

export function showGridMenu(context: MenuContext, at: { x: number; y: number }): void {
  const [rect] = context.stage.host.workbook.selection.rects;
  const isColumns = rect.rows === maxRows && rect.columns < maxColumns;
  const isRows = rect.columns === maxColumns && rect.rows < maxRows;
  const entries = isColumns ? columnEntries(context, rect) : isRows ? rowEntries(context, rect) : cellEntries(context, rect);
  showMenu(entries, at, isColumns ? "Columns" : isRows ? "Rows" : "Cells");
}
