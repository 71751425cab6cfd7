import type { RowStatus } from "../domain/types";

/** What Status says beside a row, by what became of it; `notSent` and `notNeeded` rows never left the sheet. */
export type SheetStatus = Readonly<Record<RowStatus | "notSent" | "notNeeded" | "takenBack" | "takenBackPartly" | "notTakenBack" | "leftOut" | "callNoted" | "callNotedBefore" | "callNotNoted", string>>;
