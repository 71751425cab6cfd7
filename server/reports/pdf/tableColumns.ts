import type { ReportColumn, ReportRow } from "../../../src/reports/document";
import { columnText, isRight } from "./cellText";
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
const mostShort = 7.5;
/** Cells of a table that is wider than its paper take about so many lines, before smaller letters are taken. */
const linesBorne = 1.9;

/** At a size of 1. */
export interface Measured {
  /** The room that whatever cannot be broken needs. */
  readonly least: number;
  /** The room in which short cells, such as days, stand on one line, where there is room for that at all; of long ones, `least`. */
  readonly short: number;
  /** The room that most cells and the heading need for standing on one line. */
  readonly wanted: number;
}

/** How much room each column of a table needs, by its heading and the first of its rows. */
export function measureColumns(columns: readonly ReportColumn[], rows: readonly ReportRow[], { words, regular, bold }: TableLook): readonly Measured[] {
  return columns.map(({ heading, kind }, at) => {
    const texts = rows.slice(0, rowsMeasured).map(({ cells }) => columnText(cells[at] ?? null, kind, words));
    const widths = texts.map((text) => widthOf(regular, 1, text)).sort((one, other) => one - other);
    const widest = widths.at(-1) ?? 0;
    // One long text in a hundred may stand on more lines than the others.
    const usual = widths[Math.ceil(widths.length * 0.97) - 1] ?? 0;
    const pieceOf = (text: string, face: Typeface): number => widestPiece(text, face, { size: 1, mostWord });
    const piece = isRight(kind) ? widest : texts.reduce((most, text) => Math.max(most, pieceOf(text, regular)), 0);
    const least = Math.max(piece, pieceOf(heading, bold));
    return { least, short: Math.max(least, usual <= mostShort ? usual : 0), wanted: Math.max(least, usual, Math.min(widthOf(bold, 1, heading), 3 * least)) };
  });
}

/** Whether a table can be read on upright paper of that width: short cells stand on one line, the others take two at most. */
export function fitsUpright(measured: readonly Measured[], width: number): boolean {
  return fits(measured, { size: 7, room: roomOf(measured, width), lines: 1.8, part: "short" });
}

interface Fitting {
  readonly size: number;
  readonly room: number;
  readonly lines: number;
  /** What must not be broken. */
  readonly part: "least" | "short";
}

function fits(measured: readonly Measured[], { size, room, lines, part }: Fitting): boolean {
  const whole = measured.reduce((sum, column) => sum + column[part] * size, 0);
  const wanted = measured.reduce((sum, column) => sum + column.wanted * size, 0);
  return whole <= room && wanted <= room * lines;
}

function roomOf(measured: readonly Measured[], width: number): number {
  return width - measured.length * 2 * cellPadding;
}

export interface ColumnWidths {
  readonly size: number;
  /** With the padding, in points; together the width of the paper. */
  readonly widths: readonly number[];
}

/** The largest letters with which no word has to be cut, and widths with which every column takes about the same number of lines. */
export function columnWidths(measured: readonly Measured[], width: number): ColumnWidths {
  const room = roomOf(measured, width);
  const sizeFor = (part: Fitting["part"], lines: number): number | undefined => sizes.find((size) => fits(measured, { size, room, lines, part }));
  const size = sizeFor("short", linesBorne) ?? sizeFor("least", linesBorne) ?? sizes.find((small) => small <= 6.5 && fits(measured, { size: small, room, lines: Infinity, part: "least" })) ?? 6;
  const texts = shareRoom(measured.map(({ least, short, wanted }) => ({ least: least * size, short: short * size, wanted: wanted * size })), room);
  return { size, widths: texts.map((text) => text + 2 * cellPadding) };
}

function shareRoom(columns: readonly Measured[], room: number): readonly number[] {
  const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
  const least = sumOf(columns.map((column) => column.least));
  if (least >= room) return columns.map((column) => (column.least * room) / least);
  const keepsShort = sumOf(columns.map((column) => column.short)) <= room;
  const at = (part: number): readonly number[] => columns.map(({ least: mine, short, wanted }) => Math.max(keepsShort ? short : mine, wanted * part));
  const wanted = sumOf(at(1));
  if (wanted <= room) return at(1).map((width) => width * (room / wanted));
  let low = 0;
  let high = 1;
  for (let step = 0; step < 30; step += 1) {
    const middle = (low + high) / 2;
    if (sumOf(at(middle)) > room) high = middle;
    else low = middle;
  }
  return at(low);
}
