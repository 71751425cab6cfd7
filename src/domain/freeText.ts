import { errorIssue, infoIssue } from "./issue";
import type { Reading } from "./issue";
import type { CellContent, RowField } from "./types";
import { openValueCell } from "./valueCell";

/** Address columns are VARCHAR(255). */
export const addressPartLength = 255;

/**
 * OpenMRS's tables are MySQL's three-byte utf8: emoji and other four-byte characters (surrogates in JavaScript) are refused by the
 * server. Control characters and the replacement character (a broken import) are never meant.
 */
// eslint-disable-next-line no-control-regex -- finding control characters is the purpose
export const forbiddenCharacters = /[\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffd-\uffff]/;

/** Reads a cell of running text: spaces collapsed, line breaks made spaces (told), length and characters checked. */
export function parseFreeText(cell: CellContent, field: RowField, maxLength: number = addressPartLength): Reading {
  const opened = openValueCell(cell, field);
  if (opened.kind === "done") return opened.reading;
  // `12/3` typed as a house number becomes a day, and what was typed is gone.
  if (opened.kind === "number" && cell.isDate) return { value: null, issues: [errorIssue("street-is-date", field)] };
  const raw = opened.kind === "number" ? String(opened.value) : opened.text.normalize("NFC");
  return checkText(raw, field, maxLength);
}

function checkText(raw: string, field: RowField, maxLength: number): Reading {
  const unmarked = /^'[=+\-@]/.test(raw) ? raw.slice(1) : raw;
  const text = unmarked.replace(/\s+/g, " ").trim();
  if (forbiddenCharacters.test(text)) return { value: null, issues: [errorIssue("characters-not-allowed", field)] };
  if (text.length > maxLength) return { value: null, issues: [errorIssue("text-too-long", field, { max: maxLength, length: text.length })] };
  return { value: text, issues: /[\r\n\t]/.test(raw) ? [infoIssue("street-format-read", field, { read: text })] : [] };
}
