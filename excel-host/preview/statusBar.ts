import { intersect } from "../model/address";
import { element, oncePerFrame } from "./dom";
import type { CellEditor } from "./grid/editor";
import type { Stage } from "./stage";

/** What the selection holds: how many filled cells, and the sum where there are numbers. */
function summary(stage: Stage): string {
  const { sheet, rects } = stage.host.workbook.selection;
  const used = sheet.usedRect(true);
  let count = 0;
  let numbers = 0;
  let sum = 0;
  for (const rect of rects) {
    const common = used ? intersect(used, rect) : null;
    if (!common) continue;
    sheet.forEachCell(common, (_key, cell) => {
      if (cell.value === "") return;
      count++;
      if (typeof cell.value !== "number") return;
      numbers++;
      sum += cell.value;
    });
  }
  if (count < 2) return "";
  const total = numbers > 1 ? `   Sum: ${sum.toLocaleString("en-GB", { maximumFractionDigits: 2 })}` : "";
  return `Count: ${count.toLocaleString("en-GB")}${total}`;
}

function shownRows(stage: Stage): string {
  const { sheet } = stage.host.workbook.selection;
  const hidden = sheet.state.filteredRows.size;
  if (hidden === 0) return "";
  const rect =
    sheet.state.autoFilter?.rect ??
    stage.host.workbook.state.tables.find((table) => table.sheet === sheet && table.criteria.size > 0)?.rect;
  return rect ? `${rect.rows - 1 - hidden} of ${rect.rows - 1} records found` : "";
}

export function createStatusBar(stage: Stage, editor: CellEditor): HTMLElement {
  const mode = element("span", { className: "status-mode", text: "Ready", attributes: { role: "status" } });
  const facts = element("span", { className: "status-facts" });
  const refresh = oncePerFrame(() => {
    const isCalculating = stage.host.functions.runningCount > 0;
    mode.textContent = editor.isEditing ? "Edit" : isCalculating ? "Calculating" : "Ready";
    facts.textContent = [shownRows(stage), summary(stage)].filter(Boolean).join("   ");
  });
  stage.host.workbook.onChange(refresh);
  editor.onState = refresh;
  return element("div", { className: "status-bar", children: [mode, facts] });
}
