import { addressOf, type Rect } from "../../model/address";
import { copyCells, pasteRect } from "../../model/copying";
import { clearCells, typeIntoCell } from "../../model/editing";
import { requireWritable } from "../../model/protection";
import { selectRects } from "../../model/sheets";
import type { Sheet } from "../../model/sheet";
import type { Workbook } from "../../model/workbook";
import type { Stage } from "../stage";

/** What was last copied here, to paste formulas and formats and not only texts. */
interface Copied {
  readonly sheet: Sheet;
  readonly rect: Rect;
  readonly text: string;
  readonly isCut: boolean;
}

const needsQuotes = /[\t\n"]/;

function visibleTsv(workbook: Workbook, sheet: Sheet, rect: Rect): string {
  const used = sheet.usedRect(true, rect);
  if (!used) return "";
  const rows = Array.from({ length: used.row + used.rows - rect.row }, (_, offset) => rect.row + offset).filter(
    (row) => !sheet.state.filteredRows.has(row),
  );
  const columns = Array.from(
    { length: Math.min(rect.columns, used.column + used.columns - rect.column) },
    (_, offset) => rect.column + offset,
  );
  return rows
    .map((row) =>
      columns
        .map((column) => workbook.textOf(sheet.cell(row, column)))
        .map((text) => (needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text))
        .join("\t"),
    )
    .join("\n");
}

/** Rows and cells of a text as spreadsheets exchange it: tabs, line ends, quoted cells that hold either. */
function parseTsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let isQuoted = false;
  const endCell = (): void => {
    rows.at(-1)?.push(cell);
    cell = "";
  };
  for (let index = 0; index < text.length; index++) {
    const letter = text[index] ?? "";
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (text[index + 1] === '"') {
        cell += '"';
        index++;
      } else isQuoted = false;
    } else if (letter === '"' && cell === "") isQuoted = true;
    else if (letter === "\t") endCell();
    else if (letter === "\n") {
      endCell();
      rows.push([]);
    } else if (letter !== "\r") cell += letter;
  }
  endCell();
  const last = rows.at(-1);
  if (rows.length > 1 && last?.length === 1 && last[0] === "") rows.pop();
  return rows;
}

function pasteTexts(stage: Stage, sheet: Sheet, target: Rect, texts: readonly (readonly string[])[]): Rect {
  const { workbook } = stage.host;
  const from: Rect = { row: 0, column: 0, rows: texts.length, columns: Math.max(...texts.map((row) => row.length)) };
  const rect = pasteRect(from, target);
  requireWritable(sheet, rect, addressOf(rect));
  for (let row = 0; row < rect.rows; row++) {
    for (let column = 0; column < rect.columns; column++) {
      const text = texts[row % from.rows]?.[column % from.columns];
      if (text !== undefined) typeIntoCell(workbook, sheet, { row: rect.row + row, column: rect.column + column }, text);
    }
  }
  return rect;
}

export class GridClipboard {
  private copied: Copied | null = null;
  private readonly stage: Stage;

  constructor(stage: Stage) {
    this.stage = stage;
  }

  /** The selection as text; null when it cannot be copied. */
  copy(isCut: boolean): string | null {
    const { workbook } = this.stage.host;
    const { sheet, rects } = workbook.selection;
    if (rects.length > 1) {
      this.stage.notify("This action won't work on multiple selections.");
      return null;
    }
    const [rect] = rects;
    const text = visibleTsv(workbook, sheet, rect);
    this.copied = { sheet, rect, text, isCut };
    return text;
  }

  paste(text: string): void {
    const { workbook } = this.stage.host;
    const { sheet, rects } = workbook.selection;
    const [target] = rects;
    const { copied } = this;
    const isOwn =
      copied !== null &&
      copied.text === text.replaceAll("\r\n", "\n") &&
      copied.sheet.state.filteredRows.size === 0 &&
      !copied.sheet.deleted;
    this.stage.act("Paste", () => {
      const rect = isOwn ? this.pasteOwn(copied, sheet, target) : pasteTexts(this.stage, sheet, target, parseTsv(text));
      selectRects(workbook, sheet, [rect]);
    });
  }

  private pasteOwn(copied: Copied, sheet: Sheet, target: Rect): Rect {
    const { workbook } = this.stage.host;
    const used = copied.sheet.usedRect(false, copied.rect);
    const from = {
      ...copied.rect,
      rows: Math.min(copied.rect.rows, used ? used.row + used.rows - copied.rect.row : 1),
      columns: Math.min(copied.rect.columns, used ? used.column + used.columns - copied.rect.column : 1),
    };
    const rect = copyCells(workbook, { from: { sheet: copied.sheet, rect: from }, to: { sheet, rect: target }, what: "All" });
    if (copied.isCut) {
      this.clearCut(copied, sheet, rect);
      this.copied = null;
    }
    return rect;
  }

  /** Cells that were cut are emptied, except where they were pasted onto themselves. */
  private clearCut(copied: Copied, sheet: Sheet, pasted: Rect): void {
    const { workbook } = this.stage.host;
    const kept = new Map<string, readonly [number, number]>();
    if (copied.sheet === sheet) {
      for (let row = pasted.row; row < pasted.row + pasted.rows; row++)
        for (let column = pasted.column; column < pasted.column + pasted.columns; column++) kept.set(`${row},${column}`, [row, column]);
    }
    for (let row = copied.rect.row; row < copied.rect.row + Math.min(copied.rect.rows, 100_000); row++) {
      for (let column = copied.rect.column; column < copied.rect.column + Math.min(copied.rect.columns, 1000); column++) {
        if (!kept.has(`${row},${column}`) && copied.sheet.cell(row, column))
          clearCells(workbook, { sheet: copied.sheet, rect: { row, column, rows: 1, columns: 1 }, location: "Cut" }, "All");
      }
    }
  }
}

/** Takes the browser's copy, cut and paste while the grid has the keyboard. */
export function listenToClipboard(surface: HTMLElement, clipboard: GridClipboard, isEditing: () => boolean): void {
  const take = (isCut: boolean) => (event: ClipboardEvent) => {
    if (isEditing() || document.activeElement !== surface) return;
    const text = clipboard.copy(isCut);
    if (text === null || !event.clipboardData) return;
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  };
  document.addEventListener("copy", take(false));
  document.addEventListener("cut", take(true));
  document.addEventListener("paste", (event) => {
    if (isEditing() || document.activeElement !== surface || !event.clipboardData) return;
    clipboard.paste(event.clipboardData.getData("text/plain"));
    event.preventDefault();
  });
}
