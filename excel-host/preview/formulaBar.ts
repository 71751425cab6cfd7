import { addressOf, parseAddress } from "../model/address";
import { selectRects } from "../model/sheets";
import { element } from "./dom";
import { editText, type CellEditor } from "./grid/editor";
import type { GridView } from "./grid/gridView";
import type { Stage } from "./stage";

/** The name box and the formula bar. */
export function createFormulaBar(stage: Stage, view: GridView, editor: CellEditor): HTMLElement {
  const { workbook } = stage.host;
  const nameBox = element("input", { className: "name-box", attributes: { type: "text", "aria-label": "Name box", spellcheck: "false" } });
  const formula = element("input", {
    className: "formula-input",
    attributes: { type: "text", "aria-label": "Formula bar", autocomplete: "off", spellcheck: "false" },
  });

  const refresh = (): void => {
    const { sheet, rects, activeRow, activeColumn } = workbook.selection;
    const [rect] = rects;
    const isOne = rect.rows === 1 && rect.columns === 1;
    if (document.activeElement !== nameBox)
      nameBox.value = isOne ? addressOf(rect) : addressOf({ row: activeRow, column: activeColumn, rows: 1, columns: 1 });
    if (!editor.isEditing) formula.value = editText(stage, sheet, activeRow, activeColumn);
  };
  workbook.onChange(refresh);
  refresh();

  nameBox.addEventListener("keydown", (event) => {
    if (event.key === "Escape") view.surface.focus();
    if (event.key !== "Enter") return;
    const parsed = parseAddress(nameBox.value);
    const sheet = parsed?.sheetName == null ? workbook.activeSheet : workbook.findSheet(parsed.sheetName);
    if (!parsed || !sheet) return stage.notify("That is not an address. Type one such as B7 or A2:D9.");
    selectRects(workbook, sheet, [parsed.rect]);
    view.reveal(parsed.rect.row, parsed.rect.column);
    view.surface.focus();
  });
  nameBox.addEventListener("focus", () => nameBox.select());
  nameBox.addEventListener("blur", refresh);

  formula.addEventListener("focus", () => {
    if (!editor.isEditing && !editor.begin(null, false)) view.surface.focus();
  });
  formula.addEventListener("input", () => editor.update(formula.value));
  formula.addEventListener("keydown", (event) => {
    if (event.key === "Escape") editor.cancel();
    else if (event.key !== "Enter" || !editor.commit()) return;
    event.preventDefault();
    view.surface.focus();
    refresh();
  });
  editor.input.addEventListener("input", () => {
    editor.fitWidth();
    formula.value = editor.input.value;
  });
  return element("div", {
    className: "formula-bar",
    attributes: { role: "toolbar", "aria-label": "Formula" },
    children: [nameBox, element("span", { className: "fx", text: "fx", attributes: { "aria-hidden": "true" } }), formula],
  });
}
