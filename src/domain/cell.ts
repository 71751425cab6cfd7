import type { CellContent } from "./types";

/** What is in a cell before anybody asks what it means. */
export type CellReading =
  | { readonly kind: "blank" }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly value: number; readonly shown: string }
  | { readonly kind: "error"; readonly text: string };

/** Excel's error values as `Range.values` gives them. */
const errorValue = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|BUSY!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|EXTERNAL!|PYTHON!|TIMEOUT!|GETTING_DATA)$/i;

/** Characters that nobody sees: zero-width, direction marks, soft hyphen, byte order mark. They come with text copied from the web or WhatsApp. */
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;
const plainAscii = /^[\x20-\x7e]*$/;

/** The text without invisible characters and outer spaces (also non-breaking ones). */
export function visibleText(text: string): string {
  return plainAscii.test(text) ? text.trim() : text.replace(invisible, "").trim();
}

/** One leading apostrophe is Excel's or a CSV exporter's mark for "this is text", not part of the value. */
export function withoutTextMark(text: string): string {
  return /^['’‘`]/.test(text) ? text.slice(1).trim() : text;
}

export function toCell(input: CellContent | string): CellContent {
  return typeof input === "string" ? { value: input } : input;
}

export function readCell(cell: CellContent): CellReading {
  if (typeof cell.value === "number") return { kind: "number", value: cell.value, shown: visibleText(cell.text ?? "") };
  const text = visibleText(typeof cell.value === "boolean" ? String(cell.value).toUpperCase() : cell.value);
  if (text === "" || text === "'") return { kind: "blank" };
  return errorValue.test(text) ? { kind: "error", text: text.toUpperCase() } : { kind: "text", text };
}

export function isBlankCell(cell: CellContent | undefined): boolean {
  return cell === undefined || readCell(cell).kind === "blank";
}

/**
 * Words with which people and exports fill an empty cell. They mean "no change" like a blank one: written to the record,
 * `NULL` or `N/A` would replace a real address.
 */
export function isPlaceholder(text: string): boolean {
  return /^(?:null|nil|nill|none|n\.?\/?a\.?|not available|unknown|[-–—?.]+)$/i.test(text);
}
