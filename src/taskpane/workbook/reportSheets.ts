import type { ReportContent, ReportSheetPort } from "../reports/sheetPort";
import type { Journal } from "./journal";
import { WorkbookError } from "./port";
import { findReportSheets } from "./reportFind";
import { makeReportSheet } from "./reportMake";
import { refreshReportSheet } from "./reportRefresh";

/** Rows of a list in a sheet: four times those that the tests make and refresh. A refresh holds all of them in the pane. */
const mostRows = 200_000;

/** A list says with its first page how long it is: nobody waits for one that cannot end well. */
function requireRoom({ pages }: ReportContent): void {
  if (pages !== null && pages.total > mostRows) throw new WorkbookError("report-too-long");
}

/** Reports as sheets of this workbook. Loaded with the first of them: not part of the first paint. */
export function createReportSheets(journal: Journal, newId: () => string): ReportSheetPort {
  return {
    make: async (content, options = {}) => {
      requireRoom(content);
      return await makeReportSheet(journal, content, { ...options, newId });
    },
    refresh: async (id, content, options) => {
      requireRoom(content);
      return await refreshReportSheet(journal, { id, content }, options);
    },
    find: findReportSheets,
  };
}
