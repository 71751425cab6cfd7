import { errorValue, isError, type ErrorValue } from "../model/cell";
import type { FunctionMetadata, ParameterMetadata } from "./functionMetadata";
import { isArea, matrixOf, scalarOf, toBoolean, toNumber, toText, type Operand, type Scalar } from "./operand";

/** What travels to the add-in's page for one argument. */
export type WireArgument =
  string | number | boolean | null | { readonly code: string; readonly type: "CustomFunctionError" } | readonly WireArgument[];

export interface ArgumentRules {
  /** Errors reach a parameter of type `any` only where the metadata allows it; otherwise they are the result. */
  readonly allowErrors: boolean;
}

/** A single empty cell is `null` for `any` (Excel on the web); inside a range Excel sends 0 for it. */
function emptyAs(type: string, inRange: boolean): WireArgument {
  if (type === "string") return "";
  if (type === "boolean") return false;
  return type === "number" || inRange ? 0 : null;
}

function convert(value: Scalar, type: string, rules: ArgumentRules, inRange: boolean): WireArgument | ErrorValue {
  if (value === null) return emptyAs(type, inRange);
  if (isError(value)) return rules.allowErrors && type === "any" ? { code: value.error, type: "CustomFunctionError" } : value;
  if (type === "string") return toText(value);
  if (type === "number") return toNumber(value);
  return type === "boolean" ? toBoolean(value) : value;
}

const isErrorValue = (argument: WireArgument | ErrorValue): argument is ErrorValue =>
  typeof argument === "object" && argument !== null && !Array.isArray(argument) && "error" in argument;

function convertOne(operand: Operand, parameter: ParameterMetadata, rules: ArgumentRules): WireArgument | ErrorValue {
  const type = parameter.type ?? "any";
  if (parameter.dimensionality !== "matrix") {
    return convert(isArea(operand) ? scalarOf(operand) : operand, type, rules, false);
  }
  const rows: WireArgument[][] = [];
  for (const line of matrixOf(operand)) {
    const row: WireArgument[] = [];
    for (const cell of line) {
      const converted = convert(cell, type, rules, true);
      if (isErrorValue(converted)) return converted;
      row.push(converted);
    }
    rows.push(row);
  }
  return rows;
}

export type WireArguments =
  { readonly ok: true; readonly values: readonly WireArgument[] } | { readonly ok: false; readonly error: ErrorValue };

const refused = (why: string): WireArguments => ({ ok: false, error: errorValue("#VALUE!", why) });

/** The arguments as the function gets them, or the error that the cell shows without calling it. */
export function wireArguments(metadata: FunctionMetadata, operands: readonly Operand[], rules: ArgumentRules): WireArguments {
  const result: WireArgument[] = [];
  const repeating = metadata.parameters.at(-1)?.repeating === true ? metadata.parameters.at(-1) : undefined;
  const single = repeating ? metadata.parameters.slice(0, -1) : metadata.parameters;
  if (operands.length > single.length && !repeating) return refused("You've entered too many arguments for this function.");
  for (const [index, parameter] of single.entries()) {
    const operand = operands[index];
    if (operand === undefined) {
      if (!parameter.optional) return refused(`The argument ${parameter.name} is missing.`);
      result.push(null);
      continue;
    }
    const converted = convertOne(operand, parameter, rules);
    if (isErrorValue(converted)) return { ok: false, error: converted };
    result.push(converted);
  }
  if (!repeating) return { ok: true, values: result };
  const rest: WireArgument[] = [];
  for (const operand of operands.slice(single.length)) {
    const converted = convertOne(operand, repeating, rules);
    if (isErrorValue(converted)) return { ok: false, error: converted };
    rest.push(converted);
  }
  return { ok: true, values: [...result, rest] };
}
