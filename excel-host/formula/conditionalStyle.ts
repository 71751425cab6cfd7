import { containsCell } from "../model/address";
import { isError } from "../model/cell";
import type { ConditionalFormat, ConditionalStyle } from "../model/conditionalFormat";
import type { Sheet } from "../model/sheet";
import type { Workbook } from "../model/workbook";
import type { Expression } from "./ast";
import { evaluate } from "./evaluate";
import { compare, scalarOf, toBoolean, type Scalar } from "./operand";
import { parseFormula } from "./parser";
import { moveFormula } from "./references";
import { resolveOperand, type Place } from "./resolve";

const parsed = new Map<string, Expression | null>();

function parseOnce(formula: string): Expression | null {
  const known = parsed.get(formula);
  if (known !== undefined) return known;
  if (parsed.size > 5000) parsed.clear();
  const expression = parseFormula(formula);
  parsed.set(formula, expression);
  return expression;
}

/** A rule's formula is written for the first cell of its range; elsewhere its references move along. Functions of the add-in have no value here, as in Excel. */
function evaluateAt(workbook: Workbook, formula: string, place: Place, origin: { row: number; column: number }): Scalar {
  const text = formula.startsWith("=") ? formula : `=${formula}`;
  const expression = parseOnce(moveFormula(text, place.row - origin.row, place.column - origin.column));
  if (!expression) return null;
  return scalarOf(
    evaluate(expression, {
      row: place.row,
      column: place.column,
      date1904: workbook.date1904,
      now: () => new Date(),
      resolve: (reference) => resolveOperand(workbook, reference, place),
      callCustom: () => null,
    }),
  );
}

const text = (value: unknown): string => (typeof value === "string" ? value : typeof value === "number" ? String(value) : "");

function textMatches(shown: string, rule: ConditionalFormat["rule"]): boolean {
  const [cell, wanted] = [shown.toLowerCase(), text(rule["text"]).toLowerCase()];
  switch (rule["operator"]) {
    case "Contains":
      return cell.includes(wanted);
    case "NotContains":
      return !cell.includes(wanted);
    case "BeginsWith":
      return cell.startsWith(wanted);
    case "EndsWith":
      return cell.endsWith(wanted);
    default:
      return false;
  }
}

function valueMatches(value: Scalar, operator: unknown, first: Scalar, second: Scalar): boolean {
  if (isError(value) || isError(first)) return false;
  const order = compare(value, first);
  switch (operator) {
    case "EqualTo":
      return order === 0;
    case "NotEqualTo":
      return order !== 0;
    case "GreaterThan":
      return order > 0;
    case "LessThan":
      return order < 0;
    case "GreaterThanOrEqual":
      return order >= 0;
    case "LessThanOrEqual":
      return order <= 0;
    case "Between":
      return order >= 0 && compare(value, second) <= 0;
    case "NotBetween":
      return order < 0 || compare(value, second) > 0;
    default:
      return false;
  }
}

function applies(workbook: Workbook, format: ConditionalFormat, place: Place): boolean {
  const cell = place.sheet.cell(place.row, place.column);
  const [origin] = format.rects;
  if (!origin) return false;
  if (format.type === "ContainsText") return textMatches(workbook.textOf(cell), format.rule);
  if (format.type === "Custom") {
    const result = toBoolean(evaluateAt(workbook, text(format.rule["formula"]), place, origin));
    return result === true;
  }
  const [first, second] = [format.rule["formula1"], format.rule["formula2"]].map((formula) =>
    evaluateAt(workbook, text(formula), place, origin),
  );
  return valueMatches(cell?.value ?? null, format.rule["operator"], first ?? null, second ?? null);
}

/** What the conditional formats of the sheet add to a cell; the first rule wins where two disagree. */
export function conditionalStyle(workbook: Workbook, sheet: Sheet, row: number, column: number): ConditionalStyle | null {
  let style: ConditionalStyle | null = null;
  for (const format of sheet.state.conditionalFormats) {
    if (!format.rects.some((rect) => containsCell(rect, row, column)) || !applies(workbook, format, { sheet, row, column })) continue;
    style = { ...format.style, ...(style ?? {}) };
    if (format.stopIfTrue) break;
  }
  return style;
}
