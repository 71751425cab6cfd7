import { errorValue, isError, type ErrorCode } from "../model/cell";
import type { Expression } from "./ast";
import { binary, unary } from "./operators";
import type { CallContext } from "./builtin";
import { builtins } from "./builtins";
import { isArea, scalarOf, toBoolean, type Operand, type Scalar } from "./operand";

/** How the evaluator reaches the workbook and the add-in's functions. */
export interface EvaluationContext extends CallContext {
  /** The cells of a reference, a spill, a table reference or a name; a #REF! or #NAME? when there is no such thing. */
  resolve(expression: Expression): Operand;
  /** The result of one of the add-in's functions; null when it has no such function. */
  callCustom(name: string, args: readonly Operand[], site: number): Operand | null;
}

const failure = (error: ErrorCode): Scalar => errorValue(error);

/** IF and its kin evaluate only the branch that is taken, so that the other one calls no function. */
function evaluateBranch(name: string, args: readonly Expression[], context: EvaluationContext): Operand | null {
  const at = (index: number): Operand => {
    const expression = args[index];
    return expression ? evaluate(expression, context) : null;
  };
  if (name === "IF") {
    const condition = toBoolean(scalarOf(at(0)));
    if (isError(condition)) return condition;
    if (condition) return args.length > 1 ? (at(1) ?? 0) : true;
    return args.length > 2 ? (at(2) ?? 0) : false;
  }
  if (name === "IFERROR" || name === "IFNA") {
    const value = at(0);
    const scalar = isArea(value) ? null : value;
    const isCaught = isError(scalar) && scalar.error !== "#BUSY!" && (name === "IFERROR" || scalar.error === "#N/A");
    return isCaught ? at(1) : value;
  }
  return null;
}

export const isBranching = (name: string): boolean => name === "IF" || name === "IFERROR" || name === "IFNA";

function call(expression: Extract<Expression, { kind: "call" }>, context: EvaluationContext): Operand {
  const name = expression.name.toUpperCase();
  if (isBranching(name)) return evaluateBranch(name, expression.args, context);
  const args = expression.args.map((arg) => evaluate(arg, context));
  const builtin = builtins.get(name);
  if (builtin) return builtin(args, context);
  return context.callCustom(name, args, expression.site) ?? failure("#NAME?");
}

export function evaluate(expression: Expression, context: EvaluationContext): Operand {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "blank":
      return null;
    case "error":
      return failure(expression.error);
    case "array":
      return { matrix: expression.rows.map((row) => row.map((cell) => scalarOf(evaluate(cell, context)))) };
    case "unary":
      return unary(expression.operator, evaluate(expression.operand, context));
    case "binary":
      return binary(expression.operator, evaluate(expression.left, context), evaluate(expression.right, context));
    case "call":
      return call(expression, context);
    default:
      return context.resolve(expression);
  }
}
