import { cellRect } from "../../model/address";
import { typeIntoCell } from "../../model/editing";
import { canWrite } from "../../model/protection";
import type { Sheet } from "../../model/sheet";
import { acceptsTyped } from "../../model/validationCheck";
import { element } from "../dom";
import type { Stage } from "../stage";
import type { GridView } from "./gridView";

interface Editing {
  readonly sheet: Sheet;
  readonly row: number;
  readonly column: number;
}

/** What stands in a cell for a person who edits it. */
export function editText(stage: Stage, sheet: Sheet, row: number, column: number): string {
  const cell = sheet.cell(row, column);
  if (!cell) return "";
  if (cell.formula !== undefined) return cell.formula;
  const isPlainNumber = typeof cell.value === "number" && cell.numberFormat === undefined;
  return isPlainNumber ? String(cell.value) : stage.host.workbook.textOf(cell);
}

/** Typing into a cell, in the grid or in the formula bar. While it lasts, the add-in's requests fail or wait, as in Excel. */
export class CellEditor {
  readonly input: HTMLInputElement;
  onState: (isEditing: boolean) => void = () => undefined;
  private editing: Editing | null = null;
  private original = "";
  private readonly stage: Stage;
  private readonly view: GridView;

  constructor(stage: Stage, view: GridView) {
    this.stage = stage;
    this.view = view;
    this.input = element("input", {
      className: "cell-editor",
      attributes: { type: "text", "aria-label": "Cell", autocomplete: "off", spellcheck: "false" },
    });
    this.input.hidden = true;
    view.surface.append(this.input);
  }

  get isEditing(): boolean {
    return this.editing !== null;
  }

  /** Starts with what was typed, or with the cell's own content when `text` is null; false when the cell is protected. */
  begin(text: string | null, focusHere = true): boolean {
    const { sheet, activeRow: row, activeColumn: column } = this.stage.host.workbook.selection;
    if (!canWrite(sheet, cellRect(row, column))) {
      this.stage.notify("The cell or sheet you are trying to change is protected. Unprotect the sheet first.");
      return false;
    }
    this.view.reveal(row, column);
    this.view.draw();
    this.editing = { sheet, row, column };
    this.original = editText(this.stage, sheet, row, column);
    const box = this.view.boxOf(cellRect(row, column));
    Object.assign(this.input.style, {
      left: `${box.left}px`,
      top: `${box.top}px`,
      minWidth: `${box.width + 1}px`,
      height: `${box.height + 1}px`,
    });
    this.input.hidden = false;
    this.input.value = text ?? this.original;
    this.fitWidth();
    if (focusHere) {
      this.input.focus();
      this.input.setSelectionRange(this.input.value.length, this.input.value.length);
    }
    this.stage.host.api.beginCellEdit();
    this.onState(true);
    return true;
  }

  update(text: string): void {
    this.input.value = text;
    this.fitWidth();
  }

  fitWidth(): void {
    this.input.style.width = `${Math.min(this.input.value.length + 2, 60)}ch`;
  }

  cancel(): void {
    this.end();
  }

  /** Writes what was typed; false when it was refused and the editing goes on. */
  commit(): boolean {
    const { editing } = this;
    if (!editing) return true;
    const text = this.input.value;
    const { sheet, row, column } = editing;
    if (!acceptsTyped(this.stage.host.workbook, sheet, { row, column }, text)) {
      this.stage.notify("This value doesn't match the data validation restrictions defined for this cell.");
      this.input.select();
      return false;
    }
    this.end();
    // An unchanged text is not written: reading it again could turn text that only looks like a number into one.
    if (text !== this.original) this.stage.act("Typing", () => typeIntoCell(this.stage.host.workbook, sheet, { row, column }, text));
    return true;
  }

  private end(): void {
    this.editing = null;
    this.input.hidden = true;
    this.stage.host.api.endCellEdit();
    this.onState(false);
    this.view.drawSoon();
  }
}
