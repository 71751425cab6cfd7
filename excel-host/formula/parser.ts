import { asErrorCode } from "../model/cell";
import type { BinaryOperator, Expression } from "./ast";
import { tokenize, type Token, type TokenKind } from "./tokens";

class UnreadableFormula extends Error {}

const levels: readonly (readonly BinaryOperator[])[] = [["=", "<>", "<", "<=", ">", ">="], ["&"], ["+", "-"], ["*", "/"], ["^"]];

/** A recursive descent over the tokens, lowest precedence first. */
class Parser {
  private position = 0;
  private calls = 0;
  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens.filter((token) => token.kind !== "space");
  }

  parse(): Expression {
    const expression = this.binary(0);
    if (this.position < this.tokens.length) throw new UnreadableFormula();
    return expression;
  }

  private peek(): Token | undefined {
    return this.tokens[this.position];
  }

  private accept(kind: TokenKind, text?: string): Token | null {
    const token = this.peek();
    if (token?.kind !== kind || (text !== undefined && token.text !== text)) return null;
    this.position++;
    return token;
  }

  private expect(kind: TokenKind): void {
    if (!this.accept(kind)) throw new UnreadableFormula();
  }

  private binary(level: number): Expression {
    const operators = levels[level];
    if (!operators) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const token = this.peek();
      const operator = token?.kind === "operator" ? operators.find((candidate) => candidate === token.text) : undefined;
      if (!operator) return left;
      this.position++;
      left = { kind: "binary", operator, left, right: this.binary(level + 1) };
    }
  }

  private unary(): Expression {
    if (this.accept("operator", "-")) return { kind: "unary", operator: "-", operand: this.unary() };
    if (this.accept("operator", "+")) return { kind: "unary", operator: "+", operand: this.unary() };
    if (this.accept("operator", "@")) return this.unary();
    let operand = this.primary();
    while (this.accept("operator", "%")) operand = { kind: "unary", operator: "%", operand };
    return operand;
  }

  private primary(): Expression {
    const token = this.peek();
    if (!token) throw new UnreadableFormula();
    this.position++;
    switch (token.kind) {
      case "number":
        return { kind: "literal", value: Number(token.text) };
      case "text":
        return { kind: "literal", value: token.text.slice(1, -1).replaceAll('""', '"') };
      case "boolean":
        return { kind: "literal", value: token.text.toUpperCase() === "TRUE" };
      case "error":
        return { kind: "error", error: asErrorCode(token.text) ?? "#VALUE!" };
      case "reference":
      case "structured":
        return { kind: token.kind, text: token.text };
      case "spill":
        return { kind: "spill", text: token.text.slice(0, -1) };
      case "name":
        return { kind: "name", name: token.text };
      case "function":
        return this.call(token.text);
      case "arrayOpen":
        return this.array();
      case "open": {
        const inner = this.binary(0);
        this.expect("close");
        return inner;
      }
      default:
        throw new UnreadableFormula();
    }
  }

  private call(name: string): Expression {
    const site = this.calls++;
    const args: Expression[] = [];
    this.expect("open");
    if (this.accept("close")) return { kind: "call", name, args, site };
    do {
      const next = this.peek()?.kind;
      args.push(next === "comma" || next === "close" ? { kind: "blank" } : this.binary(0));
    } while (this.accept("comma"));
    this.expect("close");
    return { kind: "call", name, args, site };
  }

  private array(): Expression {
    const rows: Expression[][] = [];
    do {
      const row: Expression[] = [];
      do row.push(this.unary());
      while (this.accept("comma"));
      rows.push(row);
    } while (this.accept("semicolon"));
    this.expect("arrayClose");
    return { kind: "array", rows };
  }
}

/** The tree of a formula such as `=A1+1`; null when it cannot be read. */
export function parseFormula(formula: string): Expression | null {
  const tokens = tokenize(formula.slice(1));
  if (!tokens) return null;
  try {
    return new Parser(tokens).parse();
  } catch (error) {
    if (error instanceof UnreadableFormula) return null;
    throw error;
  }
}
