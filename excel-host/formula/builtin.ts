import type { Operand } from "./operand";

/** What a function may know of the workbook beside its arguments. */
export interface CallContext {
  readonly row: number;
  readonly column: number;
  readonly date1904: boolean;
  readonly now: () => Date;
}

/** Arguments come evaluated; errors among them are the function's to pass on. */
export type Builtin = (args: readonly Operand[], context: CallContext) => Operand;
