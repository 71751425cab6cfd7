import { activateSheet, addSheet, deleteSheet, renameSheet, setVisibility } from "../model/sheets";
import type { Sheet } from "../model/sheet";
import { button, element } from "./dom";
import { showMenu } from "./menu";
import type { Stage } from "./stage";

/** The tabs of the sheets: click, double-click to rename, right-click for more, + for a new one. */
export function createSheetTabs(stage: Stage): HTMLElement {
  const { workbook } = stage.host;
  const list = element("div", { className: "sheet-list", attributes: { role: "tablist", "aria-label": "Sheets" } });

  const rename = (sheet: Sheet, tab: HTMLElement): void => {
    const input = element("input", { className: "sheet-name", attributes: { type: "text", "aria-label": "Sheet name", maxlength: "31" } });
    input.value = sheet.name;
    let isDone = false;
    const finish = (keep: boolean): void => {
      if (isDone) return;
      isDone = true;
      const name = input.value;
      input.remove();
      if (keep && name !== sheet.name) stage.act("Rename sheet", () => renameSheet(workbook, sheet, name));
      draw();
    };
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") finish(true);
      if (event.key === "Escape") finish(false);
      event.stopPropagation();
    });
    input.addEventListener("blur", () => finish(true));
    tab.replaceChildren(input);
    input.select();
    input.focus();
  };

  const menu = (sheet: Sheet, tab: HTMLElement, event: MouseEvent): void => {
    const hidden = workbook.state.sheets.filter((other) => other.state.visibility === "Hidden");
    showMenu(
      [
        { label: "Rename", run: () => rename(sheet, tab) },
        { label: "Delete", run: () => stage.act("Delete sheet", () => deleteSheet(workbook, sheet)) },
        { label: "Hide", run: () => stage.act("Hide sheet", () => setVisibility(workbook, sheet, "Hidden")) },
        ...hidden.map((other) => ({
          label: `Unhide ${other.name}`,
          run: () => stage.act("Unhide sheet", () => setVisibility(workbook, other, "Visible")),
        })),
      ],
      { x: event.clientX, y: event.clientY },
      `Sheet ${sheet.name}`,
    );
  };

  const createTab = (sheet: Sheet): HTMLElement => {
    const isActive = sheet === workbook.activeSheet;
    const tab = element("button", {
      className: "sheet-tab",
      text: sheet.name,
      attributes: { type: "button", role: "tab", "aria-selected": String(isActive), tabindex: isActive ? "0" : "-1" },
      on: { click: () => activateSheet(workbook, sheet), dblclick: () => rename(sheet, tab) },
    });
    if (sheet.state.tabColor !== "") tab.style.borderBottomColor = sheet.state.tabColor;
    if (sheet.state.protection) tab.append(element("span", { className: "lock", text: "🔒", attributes: { title: "Protected" } }));
    tab.addEventListener("contextmenu", (event) => {
      event.preventDefault();
      menu(sheet, tab, event);
    });
    return tab;
  };

  function draw(): void {
    if (list.querySelector("input")?.matches(":focus")) return;
    list.replaceChildren(...workbook.state.sheets.filter((sheet) => sheet.state.visibility === "Visible").map(createTab));
    list.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  let drawn = "";
  const drawIfChanged = (): void => {
    const state = JSON.stringify(
      workbook.state.sheets.map((sheet) => [
        sheet.id,
        sheet.name,
        sheet.state.visibility,
        sheet.state.tabColor,
        sheet.state.protection !== null,
        sheet === workbook.activeSheet,
      ]),
    );
    if (state === drawn) return;
    drawn = state;
    draw();
  };
  workbook.onChange(drawIfChanged);
  drawIfChanged();
  list.addEventListener("keydown", (event) => {
    const tabs = [...list.querySelectorAll<HTMLElement>(".sheet-tab")];
    const index = tabs.findIndex((tab) => tab === document.activeElement);
    const next = event.key === "ArrowRight" ? tabs[index + 1] : event.key === "ArrowLeft" ? tabs[index - 1] : null;
    next?.focus();
  });
  const add = button(
    "+",
    () =>
      stage.act("Add sheet", () => {
        activateSheet(workbook, addSheet(workbook));
      }),
    { className: "add-sheet", attributes: { "aria-label": "New sheet", title: "New sheet" } },
  );
  return element("div", { className: "sheet-tabs", children: [list, add] });
}

/** The sheet before or after the active one. */
export function neighbourSheet(stage: Stage, direction: 1 | -1): void {
  const { workbook } = stage.host;
  const sheets = workbook.state.sheets.filter((sheet) => sheet.state.visibility === "Visible");
  const next = sheets[sheets.indexOf(workbook.activeSheet) + direction];
  if (next) activateSheet(workbook, next);
}
