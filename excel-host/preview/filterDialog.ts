import { clearFilters, filterAt } from "../automationHandle";
import { cellRect } from "../model/address";
import { sheetFilters } from "../model/filters";
import type { Sheet } from "../model/sheet";
import { sortRows } from "../model/sorting";
import { button, element } from "./dom";
import type { Stage } from "./stage";

const mostValues = 1000;

interface FilterColumn {
  readonly sheet: Sheet;
  readonly headerRow: number;
  readonly column: number;
  readonly lastRow: number;
  readonly chosen: ReadonlySet<string> | null;
}

/** The header that a column's filter belongs to: of the table or filter that is there, else the first used row. */
function findColumn(stage: Stage, place: { row: number; column: number }): FilterColumn {
  const { workbook } = stage.host;
  const sheet = workbook.activeSheet;
  const table = workbook.tableAt(sheet, place.row, place.column);
  const used = sheet.usedRect(true) ?? cellRect(0, 0);
  const rect = table?.rect ?? sheet.state.autoFilter?.rect ?? used;
  const existing = sheetFilters(workbook, sheet).find((filter) => filter.rect.row === rect.row);
  const criteria = existing?.criteria.get(place.column - rect.column);
  return {
    sheet,
    headerRow: rect.row,
    column: place.column,
    lastRow: rect.row + rect.rows - 1,
    chosen: criteria?.values ? new Set(criteria.values.map((value) => value.toLowerCase())) : null,
  };
}

function distinctTexts(stage: Stage, { sheet, headerRow, column, lastRow }: FilterColumn): string[] {
  const texts = new Set<string>();
  for (let row = headerRow + 1; row <= lastRow && texts.size < mostValues; row++)
    texts.add(stage.host.workbook.textOf(sheet.cell(row, column)));
  return [...texts].sort((a, b) => (a === "" ? 1 : b === "" ? -1 : a.localeCompare(b, undefined, { numeric: true })));
}

function sortColumn(stage: Stage, target: FilterColumn, ascending: boolean): void {
  const { workbook } = stage.host;
  const table = workbook.tableAt(target.sheet, target.headerRow, target.column);
  const used = target.sheet.usedRect(true) ?? cellRect(0, 0);
  const { column, columns } = table?.rect ?? target.sheet.state.autoFilter?.rect ?? used;
  const rect = { row: target.headerRow + 1, rows: target.lastRow - target.headerRow, column, columns };
  stage.act("Sort", () => sortRows(workbook, target.sheet, rect, [{ column: target.column - column, ascending }]));
}

/** Lets a person choose by check boxes which values of a column stay in sight, or sort by it. */
export function showFilterDialog(stage: Stage, place: { row: number; column: number }): void {
  const target = findColumn(stage, place);
  const title = stage.host.workbook.textOf(target.sheet.cell(target.headerRow, target.column)) || "column";
  const boxes = distinctTexts(stage, target).map((text) => {
    const input = element("input", { attributes: { type: "checkbox" } });
    input.checked = target.chosen === null || target.chosen.has(text.toLowerCase());
    return { text, input, line: element("label", { children: [input, element("span", { text: text === "" ? "(Blanks)" : text })] }) };
  });
  const dialog = element("dialog", { className: "filter-dialog", attributes: { "aria-label": `Filter ${title}` } });
  const close = (): void => {
    dialog.close();
    dialog.remove();
  };
  const all = element("input", { attributes: { type: "checkbox" } });
  all.checked = boxes.every(({ input }) => input.checked);
  all.addEventListener("change", () => {
    for (const { input, line } of boxes) if (!line.hidden) input.checked = all.checked;
  });
  const search = element("input", { attributes: { type: "search", placeholder: "Search", "aria-label": "Search values" } });
  search.addEventListener("input", () => {
    for (const { text, line } of boxes) line.hidden = !text.toLowerCase().includes(search.value.toLowerCase());
  });
  const apply = (): void => {
    const wanted = boxes.filter(({ input, line }) => input.checked && !line.hidden).map(({ text }) => text);
    const isEverything = wanted.length === boxes.length;
    close();
    stage.act("Filter", () => filterAt(stage.host, target.sheet, cellRect(target.headerRow, target.column), isEverything ? null : wanted));
  };
  const sort = (ascending: boolean) => (): void => {
    close();
    sortColumn(stage, target, ascending);
  };
  dialog.append(
    element("h2", { text: `Filter: ${title}` }),
    element("div", { className: "dialog-buttons", children: [button("Sort A to Z", sort(true)), button("Sort Z to A", sort(false))] }),
    search,
    element("label", { children: [all, element("span", { text: "(Select all)" })] }),
    element("div", { className: "filter-values", children: boxes.map(({ line }) => line) }),
    element("div", {
      className: "dialog-buttons",
      children: [
        button("Clear all filters", () => {
          close();
          stage.act("Clear filter", () => clearFilters(stage.host, target.sheet));
        }),
        button("Cancel", close),
        button("OK", apply, { className: "primary" }),
      ],
    }),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
