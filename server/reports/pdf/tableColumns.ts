import type { ReportColumn, ReportRow } from "../../../src/reports/document";
import { cellText, isRight } from "./cellText";
import type { PdfWords } from "./pdfWords";
import type { Typeface } from "./typeface";
import { widthOf } from "./typeface";
import { widestPiece } from "./wrapText";

export interface TableLook {
  readonly words: PdfWords;
  readonly regular: Typeface;
  readonly bold: Typeface;
}

/** Room on both sides of a cell's text. */
export const cellPadding = 3;
/** Rows that are looked at before the widths of columns are settled. */
export const rowsMeasured = 300;
const sizes = [8, 7.5, 7, 6.5, 6] as const;
/** Words longer than this, at a size of 1, may be cut within: identifiers of OpenMRS are, ART IDs are not. */
const mostWord = 10.5;
/** Cells of a table that is wider than its paper take about so many lines, before smaller letters are taken. */
const linesBorne = 1.9;

export interface Measured {
  /** The room that whatever cannot be broken needs, and the room that most cells need for standing on one line; at a size of 1. */
  readonly least: number;
  readonly wanted: number;
}

/** How much room each column of a table needs, by its heading and the first of its rows. */
export function measureColumns(columns: readonly ReportColumn[], rows: readonly ReportRow[], { words, regular, bold }: TableLook): readonly Measured[] {
  return columns.map(({ heading, kind }, at) => {
    const texts = rows.slice(0, rowsMeasured).map(({ cells }) => cellText(cells[at] ?? null, kind, words));
    const widths = texts.map((text) => widthOf(regular, 1, text)).sort((one, other) => one - other);
    const widest = widths.at(-1) ?? 0;
    // One long text in a hundred may stand on more lines than the others.
    const usual = widths[Math.ceil(widths.length * 0.97) - 1] ?? 0;
    const pieceOf = (text: string, face: Typeface): number => widestPiece(text, face, { size: 1, mostWord });
    const piece = isRight(kind) ? widest : texts.reduce((most, text) => Math.max(most, pieceOf(text, regular)), 0);
    const least = Math.max(piece, pieceOf(heading, bold));
    return { least, wanted: Math.max(least, usual, Math.min(widthOf(bold, 1, heading), 3 * least)) };
  });
}

/** Whether a table can be read on upright paper of that width: nothing is cut within a word, and cells take two lines at most. */
export function fitsUpright(measured: readonly Measured[], width: number): boolean {
  const size = sizes[1];
  const room = width - measured.length * 2 * cellPadding;
  const least = measured.reduce((sum, column) => sum + column.least * size, 0);
  const wanted = measured.reduce((sum, column) => sum + column.wanted * size, 0);
  return least <= room && wanted <= room * 1.8;
}

export interface ColumnWidths {
  readonly size: number;
  /** With the padding, in points; together the width of the paper. */
  readonly widths: readonly number[];
}

/** The largest letters with which no word has to be cut, and widths with which every column takes about the same number of lines. */
export function columnWidths(measured: readonly Measured[], width: number): ColumnWidths {
  const room = width - measured.length * 2 * cellPadding;
  const sumOf = (part: (column: Measured) => number): number => measured.reduce((sum, column) => sum + part(column), 0);
  const readable = sizes.find((candidate) => sumOf(({ least }) => least * candidate) <= room && sumOf(({ wanted }) => wanted * candidate) <= room * linesBorne);
  const size = readable ?? sizes.find((candidate) => candidate <= 6.5 && sumOf(({ least }) => least * candidate) <= room) ?? 6;
  const texts = shareRoom(measured.map(({ least, wanted }) => ({ least: least * size, wanted: wanted * size })), room);
  return { size, widths: texts.map((text) => text + 2 * cellPadding) };
}

function shareRoom(columns: readonly Measured[], room: number): readonly number[] {
  const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
  const least = sumOf(columns.map((column) => column.least));
  if (least >= room) return columns.map((column) => (column.least * room) / least);
  const at = (part: number): readonly number[] => columns.map((column) => Math.max(column.least, column.wanted * part));
  const wanted = sumOf(at(1));
  if (wanted <= room) return columns.map((column) => Math.max(column.least, column.wanted) * (room / wanted));
  let low = 0;
  let high = 1;
  for (let step = 0; step < 30; step += 1) {
    const middle = (low + high) / 2;
    if (sumOf(at(middle)) > room) high = middle;
    else low = middle;
  }
  return at(low);
}
