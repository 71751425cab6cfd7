import type { FoundList } from "./findList";
import { headerText } from "./headerText";

/**
 * The mark of a column that was filled from the record: an input prompt at its heading, with the time and the source in it. It moves with the
 * cell, is saved with the workbook, is read aloud, and every Excel that runs the pane has it (notes came only with ExcelApi 1.18).
 */
export const markTitle = "From the patient record";

export function isMark(prompt: Excel.DataValidationPrompt | null): boolean {
  return prompt?.title === markTitle;
}

export function putMark(cell: Excel.Range, message: string): void {
  // A rule that refuses nothing: some Excels keep a prompt only beside a rule.
  cell.dataValidation.rule = { custom: { formula: "=TRUE" } };
  cell.dataValidation.prompt = { showPrompt: true, title: markTitle, message: message.slice(0, 255) };
}

/** Cells whose formulas became values bear this name in the workbook, so that they are found again wherever they move. */
export const convertedName = "contacts_from_record_";

export interface MarkedHeading {
  readonly heading: string;
  readonly column: number;
  readonly prompt: Excel.DataValidationPrompt | null;
}

/** Headings of the list as they stand, each with its mark where it bears ours. */
export async function readMarks(context: Excel.RequestContext, { sheet, headerRow, leftColumn, rightColumn }: Pick<FoundList, "sheet" | "headerRow" | "leftColumn" | "rightColumn">): Promise<readonly MarkedHeading[]> {
  const head = sheet.getRangeByIndexes(headerRow, leftColumn, 1, rightColumn - leftColumn + 1).load("values");
  await context.sync();
  const cells = (head.values[0] ?? []).map((value, offset) => ({ heading: headerText(value), column: leftColumn + offset }));
  const named = cells.filter(({ heading }) => /^Record /i.test(heading)).map((cell) => {
    const { dataValidation } = sheet.getRangeByIndexes(headerRow, cell.column, 1, 1);
    return { ...cell, validation: dataValidation.load("prompt") };
  });
  await context.sync();
  const prompts = new Map(named.map(({ column, validation }) => [column, validation.prompt]));
  return cells.map((cell) => ({ ...cell, prompt: prompts.get(cell.column) ?? null }));
}
