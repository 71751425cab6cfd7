import { parseAddress } from "../model/address";

export type TokenKind =
  | "number"
  | "text"
  | "error"
  | "boolean"
  | "reference"
  | "spill"
  | "structured"
  | "function"
  | "name"
  | "operator"
  | "open"
  | "close"
  | "comma"
  | "semicolon"
  | "arrayOpen"
  | "arrayClose"
  | "space";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const sheetPrefix = String.raw`(?:(?:'(?:[^']|'')+'|[A-Za-z_][\w.]*)!)?`;
const cell = String.raw`\$?[A-Za-z]{1,3}\$?\d{1,7}`;

/** Tried in this order; the first that matches at the current place wins. */
const rules: readonly (readonly [TokenKind, RegExp])[] = [
  ["space", /^\s+/],
  ["text", /^"(?:[^"]|"")*"/],
  ["error", /^#(?:N\/A|VALUE!|REF!|DIV\/0!|NUM!|NAME\?|NULL!|SPILL!|CALC!|BUSY!|CONNECT!)/i],
  ["function", /^[A-Za-z_][\w.]*(?=\()/],
  ["structured", /^(?:[A-Za-z_][\w.]*)?\[(?:[^[\]]|\[[^[\]]*\])*\]/],
  ["spill", new RegExp(`^${sheetPrefix}${cell}#`)],
  ["reference", new RegExp(`^${sheetPrefix}${cell}(?::${cell})?(?![\\w(.])`)],
  ["reference", new RegExp(`^${sheetPrefix}\\$?[A-Za-z]{1,3}:\\$?[A-Za-z]{1,3}(?![\\w(.])`)],
  ["reference", new RegExp(`^${sheetPrefix}\\$?\\d{1,7}:\\$?\\d{1,7}(?!\\w)`)],
  ["number", /^(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d+)?/i],
  ["boolean", /^(?:TRUE|FALSE)(?![\w.(])/i],
  ["name", /^[A-Za-z_\\][\w.\\]*/],
  ["operator", /^(?:<>|<=|>=|[-+*/^&=<>%@])/],
  ["open", /^\(/],
  ["close", /^\)/],
  ["comma", /^,/],
  ["semicolon", /^;/],
  ["arrayOpen", /^\{/],
  ["arrayClose", /^\}/],
];

function nextToken(rest: string): Token | null {
  for (const [kind, pattern] of rules) {
    const match = pattern.exec(rest);
    if (match) return { kind, text: match[0] };
  }
  return null;
}

/** Splits a formula (without its `=`) so that joining the texts gives the formula back; null when it cannot be read. */
export function tokenize(formula: string): readonly Token[] | null {
  const tokens: Token[] = [];
  for (let rest = formula; rest !== "";) {
    const token = nextToken(rest);
    if (!token || (token.kind === "reference" && !parseAddress(token.text))) return null;
    tokens.push(token);
    rest = rest.slice(token.text.length);
  }
  return tokens;
}
