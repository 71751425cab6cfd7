import { parsePhone } from "../domain/phone";
import { functionSentences } from "../wording/functions";
import { sentenceLine } from "../wording/sentence";
import { isEmptyCell } from "./isEmptyCell";

/** `OK`, or every sentence that *Validate rows* would give for this cell; an empty text for an empty cell. Formatting alone is fine. */
export function checkPhone(value: unknown): string {
  if (isEmptyCell(value)) return "";
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return functionSentences["phone-error"];
  const troubles = parsePhone({ value }).issues.filter((issue) => issue.severity !== "info");
  return troubles.length === 0 ? functionSentences["phone-fine"] : troubles.map((issue) => sentenceLine(issue)).join(" ");
}
