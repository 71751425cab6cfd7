import { cellRect } from "../model/address";
import { element } from "./dom";
import { showFilterDialog } from "./filterDialog";
import { createFormulaBar } from "./formulaBar";
import { GridClipboard, listenToClipboard } from "./grid/clipboard";
import { showGridMenu } from "./grid/contextMenus";
import { CellEditor } from "./grid/editor";
import { GridView } from "./grid/gridView";
import { handleEditorKey, handleGridKey, type KeyboardContext } from "./grid/keyboard";
import { listenToPointer } from "./grid/pointer";
import { ValidationHelp } from "./grid/validationHelp";
import type { ManifestCommand } from "./manifest";
import { createSheetTabs, neighbourSheet } from "./sheetTabs";
import type { Stage } from "./stage";
import { createStatusBar } from "./statusBar";

/** The formula bar, the grid and the sheet tabs, wired together. */
export function createSheetArea(
  stage: Stage,
  commands: readonly ManifestCommand[],
  runCommand: (command: ManifestCommand) => void,
): HTMLElement {
  const view = new GridView(stage);
  const editor = new CellEditor(stage, view);
  const clipboard = new GridClipboard(stage);
  const help = new ValidationHelp(stage, view);

  const copy = (isCut: boolean): void => {
    const text = clipboard.copy(isCut);
    if (text === null) return;
    navigator.clipboard.writeText(text).catch(() => stage.notify("The browser does not allow copying from the menu. Use Ctrl+C."));
  };
  const openMenu = (at: { x: number; y: number }): void => showGridMenu({ stage, commands, runCommand, copy }, at);
  const keyboard: KeyboardContext = {
    stage,
    view,
    editor,
    nextSheet: (direction) => neighbourSheet(stage, direction),
    openMenu: () => {
      const { activeRow, activeColumn } = stage.host.workbook.selection;
      const box = view.boxOf(cellRect(activeRow, activeColumn));
      const page = view.root.getBoundingClientRect();
      openMenu({ x: page.left + box.left + 10, y: page.top + box.top + box.height });
    },
  };

  view.surface.addEventListener("keydown", (event) => {
    if (event.altKey && event.key === "ArrowDown" && help.openList()) event.preventDefault();
    else if (event.target === view.surface) handleGridKey(event, keyboard);
  });
  editor.input.addEventListener("keydown", (event) => handleEditorKey(event, keyboard));
  view.surface.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    openMenu({ x: event.clientX, y: event.clientY });
  });
  listenToPointer({ stage, view, editor, openFilter: (place) => showFilterDialog(stage, place) });
  listenToClipboard(view.surface, clipboard, () => editor.isEditing);
  stage.host.workbook.onChange((change, source) => {
    requestAnimationFrame(() => help.draw());
    // What the add-in selects or activates comes into sight by itself.
    if (change.kind === "selection" && source === "addin")
      view.reveal(stage.host.workbook.selection.activeRow, stage.host.workbook.selection.activeColumn);
  });

  return element("main", {
    className: "sheet-area",
    children: [
      createFormulaBar(stage, view, editor),
      view.root,
      element("footer", { className: "sheet-footer", children: [createSheetTabs(stage), createStatusBar(stage, editor)] }),
    ],
  });
}
