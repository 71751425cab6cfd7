/** Everything that can be wrong with a file as a whole, with what its sentence needs. Nothing is brought in where there is one. */
export type FileProblem =
  | { readonly code: "empty" | "nul-characters" | "password" | "damaged-workbook" | "no-sheet" | "no-headings" | "pdf" | "web-page" | "old-workbook" | "binary-workbook" | "open-document" | "word-document" | "other-format" }
  | { readonly code: "too-large" | "inflates-too-much"; readonly megabytes: number; readonly limit: number }
  | { readonly code: "named-otherwise"; readonly name: string; readonly is: "workbook" | "text" }
  | { readonly code: "encoding-differs" | "open-quote"; readonly row: number }
  | { readonly code: "ragged"; readonly row: number; readonly cells: number; readonly headings: number }
  | { readonly code: "too-many-columns"; readonly found: number; readonly limit: number }
  | { readonly code: "too-many-rows"; readonly found: number; readonly limit: number }
  | { readonly code: "too-many-cells"; readonly found: number; readonly limit: number }
  | { readonly code: "no-rows"; readonly headingRow: number }
  | { readonly code: "formulas" | "error-values"; readonly cell: string; readonly text: string; readonly count: number }
  | { readonly code: "cell-too-long"; readonly cell: string }
  | { readonly code: "merged-cells"; readonly range: string; readonly count: number };
export type FileProblemCode = FileProblem["code"];

/** Thrown while reading; never leaves `readFile`. */
export class FileRefusal extends Error {
  constructor(readonly problem: FileProblem) {
    super(problem.code);
    this.name = "FileRefusal";
  }
}

export function refuse(problem: FileProblem): never {
  throw new FileRefusal(problem);
}
