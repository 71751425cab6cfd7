import type { WorklistSheetPort } from "../worklists/sheetPort";
import type { Journal } from "./journal";
import { findWorklistSheets, showWorklistSheet } from "./worklistFind";
import { makeWorklistSheet } from "./worklistMake";

/** Worklists as sheets of this workbook. Loaded with their screen: not part of the first paint. */
export function createWorklistSheets(journal: Journal): WorklistSheetPort {
  return {
    find: findWorklistSheets,
    make: (content, options) => makeWorklistSheet(journal, content, options),
    show: showWorklistSheet,
  };
}
