import type { FunctionCell, SelectedCell } from "./port";
import { isOurFormula } from "./refreshFunctions";
import { runInExcel } from "./runInExcel";

/** What one cell has to do with our functions: a spilled cell is that of the formula which fills it. */
export function readFunctionCell({ sheetId, address }: Pick<SelectedCell, "sheetId" | "address">): Promise<FunctionCell> {
  return runInExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItemOrNullObject(sheetId).load("id");
    await context.sync();
    if (sheet.isNullObject) return { holdsOurs: false, showsError: false };
    const cell = sheet.getRange(address).load("formulas,valueTypes");
    const knowsSpills = Office.context.requirements.isSetSupported("ExcelApi", "1.12");
    const parent = knowsSpills ? cell.getSpillParentOrNullObject().load("formulas") : null;
    await context.sync();
    const valueType: unknown = cell.valueTypes[0]?.[0];
    const showsError = valueType === "Error";
    // An older Excel does not say what fills a cell: one with an error may be ours.
    const isPartOfOurs = parent === null ? showsError && !isFormula(cell) : !parent.isNullObject && isOurs(parent);
    return { holdsOurs: isOurs(cell) || isPartOfOurs, showsError };
  });
}

function isOurs({ formulas }: Excel.Range): boolean {
  return isOurFormula(formulas[0]?.[0]);
}

function isFormula({ formulas }: Excel.Range): boolean {
  const formula: unknown = formulas[0]?.[0];
  return typeof formula === "string" && formula.startsWith("=");
}

/** Tells that cells of a sheet were typed, cleared or moved, by whomever. Gives the function that ends it. */
export async function onCellsChanged(listener: (sheetId: string) => void): Promise<() => void> {
  const handler = await runInExcel(async (context) => {
    const registered = context.workbook.worksheets.onChanged.add(({ worksheetId }) => {
      listener(worksheetId);
      return Promise.resolve();
    });
    await context.sync();
    return registered;
  });
  return () => {
    void Excel.run(handler.context, async (context) => {
      handler.remove();
      await context.sync();
    });
  };
}
