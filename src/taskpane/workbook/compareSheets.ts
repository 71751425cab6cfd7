import type { CompareSheetPort } from "../compare/sheetPort";
import type { Journal } from "./journal";

export function createCompareSheets(_journal: Journal): CompareSheetPort {
  return { removeMarks: () => Promise.resolve() };
}
