import type { Where, WorkOptions } from "../fill/sheetPort";
import { rowBlocks, rowsPerBlock } from "./cells";
import { WorkbookError } from "./port";

/** Names of functions of ours as a formula holds them; where the add-in is missing Excel writes a word before them. */
const ourFunction = /(?:^|[^A-Z0-9_.])(?:_xldudf_)?CONTACTS[._][A-Z]/i;
const errorText = /^#(?:N\/A|VALUE!|REF!|DIV\/0!|NUM!|NAME\?|NULL!|SPILL!|CALC!|CONNECT!|BLOCKED!|UNKNOWN!|FIELD!|PYTHON!)$/i;
const waitingText = /^#(?:BUSY!|GETTING_DATA)$/i;
const asked = 300;

/** A formula of ours with the cells that it fills. Row and column count from 0. */
export interface OurFormula {
  readonly row: number;
  readonly column: number;
  readonly formula: string;
  /** Values of the cells that it fills; more than one where it spills. */
  readonly values: readonly (readonly unknown[])[];
  readonly formats: readonly (readonly string[])[];
  readonly state: "value" | "errors" | "waiting" | "unclear";
  /** Cells that show an error. */
  readonly errors: number;
}

export interface SheetFormulas {
  readonly sheet: Excel.Worksheet;
  readonly sheetId: string;
  readonly sheetName: string;
  readonly isProtected: boolean;
  readonly formulas: readonly OurFormula[];
}

/** Whether a formula calls a function of ours; what stands in quotes is a text of somebody's. */
export function callsOurs(formula: unknown): formula is string {
  return typeof formula === "string" && formula.startsWith("=") && ourFunction.test(formula.replace(/"(?:[^"]|"")*"/g, '""'));
}

export function isErrorText(value: unknown): boolean {
  return typeof value === "string" && errorText.test(value);
}

/** The sheets that are meant, with what is needed of each. */
export async function sheetsOf(context: Excel.RequestContext, where: Where): Promise<readonly Excel.Worksheet[]> {
  const { worksheets } = context.workbook;
  context.workbook.load("readOnly");
  const active = worksheets.getActiveWorksheet().load("id");
  worksheets.load("items/id,items/name");
  await context.sync();
  const sheets = worksheets.items.filter(({ id }) => where === "workbook" || id === active.id);
  for (const sheet of sheets) sheet.protection.load("protected");
  await context.sync();
  return sheets;
}

export function requireNotReadOnly(context: Excel.RequestContext): void {
  if (context.workbook.readOnly) throw new WorkbookError("read-only");
}

/** Every formula of ours on these sheets, read in blocks. */
export async function findOurFormulas(context: Excel.RequestContext, sheets: readonly Excel.Worksheet[], options: WorkOptions = {}): Promise<readonly SheetFormulas[]> {
  const used = sheets.map((sheet) => sheet.getUsedRangeOrNullObject(true).load("rowIndex,columnIndex,rowCount,columnCount"));
  await context.sync();
  const total = used.reduce((sum, range) => sum + (range.isNullObject ? 0 : range.rowCount), 0);
  let done = 0;
  const found: SheetFormulas[] = [];
  for (const [at, sheet] of sheets.entries()) {
    const range = used[at];
    const formulas: OurFormula[] = [];
    if (range !== undefined && !range.isNullObject) {
      for (const { first, count } of rowBlocks(range.rowIndex, range.rowCount, rowsPerBlock(range.columnCount))) {
        options.signal?.throwIfAborted();
        formulas.push(...(await readBlock(context, sheet, { row: first, column: range.columnIndex, rows: count, columns: range.columnCount })));
        done += count;
        options.onProgress?.(done, total);
      }
    }
    found.push({ sheet, sheetId: sheet.id, sheetName: sheet.name, isProtected: sheet.protection.protected, formulas: withoutSpilled(formulas) });
  }
  return found;
}

interface Block {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

async function readBlock(context: Excel.RequestContext, sheet: Excel.Worksheet, block: Block): Promise<readonly OurFormula[]> {
  const range = sheet.getRangeByIndexes(block.row, block.column, block.rows, block.columns).load("formulas");
  await context.sync();
  if (!range.formulas.some((row) => row.some(callsOurs))) return [];
  const canSpill = Office.context.requirements.isSetSupported("ExcelApi", "1.12");
  range.load(canSpill ? "values,numberFormat,hasSpill" : "values,numberFormat");
  await context.sync();
  const values = range.values;
  const formats: readonly (readonly string[])[] = range.numberFormat;
  const cells = range.formulas.flatMap((row, rowOffset) =>
    row.flatMap((formula: unknown, columnOffset) => (callsOurs(formula) ? [{ formula, rowOffset, columnOffset, row: block.row + rowOffset, column: block.column + columnOffset }] : [])),
  );
  const spills = !canSpill || isFalse(range.hasSpill) ? new Map<string, Excel.Range>() : await readSpills(context, sheet, cells);
  return cells.map(({ formula, row, column, rowOffset, columnOffset }): OurFormula => {
    const spilled = spills.get(`${row}/${column}`);
    const own = {
      values: spilled?.values ?? [[values[rowOffset]?.[columnOffset]]],
      formats: (spilled?.numberFormat as readonly (readonly string[])[] | undefined) ?? [[formats[rowOffset]?.[columnOffset] ?? "General"]],
    };
    const flat = own.values.flat();
    const errors = flat.filter(isErrorText).length;
    const isWaiting = flat.some((value) => typeof value === "string" && waitingText.test(value));
    const isUnclear = !canSpill && /CONTACTS[._](?:GET|HISTORY)/i.test(formula);
    return { row, column, formula, ...own, errors, state: isUnclear ? "unclear" : isWaiting ? "waiting" : errors > 0 ? "errors" : "value" };
  });
}

async function readSpills(context: Excel.RequestContext, sheet: Excel.Worksheet, cells: readonly { readonly row: number; readonly column: number }[]): Promise<Map<string, Excel.Range>> {
  const found = new Map<string, Excel.Range>();
  for (const { first, count } of rowBlocks(0, cells.length, asked)) {
    const some = cells.slice(first, first + count).map((cell) => ({
      cell,
      spilled: sheet.getRangeByIndexes(cell.row, cell.column, 1, 1).getSpillingToRangeOrNullObject().load("values,numberFormat,rowIndex,columnIndex"),
    }));
    await context.sync();
    for (const { cell, spilled } of some) {
      if (!spilled.isNullObject && spilled.rowIndex === cell.row && spilled.columnIndex === cell.column) found.set(`${cell.row}/${cell.column}`, spilled);
    }
  }
  return found;
}

/** Typed as a boolean, yet null where some cells do and others do not. */
function isFalse(answer: boolean | null): boolean {
  return answer === false;
}

/** A cell into which another formula of ours spills is no formula of its own, whatever Excel says of it. */
function withoutSpilled(formulas: readonly OurFormula[]): readonly OurFormula[] {
  const blocks = formulas.filter(({ values }) => values.length > 1 || (values[0]?.length ?? 0) > 1);
  if (blocks.length === 0) return formulas;
  return formulas.filter(
    (cell) =>
      !blocks.some(
        (block) =>
          block !== cell && cell.row >= block.row && cell.row < block.row + block.values.length && cell.column >= block.column && cell.column < block.column + (block.values[0]?.length ?? 0),
      ),
  );
}
