import { daysBetweenSystems } from "./dateSystem";

/** 1 January 2000, counted from 1900. A formula, because its result follows the workbook's way of counting. */
const formula = "=DATE(2000,1,1)";
const from1900 = 36_526;

interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** Whether this workbook counts days from 1904: no released function tells, but a cell that computes a day does. Writes that cell. */
export async function learnDates(context: Excel.RequestContext, sheet: Excel.Worksheet, at: CellPlace): Promise<boolean> {
  const cell = sheet.getRangeByIndexes(at.row, at.column, 1, 1);
  cell.numberFormat = [["0"]];
  cell.formulas = [[formula]];
  cell.load("values");
  await context.sync();
  return isFrom1904(cell);
}

/** The same of a sheet made earlier; null where another thing stands in the cell, as after the person has deleted rows above the table. */
export async function readDates(context: Excel.RequestContext, sheet: Excel.Worksheet, at: CellPlace): Promise<boolean | null> {
  const cell = sheet.getRangeByIndexes(at.row, at.column, 1, 1).load("formulas,values");
  await context.sync();
  return cell.formulas[0]?.[0] === formula ? isFrom1904(cell) : null;
}

function isFrom1904({ values }: Excel.Range): boolean {
  return values[0]?.[0] === from1900 - daysBetweenSystems;
}
