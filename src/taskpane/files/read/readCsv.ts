import Papa from "papaparse";
import { refuse } from "./fileProblem";
import type { Delimiter, TextEncoding } from "./choices";
import { findDelimiter } from "./delimiter";
import { importLimits } from "./table";
import type { ImportedTable } from "./table";
import { decodeText, findEncoding } from "./textEncoding";

export interface TextChoices {
  readonly encoding?: TextEncoding | undefined;
  readonly delimiter?: Delimiter | undefined;
}

export interface TextFacts {
  readonly encoding: TextEncoding;
  readonly delimiter: Delimiter;
}

/** Reads a text file of cells: as the person says, else as it seems to be written. Every cell is text. */
export function readCsv(bytes: Uint8Array, choices: TextChoices): { readonly table: ImportedTable; readonly facts: TextFacts } {
  const encoding = choices.encoding ?? findEncoding(bytes).encoding;
  const text = decodeText(bytes, encoding);
  if (text.trim() === "") refuse({ code: "empty" });
  const delimiter = choices.delimiter ?? findDelimiter(text);
  const rows: string[][] = [];
  let filled = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    step: ({ data, errors }) => {
      const [fault] = errors;
      if (fault?.code === "MissingQuotes" || fault?.code === "InvalidQuotes") refuse({ code: "open-quote", row: rows.length + 1 });
      rows.push(data);
      if (data.some((cell) => cell.trim() !== "")) filled = rows.length;
      // Blank rows at the end do not count; a list that long does not end in the pane's memory.
      if (filled > importLimits.rows * 8) refuse({ code: "too-many-rows", found: filled, limit: importLimits.rows });
    },
  });
  rows.length = filled;
  return { table: { kind: "text", rows, hiddenRows: [], formulas: [], errors: [], merges: [] }, facts: { encoding, delimiter } };
}
