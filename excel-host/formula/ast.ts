import type { ErrorCode } from "../model/cell";

export type BinaryOperator = "+" | "-" | "*" | "/" | "^" | "&" | "=" | "<>" | "<" | "<=" | ">" | ">=";

/** A formula as a tree. References keep their text; they are resolved against the sheet that holds the formula. */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  | { readonly kind: "blank" }
  | { readonly kind: "error"; readonly error: ErrorCode }
  | { readonly kind: "array"; readonly rows: readonly (readonly Expression[])[] }
  | { readonly kind: "reference"; readonly text: string }
  | { readonly kind: "spill"; readonly text: string }
  | { readonly kind: "structured"; readonly text: string }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "unary"; readonly operator: "+" | "-" | "%"; readonly operand: Expression }
  | { readonly kind: "binary"; readonly operator: BinaryOperator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[]; readonly site: number };
