import { systemClock, pause } from "../../client/clock";
import type { Clock } from "../../client/clock";
import type { OutboxItem } from "../../client/outbox";
import type { EntryPort } from "../ports";
import { WorkbookError } from "../workbook/port";
import type { WorkbookPort } from "../workbook/port";

/*
 * Cells with our functions follow the record. What was looked up is forgotten first, in any case; then Excel is made to ask for the cells again,
 * whether or not anything could be written into a sheet.
 */

export interface CellPorts {
  readonly entry: Pick<EntryPort, "forgetLookups">;
  readonly workbook: Pick<WorkbookPort, "refreshFunctions">;
}

const firstPause = 1_000;
const longestPause = 16_000;

/** Has Excel ask again for every cell of ours, and gives their number. Where it refuses, as while a cell is being edited, again after growing pauses: half a minute in all. */
export async function refreshCells(workbook: CellPorts["workbook"], clock: Clock = systemClock): Promise<number> {
  for (let wait = firstPause; ; wait *= 2) {
    try {
      return await workbook.refreshFunctions();
    } catch (error) {
      if (!(error instanceof WorkbookError) || error.code === "not-supported" || wait > longestPause) throw error;
    }
    await pause(clock, wait);
  }
}

/** The record says something else now, of these ART IDs or (undefined) nobody knows of whom. */
export async function freshenCells({ entry, workbook }: CellPorts, artIds?: readonly string[]): Promise<void> {
  entry.forgetLookups(artIds);
  await refreshCells(workbook);
}

/** The same for submissions, each once however often its end is told. */
export interface Freshening {
  /** A submission is seen on the list; true once for one that was under way when it was last seen and has ended and was told since: by another pane. */
  readonly see: (item: OutboxItem) => boolean;
  /** It has ended: what was looked up of its patients is not used again. */
  readonly forget: (uuid: string, artIds?: readonly string[]) => void;
  /** Cells ask again, where that is owed to them. */
  readonly refresh: (uuid: string) => Promise<void>;
}

export function createFreshening({ entry, workbook }: CellPorts, clock?: Clock): Freshening {
  const underWay = new Set<string>();
  const forgotten = new Set<string>();
  const owed = new Set<string>();
  return {
    see: ({ uuid, state, isTold }) => {
      if (state !== "done") underWay.add(uuid);
      return state === "done" && isTold && underWay.delete(uuid);
    },
    forget: (uuid, artIds) => {
      if (forgotten.has(uuid)) return;
      forgotten.add(uuid);
      owed.add(uuid);
      entry.forgetLookups(artIds);
    },
    refresh: async (uuid) => {
      if (!owed.delete(uuid)) return;
      try {
        await refreshCells(workbook, clock);
      } catch (error) {
        owed.add(uuid);
        throw error;
      }
    },
  };
}
