import { fileWords as english } from "./en/paneFiles";
import { inForce } from "./inForce";

/** The words of the screen that brings a file into the workbook. */
export const fileWords = inForce("paneFiles", english);

/** A problem of a file as a value with what belongs into its sentence; the pane's own type fits in. */
type Problem = { readonly code: string } & Readonly<Record<string, string | number>>;

/** What is wrong with a file, where, and what to do. */
export function problemSentence(problem: Problem): string {
  const words = fileWords.problem;
  const text = (name: string): string => String(problem[name] ?? "");
  const value = (name: string): number => Number(problem[name] ?? 0);
  switch (problem.code) {
    case "too-large":
      return words.tooLarge(value("megabytes"), value("limit"));
    case "inflates-too-much":
      return words.inflates(value("megabytes"), value("limit"));
    case "named-otherwise":
      return problem["is"] === "workbook" ? words.namedWorkbook(text("name")) : words.namedText(text("name"));
    case "encoding-differs":
      return words.encoding(value("row"));
    case "open-quote":
      return words.openQuote(value("row"));
    case "ragged":
      return words.ragged(value("row"), value("cells"), value("headings"));
    case "too-many-columns":
      return words.columns(value("found"), value("limit"));
    case "too-many-rows":
      return words.tooManyRows(value("found"), value("limit"));
    case "too-many-cells":
      return words.tooManyCells(value("found"), value("limit"));
    case "no-rows":
      return words.noRows(value("headingRow"));
    case "formulas":
      return words.formulas(text("cell"), text("text"), value("count"));
    case "error-values":
      return words.errors(text("cell"), text("text"), value("count"));
    case "cell-too-long":
      return words.tooLong(text("cell"));
    case "merged-cells":
      return words.merged(text("range"), value("count"));
    default: {
      const sentence = Object.entries(words).find(([code]) => code === problem.code)?.[1];
      return typeof sentence === "string" ? sentence : words["other-format"];
    }
  }
}
