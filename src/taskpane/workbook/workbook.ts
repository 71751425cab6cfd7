import { applyRepairs } from "./applyRepairs";
import { createJournal } from "./journal";
import { onCellsChanged, readFunctionCell } from "./functionCell";
import { jumpToCell } from "./jumpToCell";
import { lookAtSheet } from "./lookAtSheet";
import { newSheet } from "./newSheet";
import type { WorkbookPort } from "./port";
import { readRows } from "./readRows";
import type { ReportSheetPort } from "../reports/sheetPort";
import { refreshFunctions } from "./refreshFunctions";
import { onSelection, readSelectedCell, readSheetCell } from "./selection";
import { takeBackRepairs, undoLastChange } from "./undo";
import { writeStatus } from "./writeStatus";

/** The workbook that this pane belongs to. */
export function createWorkbook(): WorkbookPort {
  const journal = createJournal();
  const newId = (): string => crypto.randomUUID().slice(0, 8);
  const reports = async (): Promise<ReportSheetPort> => (await import("./reportSheets")).createReportSheets(journal, newId);
  return {
    lookAtSheet,
    readRows,
    writeStatus: (list, entries) => writeStatus(journal, list, entries),
    applyRepairs: (list, repairs, options) => applyRepairs(journal, list, repairs, options),
    takeBackRepairs: (list, cells) => takeBackRepairs(journal, list, cells),
    lastChange: () => journal.describe(),
    onLastChange: (listener) => journal.subscribe(listener),
    undoLastChange: () => undoLastChange(journal),
    jumpToCell,
    newSheet: () => newSheet(journal, newId),
    // Loaded with the screen that needs it: not part of the first paint.
    importSheet: async (content, options) => (await import("./importSheet")).importSheet(journal, content, options),
    readSelectedCell,
    readSheetCell,
    onSelection,
    readFunctionCell,
    onCellsChanged,
    refreshFunctions,
    reports: {
      make: async (content, options) => (await reports()).make(content, options),
      refresh: async (id, content, options) => (await reports()).refresh(id, content, options),
      find: async () => (await reports()).find(),
    },
    fill: async () => (await import("./fillSheets")).createFillSheets(journal),
    compare: async () => (await import("./compareSheets")).createCompareSheets(journal),
    worklists: async () => (await import("./worklistSheets")).createWorklistSheets(journal),
  };
}
