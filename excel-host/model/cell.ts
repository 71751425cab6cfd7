const errorCodes = [
  "#N/A",
  "#VALUE!",
  "#REF!",
  "#DIV/0!",
  "#NUM!",
  "#NAME?",
  "#NULL!",
  "#SPILL!",
  "#CALC!",
  "#BUSY!",
  "#CONNECT!",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** An error in a cell. The message is what Excel shows when a person points at the cell's error mark. */
export interface ErrorValue {
  readonly error: ErrorCode;
  readonly message?: string;
}

/** The empty text is an empty cell. */
export type CellValue = string | number | boolean | ErrorValue;

export interface BorderLine {
  readonly style: string;
  readonly color: string;
  readonly weight: string;
}

/** What was set on a cell; what is not here has Excel's default. */
export interface CellStyle {
  readonly fill?: string;
  readonly fontColor?: string;
  readonly fontName?: string;
  readonly fontSize?: number;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: string;
  readonly strikethrough?: boolean;
  readonly wrapText?: boolean;
  readonly horizontalAlignment?: string;
  readonly verticalAlignment?: string;
  readonly indentLevel?: number;
  readonly unlocked?: boolean;
  readonly borders?: Readonly<Record<string, BorderLine>>;
}

/** Cells are never changed in place: a change puts a new one, so that undo only has to keep the old one. */
export interface Cell {
  readonly value: CellValue;
  readonly formula?: string;
  readonly numberFormat?: string;
  readonly style?: CellStyle;
  /** Key of the formula cell whose result spilled into this one. */
  readonly spilledFrom?: number;
}

export const emptyCell: Cell = { value: "" };

export const isError = (value: CellValue | null): value is ErrorValue => typeof value === "object" && value !== null;

export function errorValue(error: ErrorCode, message?: string): ErrorValue {
  return message === undefined || message === "" ? { error } : { error, message };
}

export function asErrorCode(text: string): ErrorCode | null {
  return errorCodes.find((code) => code === text.toUpperCase()) ?? null;
}

/** What the add-in reads in `values`: errors are their text. */
export const plainValue = (value: CellValue): string | number | boolean => (isError(value) ? value.error : value);

export const hasContent = (cell: Cell): boolean => cell.value !== "" || cell.formula !== undefined;

/** Text format: what is put into such a cell stays text. */
export const isTextFormat = (numberFormat: string | undefined): boolean => numberFormat === "@";

/** A cell with nothing left to tell is not kept. */
export const isBare = (cell: Cell): boolean => !hasContent(cell) && cell.numberFormat === undefined && cell.style === undefined;

export function withContent(cell: Cell | undefined, value: CellValue, formula?: string): Cell {
  const kept = {
    ...(cell?.numberFormat === undefined ? {} : { numberFormat: cell.numberFormat }),
    ...(cell?.style ? { style: cell.style } : {}),
  };
  return formula === undefined ? { value, ...kept } : { value, formula, ...kept };
}

export function withoutFill<T extends { readonly fill?: string }>(style: T): Omit<T, "fill"> {
  const { fill, ...rest } = style;
  return fill === undefined ? style : rest;
}

export function withNumberFormat(cell: Cell | undefined, numberFormat: string): Cell {
  const { numberFormat: before, ...rest } = cell ?? emptyCell;
  if (numberFormat === before) return cell ?? emptyCell;
  return numberFormat === "General" ? rest : { ...rest, numberFormat };
}
