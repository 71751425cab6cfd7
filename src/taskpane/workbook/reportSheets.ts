import type { ReportSheetPort } from "../reports/sheetPort";
import type { Journal } from "./journal";
import { findReportSheets } from "./reportFind";
import { makeReportSheet } from "./reportMake";
import { refreshReportSheet } from "./reportRefresh";

/** Reports as sheets of this workbook. Loaded with the first of them: not part of the first paint. */
export function createReportSheets(journal: Journal, newId: () => string): ReportSheetPort {
  return {
    make: (content, options = {}) => makeReportSheet(journal, content, { ...options, newId }),
    refresh: (id, content, options) => refreshReportSheet(journal, { id, content }, options),
    find: findReportSheets,
  };
}
