import { ApiFailure } from "../client/apiFailure";
import type { FailureCode } from "../client/apiFailure";
import { CancelledError } from "./submit/engine/slices";
import { WorkbookError } from "./workbook/port";
import type { WorkbookProblem } from "./workbook/port";

/** Why something did not work, as a value that a screen can show. The sentence is in `src/wording`. */
export type PaneProblem =
  | { readonly kind: "workbook"; readonly code: WorkbookProblem; readonly excelCode: string | null }
  | { readonly kind: "server"; readonly code: FailureCode; readonly requestId: string | null; readonly retryAfterSeconds: number | null }
  /** What this computer had stored of a submission does not open any more. */
  | { readonly kind: "damaged" }
  | { readonly kind: "bug" };

/** A failure that a person can be told of. What is neither Excel's nor the server's refusal is a bug of ours: it is told and rises. */
export function toProblem(error: unknown): PaneProblem {
  if (error instanceof WorkbookError) return { kind: "workbook", code: error.code, excelCode: error.excelCode };
  if (error instanceof ApiFailure) {
    return { kind: "server", code: error.code, requestId: error.requestId, retryAfterSeconds: error.retryAfterSeconds };
  }
  // Told to whoever listens for unhandled errors, without holding up the screen that says so.
  queueMicrotask(() => {
    throw error;
  });
  return { kind: "bug" };
}

export function isCancelled(error: unknown): boolean {
  if (error instanceof CancelledError) return true;
  if (error instanceof ApiFailure) return error.kind === "cancelled";
  return error instanceof DOMException && error.name === "AbortError";
}

/** No answer from the server: work goes on without it. */
export function isUnreachable(problem: PaneProblem): boolean {
  return problem.kind === "server" && (problem.code === "offline" || problem.code === "timed-out");
}
