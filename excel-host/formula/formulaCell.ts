import type { Rect } from "../model/address";
import type { Sheet } from "../model/sheet";
import type { Expression } from "./ast";
import { builtins } from "./builtins";
import { isBranching } from "./evaluate";
import type { Operand } from "./operand";
import type { SheetRect } from "../model/sheetRect";

/** What a formula speaks of beside cells of its own sheet: when that changes, it must be understood anew. */
export type FormulaUse = "tables" | "sheets" | "names" | "functions" | "clock";

/** A cell that holds a formula, and what is known of its calculation. */
export interface FormulaCell {
  readonly sheet: Sheet;
  readonly key: number;
  readonly formula: string;
  readonly expression: Expression | null;
  /** The cells that it reads; found again when a name that it uses means something else. */
  precedents: readonly SheetRect[];
  readonly uses: ReadonlySet<FormulaUse>;
  /** Results of the add-in's functions, by call and arguments, so that one result does not start the others again. */
  readonly results: Map<string, Operand>;
  readonly running: Map<string, number>;
  /** Where the result spills, or would if nothing stood in the way. */
  spillRect: Rect | null;
  /** What it shows came with the file: it has not been calculated since. */
  isStored: boolean;
}

function ownUse(expression: Expression): FormulaUse | null {
  switch (expression.kind) {
    case "structured":
      return "tables";
    case "name":
      return "names";
    case "reference":
    case "spill":
      return expression.text.includes("!") ? "sheets" : null;
    case "call": {
      const name = expression.name.toUpperCase();
      if (name === "TODAY" || name === "NOW") return "clock";
      return builtins.has(name) || isBranching(name) ? null : "functions";
    }
    default:
      return null;
  }
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "call":
      return expression.args;
    default:
      return [];
  }
}

export function usesOf(expression: Expression | null): ReadonlySet<FormulaUse> {
  if (!expression) return new Set();
  const own = ownUse(expression);
  return new Set([...(own ? [own] : []), ...partsOf(expression).flatMap((part) => [...usesOf(part)])]);
}
