import { cellKey, cellRect, intersect, keyColumn, keyRow, parseAddress, type Rect } from "../model/address";
import { errorValue, hasContent } from "../model/cell";
import type { Sheet } from "../model/sheet";
import type { SheetRect } from "../model/sheetRect";
import { bodyRect, findTable } from "../model/table";
import type { Table } from "../model/tableState";
import type { Workbook } from "../model/workbook";
import type { Expression } from "./ast";
import { parseFormula } from "./parser";
import type { Operand, Scalar } from "./operand";

export interface Place {
  readonly sheet: Sheet;
  readonly row: number;
  readonly column: number;
}

function addressRect(workbook: Workbook, text: string, place: Place): SheetRect | null {
  const parsed = parseAddress(text);
  const sheet = parsed?.sheetName == null ? place.sheet : workbook.findSheet(parsed.sheetName);
  return parsed && sheet ? { sheet, rect: parsed.rect } : null;
}

function tableColumn(workbook: Workbook, table: Table, name: string): number {
  for (let column = table.rect.column; column < table.rect.column + table.rect.columns; column++) {
    if (workbook.textOf(table.sheet.cell(table.rect.row, column)).toLowerCase() === name.toLowerCase()) return column;
  }
  return -1;
}

const structured = /^([A-Za-z_][\w.]*)?\[\s*(.*?)\s*\]$/s;

/** `Table[Column]`, `Table[]`, `[@Column]`, `Table[@Column]`, `Table[#Headers]`, `Table[#All]`. */
function structuredRect(workbook: Workbook, text: string, place: Place): SheetRect | null {
  const [, tableName, inner = ""] = structured.exec(text) ?? [];
  const table = tableName ? findTable(workbook, tableName) : workbook.tableAt(place.sheet, place.row, place.column);
  if (!table) return null;
  const body = bodyRect(table);
  if (inner === "" || inner === "#Data") return { sheet: table.sheet, rect: body };
  if (inner === "#All") return { sheet: table.sheet, rect: table.rect };
  if (inner === "#Headers") return { sheet: table.sheet, rect: { ...table.rect, rows: 1 } };
  const thisRow = inner.startsWith("@");
  const column = tableColumn(workbook, table, inner.replace(/^@/, "").replace(/^\[(.*)\]$/s, "$1"));
  if (column < 0) return null;
  const rect = { ...body, column, columns: 1 };
  return { sheet: table.sheet, rect: thisRow ? cellRect(place.row, column) : rect };
}

function spillRect(workbook: Workbook, text: string, place: Place): SheetRect | null {
  const anchor = addressRect(workbook, text, place);
  if (!anchor) return null;
  const key = cellKey(anchor.rect.row, anchor.rect.column);
  let { rows, columns } = anchor.rect;
  for (const [other, cell] of anchor.sheet.cells) {
    if (cell.spilledFrom !== key) continue;
    rows = Math.max(rows, keyRow(other) - anchor.rect.row + 1);
    columns = Math.max(columns, keyColumn(other) - anchor.rect.column + 1);
  }
  return { sheet: anchor.sheet, rect: { ...anchor.rect, rows, columns } };
}

/** The cells that an expression stands for, without reading them; null when it stands for none. */
function referredRect(workbook: Workbook, expression: Expression, place: Place): SheetRect | null {
  if (expression.kind === "reference") return addressRect(workbook, expression.text, place);
  if (expression.kind === "spill") return spillRect(workbook, expression.text, place);
  if (expression.kind === "structured") return structuredRect(workbook, expression.text, place);
  if (expression.kind !== "name") return null;
  const named = workbook.state.names.find(
    (item) => item.name.toLowerCase() === expression.name.toLowerCase() && (item.scope === null || item.scope === place.sheet),
  );
  const target = named ? parseFormula(named.formula) : null;
  return target && target.kind !== "name" ? referredRect(workbook, target, place) : null;
}

/** Whole columns and rows are read as far as the sheet is used. */
function clipToUsed(sheet: Sheet, rect: Rect): Rect {
  if (rect.rows < 100_000 && rect.columns < 1000) return rect;
  const used = sheet.usedRect(true);
  if (!used) return { ...rect, rows: 1, columns: Math.min(rect.columns, 1) };
  const fromStart = { row: 0, column: 0, rows: used.row + used.rows, columns: used.column + used.columns };
  return intersect(rect, fromStart) ?? { ...rect, rows: 1, columns: 1 };
}

function readCells(sheet: Sheet, rect: Rect): Operand {
  const clipped = clipToUsed(sheet, rect);
  const matrix = Array.from({ length: clipped.rows }, (_, rowOffset) =>
    Array.from({ length: clipped.columns }, (_none, columnOffset): Scalar => {
      const cell = sheet.cell(clipped.row + rowOffset, clipped.column + columnOffset);
      return cell && hasContent(cell) ? cell.value : null;
    }),
  );
  return clipped.rows === 1 && clipped.columns === 1 ? (matrix[0]?.[0] ?? null) : { matrix, source: { sheet, rect: clipped } };
}

export function resolveOperand(workbook: Workbook, expression: Expression, place: Place): Operand {
  const found = referredRect(workbook, expression, place);
  return found ? readCells(found.sheet, found.rect) : errorValue(expression.kind === "name" ? "#NAME?" : "#REF!");
}

/** Every reference in a formula, for knowing when to calculate it again. */
export function precedentsOf(workbook: Workbook, expression: Expression, place: Place): readonly SheetRect[] {
  switch (expression.kind) {
    case "unary":
      return precedentsOf(workbook, expression.operand, place);
    case "binary":
      return [...precedentsOf(workbook, expression.left, place), ...precedentsOf(workbook, expression.right, place)];
    case "call":
      return expression.args.flatMap((arg) => precedentsOf(workbook, arg, place));
    default: {
      const found = referredRect(workbook, expression, place);
      return found ? [found] : [];
    }
  }
}
