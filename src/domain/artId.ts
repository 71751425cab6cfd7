import { readCell, toCell, visibleText, withoutTextMark } from "./cell";
import { errorIssue, infoIssue } from "./issue";
import type { Reading } from "./issue";
import { forbiddenCharacters } from "./freeText";
import type { CellContent, IssueCode } from "./types";

/** `patient_identifier.identifier` is VARCHAR(50). */
export const artIdLength = 50;

/**
 * Reads an ART ID: trimmed, and otherwise as it stands, because NMRS has no format for it (any shape occurs, also plain numbers and
 * leading zeros). Only what Excel is known to have destroyed is refused: a date, scientific notation, more than 15 digits.
 */
export function parseArtId(input: CellContent | string): Reading {
  const cell = toCell(input);
  const reading = readCell(cell);
  if (reading.kind === "blank") return refuse("art-id-missing");
  if (cell.isFormula) return refuse("cell-formula");
  if (reading.kind === "error") return { value: null, issues: [errorIssue("cell-error-value", "artId", { value: reading.text })] };
  if (reading.kind === "number") return cell.isDate ? refuse("art-id-damaged") : readNumber(reading.value, reading.shown);
  return readText(reading.text);
}

function readNumber(value: number, shown: string): Reading {
  if (!Number.isInteger(value) || value < 0 || value >= 1e15) return refuse("art-id-damaged");
  // A number format that pads with zeros shows the ID that the person means.
  const padded = /^0\d+$/.test(shown) && Number(shown) === value;
  return { value: padded ? shown : String(value), issues: [] };
}

function readText(text: string): Reading {
  if (/^\d(?:[.,]\d+)?E\+\d+$/i.test(text) || text === "TRUE" || text === "FALSE") return refuse("art-id-damaged");
  const value = visibleText(withoutTextMark(text).replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, " "));
  if (value === "") return refuse("art-id-missing");
  if (forbiddenCharacters.test(value)) return refuse("characters-not-allowed");
  if (value.length > artIdLength) return { value: null, issues: [errorIssue("text-too-long", "artId", { max: artIdLength, length: value.length })] };
  return { value, issues: value === text ? [] : [infoIssue("art-id-format-read", "artId", { read: value })] };
}

function refuse(code: IssueCode): Reading {
  return { value: null, issues: [errorIssue(code, "artId")] };
}
