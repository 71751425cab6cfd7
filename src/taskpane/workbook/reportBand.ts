import type { ReportDocument } from "../../reports/document";
import { columnName } from "./cells";
import { cellValue, formatOf } from "./reportCells";
import { shownCards } from "./reportLayout";
import type { ReportLayout } from "./reportLayout";
import { isNote, noteId } from "./reportNotes";

/** A text above the tables. `beside` is what stands right of it, a fact's text or a figure: only its label is known again. */
export interface BandText {
  readonly id: string;
  readonly text: string;
  readonly beside: { readonly value: string | number; readonly format: string } | null;
}

export interface PlacedText extends BandText {
  readonly row: number;
  readonly column: number;
}

/** Every text of the band and its place on a new sheet. Titles of charts stand in the main table's hidden column, where charts take them from; low enough not to cut off the facts. */
export function bandTexts(document: ReportDocument, layout: ReportLayout): readonly PlacedText[] {
  const { tables, factRow, headerRow, notesColumn } = layout;
  const [main] = tables;
  const of = new Map(textsOf(document).map((text) => [text.id, text]));
  const factIds = [...document.facts.map(({ id }) => `fact:${id}`), ...shownCards(document).map(({ id }) => `card:${id}`)];
  const at = (id: string, row: number, column: number): readonly PlacedText[] => {
    const text = of.get(id);
    return text === undefined ? [] : [{ ...text, row, column }];
  };
  return [
    ...at("title", 0, 0),
    ...factIds.flatMap((id, offset) => at(id, factRow + offset, 0)),
    ...document.notes.flatMap((_, offset) => at(noteId(document.noteIds, offset), factRow + offset, notesColumn)),
    ...tables.flatMap(({ table, left }) => at(`table:${table.id}`, headerRow - 1, left)),
    ...(main === undefined ? [] : document.charts.flatMap(({ id }, offset) => at(`chart:${id}`, headerRow - 2 - offset, main.keyColumn))),
  ];
}

/**
 * The same texts, wherever they stand. The main table's name gives way to the sentence that there is nothing. Titles of charts come before names
 * of tables, as on the sheet: where both say the same, each is found in its place.
 */
export function textsOf({ title, facts, cards, notes, noteIds, tables, charts, nothing }: ReportDocument): readonly BandText[] {
  return [
    { id: "title", text: title, beside: null },
    ...facts.map(({ id, label, text }) => ({ id: `fact:${id}`, text: label, beside: { value: text, format: "@" } })),
    // A day or a moment among the key figures would be text: they are counts, shares and names.
    ...cards.map(({ id, label, value, kind }) => ({ id: `card:${id}`, text: label, beside: { value: cellValue(value, kind, false), format: formatOf(kind) } })),
    ...notes.map((text, at) => ({ id: noteId(noteIds, at), text, beside: null })),
    ...charts.map(({ id, title: text }) => ({ id: `chart:${id}`, text, beside: null })),
    ...tables.map(({ id, name }, at) => ({ id: `table:${id}`, text: at === 0 ? (nothing ?? name) : name, beside: null })),
  ];
}

/** Writes the texts of a new sheet. Gives the number of cells that it filled. */
export function writeBand(sheet: Excel.Worksheet, texts: readonly PlacedText[]): number {
  for (const { id, row, column, text, beside } of texts) {
    const label = sheet.getRangeByIndexes(row, column, 1, 1);
    label.numberFormat = [["@"]];
    label.values = [[text]];
    if (beside !== null) writeBeside(sheet.getRangeByIndexes(row, column + 1, 1, 1), beside, id.startsWith("card:"));
    const { font } = label.format;
    if (id === "title" || id.startsWith("table:")) font.bold = true;
    else if (isNote(id)) font.italic = true;
    else font.color = "#595959";
    if (id === "title") font.size = 16;
  }
  return texts.reduce((sum, { text, beside }) => sum + (text === "" ? 0 : 1) + (beside === null || beside.value === "" ? 0 : 1), 0);
}

/** Figures stand at the left like the texts above them, and bold: they are what one looks for. */
function writeBeside(cell: Excel.Range, { value, format }: NonNullable<BandText["beside"]>, isFigure: boolean): void {
  cell.numberFormat = [[format]];
  cell.values = [[value]];
  if (!isFigure) return;
  cell.format.horizontalAlignment = "Left";
  cell.format.font.bold = true;
}

/** Where an earlier text of the band stands now: wherever the person has moved it, as long as it says the same. */
export function findText(band: readonly (readonly unknown[])[], text: string): { readonly row: number; readonly column: number } | null {
  for (const [row, line] of band.entries()) {
    const column = line.indexOf(text);
    if (column !== -1) return { row, column };
  }
  return null;
}

/** `='A sheet'!$H$2`, for a chart's title. */
export function titleFormula(sheetName: string, { row, column }: { readonly row: number; readonly column: number }): string {
  return `='${sheetName.replaceAll("'", "''")}'!$${columnName(column)}$${row + 1}`;
}
