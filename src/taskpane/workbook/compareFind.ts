import { columnName } from "./cells";
import { headerText } from "./headerText";

/** Like NMRS's own headings it stays English whatever language the pane speaks: a second comparison finds its column by it. */
export const checkHeading = "Record check";

/** The mark of our column: an input prompt at its heading, which moves with the cell and is saved with the workbook. */
export const checkTitle = "Compared with the record";

/** How every rule of ours begins. It looks at the text beside the row by functions that every Excel has, never by ours. */
const ruleStart = '=SUBSTITUTE("; "&';
const searchedRows = 40;

/** True where the text in the given column of the same row speaks of this word. Row from 0. */
export function ruleFor(word: string, column: number, row: number): string {
  const cell = `$${columnName(column)}${row + 1}`;
  return `${ruleStart}${cell},"; ${word.replaceAll('"', '""')} ","")<>"; "&${cell}`;
}

/** A column of ours on a sheet; indexes from 0. */
export interface CheckColumn {
  readonly heading: string;
  readonly column: number;
  readonly headerRow: number;
  readonly lastRow: number;
  readonly table: { readonly table: Excel.Table; readonly index: number } | null;
  readonly isOurs: boolean;
}

interface Head {
  readonly range: Excel.Range;
  readonly lastRow: number;
  readonly table: Excel.Table | null;
}

/** Every column of the sheet under our heading, also those that are somebody else's. */
export async function findCheckColumns(context: Excel.RequestContext, sheet: Excel.Worksheet): Promise<readonly CheckColumn[]> {
  const found = (await readHeads(context, sheet)).flatMap(({ range, lastRow, table }) =>
    range.values.flatMap((line, row) =>
      line.flatMap((value, offset) => {
        const heading = headerText(value);
        if (!isCheckHeading(heading)) return [];
        const column = range.columnIndex + offset;
        return [{ heading, column, headerRow: range.rowIndex + row, lastRow, table: table === null ? null : { table, index: offset } }];
      }),
    ),
  );
  // The head of a table stands among the cells of its sheet, too.
  const distinct = found.filter((one, at) => found.findIndex((other) => other.column === one.column && other.headerRow === one.headerRow) === at);
  const validations = distinct.map(({ headerRow, column }) => sheet.getRangeByIndexes(headerRow, column, 1, 1).dataValidation.load("prompt"));
  await context.sync();
  return distinct.map((one, at) => ({ ...one, isOurs: isOurPrompt(validations[at]?.prompt ?? null) }));
}

/** Excel gives null where a cell has none. */
function isOurPrompt(prompt: Excel.DataValidationPrompt | null): boolean {
  return prompt?.title === checkTitle;
}

export function isCheckHeading(heading: string): boolean {
  return heading.replace(/ \(\d+\)$/, "").toLowerCase() === checkHeading.toLowerCase();
}

async function readHeads(context: Excel.RequestContext, sheet: Excel.Worksheet): Promise<readonly Head[]> {
  const used = sheet.getUsedRangeOrNullObject(true).load("rowIndex,columnIndex,rowCount,columnCount");
  sheet.tables.load("items/id");
  await context.sync();
  if (used.isNullObject) return [];
  const tables = sheet.tables.items.map((table) => ({
    table,
    range: table.getHeaderRowRange().load("values,rowIndex,columnIndex"),
    whole: table.getRange().load("rowIndex,rowCount"),
  }));
  const top = sheet.getRangeByIndexes(used.rowIndex, used.columnIndex, Math.min(searchedRows, used.rowCount), used.columnCount).load("values,rowIndex,columnIndex");
  await context.sync();
  return [
    ...tables.map(({ table, range, whole }) => ({ table, range, lastRow: whole.rowIndex + whole.rowCount - 1 })),
    { table: null, range: top, lastRow: used.rowIndex + used.rowCount - 1 },
  ];
}

/** Our conditional formats on the sheet: those that look at the given column, or all of them, also where their column is gone. */
export async function findRules(context: Excel.RequestContext, sheet: Excel.Worksheet, column: number | null): Promise<readonly Excel.ConditionalFormat[]> {
  const all = sheet.getRange().conditionalFormats;
  all.load("items/id,items/type");
  await context.sync();
  const custom = all.items.filter(({ type }) => type === "Custom").map((format) => ({ format, rule: format.custom.rule.load("formula") }));
  await context.sync();
  const looksAt = column === null ? ruleStart : `${ruleStart}$${columnName(column)}`;
  return custom.filter(({ rule }) => rule.formula.startsWith(looksAt) && (column === null || /^\d/.test(rule.formula.slice(looksAt.length)))).map(({ format }) => format);
}
