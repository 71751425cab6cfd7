import { daysBetweenSystems } from "./dateSystem";

/** 1 January 2000, counted from 1900. A formula, because its result follows the workbook's way of counting. */
const formula = "=DATE(2000,1,1)";
const from1900 = 36_526;

/** Whether this workbook counts days from 1904: no released function tells, but a cell that computes a day does. */
export async function learnDates(context: Excel.RequestContext, sheet: Excel.Worksheet, at: { readonly row: number; readonly column: number }): Promise<boolean> {
  const cell = sheet.getRangeByIndexes(at.row, at.column, 1, 1);
  cell.numberFormat = [["0"]];
  cell.formulas = [[formula]];
  cell.load("values");
  await context.sync();
  return cell.values[0]?.[0] === from1900 - daysBetweenSystems;
}
