import { cellRect } from "../../model/address";
import { typeIntoCell } from "../../model/editing";
import { listChoices, validationAt } from "../../model/validationCheck";
import { element } from "../dom";
import { showMenu } from "../menu";
import type { Stage } from "../stage";
import type { GridView } from "./gridView";

/** Shows, at the active cell, the prompt of its data validation and the arrow that opens its list. */
export class ValidationHelp {
  private readonly layer = element("div", { className: "validation-layer" });
  private readonly stage: Stage;
  private readonly view: GridView;

  constructor(stage: Stage, view: GridView) {
    this.stage = stage;
    this.view = view;
    view.surface.append(this.layer);
  }

  /** Alt and the down arrow open the list, as a person knows it. */
  openList(): boolean {
    const choices = this.choices();
    if (!choices) return false;
    const { sheet, activeRow: row, activeColumn: column } = this.stage.host.workbook.selection;
    const box = this.view.boxOf(cellRect(row, column));
    const page = this.view.root.getBoundingClientRect();
    const entries = choices.map((choice) => ({
      label: choice,
      run: () => this.stage.act("Choose", () => typeIntoCell(this.stage.host.workbook, sheet, { row, column }, choice)),
    }));
    showMenu(entries, { x: page.left + box.left, y: page.top + box.top + box.height }, "Choices");
    return true;
  }

  draw(): void {
    const { sheet, activeRow, activeColumn } = this.stage.host.workbook.selection;
    const validation = validationAt(sheet, activeRow, activeColumn);
    const parts: HTMLElement[] = [];
    const box = this.view.boxOf(cellRect(activeRow, activeColumn));
    if (validation && box.width > 0 && box.height > 0) {
      if (this.choices()) parts.push(this.arrow(box));
      const prompt = promptOf(validation.prompt);
      if (prompt) {
        const note = element("div", {
          className: "prompt",
          attributes: { role: "note" },
          children: [element("strong", { text: prompt.title }), element("span", { text: prompt.message })],
        });
        Object.assign(note.style, { left: `${box.left + 8}px`, top: `${box.top + box.height + 6}px` });
        parts.push(note);
      }
    }
    this.layer.replaceChildren(...parts);
  }

  private choices(): readonly string[] | null {
    const { sheet, activeRow, activeColumn } = this.stage.host.workbook.selection;
    const validation = validationAt(sheet, activeRow, activeColumn);
    return validation ? listChoices(this.stage.host.workbook, sheet, validation) : null;
  }

  private arrow(box: { left: number; top: number; width: number; height: number }): HTMLElement {
    const arrow = element("button", {
      className: "list-arrow",
      text: "▾",
      attributes: { type: "button", "aria-label": "Open the list", tabindex: "-1" },
    });
    Object.assign(arrow.style, { left: `${box.left + box.width}px`, top: `${box.top}px`, height: `${box.height}px` });
    arrow.addEventListener("pointerdown", (event) => {
      event.stopPropagation();
      event.preventDefault();
      this.openList();
    });
    return arrow;
  }
}

function promptOf(prompt: Readonly<Record<string, unknown>> | null): { title: string; message: string } | null {
  if (!prompt || prompt["showPrompt"] === false) return null;
  const [title, message] = [prompt["title"], prompt["message"]];
  return typeof message === "string" && message !== "" ? { title: typeof title === "string" ? title : "", message } : null;
}
