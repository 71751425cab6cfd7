import type { Rect } from "../model/address";
import type { Sheet } from "../model/sheet";
import type { Expression } from "./ast";
import type { Operand } from "./operand";
import type { SheetRect } from "./resolve";

/** A cell that holds a formula, and what is known of its calculation. */
export interface FormulaCell {
  readonly sheet: Sheet;
  readonly key: number;
  readonly formula: string;
  readonly expression: Expression | null;
  readonly precedents: readonly SheetRect[];
  readonly isVolatile: boolean;
  /** Results of the add-in's functions, by call and arguments, so that one result does not start the others again. */
  readonly results: Map<string, Operand>;
  readonly running: Map<string, number>;
  /** Where the result spills, or would if nothing stood in the way. */
  spillRect: Rect | null;
}
