import { clearFilters } from "../automationHandle";
import { setStyle } from "../model/editing";
import { button, element } from "./dom";
import { showFilterDialog } from "./filterDialog";
import { stepHistory } from "./grid/keyboard";
import type { Manifest, ManifestCommand } from "./manifest";
import type { Stage } from "./stage";
import { chooseWorkbook, saveWorkbook } from "./workbookFiles";

interface RibbonButton {
  readonly id: string;
  readonly label: string;
  readonly tip: string;
  readonly icon: string | null;
  readonly glyph?: string;
  readonly run: () => void;
}

interface RibbonTab {
  readonly label: string;
  readonly groups: readonly { readonly label: string; readonly buttons: readonly RibbonButton[] }[];
}

function sheetTab(stage: Stage): RibbonTab {
  const { workbook } = stage.host;
  const own = (id: string, label: string, glyph: string, run: () => void): RibbonButton => ({
    id,
    label,
    tip: label,
    icon: null,
    glyph,
    run,
  });
  const freeze = (): void => {
    const { sheet, activeRow } = workbook.selection;
    stage.act("Freeze", () => {
      sheet.update({ frozenRows: sheet.state.frozenRows > 0 ? 0 : Math.max(1, activeRow) });
      workbook.emit({ kind: "layout", sheet });
    });
  };
  const bold = (): void => {
    const { sheet, rects, activeRow, activeColumn } = workbook.selection;
    const isBold = sheet.cell(activeRow, activeColumn)?.style?.bold === true;
    stage.act("Bold", () => {
      for (const rect of rects) setStyle(workbook, { sheet, rect, location: "Bold" }, { bold: !isBold });
    });
  };
  const filter = (): void => showFilterDialog(stage, { row: workbook.selection.activeRow, column: workbook.selection.activeColumn });
  return {
    label: "Sheet",
    groups: [
      {
        label: "File",
        buttons: [
          own("sheet.open", "Open", "📂", () => chooseWorkbook(stage)),
          own("sheet.save", "Save as .xlsx", "💾", () => void saveWorkbook(stage)),
        ],
      },
      {
        label: "Steps",
        buttons: [
          own("sheet.undo", "Undo", "↶", () => stepHistory(stage, "undo")),
          own("sheet.redo", "Redo", "↷", () => stepHistory(stage, "redo")),
        ],
      },
      { label: "Cells", buttons: [own("sheet.bold", "Bold", "B", bold)] },
      { label: "View", buttons: [own("sheet.freeze", "Freeze rows", "❄", freeze)] },
      {
        label: "Filter",
        buttons: [
          own("sheet.filter", "Filter by value", "▽", filter),
          own("sheet.clear", "Clear filters", "✕", () => stage.act("Clear filter", () => clearFilters(stage.host, workbook.activeSheet))),
        ],
      },
    ],
  };
}

function addinTab(manifest: Manifest, run: (command: ManifestCommand) => void): RibbonTab {
  const groups = manifest.groups.map((group) => ({
    label: group.label,
    buttons: group.commands.map((command) => ({ ...command, run: () => run(command) })),
  }));
  return { label: manifest.tabLabel || manifest.name, groups };
}

function ribbonButton({ id, label, tip, icon, glyph, run }: RibbonButton): HTMLElement {
  const picture = icon
    ? element("img", { attributes: { src: icon, alt: "", width: "24", height: "24" } })
    : element("span", { className: "glyph", text: glyph ?? "▪", attributes: { "aria-hidden": "true" } });
  return button("", run, {
    className: "ribbon-button",
    attributes: { "data-control": id, title: tip, "aria-label": label },
    children: [picture, element("span", { text: label })],
  });
}

function panelOf(tab: RibbonTab, id: string): HTMLElement {
  const groups = tab.groups.map((group) =>
    element("div", {
      className: "ribbon-group",
      attributes: { role: "group", "aria-label": group.label },
      children: [
        element("div", { className: "ribbon-buttons", children: group.buttons.map(ribbonButton) }),
        element("div", { className: "ribbon-group-label", text: group.label }),
      ],
    }),
  );
  return element("div", { className: "ribbon-panel", attributes: { role: "tabpanel", id, "aria-label": tab.label }, children: groups });
}

/** The strip above the sheet: the add-in's own tab, as its manifest describes it, and a small one for the sheet. */
export function createRibbon(stage: Stage, manifest: Manifest | null, run: (command: ManifestCommand) => void): HTMLElement {
  const tabs = [...(manifest ? [addinTab(manifest, run)] : []), sheetTab(stage)];
  const panels = tabs.map((tab, index) => panelOf(tab, `ribbon-${index}`));
  const heads = tabs.map((tab, index) =>
    button(tab.label, () => show(index), { className: "ribbon-tab", attributes: { role: "tab", "aria-controls": `ribbon-${index}` } }),
  );
  function show(chosen: number): void {
    panels.forEach((panel, index) => {
      panel.hidden = index !== chosen;
    });
    heads.forEach((head, index) => head.setAttribute("aria-selected", String(index === chosen)));
  }
  show(0);
  return element("section", {
    className: "ribbon",
    attributes: { "aria-label": "Ribbon" },
    children: [
      element("div", { className: "ribbon-tabs", attributes: { role: "tablist", "aria-label": "Ribbon" }, children: heads }),
      ...panels,
    ],
  });
}
