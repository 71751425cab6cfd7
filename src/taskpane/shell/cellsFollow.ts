import { systemClock } from "../../client/clock";
import { refreshCells } from "../common/freshCells";
import type { PanePorts } from "../ports";
import { toProblem } from "../problem";
import type { PaneProblem } from "../problem";

interface Surroundings {
  readonly isSignedIn: () => boolean;
  readonly tell: (problem: PaneProblem) => void;
  /** All ART IDs of a patient, where they are known here. */
  readonly artIdsOf: (patient: string | null) => readonly string[] | undefined;
}

export interface CellsFollow {
  /** Cells with our functions are asked for again. Resolves when Excel was asked once: where it refuses, it is asked again beside whatever follows. */
  readonly refresh: (which?: "all" | "errors") => Promise<void>;
  readonly stop: () => void;
}

/** Notes that were kept here go one after the other when the connection is back: cells ask once for all of them. */
const gathered = 500;

/** Has the cells with our functions follow what happens in the pane. What does not work in the end is told. */
export function createCellsFollow(ports: Pick<PanePorts, "workbook" | "entry" | "notes">, { isSignedIn, tell, artIdsOf }: Surroundings): CellsFollow {
  // Signed out meanwhile: what the cells show is better than to be asked to sign in.
  const workbook = { refreshFunctions: (which?: "all" | "errors"): Promise<number> => (isSignedIn() ? ports.workbook.refreshFunctions(which) : Promise.resolve(0)) };

  let cancelTimer: () => void = () => undefined;
  // Cells tell when a patient was last reached, and since when nobody could.
  const stopNotes = ports.notes.subscribe(({ patient, taken }) => {
    if (!taken) return;
    ports.entry.forgetLookups(artIdsOf(patient));
    cancelTimer();
    cancelTimer = systemClock.later(() => void refreshCells(workbook).catch((error: unknown) => tell(toProblem(error))), gathered);
  });

  return {
    stop: () => {
      stopNotes();
      cancelTimer();
    },
    refresh: (which) =>
      new Promise((resolve) => {
        const once = {
          refreshFunctions: async (): Promise<number> => {
            try {
              return await workbook.refreshFunctions(which);
            } finally {
              resolve();
            }
          },
        };
        void refreshCells(once).catch((error: unknown) => tell(toProblem(error)));
      }),
  };
}
