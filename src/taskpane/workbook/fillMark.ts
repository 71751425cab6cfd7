import { rowBlocks } from "./cells";
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

/** Cells whose formulas became values bear this name in the workbook: it moves with them where cells are inserted, and not where they are sorted. */
export const convertedName = "contacts_from_record_";

/** Cells of the person's own columns into which the record's value was taken bear this name. */
export const takenName = "contacts_taken_from_record_";

/** Under what the settings of the workbook keep what such values are known by. */
export const recordCellsSetting = "pcm-taken";

const promptsPerRequest = 500;

/** The prompts of single cells, in their order. */
export async function readPrompts(context: Excel.RequestContext, sheet: Excel.Worksheet, cells: readonly { readonly row: number; readonly column: number }[]): Promise<readonly (Excel.DataValidationPrompt | null)[]> {
  const prompts: (Excel.DataValidationPrompt | null)[] = [];
  for (const { first, count } of rowBlocks(0, cells.length, promptsPerRequest)) {
    const some = cells.slice(first, first + count).map(({ row, column }) => sheet.getRangeByIndexes(row, column, 1, 1).dataValidation.load("prompt"));
    await context.sync();
    prompts.push(...some.map(({ prompt }) => prompt));
  }
  return prompts;
}

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
  const prompts = await readPrompts(context, sheet, cells.map(({ column }) => ({ row: headerRow, column })));
  return cells.map((cell, at) => ({ ...cell, prompt: prompts[at] ?? null }));
}
