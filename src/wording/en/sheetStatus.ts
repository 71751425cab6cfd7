import type { RowStatus } from "../../domain/types";
import type { SheetStatus } from "../sheetStatus";

export const rowStatuses: Readonly<Record<RowStatus, string>> = {
  updated: "Updated",
  partly: "Partly updated",
  unchanged: "No change needed",
  failed: "Not updated",
  conflict: "Changed by somebody else",
  waiting: "Needs you",
  collapsed: "Same as an earlier row",
  withdrawn: "Taken out",
};

export const sheetStatus: SheetStatus = {
  ...rowStatuses,
  notSent: "Not sent",
  notNeeded: "Nothing to change",
  takenBack: "Taken back",
  takenBackPartly: "Taken back in part",
  notTakenBack: "Not taken back",
  leftOut: "Left as it was",
  callNoted: "Call noted",
  callNotedBefore: "Call noted before",
  callNotNoted: "Call not noted",
};
