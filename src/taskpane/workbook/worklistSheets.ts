import type { WorklistSheetPort } from "../worklists/sheetPort";
import type { Journal } from "./journal";

export function createWorklistSheets(_journal: Journal): WorklistSheetPort {
  return { find: () => Promise.resolve([]) };
}
