/** Cell addresses: everything inside the host counts rows and columns from zero; only text is A1. */
export const maxRows = 1_048_576;
export const maxColumns = 16_384;

export interface Rect {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

export interface ParsedAddress {
  readonly sheetName: string | null;
  readonly rect: Rect;
}

export function columnName(column: number): string {
  let name = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

export function columnIndex(name: string): number {
  let index = 0;
  for (const letter of name.toUpperCase()) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

/** One number per cell, usable as a map key and ordered by row, then column. */
export const cellKey = (row: number, column: number): number => row * maxColumns + column;
export const keyRow = (key: number): number => Math.floor(key / maxColumns);
export const keyColumn = (key: number): number => key % maxColumns;

export const cellRect = (row: number, column: number): Rect => ({ row, column, rows: 1, columns: 1 });
export const wholeSheet: Rect = { row: 0, column: 0, rows: maxRows, columns: maxColumns };

export function isInsideSheet(rect: Rect): boolean {
  const starts = rect.row >= 0 && rect.column >= 0 && rect.rows >= 1 && rect.columns >= 1;
  return starts && rect.row + rect.rows <= maxRows && rect.column + rect.columns <= maxColumns;
}

/** The rectangle between two corners, whichever way round they are given. */
export function spanning(row1: number, column1: number, row2: number, column2: number): Rect {
  const row = Math.min(row1, row2);
  const column = Math.min(column1, column2);
  return { row, column, rows: Math.abs(row1 - row2) + 1, columns: Math.abs(column1 - column2) + 1 };
}

const cells = /^([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?$/i;
const wholeColumns = /^([A-Z]{1,3}):([A-Z]{1,3})$/i;
const wholeRows = /^(\d{1,7}):(\d{1,7})$/;

function parseRect(text: string): Rect | null {
  const plain = text.replaceAll("$", "");
  const cell = cells.exec(plain);
  if (cell) {
    const [, column1 = "", row1 = "", column2 = column1, row2 = row1] = cell;
    return spanning(Number(row1) - 1, columnIndex(column1), Number(row2) - 1, columnIndex(column2));
  }
  const columns = wholeColumns.exec(plain);
  if (columns) return { ...spanning(0, columnIndex(columns[1] ?? ""), 0, columnIndex(columns[2] ?? "")), rows: maxRows };
  const rows = wholeRows.exec(plain);
  if (rows) return { ...spanning(Number(rows[1]) - 1, 0, Number(rows[2]) - 1, 0), columns: maxColumns };
  return null;
}

/** Reads `A1`, `$A$1:B3`, `C:D`, `2:5`, each with or without `'Sheet name'!`; null when it is no address. */
export function parseAddress(text: string): ParsedAddress | null {
  const bang = text.lastIndexOf("!");
  const sheetName =
    bang < 0
      ? null
      : text
          .slice(0, bang)
          .replace(/^'(.*)'$/s, "$1")
          .replaceAll("''", "'");
  const rect = parseRect(text.slice(bang + 1).trim());
  return rect && isInsideSheet(rect) ? { sheetName, rect } : null;
}

/** `B2`, `B2:D9`, `C:D` or `2:5`, without the sheet. */
export function addressOf({ row, column, rows, columns }: Rect): string {
  if (rows === maxRows) return `${columnName(column)}:${columnName(column + columns - 1)}`;
  if (columns === maxColumns) return `${row + 1}:${row + rows}`;
  const first = `${columnName(column)}${row + 1}`;
  return rows === 1 && columns === 1 ? first : `${first}:${columnName(column + columns - 1)}${row + rows}`;
}

export function quoteSheetName(name: string): string {
  return /^[A-Za-z_][\w.]*$/.test(name) && !parseRect(name) ? name : `'${name.replaceAll("'", "''")}'`;
}

export function intersect(a: Rect, b: Rect): Rect | null {
  const row = Math.max(a.row, b.row);
  const column = Math.max(a.column, b.column);
  const rows = Math.min(a.row + a.rows, b.row + b.rows) - row;
  const columns = Math.min(a.column + a.columns, b.column + b.columns) - column;
  return rows > 0 && columns > 0 ? { row, column, rows, columns } : null;
}

export const overlaps = (a: Rect, b: Rect): boolean => intersect(a, b) !== null;

export function sameRect(a: Rect | null, b: Rect | null): boolean {
  return a === b || (a !== null && b !== null && a.row === b.row && a.column === b.column && a.rows === b.rows && a.columns === b.columns);
}

export function containsCell(rect: Rect, row: number, column: number): boolean {
  return row >= rect.row && row < rect.row + rect.rows && column >= rect.column && column < rect.column + rect.columns;
}

export function boundingRect(a: Rect, b: Rect): Rect {
  const row = Math.min(a.row, b.row);
  const column = Math.min(a.column, b.column);
  const rows = Math.max(a.row + a.rows, b.row + b.rows) - row;
  return { row, column, rows, columns: Math.max(a.column + a.columns, b.column + b.columns) - column };
}

export const cellCount = (rect: Rect): number => rect.rows * rect.columns;
export const isWholeColumns = (rect: Rect): boolean => rect.rows === maxRows;
export const isWholeRows = (rect: Rect): boolean => rect.columns === maxColumns;
