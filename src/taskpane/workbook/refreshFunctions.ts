import { columnName, rowBlocks, rowsPerBlock } from "./cells";
import { runInExcel } from "./runInExcel";

/** Longer addresses are cut off by Excel without a word. */
const longestAddress = 8_000;
const ourFormula = /\bCONTACTS[._][A-Z]/i;

/**
 * Makes Excel ask again for every cell that holds a function of ours, after a sign-in or a submission. Cells are found by reading
 * formulas: those that were calculated in an earlier session are known to nobody else. Gives the number of cells.
 */
export function refreshFunctions(): Promise<number> {
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
      for (const { first, count: rows } of rowBlocks(used.rowIndex, used.rowCount, rowsPerBlock(used.columnCount))) {
        const block = sheet.getRangeByIndexes(first, used.columnIndex, rows, used.columnCount).load("formulas");
        await context.sync();
        addresses.push(...formulaCells(block.formulas, first, used.columnIndex));
      }
      count += addresses.length;
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

function formulaCells(formulas: readonly (readonly unknown[])[], top: number, left: number): readonly string[] {
  const cells: string[] = [];
  formulas.forEach((row, rowOffset) => {
    row.forEach((formula, columnOffset) => {
      if (typeof formula === "string" && formula.startsWith("=") && ourFormula.test(formula)) {
        cells.push(`${columnName(left + columnOffset)}${top + rowOffset + 1}`);
      }
    });
  });
  return cells;
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
