import type { FillSheetPort } from "../fill/sheetPort";
import { removeTraces } from "./fillClean";
import { fillColumns } from "./fillColumns";
import { convertFormulas, findFormulas } from "./fillConvert";
import { findTraces } from "./fillTraces";
import type { Journal } from "./journal";

/** Columns from the record, values in the place of formulas, and cleaning. Loaded with their screen: not part of the first paint. */
export function createFillSheets(journal: Journal): FillSheetPort {
  return {
    fillColumns: (list, content, options) => fillColumns(journal, list, content, options),
    findFormulas,
    convertFormulas: (where, noValue, options) => convertFormulas(journal, where, noValue, options),
    findTraces,
    removeTraces: (choice, options) => removeTraces(journal, choice, options),
  };
}
