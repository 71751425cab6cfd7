import { columnIndex, columnName, isInsideSheet, parseAddress, quoteSheetName, type Rect } from "../model/address";
import { tokenize } from "./tokens";

const errorReference = "#REF!";

/** Rewrites every reference of a formula; `change` gets the reference as written and gives the new text. */
function rewrite(formula: string, change: (reference: string) => string): string {
  const tokens = tokenize(formula.slice(1));
  if (!tokens) return formula;
  const rewritten = tokens.map((token) => {
    if (token.kind === "reference") return change(token.text);
    return token.kind === "spill" ? `${change(token.text.slice(0, -1))}#` : token.text;
  });
  return `=${rewritten.join("")}`;
}

function splitSheet(reference: string): readonly [string, string] {
  const bang = reference.lastIndexOf("!");
  return [reference.slice(0, bang + 1), reference.slice(bang + 1)];
}

const corner = /(\$?)([A-Za-z]{0,3})(\$?)(\d*)/;

function moveCorner(text: string, rows: number, columns: number): string | null {
  const [, columnLock = "", letters = "", rowLock = "", digits = ""] = corner.exec(text) ?? [];
  // In `$5` the only `$` stands before the row.
  const lockedRow = rowLock !== "" || (letters === "" && columnLock !== "");
  const column = letters === "" ? 0 : columnIndex(letters) + (columnLock === "" ? columns : 0);
  const row = digits === "" ? 0 : Number(digits) - 1 + (lockedRow ? 0 : rows);
  if (!isInsideSheet({ row, column, rows: 1, columns: 1 })) return null;
  const columnText = letters === "" ? "" : `${columnLock}${columnName(column)}`;
  const rowText = digits === "" ? "" : `${lockedRow ? "$" : ""}${row + 1}`;
  return columnText + rowText;
}

/** The formula as Excel writes it when it is copied `rows` down and `columns` to the right. */
export function moveFormula(formula: string, rows: number, columns: number): string {
  return rewrite(formula, (reference) => {
    const [sheet, address] = splitSheet(reference);
    const corners = address.split(":").map((part) => moveCorner(part, rows, columns));
    return corners.includes(null) ? errorReference : sheet + corners.join(":");
  });
}

/** The formula after a sheet got another name. */
export function renameInFormula(formula: string, before: string, after: string): string {
  if (!formula.startsWith("=")) return formula;
  return rewrite(formula, (reference) => {
    const [, address] = splitSheet(reference);
    const isIt = parseAddress(reference)?.sheetName?.toLowerCase() === before.toLowerCase();
    return isIt ? `${quoteSheetName(after)}!${address}` : reference;
  });
}

/** The formula after cells were inserted or deleted: `shift` tells where a rectangle of a sheet went, null when it is gone. */
export function shiftFormula(formula: string, shift: (sheetName: string | null, rect: Rect) => Rect | null): string {
  return rewrite(formula, (reference) => {
    const parsed = parseAddress(reference);
    if (!parsed) return reference;
    const after = shift(parsed.sheetName, parsed.rect);
    if (!after) return errorReference;
    const [sheet, address] = splitSheet(reference);
    return sheet + placeCorners(address, after);
  });
}

/** Writes the corners of `rect` with the `$` signs and the shape (cells, columns, rows) that the address had. */
function placeCorners(address: string, rect: Rect): string {
  const parts = address.split(":");
  const corners = parts.map((part, index) => {
    const [, columnLock = "", letters = "", rowLock = "", digits = ""] = corner.exec(part) ?? [];
    const lockedRow = rowLock !== "" || (letters === "" && columnLock !== "");
    const row = index === 0 ? rect.row : rect.row + rect.rows - 1;
    const column = index === 0 ? rect.column : rect.column + rect.columns - 1;
    const columnText = letters === "" ? "" : `${columnLock}${columnName(column)}`;
    return columnText + (digits === "" ? "" : `${lockedRow ? "$" : ""}${row + 1}`);
  });
  return corners.join(":");
}
