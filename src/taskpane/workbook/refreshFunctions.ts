import { columnName, rowBlocks, rowsPerBlock } from "./cells";
import { runInExcel } from "./runInExcel";

/** Longer addresses are cut off by Excel without a word. */
const longestAddress = 8_000;
/** Also inside of other functions, and as a file names them that was opened before the add-in was there. */
const ourFormula = /(?:\b|_)CONTACTS[._][A-Z]/i;
const ourBlock = /(?:\b|_)CONTACTS[._](?:GET|HISTORY)/i;

/**
 * Makes Excel ask again for every cell that holds a function of ours, after a sign-in or a submission. Cells are found by reading
 * formulas: those that were calculated in an earlier session are known to nobody else. `errors`: only of those that show one, or are still
 * waited for. Gives the number of cells.
 */
export function refreshFunctions(which: "all" | "errors" = "all"): Promise<number> {
  return runInExcel(async (context) => {
    const { worksheets } = context.workbook;
    worksheets.load("items/id,items/name");
    await context.sync();
    const sheets = worksheets.items.map((sheet) => ({ sheet, used: sheet.getUsedRangeOrNullObject(true).load("rowIndex,columnIndex,rowCount,columnCount") }));
    await context.sync();
    let count = 0;
    for (const { sheet, used } of sheets) {
      if (used.isNullObject) continue;
      const addresses: string[] = [];
      for (const { first, count: rows } of rowBlocks(used.rowIndex, used.rowCount, rowsPerBlock(used.columnCount * (which === "all" ? 1 : 2)))) {
        const block = sheet.getRangeByIndexes(first, used.columnIndex, rows, used.columnCount).load(which === "all" ? "formulas" : "formulas,valueTypes");
        await context.sync();
        const found = findFormulas(which === "all" ? block.formulas : withErrors(block), first, used.columnIndex);
        addresses.push(...found.runs);
        count += found.cells;
      }
      for (const address of inAddresses(addresses)) {
        sheet.getRanges(address).setDirty();
        await context.sync();
      }
    }
    if (count > 0) {
      context.workbook.application.calculate("Recalculate");
      await context.sync();
    }
    return count;
  });
}

/** Our cells of a block, those below each other as one address: a column of ten thousand is told to Excel by one. */
export function findFormulas(formulas: readonly (readonly unknown[])[], top: number, left: number): { readonly runs: readonly string[]; readonly cells: number } {
  const runs: string[] = [];
  let cells = 0;
  const width = formulas[0]?.length ?? 0;
  for (let column = 0; column < width; column++) {
    const name = columnName(left + column);
    let begin: number | null = null;
    for (let row = 0; row <= formulas.length; row++) {
      const isOurs = isOurFormula(formulas[row]?.[column]);
      if (isOurs) cells += 1;
      if (isOurs) begin ??= row;
      else if (begin !== null) {
        runs.push(row - begin === 1 ? `${name}${top + row}` : `${name}${top + begin + 1}:${name}${top + row}`);
        begin = null;
      }
    }
  }
  return { runs, cells };
}

/** The formulas of cells that show an error. A function that fills a block has it perhaps in another cell than its own. */
function withErrors({ formulas, valueTypes }: Excel.Range): unknown[][] {
  const types: readonly (readonly unknown[])[] = valueTypes;
  const isError = (row: number, column: number): boolean => types[row]?.[column] === "Error";
  const isSpilled = formulas.some((cells, row) => cells.some((formula: unknown, column) => isError(row, column) && !isFormula(formula)));
  return formulas.map((cells, row) => cells.map((formula: unknown, column) => (isError(row, column) || (isSpilled && fillsBlock(formula)) ? formula : "")));
}

function isFormula(formula: unknown): formula is string {
  return typeof formula === "string" && formula.startsWith("=");
}

function fillsBlock(formula: unknown): boolean {
  return isFormula(formula) && ourBlock.test(formula);
}

export function isOurFormula(formula: unknown): boolean {
  return isFormula(formula) && ourFormula.test(formula);
}

/** Cell addresses joined to as few texts as Excel takes. */
export function inAddresses(cells: readonly string[]): readonly string[] {
  const joined: string[] = [];
  let current = "";
  for (const cell of cells) {
    if (current.length + cell.length + 1 > longestAddress) {
      joined.push(current);
      current = "";
    }
    current = current === "" ? cell : `${current},${cell}`;
  }
  return current === "" ? joined : [...joined, current];
}
