import { Readable } from "node:stream";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { CellKind, ReportCell, ReportRow, ReportTable } from "../../../src/reports/document";
import { byteOrderMark, csvCell, likeFormula } from "../../files/csvFile";
import type { ReportContent } from "./reportContent";

/** Digits and signs without a word (phones, dates), and what looks like 12E4 or 3-Mar: a spreadsheet that opens the file would count with it. */
const likeNumber = /^[^\p{L}]*\d[^\p{L}]*$|^\d+(\.\d+)?e[+-]?\d+$|^\d{1,2}[-/ ]?\p{L}{3,9}([-/ ]\d{1,4})?$|^\p{L}{3,9}[-/ ]\d{1,4}$/iu;

/**
 * A value that must stay text is kept so by a tab before it, which spreadsheets do not show and every program that reads a cell takes off
 * as a space; an apostrophe would be seen. What looks like a formula is marked as in every other file.
 */
function keptAsText(text: string): string {
  return likeNumber.test(text) && !likeFormula.test(text) ? `"\t${quoted(text)}"` : csvCell(text);
}

const cellText: Readonly<Record<CellKind, (cell: string) => string>> = {
  // Names and reasons, too, are sometimes nothing but a number or a month.
  text: keptAsText,
  phone: keptAsText,
  count: plain,
  share: plain,
  day: plain,
  moment: plain,
};

/** Numbers, days and moments of our own making. */
function plain(text: string): string {
  return `"${quoted(text)}"`;
}

/** A quote that stands alone would end the cell, and what comes after it would be a cell of its own. */
function quoted(text: string): string {
  return text.replaceAll('"', '""');
}

function linesOf(rows: readonly ReportRow[], kinds: readonly CellKind[]): string {
  const write = (cell: ReportCell, index: number): string => (cell === null ? '""' : cellText[kinds[index] ?? "text"](String(cell)));
  return rows.map(({ cells }) => `${cells.map(write).join(",")}\r\n`).join("");
}

/**
 * The tables of a report as UTF-8 with its mark; of several each has a line with its name above, and a blank one between. Where there is nothing
 * to report, the line under the first headings says so: a file of headings alone might as well be one that broke off.
 */
export async function writeCsvReport(content: ReportContent, out: Writable): Promise<void> {
  await pipeline(Readable.from(csvText(content), { objectMode: false }), out);
}

async function* csvText({ document: { tables, nothing }, pages }: ReportContent): AsyncGenerator<string> {
  yield byteOrderMark;
  for (const [index, table] of tables.entries()) {
    yield headOf(table, { isFirst: index === 0, isOnly: tables.length === 1 });
    if (index === 0 && nothing !== null) yield `${csvCell(nothing)}\r\n`;
    const kinds = table.columns.map(({ kind }) => kind);
    if (index > 0 || pages === null) yield linesOf(table.rows, kinds);
    else for await (const rows of pages()) yield linesOf(rows, kinds);
  }
}

function headOf({ name, columns }: ReportTable, { isFirst, isOnly }: { readonly isFirst: boolean; readonly isOnly: boolean }): string {
  return `${isFirst ? "" : "\r\n"}${isOnly ? "" : `${csvCell(name)}\r\n`}${columns.map(({ heading }) => csvCell(heading)).join(",")}\r\n`;
}
