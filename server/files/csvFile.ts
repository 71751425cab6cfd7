import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { TabularFile } from "./tabularFile";

/** Excel takes a CSV without it for the computer's own code page, and spoils every name with a tone mark. */
export const byteOrderMark = "\uFEFF";

/** Begins like a formula (OWASP): a spreadsheet that opens the file would run it. Also after spaces, which some programs pass over. */
export const likeFormula = /^\s*[=+\-@\t\r\0]/;

/** A cell of a CSV: always quoted, and what looks like a formula is marked as text, which our own import takes off again. */
export function csvCell(text: string): string {
  return `"${(likeFormula.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** UTF-8 with its mark. Resolves when the last byte has been taken; throws where the reader has gone. */
export async function writeCsv(file: TabularFile, out: NodeJS.WritableStream): Promise<void> {
  await pipeline(Readable.from(csvText(file), { objectMode: false }), out);
}

async function* csvText({ columns, pages }: TabularFile): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(columns.map(({ heading }) => heading));
  for await (const rows of pages()) if (rows.length > 0) yield rows.map(csvLine).join("");
}
