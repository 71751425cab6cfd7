import type { CellKind, ReportCell } from "../../../src/reports/document";
import type { PdfWords } from "./pdfWords";

/** What stands in a cell of paper. A cell without a value is blank. */
export function cellText(cell: ReportCell, kind: CellKind, words: PdfWords): string {
  if (cell === null) return "";
  if (typeof cell === "number") return kind === "share" ? words.share(cell) : kind === "count" ? words.number(cell) : String(cell);
  return kind === "day" || kind === "moment" ? whenText(cell, words) : cell;
}

/** The same in the column of a table, where shares have a decimal each, so that points stand under points. */
export function columnText(cell: ReportCell, kind: CellKind, words: PdfWords): string {
  return kind === "share" && typeof cell === "number" ? words.shareInColumn(cell) : cellText(cell, kind, words);
}

/** Numbers stand to the right, so that tens stand under tens. */
export function isRight(kind: CellKind): boolean {
  return kind === "count" || kind === "share";
}

function whenText(text: string, words: PdfWords): string {
  const [, year, month, date, time] = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?))?$/.exec(text) ?? [];
  if (year === undefined || month === undefined || date === undefined) return text;
  // A day is not torn apart where a line ends.
  const day = words.day(Number(year), Number(month), Number(date)).replaceAll(" ", "\u00a0");
  return time === undefined ? day : words.moment(day, time);
}
