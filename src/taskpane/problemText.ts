import { paneWords } from "../wording/pane";
import type { PaneProblem } from "./problem";

const words = paneWords.problem;

/** The sentence for a problem, and what the person may quote to support. */
export function problemText(problem: PaneProblem): { readonly sentence: string; readonly reference: string | null } {
  switch (problem.kind) {
    case "workbook": {
      const reference = problem.code === "excel-failed" && problem.excelCode !== null ? words.excelReference(problem.excelCode) : null;
      return { sentence: words.workbook[problem.code], reference };
    }
    case "server": {
      const wait = problem.retryAfterSeconds === null ? "" : ` ${words.wait(problem.retryAfterSeconds)}`;
      const isExpected = problem.code === "sign-in-failed" || problem.code === "not-signed-in";
      const reference = problem.requestId === null || problem.requestId === "" || isExpected ? null : words.reference(problem.requestId);
      return { sentence: words.server[problem.code] + wait, reference };
    }
    case "damaged":
      return { sentence: words.damaged, reference: null };
    case "bug":
      return { sentence: words.bug, reference: null };
  }
}
