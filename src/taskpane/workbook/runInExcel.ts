import { WorkbookError } from "./port";
import type { WorkbookProblem } from "./port";

/** Office.js tells what went wrong by a code from a closed list; these are the ones for which a person can do something. */
const problems: Readonly<Record<string, WorkbookProblem>> = {
  AccessDenied: "sheet-protected",
  InvalidOperationInCellEditMode: "cell-in-edit",
  ItemNotFound: "sheet-gone",
  InvalidReference: "sheet-gone",
  InvalidSelection: "several-areas",
  InvalidBinding: "sheet-gone",
  RequestPayloadSizeLimitExceeded: "too-large",
  ResponsePayloadSizeLimitExceeded: "too-large",
  RangeExceedsLimit: "too-large",
  OperationCellsExceedLimit: "too-large",
  ApiNotFound: "not-supported",
  NotImplemented: "not-supported",
  UnsupportedOperation: "not-supported",
  UnsupportedSheet: "list-not-found",
};

/** Turns what Office.js threw into a reason that a person can be told. Anything that is not Excel's refusal rises unchanged. */
export function toWorkbookError(error: unknown): unknown {
  if (error instanceof WorkbookError || !(error instanceof OfficeExtension.Error)) return error;
  return new WorkbookError(problems[error.code] ?? "excel-failed", { excelCode: error.code, cause: error });
}

export interface RunOptions {
  /** Several writes that the person takes back with one Ctrl+Z, where this Excel can (ExcelApi 1.20). The batch may run twice. */
  readonly oneUndo?: boolean;
}

/** Runs a batch; waits while the person is still typing in a cell instead of failing. */
export async function runInExcel<T>(batch: (context: Excel.RequestContext) => Promise<T>, { oneUndo = false }: RunOptions = {}): Promise<T> {
  try {
    if (oneUndo && Office.context.requirements.isSetSupported("ExcelApi", "1.20")) return await runGrouped(batch);
    return await Excel.run({ delayForCellEdit: true }, batch);
  } catch (error) {
    throw toWorkbookError(error);
  }
}

/** One undo group is unreliable on large writes and on the web: then the same, idempotent, batch runs without. */
async function runGrouped<T>(batch: (context: Excel.RequestContext) => Promise<T>): Promise<T> {
  try {
    return await Excel.run({ delayForCellEdit: true, mergeUndoGroup: true }, batch);
  } catch (error) {
    const ungroupable = error instanceof OfficeExtension.Error && (error.code === "UndoNotSupported" || error.code === "GeneralException");
    if (!ungroupable) throw error;
    return await Excel.run({ delayForCellEdit: true }, batch);
  }
}
