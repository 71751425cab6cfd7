import type { SubmissionStatus } from "../../contract/submissions";
import { paneWords } from "../../wording/pane";
import { updateWords } from "../../wording/paneUpdate";

/** Where a submission came from, in words: a sheet of a workbook, or the form of one patient (perhaps for a row of a sheet). */
export function sourceText({ kind, sheet, workbook }: SubmissionStatus["source"]): string {
  if (kind !== "form") return paneWords.history.from(sheet, workbook);
  return hasSheet({ sheet }) ? updateWords.source.row(sheet, workbook) : updateWords.source.form;
}

/** Results can be written beside its rows, and a row be led to. */
export function hasSheet({ sheet }: Pick<SubmissionStatus["source"], "sheet">): boolean {
  return sheet !== "";
}
